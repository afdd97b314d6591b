// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/video_worker.hpp"
#include <algorithm>
#include <poll.h>

namespace gatetwin {
namespace {

constexpr Duration first_pause = milliseconds(100);
constexpr Duration longest_pause = seconds(5);

} // namespace

VideoWorker::VideoWorker(const VideoReaderOptions& options, std::unique_ptr<FrameSource> source,
                         std::unique_ptr<BarcodeDecoder> decoder)
    : m_options(options), m_source(std::move(source)), m_decoder(std::move(decoder)),
      m_presence(options.presence), m_thread([this] { work(); })
{
}

VideoWorker::~VideoWorker()
{
  {
    const std::scoped_lock lock(m_mutex);
    m_stop = true;
  }
  m_orders.raise();
  m_thread.join();
}

void VideoWorker::read(std::uint32_t number)
{
  {
    const std::scoped_lock lock(m_mutex);
    m_wanted = number;
  }
  m_orders.raise();
}

bool VideoWorker::take(Item& item)
{
  m_news.clear();
  const std::scoped_lock lock(m_mutex);
  if (m_items.empty()) return false;
  item = m_items.front();
  m_items.pop_front();
  return true;
}

std::uint64_t VideoWorker::frames() const
{
  const std::scoped_lock lock(m_mutex);
  return m_frames;
}

bool VideoWorker::is_stopping() const
{
  const std::scoped_lock lock(m_mutex);
  return m_stop;
}

std::uint32_t VideoWorker::wanted() const
{
  const std::scoped_lock lock(m_mutex);
  return m_wanted;
}

void VideoWorker::work()
{
  for (Duration pause = first_pause; !is_stopping();) {
    const Result<FrameView> frame = m_source->next();
    if (!frame || !check_frame(frame.value())) {
      if (!m_lost) post(News::lost);
      m_lost = true;
      m_seeing = false;
      wait(pause);
      pause = std::min(pause * 2, longest_pause);
      continue;
    }
    pause = first_pause;
    look(frame.value());
    if (wanted() == 0) wait(m_options.idle_period);
  }
}

void VideoWorker::look(const FrameView& frame)
{
  if (!m_seeing) post(News::seen);
  m_seeing = true;
  m_lost = false;
  m_presence.look(frame);
  if (m_presence.is_there() != m_there) {
    m_there = m_presence.is_there();
    post(m_there ? News::presented : News::removed);
  }
  try_reading(frame);
  const std::scoped_lock lock(m_mutex);
  ++m_frames;
}

void VideoWorker::try_reading(const FrameView& frame)
{
  const std::uint32_t number = wanted();
  if (number == 0 || !m_there) return;
  BarcodeReading reading;
  m_decoder->read(frame, m_options.profile, reading);
  const bool read = reading.result() == CheckResult::successful;
  post(read ? News::read : News::unread, number, &reading);
  if (!read) return;
  const std::scoped_lock lock(m_mutex);
  if (m_wanted == number) m_wanted = 0;
}

void VideoWorker::post(News news, std::uint32_t reading, const BarcodeReading* content)
{
  {
    const std::scoped_lock lock(m_mutex);
    // Of frames that could not be read the newest is enough.
    if (news == News::unread)
      std::erase_if(m_items, [](const Item& item) { return item.news == News::unread; });
    if (m_items.size() == most_items) m_items.pop_front();
    m_items.push_back({news, reading, content != nullptr ? *content : BarcodeReading{}});
  }
  m_news.raise();
}

void VideoWorker::wait(Duration time)
{
  pollfd order{m_orders.descriptor(), POLLIN, 0};
  const timespec limit{time.ns / 1'000'000'000, time.ns % 1'000'000'000};
  if (::ppoll(&order, 1, &limit, nullptr) > 0) m_orders.clear();
}

} // namespace gatetwin
