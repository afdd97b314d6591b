// SPDX-License-Identifier: Apache-2.0
// A face device in a process of its own: the contract that its simulated twin keeps, and what only
// a foreign program can do.
#include "core/hardware/face_device.hpp"
#include "tests/contract/face_camera_contract.hpp"
#include "tests/core/hardware/played_process.hpp"
#include "tests/sim/app/command_line.hpp"
#include <charconv>
#include <limits>

namespace gatetwin::contract {
namespace {

class FaceDeviceTwin {
public:
  FaceDeviceTwin()
  {
    EXPECT_EQ(device.hear(), "ready");
    FaceDeviceOptions options;
    options.address.path = m_folder.file("face.sock");
    m_camera = std::move(FaceDevice::open(options, m_now)).value();
  }
  FaceCamera& camera() { return *m_camera; }
  FaceDevice& adapter() { return *m_camera; }
  void look(bool at_camera) { device.tell(at_camera ? "look 1" : "look 0"); }
  MonotonicTime now() const { return m_now; }
  std::vector<PortInput> after(Duration time)
  {
    std::vector<PortInput> inputs;
    const MonotonicTime end = m_now + time;
    for (settle(inputs); m_now < end; settle(inputs)) {
      m_now = m_now + seconds(1);
      device.tell("step");
    }
    return inputs;
  }
  std::vector<PortInput> heard()
  {
    std::vector<PortInput> inputs;
    settle(inputs);
    return inputs;
  }
  std::vector<PortInput> silent_for(Duration time)
  {
    m_now = m_now + time;
    m_camera->on_time(m_now);
    std::vector<PortInput> inputs;
    take(inputs);
    return inputs;
  }
  void send(const std::string& bytes)
  {
    std::string hex;
    for (const char one : bytes) {
      constexpr const char* digits = "0123456789abcdef";
      hex += digits[static_cast<unsigned char>(one) >> 4];
      hex += digits[static_cast<unsigned char>(one) & 15];
    }
    device.tell("send " + hex);
  }
  void wait_and_read()
  {
    pollfd one{m_camera->descriptor(), POLLIN, 0};
    ASSERT_EQ(::poll(&one, 1, 5000), 1) << "the device is not heard";
    m_camera->on_ready(m_now);
  }

private:
  void settle(std::vector<PortInput>& inputs)
  {
    const std::string sent = device.tell("sync " + std::to_string(m_camera->bytes_written()));
    std::uint64_t enough = 0;
    std::from_chars(sent.data(), sent.data() + sent.size(), enough);
    while (m_camera->bytes_read() < enough) {
      wait_and_read();
      if (testing::Test::HasFatalFailure()) return;
    }
    take(inputs);
  }
  void take(std::vector<PortInput>& inputs)
  {
    Inbox inbox;
    m_camera->deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
  }
  test::ScratchFolder m_folder;

public:
  test::PlayedProcess device{{GATETWIN_PLAYED_FACE_DEVICE, m_folder.file("face.sock")}};

private:
  MonotonicTime m_now{seconds(100).ns};
  std::unique_ptr<FaceDevice> m_camera;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Device, FaceCameraContract, FaceDeviceTwin);

class FaceDeviceLine : public testing::Test {
protected:
  static FaceMessage face(std::uint32_t capture, double match = 0.9)
  {
    FaceMessage message;
    message.capture = capture;
    message.age = milliseconds(250);
    message.liveness_age = milliseconds(900);
    message.face.match_score = match;
    message.face.liveness_score = 0.8;
    message.face.faces_seen = 1;
    return message;
  }
  void send(const FaceMessage& message) { twin.send(encode_frame('F', face_payload(message))); }
  FaceDeviceTwin twin;
};

TEST_F(FaceDeviceLine, EachScoresPictureIsAsOldAsItSays)
{
  twin.camera().start({7});
  twin.heard();
  send(face(1));
  const auto inputs = twin.heard();
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ((twin.now() - inputs[0].face.taken_at).ns, milliseconds(250).ns);
  EXPECT_EQ((twin.now() - inputs[0].face.liveness_at).ns, milliseconds(900).ns);
  EXPECT_EQ(inputs[0].face.match_score, 0.9);
}

TEST_F(FaceDeviceLine, WithoutAnAgeOfItsOwnLivenessIsOfTheMatchsPicture)
{
  twin.camera().start({7});
  twin.heard();
  std::string payload = face_payload(face(1));
  payload.resize(payload.size() - 4);
  twin.send(encode_frame('F', payload));
  const auto inputs = twin.heard();
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ((twin.now() - inputs[0].face.liveness_at).ns, milliseconds(250).ns);
  for (std::size_t cut = 1; cut < 4; ++cut)
    EXPECT_FALSE(parse_face(face_payload(face(1)).substr(0, payload.size() + cut)));
}

TEST_F(FaceDeviceLine, ScoresThatCantBeAreHandedOnAndEndNothing)
{
  twin.camera().start({7});
  twin.heard();
  for (const double score : {7.5, -1.0, std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::quiet_NaN()}) {
    send(face(1, score));
    EXPECT_EQ(twin.heard().size(), 1U);
  }
  FaceMessage two = face(1);
  two.face.faces_seen = 2;
  two.face.liveness_score.reset();
  send(two);
  const auto inputs = twin.heard();
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].face.faces_seen, 2);
  EXPECT_FALSE(inputs[0].face.liveness_score);
  send(face(1));
  EXPECT_EQ(twin.heard().size(), 1U);
  send(face(1));
  EXPECT_TRUE(twin.heard().empty()) << "the usable one ended the capture";
}

TEST_F(FaceDeviceLine, AnotherCapturesFaceIsIgnored)
{
  twin.camera().start({7});
  twin.camera().cancel();
  twin.camera().start({8});
  twin.heard();
  send(face(1));
  EXPECT_TRUE(twin.heard().empty());
  EXPECT_EQ(twin.adapter().frames_ignored(), 1U);
}

TEST_F(FaceDeviceLine, OfAFloodTheNewestIsKept)
{
  twin.camera().start({7});
  twin.heard();
  for (int i = 0; i < 200; ++i) send(face(1, 2.0 + i));
  const auto inputs = twin.heard();
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].face.match_score, 201.0);
}

TEST_F(FaceDeviceLine, GarbageIsSkippedAndAFrameAfterItIsSeen)
{
  twin.camera().start({7});
  twin.heard();
  twin.send("GET / HTTP/1.1\r\n\r\n" + encode_frame('F', "short") + encode_frame('?', "what"));
  send(face(1));
  EXPECT_EQ(twin.heard().size(), 1U);
  EXPECT_EQ(twin.adapter().frames_ignored(), 2U);
}

TEST_F(FaceDeviceLine, SilenceIsAFailureAndEndsTheCapture)
{
  twin.camera().start({7});
  twin.heard();
  const auto failed = twin.silent_for(seconds(3));
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].kind, InputKind::device_failed);
  EXPECT_EQ(failed[0].device, Device::camera);
  EXPECT_EQ(twin.adapter().descriptor(), -1) << "it is called anew";
}

TEST_F(FaceDeviceLine, AConnectionThatEndsIsAFailureAndIsMadeAgain)
{
  twin.after(seconds(1));
  twin.device.tell("hang_up");
  twin.wait_and_read();
  const auto failed = twin.silent_for(seconds(0));
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].kind, InputKind::device_failed);
  EXPECT_TRUE(twin.silent_for(seconds(1)).empty()) << "said once; connects";
  twin.device.tell("step");
  twin.wait_and_read();
  const auto mended = twin.silent_for(seconds(0));
  ASSERT_EQ(mended.size(), 1U);
  EXPECT_EQ(mended[0].kind, InputKind::device_recovered);
}

TEST(FaceDevice, WithoutAnybodyAtItsSocketItIsBrokenAndTriedAgain)
{
  FaceDeviceOptions options;
  options.address.path = "/nonexistent/face.sock";
  auto opened = FaceDevice::open(options, {1});
  ASSERT_TRUE(opened.ok());
  FaceDevice& device = *opened.value();
  device.start({1});
  MonotonicTime now{1};
  Inbox inbox;
  for (int i = 0; i < 5; ++i) {
    now = device.next_deadline();
    device.on_time(now);
    device.deliver(inbox);
  }
  EXPECT_EQ(inbox.size(), 1U);
  options.address.path = std::string(200, 'x');
  EXPECT_FALSE(FaceDevice::open(options, {1}).ok());
  options.address = {"", "localhost", 80};
  EXPECT_FALSE(FaceDevice::open(options, {1}).ok()) << "no name is looked up";
}

} // namespace
} // namespace gatetwin::contract
