// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/face_device.hpp"
#include <algorithm>
#include <bit>
#include <limits>

namespace gatetwin {
namespace {

constexpr std::size_t one_picture_bytes = 26; // both scores of one picture
constexpr std::size_t face_bytes = 30;
constexpr std::uint8_t has_match = 1;
constexpr std::uint8_t has_liveness = 2;

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size)
{
  std::uint64_t number = 0;
  for (std::size_t i = size; i-- > 0;)
    number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

void append(std::string& bytes, std::uint64_t number, std::size_t size)
{
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(number >> 8 * i & 0xFF);
}

bool is_usable(const FaceCapture& face)
{
  return face.faces_seen == 1 && face.match_score >= 0 && face.match_score <= 1;
}

} // namespace

std::optional<FaceMessage> parse_face(std::string_view payload)
{
  if (payload.size() != face_bytes && payload.size() != one_picture_bytes) return {};
  const auto there = static_cast<std::uint8_t>(payload[8]);
  if ((there & ~(has_match | has_liveness)) != 0) return {};
  FaceMessage message;
  message.capture = static_cast<std::uint32_t>(number_at(payload, 0, 4));
  message.age = microseconds(static_cast<std::int64_t>(number_at(payload, 4, 4)));
  message.liveness_age =
      payload.size() == face_bytes
          ? microseconds(static_cast<std::int64_t>(number_at(payload, one_picture_bytes, 4)))
          : message.age;
  message.face.match_score = (there & has_match) != 0
                                 ? std::bit_cast<double>(number_at(payload, 9, 8))
                                 : std::numeric_limits<double>::quiet_NaN();
  message.face.liveness_score.reset();
  if ((there & has_liveness) != 0)
    message.face.liveness_score = std::bit_cast<double>(number_at(payload, 17, 8));
  message.face.faces_seen = static_cast<std::uint8_t>(payload[25]);
  return message;
}

std::string face_payload(const FaceMessage& message)
{
  std::string bytes;
  const FaceCapture& face = message.face;
  const bool matched = face.match_score == face.match_score;
  append(bytes, message.capture, 4);
  append(bytes, static_cast<std::uint64_t>(message.age.ns / 1000), 4);
  append(bytes, (matched ? has_match : 0U) | (face.liveness_score ? has_liveness : 0U), 1);
  append(bytes, matched ? std::bit_cast<std::uint64_t>(face.match_score) : 0, 8);
  append(bytes, std::bit_cast<std::uint64_t>(face.liveness_score.value_or(0)), 8);
  append(bytes, face.faces_seen, 1);
  append(bytes, static_cast<std::uint64_t>(message.liveness_age.ns / 1000), 4);
  return bytes;
}

Result<std::unique_ptr<FaceDevice>> FaceDevice::open(const FaceDeviceOptions& options,
                                                     MonotonicTime now)
{
  if (const Status fine = check_address(options.address); !fine) return fine.error();
  return std::unique_ptr<FaceDevice>(new FaceDevice(options, now));
}

FaceDevice::FaceDevice(const FaceDeviceOptions& options, MonotonicTime now)
    : m_options(options), m_heard(now), m_last_byte(now), m_retry_at(now + retry)
{
  (void)m_socket.connect(m_options.address);
}

void FaceDevice::start(DocumentRef document)
{
  ++m_number;
  m_capturing = true;
  m_face.reset();
  std::string payload;
  append(payload, m_number, 4);
  append(payload, document.value, 8);
  send('S', payload);
}

void FaceDevice::cancel()
{
  m_face.reset(); // what was not handed over yet is of the cancelled capture too
  if (m_capturing) send('C', {});
  m_capturing = false;
}

void FaceDevice::send(char type, std::string_view payload)
{
  if (!m_socket.send(encode_frame(type, payload))) m_socket.close(); // seen at the next on_time
}

void FaceDevice::on_ready(MonotonicTime now)
{
  std::string bytes;
  const bool open = m_socket.is_open() && m_socket.read(bytes) && m_socket.write_out();
  if (!bytes.empty()) {
    m_frames.add(bytes);
    m_last_byte = now;
    take_frames(now);
  }
  if (!open) hang_up(now);
}

void FaceDevice::take_frames(MonotonicTime now)
{
  for (FrameAssembler::Frame frame; m_frames.next(frame);) {
    m_heard = now;
    if (m_failed) report(InputKind::device_recovered);
    m_failed = false;
    if (frame.type == 'F')
      on_face(frame.payload, now);
    else if (frame.type != 'H')
      ++m_ignored;
  }
}

void FaceDevice::on_face(std::string_view payload, MonotonicTime now)
{
  const std::optional<FaceMessage> message = parse_face(payload);
  if (!message || !m_capturing || message->capture != m_number) {
    ++m_ignored;
    return;
  }
  PortInput input;
  input.kind = InputKind::face;
  input.device = Device::camera;
  input.face = message->face;
  input.face.taken_at = {now.ns - message->age.ns};
  input.face.liveness_at = {now.ns - message->liveness_age.ns};
  m_face = input;
  if (!is_usable(message->face)) return;
  m_capturing = false;
  send('C', {});
}

void FaceDevice::lose()
{
  if (!m_failed) report(InputKind::device_failed);
  m_failed = true;
  m_capturing = false;
  m_face.reset();
}

void FaceDevice::hang_up(MonotonicTime now)
{
  lose();
  m_socket.close();
  m_frames = FrameAssembler();
  m_retry_at = now + retry;
}

void FaceDevice::on_time(MonotonicTime now)
{
  if (!m_socket.is_open()) {
    if (now < m_retry_at) return;
    lose();
    m_retry_at = now + retry;
    m_frames = FrameAssembler();
    m_heard = now; // it gets its time to say something
    (void)m_socket.connect(m_options.address);
    return;
  }
  if (!m_socket.write_out()) return hang_up(now);
  while (m_frames.is_waiting() && now >= m_last_byte + frame_gap) {
    m_frames.give_up();
    take_frames(now);
  }
  if (now >= m_heard + m_options.silence) hang_up(now); // and tries anew
}

MonotonicTime FaceDevice::next_deadline() const
{
  if (!m_socket.is_open()) return m_retry_at;
  const MonotonicTime silent = m_heard + m_options.silence;
  return m_frames.is_waiting() ? std::min(silent, m_last_byte + frame_gap) : silent;
}

void FaceDevice::report(InputKind kind)
{
  PortInput input;
  input.kind = kind;
  input.device = Device::camera;
  m_reports.push_back(input);
}

void FaceDevice::deliver(Inbox& inbox)
{
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
  if (m_reports.empty() && m_face && inbox.push(*m_face)) m_face.reset();
}

} // namespace gatetwin
