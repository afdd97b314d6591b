// SPDX-License-Identifier: Apache-2.0
// A reader on a pseudo terminal, whose other side plays the device: the contract that its simulated
// twin keeps, and what only a line can do.
#include "core/hardware/serial_reader.hpp"
#include "tests/contract/document_reader_contract.hpp"
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>

namespace gatetwin::contract {
namespace {

// The device's side of the line.
class PlayedDevice {
public:
  PlayedDevice() : m_terminal(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
  {
    EXPECT_EQ(::grantpt(m_terminal.get()), 0);
    EXPECT_EQ(::unlockpt(m_terminal.get()), 0);
  }
  std::string path() const { return ::ptsname(m_terminal.get()); }
  void say(const std::string& bytes)
  {
    EXPECT_EQ(::write(m_terminal.get(), bytes.data(), bytes.size()),
              static_cast<ssize_t>(bytes.size()));
    m_said += bytes.size();
  }
  std::uint64_t said() const { return m_said; }
  // Waits until all that the reader wrote is here.
  void hear(std::uint64_t written)
  {
    while (m_heard < written) {
      char bytes[256];
      ASSERT_TRUE(wait_for(m_terminal.get())) << "the line is dead";
      const ssize_t count = ::read(m_terminal.get(), bytes, sizeof bytes);
      ASSERT_GT(count, 0);
      m_heard += static_cast<std::uint64_t>(count);
      m_commands.add({bytes, static_cast<std::size_t>(count)});
    }
  }
  bool command(FrameAssembler::Frame& frame) { return m_commands.next(frame); }
  static bool wait_for(int descriptor)
  {
    pollfd one{descriptor, POLLIN, 0};
    return ::poll(&one, 1, 5000) == 1;
  }
  void unplug() { m_terminal = OwnedDescriptor(); }

private:
  OwnedDescriptor m_terminal;
  FrameAssembler m_commands;
  std::uint64_t m_said = 0;
  std::uint64_t m_heard = 0;
};

constexpr const char* zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                             "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

std::string scan_frame(const std::string& number, const std::string& text,
                       const std::string& label = "")
{
  std::string payload = number;
  payload += static_cast<char>(text.size() & 0xFF);
  payload += static_cast<char>(text.size() >> 8);
  payload += text;
  payload += static_cast<char>(label.empty() ? 0 : 1);
  return encode_frame('D', payload + label);
}

// Reads what lies there in two seconds, like its simulated twin.
class SerialReaderTwin {
public:
  SerialReaderTwin()
  {
    auto opened = SerialReader::open({device.path(), 115'200, seconds(3)}, m_now);
    EXPECT_TRUE(opened.ok());
    m_reader = std::move(opened).value();
  }
  SerialReader& reader() { return *m_reader; }
  void place() { put(true); }
  void place_unreadable() { put(false); }
  void remove()
  {
    m_there = false;
    device.say(encode_frame('R', ""));
  }
  std::string_view placed_mrz() const { return zone; }
  std::vector<PortInput> after(Duration time)
  {
    std::vector<PortInput> inputs;
    const MonotonicTime end = m_now + time;
    for (settle(inputs); m_now < end; settle(inputs)) {
      m_now = m_now + seconds(1);
      device.say(encode_frame('H', ""));
      if (m_due != MonotonicTime::never() && m_now >= m_due && m_there) finish();
    }
    return inputs;
  }
  std::vector<PortInput> silent_for(Duration time)
  {
    std::vector<PortInput> inputs;
    m_now = m_now + time;
    m_reader->on_time(m_now);
    take(inputs);
    return inputs;
  }
  std::vector<PortInput> heard()
  {
    std::vector<PortInput> inputs;
    settle(inputs);
    return inputs;
  }
  MonotonicTime now() const { return m_now; }

  PlayedDevice device;

private:
  void put(bool readable)
  {
    m_there = true;
    m_readable = readable;
    device.say(encode_frame('P', ""));
  }
  void finish()
  {
    m_due = MonotonicTime::never();
    device.say(m_readable ? scan_frame(m_number, zone) : encode_frame('F', m_number));
  }
  void settle(std::vector<PortInput>& inputs)
  {
    device.hear(m_reader->bytes_written());
    for (FrameAssembler::Frame frame; device.command(frame);) {
      if (frame.type == 'S') m_number = frame.payload;
      m_due = frame.type == 'S' ? m_now + seconds(2) : MonotonicTime::never();
    }
    while (m_reader->bytes_read() < device.said()) {
      ASSERT_TRUE(PlayedDevice::wait_for(m_reader->descriptor())) << "the line is dead";
      m_reader->on_ready(m_now);
    }
    take(inputs);
  }
  void take(std::vector<PortInput>& inputs)
  {
    Inbox inbox;
    m_reader->deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
  }

  MonotonicTime m_now{1};
  std::unique_ptr<SerialReader> m_reader;
  std::string m_number;
  MonotonicTime m_due = MonotonicTime::never();
  bool m_there = false;
  bool m_readable = true;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Serial, DocumentReaderContract, SerialReaderTwin);

class SerialReaderLine : public testing::Test {
protected:
  SerialReaderTwin twin;
  std::string number = std::string("\x01\x00\x00\x00", 4); // of the first reading
};

TEST_F(SerialReaderLine, ALabelComesAsItsBytes)
{
  twin.reader().start();
  twin.heard();
  const std::string label("\xDC\x00\x02\x03\r\n", 6);
  twin.device.say(scan_frame(number, "", label));
  const auto inputs = twin.heard();
  ASSERT_EQ(inputs.size(), 1U);
  ASSERT_NE(inputs[0].scan, nullptr);
  EXPECT_TRUE(inputs[0].scan->mrz.empty());
  EXPECT_EQ(inputs[0].scan->labels_in_view, 1);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(inputs[0].scan->label.data()),
                        inputs[0].scan->label.size()),
            label);
}

TEST_F(SerialReaderLine, WhatWasReadButNotHandedOverIsCancelledToo)
{
  twin.reader().start();
  twin.heard();
  twin.device.say(scan_frame(number, zone));
  while (twin.reader().bytes_read() < twin.device.said()) {
    ASSERT_TRUE(PlayedDevice::wait_for(twin.reader().descriptor()));
    twin.reader().on_ready(twin.now());
  }
  twin.reader().cancel();
  EXPECT_TRUE(twin.heard().empty());
}

TEST_F(SerialReaderLine, AnotherReadingsResultIsIgnored)
{
  twin.reader().start();
  twin.reader().cancel();
  twin.reader().start(); // number 2
  twin.heard();
  twin.device.say(scan_frame(number, zone));
  twin.device.say(encode_frame('F', number));
  EXPECT_TRUE(twin.heard().empty());
  EXPECT_EQ(twin.reader().frames_ignored(), 2U);
}

TEST_F(SerialReaderLine, AScanThatLiesAboutItsLengthIsAFailedReading)
{
  twin.reader().start();
  twin.heard();
  twin.device.say(encode_frame('D', number + "\xFF\xFF" + "AB"));
  const auto inputs = twin.heard();
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].kind, InputKind::reading_failed);
}

TEST_F(SerialReaderLine, SilenceIsAFailureAndASignOfLifeMendsIt)
{
  twin.reader().start();
  twin.heard();
  const auto failed = twin.silent_for(seconds(4));
  ASSERT_EQ(failed.size(), 2U);
  EXPECT_EQ(failed[0].kind, InputKind::device_failed);
  EXPECT_EQ(failed[0].device, Device::document_reader);
  EXPECT_EQ(failed[1].kind, InputKind::reading_failed);
  EXPECT_TRUE(twin.silent_for(seconds(4)).empty()) << "said once";
  twin.device.say(encode_frame('H', ""));
  const auto mended = twin.heard();
  ASSERT_EQ(mended.size(), 1U);
  EXPECT_EQ(mended[0].kind, InputKind::device_recovered);
}

TEST_F(SerialReaderLine, AStrayByteCostsATenthOfASecond)
{
  twin.device.say("\x02z\x10\x02" + encode_frame('P', ""));
  EXPECT_TRUE(twin.heard().empty());
  EXPECT_EQ(twin.reader().next_deadline().ns, (twin.now() + milliseconds(100)).ns);
  const auto inputs = twin.silent_for(milliseconds(100));
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].kind, InputKind::document_presented);
}

TEST_F(SerialReaderLine, AnUnpluggedDeviceIsAFailure)
{
  twin.device.unplug();
  ASSERT_TRUE(PlayedDevice::wait_for(twin.reader().descriptor()));
  twin.reader().on_ready(twin.now());
  EXPECT_EQ(twin.reader().descriptor(), -1) << "nothing to wait on";
  EXPECT_EQ(twin.reader().next_deadline().ns, (twin.now() + seconds(1)).ns) << "tried again";
  const auto inputs = twin.silent_for(seconds(2));
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].kind, InputKind::device_failed);
}

TEST_F(SerialReaderLine, WhatTheInboxHasNoRoomForComesLater)
{
  for (int i = 0; i < 40; ++i) twin.device.say(encode_frame('P', ""));
  EXPECT_EQ(count_of(twin.heard(), InputKind::document_presented), 32);
  EXPECT_EQ(count_of(twin.heard(), InputKind::document_presented), 8);
}

TEST(SerialReader, WhatIsNoLineIsRefused)
{
  EXPECT_FALSE(SerialReader::open({"/nonexistent/line", 9600, seconds(3)}, {}).ok());
  EXPECT_FALSE(SerialReader::open({"/dev/null", 9600, seconds(3)}, {}).ok());
  const auto slow = SerialReader::open({"/dev/null", 300, seconds(3)}, {});
  ASSERT_FALSE(slow.ok());
  EXPECT_EQ(slow.error().code, ErrorCode::rejected);
}

} // namespace
} // namespace gatetwin::contract
