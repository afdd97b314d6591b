// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/serial_reader.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace gatetwin {
namespace {

constexpr std::size_t number_bytes = 4;
constexpr std::size_t most_unsent = 4096;

std::string number_text(std::uint32_t number)
{
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
  return bytes;
}

unsigned byte_at(std::string_view bytes, std::size_t i)
{
  return static_cast<unsigned char>(bytes[i]);
}

// B0: none of ours.
speed_t speed_of(unsigned baud)
{
  switch (baud) {
  case 9600: return B9600;
  case 19'200: return B19200;
  case 38'400: return B38400;
  case 57'600: return B57600;
  case 115'200: return B115200;
  default: return B0;
  }
}

// Eight bits as they are: no echo, no flow control, nothing translated.
bool make_raw(int line, speed_t speed)
{
  termios settings{};
  if (::tcgetattr(line, &settings) != 0) return false;
  ::cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS | CSTOPB);
  if (::cfsetispeed(&settings, speed) != 0 || ::cfsetospeed(&settings, speed) != 0) return false;
  return ::tcsetattr(line, TCSANOW, &settings) == 0 && ::ioctl(line, TIOCEXCL) == 0;
}

} // namespace

Result<OwnedDescriptor> SerialReader::open_line(const SerialReaderOptions& options)
{
  const speed_t speed = speed_of(options.baud);
  if (speed == B0) return Error{ErrorCode::rejected, "baud: 9600, 19200, 38400, 57600 or 115200"};
  OwnedDescriptor line(::open(options.path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!line.is_open()) return Error{ErrorCode::io, "the serial line can't be opened"};
  if (!make_raw(line.get(), speed)) return Error{ErrorCode::io, "it is no serial line"};
  return line;
}

Result<std::unique_ptr<SerialReader>> SerialReader::open(const SerialReaderOptions& options,
                                                         MonotonicTime now)
{
  auto line = open_line(options);
  if (!line) return line.error();
  return std::unique_ptr<SerialReader>(new SerialReader(std::move(line).value(), options, now));
}

SerialReader::SerialReader(OwnedDescriptor line, const SerialReaderOptions& options,
                           MonotonicTime now)
    : m_line(std::move(line)), m_options(options), m_heard(now)
{
}

void SerialReader::start()
{
  ++m_number;
  m_reading = true;
  m_scan = {};
  send('S', number_text(m_number));
  if (m_failed) end_reading(Reason::document_unreadable);
}

void SerialReader::cancel()
{
  // What was read but not handed over yet is of the cancelled reading too.
  std::erase_if(m_reports, [](const PortInput& input) {
    return input.kind == InputKind::document_scanned || input.kind == InputKind::reading_failed;
  });
  if (m_reading) send('C', {});
  m_reading = false;
}

void SerialReader::send(char type, std::string_view payload)
{
  m_out += encode_frame(type, payload);
  if (m_out.size() > most_unsent) { // nobody takes it: what counts is the newest
    m_out.clear();
    lose();
    return;
  }
  write_out();
}

void SerialReader::write_out()
{
  while (!m_out.empty() && m_line.is_open()) {
    const ssize_t written = ::write(m_line.get(), m_out.data(), m_out.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return; // later
    m_bytes_written += static_cast<std::uint64_t>(written);
    m_out.erase(0, static_cast<std::size_t>(written));
  }
}

void SerialReader::on_ready(MonotonicTime now)
{
  std::array<char, 1024> bytes{};
  for (;;) {
    const ssize_t count = ::read(m_line.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
    if (count <= 0) return unplug(now);
    m_bytes_read += static_cast<std::uint64_t>(count);
    m_frames.add({bytes.data(), static_cast<std::size_t>(count)});
    m_last_byte = now;
    take_frames(now);
  }
  write_out();
}

void SerialReader::take_frames(MonotonicTime now)
{
  for (FrameAssembler::Frame frame; m_frames.next(frame);) {
    m_heard = now;
    if (m_failed) report(InputKind::device_recovered);
    m_failed = false;
    on_frame(frame);
  }
}

void SerialReader::on_frame(const FrameAssembler::Frame& frame)
{
  switch (frame.type) {
  case 'H': return;
  case 'P': return report(InputKind::document_presented);
  case 'R':
    report(InputKind::document_removed);
    if (m_reading) end_reading(Reason::document_removed_early);
    return;
  case 'F':
    if (frame.payload.size() == number_bytes && is_of_this_reading(frame.payload))
      return end_reading(Reason::document_unreadable);
    break;
  case 'D':
    if (is_of_this_reading(frame.payload)) return on_reading(frame.payload.substr(number_bytes));
    break;
  default: break;
  }
  ++m_ignored;
}

bool SerialReader::is_of_this_reading(std::string_view payload) const
{
  if (!m_reading || payload.size() < number_bytes) return false;
  return payload.substr(0, number_bytes) == number_text(m_number);
}

void SerialReader::on_reading(std::string_view content)
{
  const std::size_t zone = content.size() < 3 ? 0 : byte_at(content, 0) | byte_at(content, 1) << 8;
  if (content.size() < 3 || zone > content.size() - 3) {
    ++m_ignored;
    return end_reading(Reason::document_unreadable);
  }
  m_zone = content.substr(2, zone);
  m_label = content.substr(3 + zone);
  m_scan.mrz = m_zone;
  m_scan.label = std::as_bytes(std::span(m_label));
  m_scan.labels_in_view = static_cast<std::uint8_t>(byte_at(content, 2 + zone));
  m_reading = false;
  PortInput input;
  input.kind = InputKind::document_scanned;
  input.device = Device::document_reader;
  input.scan = &m_scan;
  m_reports.push_back(input);
}

void SerialReader::end_reading(Reason reason)
{
  m_reading = false;
  report(InputKind::reading_failed, reason);
}

void SerialReader::report(InputKind kind, Reason reason)
{
  PortInput input;
  input.kind = kind;
  input.device = Device::document_reader;
  input.reason = reason;
  m_reports.push_back(input);
}

void SerialReader::lose()
{
  if (!m_failed) report(InputKind::device_failed);
  m_failed = true;
  if (m_reading) end_reading(Reason::document_unreadable);
}

void SerialReader::unplug(MonotonicTime now)
{
  lose();
  m_line = OwnedDescriptor();
  m_out.clear();
  m_frames = FrameAssembler();
  m_retry_at = now + retry;
}

MonotonicTime SerialReader::next_deadline() const
{
  if (!m_line.is_open()) return m_retry_at;
  const MonotonicTime silent = m_failed ? MonotonicTime::never() : m_heard + m_options.silence;
  return m_frames.is_waiting() ? std::min(silent, m_last_byte + frame_gap) : silent;
}

void SerialReader::on_time(MonotonicTime now)
{
  if (!m_line.is_open()) {
    if (now < m_retry_at) return;
    m_retry_at = now + retry;
    if (auto line = open_line(m_options)) m_line = std::move(line).value();
    return;
  }
  write_out();
  while (m_frames.is_waiting() && now >= m_last_byte + frame_gap) {
    m_frames.give_up();
    take_frames(now);
  }
  if (!m_failed && now >= m_heard + m_options.silence) lose();
}

void SerialReader::deliver(Inbox& inbox)
{
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
}

} // namespace gatetwin
