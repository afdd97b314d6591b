// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/video_reader.hpp"

namespace gatetwin {

VideoReader::VideoReader(const VideoReaderOptions& options, std::unique_ptr<FrameSource> source,
                         std::unique_ptr<BarcodeDecoder> decoder)
    : m_limit(options.limit), m_worker(options, std::move(source), std::move(decoder))
{
}

void VideoReader::start()
{
  ++m_number;
  m_reading = true;
  m_timed = false;
  m_last = Reason::none;
  m_last_symbols = 0;
  m_scan = {};
  if (m_failed) return end_reading(Reason::document_unreadable);
  m_worker.read(m_number);
}

void VideoReader::cancel()
{
  std::erase_if(m_reports, [](const PortInput& input) {
    return input.kind == InputKind::document_scanned || input.kind == InputKind::reading_failed;
  });
  m_reading = false;
  m_worker.read(0);
}

void VideoReader::on_ready(MonotonicTime now)
{
  for (VideoWorker::Item item; m_worker.take(item);) take(item);
  on_time(now);
}

void VideoReader::take(const VideoWorker::Item& item)
{
  switch (item.news) {
  case VideoWorker::News::seen:
    if (m_failed) report(InputKind::device_recovered);
    m_failed = false;
    return;
  case VideoWorker::News::lost:
    if (!m_failed) report(InputKind::device_failed);
    m_failed = true;
    if (m_reading) end_reading(Reason::document_unreadable);
    return;
  case VideoWorker::News::presented: return report(InputKind::document_presented);
  case VideoWorker::News::removed:
    report(InputKind::document_removed);
    if (m_reading) end_reading(Reason::document_removed_early);
    return;
  case VideoWorker::News::read:
    if (m_reading && item.reading == m_number) take_label(item.content);
    return;
  case VideoWorker::News::unread:
    if (item.reading != m_number) return;
    m_last = item.content.reason();
    m_last_symbols = item.content.symbols_in_view;
    return;
  }
}

void VideoReader::take_label(const BarcodeReading& reading)
{
  m_label.assign(reading.payload.begin(), reading.payload.end());
  m_scan.label = m_label;
  m_scan.labels_in_view = reading.symbols_in_view;
  report_scan();
}

void VideoReader::report_scan()
{
  m_reading = false;
  PortInput input;
  input.kind = InputKind::document_scanned;
  input.device = Device::document_reader;
  input.scan = &m_scan;
  m_reports.push_back(input);
}

void VideoReader::give_up()
{
  if (m_last_symbols < 2)
    return end_reading(m_last == Reason::none ? Reason::document_unreadable : m_last);
  m_worker.read(0);
  m_scan.labels_in_view = m_last_symbols;
  m_scan.several_seals = m_last == Reason::several_seals;
  report_scan();
}

void VideoReader::end_reading(Reason reason)
{
  m_reading = false;
  m_worker.read(0);
  report(InputKind::reading_failed, reason);
}

void VideoReader::on_time(MonotonicTime now)
{
  if (!m_reading) return;
  if (!m_timed) m_ends = now + m_limit;
  m_timed = true;
  if (now >= m_ends) give_up();
}

// A reading has no time of its own until the loop tells one.
MonotonicTime VideoReader::next_deadline() const
{
  if (!m_reading) return MonotonicTime::never();
  return m_timed ? m_ends : MonotonicTime{};
}

void VideoReader::report(InputKind kind, Reason reason)
{
  PortInput input;
  input.kind = kind;
  input.device = Device::document_reader;
  input.reason = reason;
  m_reports.push_back(input);
}

void VideoReader::deliver(Inbox& inbox)
{
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
}

} // namespace gatetwin
