// SPDX-License-Identifier: Apache-2.0
#include "core/barcode/frame_reader.hpp"
#include "core/base/random_stream.hpp"
#include "core/hardware/barcode_process.hpp"
#include "tests/contract/barcode_decoder_contract.hpp"
#include <cerrno>
#include <csignal>
#include <dirent.h>
#include <sys/wait.h>

namespace gatetwin {
namespace {

class InThisProcess {
public:
  BarcodeDecoder& decoder() { return m_reader; }

private:
  FrameReader m_reader;
};

template <std::uint32_t readings> class InItsOwnProcess {
public:
  BarcodeDecoder& decoder() { return m_process; }

private:
  BarcodeProcess m_process{{GATETWIN_BARCODE_PROGRAM, {}, 60'000, readings}};
};

} // namespace

namespace contract {
namespace {
INSTANTIATE_TYPED_TEST_SUITE_P(InThisProcess, BarcodeDecoderContract, InThisProcess);
INSTANTIATE_TYPED_TEST_SUITE_P(ThrownAway, BarcodeDecoderContract, InItsOwnProcess<1>);
INSTANTIATE_TYPED_TEST_SUITE_P(UsedAgain, BarcodeDecoderContract, InItsOwnProcess<1000>);
} // namespace
} // namespace contract

namespace {

BarcodeProcessOptions planted(const char* how, std::uint32_t limit_ms = 60'000)
{
  return {GATETWIN_PLANTED_DECODER, {how}, limit_ms, 1};
}

int open_descriptors()
{
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

bool has_children()
{
  const pid_t any = waitpid(-1, nullptr, WNOHANG);
  return any != -1 || errno != ECHILD;
}

class Misbehaviour {
public:
  explicit Misbehaviour(BarcodeProcessOptions options) : process(std::move(options)) {}
  Reason read(std::uint64_t number)
  {
    RandomStream stream(number, 0, 0, purpose_key("frame"));
    GreyPicture picture = blank(64, 64);
    for (std::uint8_t& pixel : picture.pixels) pixel = static_cast<std::uint8_t>(stream.next());
    process.read(picture.view(), {}, reading);
    return reading.reason();
  }
  // Every reading ends as aborted for that reason, and nothing is left behind.
  void expect(Reason reason, int times)
  {
    const int before = open_descriptors();
    for (int i = 0; i < times; ++i) {
      ASSERT_EQ(read(static_cast<std::uint64_t>(i)), reason) << i;
      ASSERT_EQ(reading.result(), CheckResult::aborted);
      ASSERT_TRUE(reading.payload.empty());
    }
    EXPECT_LE(open_descriptors(), before + 4) << "one decoder may wait: socket, timer, memory";
    EXPECT_EQ(process.counts().readings, static_cast<std::uint64_t>(times));
  }
  BarcodeProcess process;
  BarcodeReading reading;
};

TEST(BarcodeProcess, AThousandCrashesCostAThousandReadingsAndNothingElse)
{
  Misbehaviour crash(planted("crash"));
  crash.expect(Reason::decoder_crashed, 1000);
  EXPECT_EQ(crash.process.counts().crashed, 1000U);
}

TEST(BarcodeProcess, AThousandHangsEndAtTheLimit)
{
  Misbehaviour hang(planted("hang", 2));
  hang.expect(Reason::decoder_late, 1000);
  EXPECT_EQ(hang.process.counts().late, 1000U);
}

TEST(BarcodeProcess, AThousandAnswersOfGarbageAreRefused)
{
  Misbehaviour garbage(planted("garbage"));
  garbage.expect(Reason::decoder_answer_wrong, 1000);
  EXPECT_EQ(garbage.process.counts().answered_wrong, 1000U);
}

TEST(BarcodeProcess, OtherWaysToFailHaveTheirReasons)
{
  Misbehaviour(planted("abort")).expect(Reason::decoder_crashed, 10);
  Misbehaviour(planted("exit")).expect(Reason::decoder_crashed, 10);
  Misbehaviour(planted("spin", 5)).expect(Reason::decoder_late, 10);
  Misbehaviour(planted("bent")).expect(Reason::decoder_answer_wrong, 100);
  Misbehaviour(planted("cut")).expect(Reason::decoder_answer_wrong, 10);
  Misbehaviour(planted("long")).expect(Reason::decoder_answer_wrong, 10);
  Misbehaviour(planted("yesterday")).expect(Reason::decoder_answer_wrong, 10);
  Misbehaviour({"/nowhere/gatetwin-barcode", {}, 1000, 1}).expect(Reason::decoder_missing, 10);
  EXPECT_FALSE(has_children()) << "every process was waited for";
}

TEST(BarcodeProcess, ADecoderThatBehavesIsBelieved)
{
  Misbehaviour good(planted("behave"));
  EXPECT_EQ(good.read(1), Reason::none);
  EXPECT_EQ(good.reading.payload.size(), 1U);
}

TEST(BarcodeProcess, TheDecoderCanNeitherWriteTheFrameNorShortenIt)
{
  Misbehaviour meddle(planted("meddle", 2000));
  EXPECT_EQ(meddle.read(1), Reason::none) << "the planted decoder answers only if it could not";
}

TEST(BarcodeProcess, ADecoderThatDiesWhileItWaitsIsReplacedBeforeItIsAsked)
{
  BarcodeProcess process({GATETWIN_BARCODE_PROGRAM, {}, 60'000, 100});
  GreyPicture picture = blank(400, 400);
  print_symbol(picture, Symbology::qr_code, "still here", 200, 200);
  BarcodeReading reading;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(process.start().ok());
    const int id = process.process_id();
    ASSERT_EQ(kill(id, SIGKILL), 0);
    siginfo_t info{};
    ASSERT_EQ(waitid(P_PID, static_cast<id_t>(id), &info, WEXITED | WNOWAIT), 0);
    process.read(picture.view(), {}, reading);
    EXPECT_EQ(reading.result(), CheckResult::successful);
  }
  EXPECT_EQ(process.counts().crashed, 0U);
}

TEST(BarcodeProcess, EachFrameHasAProcessOfItsOwnUnlessToldOtherwise)
{
  GreyPicture picture = blank(400, 400);
  print_symbol(picture, Symbology::qr_code, "one of three", 200, 200);
  BarcodeReading reading;
  BarcodeProcess thrown_away({GATETWIN_BARCODE_PROGRAM, {}, 60'000, 1});
  BarcodeProcess used_again({GATETWIN_BARCODE_PROGRAM, {}, 60'000, 10});
  for (int i = 0; i < 3; ++i) {
    thrown_away.read(picture.view(), {}, reading);
    used_again.read(picture.view(), {}, reading);
  }
  EXPECT_EQ(thrown_away.counts().started, 4U) << "and one is ready";
  EXPECT_EQ(used_again.counts().started, 1U);
}

TEST(BarcodeProcess, StagesComeBackWithTheirTimes)
{
  BarcodeProcess process({GATETWIN_BARCODE_PROGRAM, {}, 60'000, 1});
  BarcodeReading reading;
  process.read(blank(200, 200).view(), {}, reading);
  ASSERT_EQ(reading.stages.size(), barcode_stage_count);
  for (const StageRun& run : reading.stages) EXPECT_GT(run.took_ns, 0);
}

} // namespace
} // namespace gatetwin
