// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_daemon.hpp"
#include "core/domain/checked_document.hpp"
#include "core/journal/journal_reader.hpp"
#include "core/lists/watch_list_file.hpp"
#include "tests/core/daemon/list_key.hpp"
#include "tests/core/daemon/scripted_parts.hpp"
#include <arpa/inet.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace gatetwin {
namespace {

struct Noticed final : ServiceNotice {
  void ready(const std::string& status) override { said.push_back("READY " + status); }
  void reloading() override {}
  void status(const std::string&) override {}
  void alive() override { ++fed; }
  void stopping() override { said.emplace_back("STOPPING"); }
  std::vector<std::string> said;
  int fed = 0;
};

// Devices of a script that end after a while, as the daemon's factory gives them.
class ScriptedFactory final : public DeviceFactory, public GateDevices {
public:
  ScriptedFactory(HandClock& clock, ScriptedDevices& devices) : m_clock(clock), m_devices(devices)
  {
  }
  DevicesFault prepare(daemon::GateSettings&, Instant) override { return {}; }
  std::unique_ptr<GateDevices> open(const daemon::GateSettings&, Clock&, journal::Journal&,
                                    DevicesFault& fault) override
  {
    if (!missing.empty()) {
      fault.message = missing;
      return nullptr;
    }
    auto opened = std::make_unique<ScriptedFactory>(m_clock, m_devices);
    opened->until = until;
    return opened;
  }
  GateParts parts() override { return m_devices.parts(); }
  bool is_finished() const override { return m_clock.now().mono >= until; }
  std::optional<FetchedList> take_list() override
  {
    m_devices.asked_for_lists.push_back(m_clock.now().mono);
    return std::nullopt;
  }
  MonotonicTime until = MonotonicTime{seconds(10).ns};
  std::string missing;

private:
  HandClock& m_clock;
  ScriptedDevices& m_devices;
};

class DaemonTest : public testing::Test {
protected:
  DaemonTest()
      : folder(std::filesystem::temp_directory_path() /
               ("gate_daemon_test." + std::to_string(getpid())))
  {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    loaded = parse_gate_settings("unit: { number: 1, name: g, checkpoint: 0, direction: exit, "
                                 "authority: 0, legal_time: 7 h }\njournal: \"" +
                                     folder.string() + "\"\nlog: debug\n",
                                 "g.yaml");
    EXPECT_TRUE(loaded.settings);
    devices.at({0}, door_input(Door::entry, DoorState::closed));
    devices.at({0}, door_input(Door::exit, DoorState::closed));
    devices.at({0}, input_of(InputKind::occupancy, 0));
  }
  ~DaemonTest() override { std::filesystem::remove_all(folder); }

  DaemonSurroundings around()
  {
    return {clock, signals, log, notice,
            [this](const LoadedGateSettings&, std::string&) -> std::unique_ptr<UnitStore> {
              auto made = std::make_unique<ReadyStore>();
              made->good = store_is_good;
              made->unsettled = unsettled;
              store = made.get();
              return made;
            }};
  }

  std::filesystem::path folder;
  LoadedGateSettings loaded;
  HandClock clock;
  SignalDescriptor signals;
  std::ostringstream lines;
  GateLog log{"g", daemon::Log::debug, std::make_shared<spdlog::sinks::ostream_sink_st>(lines)};
  Noticed notice;
  ScriptedDevices devices{clock};
  ScriptedFactory factory{clock, devices};
  bool store_is_good = true;
  int unsettled = 0;
  ReadyStore* store = nullptr;
};

TEST_F(DaemonTest, GoesIntoServiceAndStopsCleanlyWithAWholeJournal)
{
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  EXPECT_EQ(daemon.run(), 0);
  EXPECT_EQ(notice.said, (std::vector<std::string>{"READY in service", "STOPPING"}));
  EXPECT_GE(notice.fed, 9);
  const auto bytes = std::filesystem::file_size(daemon.journal_path());
  EXPECT_GT(bytes, 500U);
  EXPECT_NE(daemon.metrics().text().find("state=\"out_of_service\""), std::string::npos)
      << daemon.metrics().text();
}

TEST_F(DaemonTest, TheWatchdogIsNotFedWhileTheStoreIsBroken)
{
  store_is_good = false;
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  EXPECT_EQ(daemon.run(), 0);
  EXPECT_EQ(notice.fed, 0);
  EXPECT_NE(lines.str().find("store_failed"), std::string::npos);
}

TEST_F(DaemonTest, DoesNotEndBeforeTheStoreHasSaidWhatBecameOfTheLastEntry)
{
  unsettled = 3;
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  EXPECT_EQ(daemon.run(), 0);
  EXPECT_EQ(store->unsettled, -1);
}

TEST_F(DaemonTest, AStoreThatNeverAnswersHoldsTheEndUpToTheLimitOnly)
{
  unsettled = 1'000'000;
  loaded.settings->mutable_service()->set_stop_within(1);
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  EXPECT_EQ(daemon.run(), 0);
  EXPECT_GE(clock.now().mono, (MonotonicTime{seconds(11).ns}));
  EXPECT_LE(clock.now().mono, (MonotonicTime{seconds(15).ns}));
}

TEST_F(DaemonTest, ADeviceThatIsMissingFailsTheSelfTestByName)
{
  factory.missing = "devices.scanner: not there";
  GateDaemon daemon(loaded, around());
  EXPECT_FALSE(daemon.open(factory));
  const SelfTestResult& last = daemon.self_test().back();
  EXPECT_EQ(last.name, "devices");
  EXPECT_FALSE(last.passed);
  EXPECT_EQ(last.detail, "devices.scanner: not there");
  EXPECT_TRUE(notice.said.empty());
}

TEST_F(DaemonTest, AClockOfTheLastCenturyFailsTheSelfTest)
{
  clock.set(Instant{{0}, {0}});
  GateDaemon daemon(loaded, around());
  EXPECT_FALSE(daemon.open(factory));
  EXPECT_EQ(daemon.self_test().front().name, "clock");
  EXPECT_FALSE(daemon.self_test().front().passed);
}

TEST_F(DaemonTest, SaysThatTheDevicesWereNotHeard)
{
  ScriptedDevices silent(clock);
  ScriptedFactory mute(clock, silent);
  mute.until = {seconds(40).ns};
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(mute));
  EXPECT_EQ(daemon.run(), 0);
  EXPECT_EQ(notice.said.front(), "READY out of service: devices not heard");
}

TEST_F(DaemonTest, ATerminationDuringATransactionIsBrokenOffAtTheLimit)
{
  devices.at({seconds(2).ns}, input_of(InputKind::document_presented));
  loaded.settings->mutable_service()->set_stop_within(1);
  factory.until = {seconds(3).ns};
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  EXPECT_EQ(daemon.run(), 0);
  ASSERT_GE(devices.said.size(), 2U);
  EXPECT_EQ(devices.said[devices.said.size() - 2], "close"); // the exit
  EXPECT_EQ(devices.said.back(), "release");                 // the entry: out on the public side
  EXPECT_LE(clock.now().mono, (MonotonicTime{seconds(8).ns}));
}

TEST_F(DaemonTest, TakesListsBetweenTwoPersonsAndFromTimeToTimeWhenTheyComeWithoutAPause)
{
  for (const std::int64_t start_s : {5, 17, 29, 41, 53, 65}) { // each reading takes its 12 s
    devices.at({seconds(start_s).ns}, input_of(InputKind::document_presented));
    devices.at({seconds(start_s + 12).ns - 1}, input_of(InputKind::document_removed));
  }
  factory.until = {seconds(80).ns};
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  EXPECT_EQ(daemon.run(), 0);
  std::size_t before = 0, in_time = 0, during = 0;
  for (const MonotonicTime asked : devices.asked_for_lists) {
    before += asked < MonotonicTime{seconds(5).ns} ? 1 : 0;
    during += asked > MonotonicTime{seconds(5).ns} && asked < MonotonicTime{seconds(62).ns} ? 1 : 0;
    in_time +=
        asked > MonotonicTime{seconds(62).ns} && asked < MonotonicTime{seconds(66).ns} ? 1 : 0;
  }
  EXPECT_GE(before, 3U) << "once a second while nobody is there";
  EXPECT_EQ(during, 0U);
  EXPECT_EQ(in_time, 1U) << "a minute after the last time";
}

TEST_F(DaemonTest, NobodySteersTheDoorsBackOnceATransactionIsBrokenOff)
{
  devices.at({seconds(2).ns}, input_of(InputKind::document_presented));
  loaded.settings->mutable_service()->set_stop_within(1);
  factory.until = {seconds(3).ns};
  for (DoorState state : {DoorState::opening, DoorState::open}) // as it was told to
    devices.at({seconds(5).ns}, door_input(Door::entry, state));
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  EXPECT_EQ(daemon.run(), 0);
  EXPECT_EQ(devices.said.back(), "release") << "the way out stays free";
}

TEST_F(DaemonTest, AWallClockThatIsSetIsSaid)
{
  class Stepper final : public Attended {
  public:
    explicit Stepper(HandClock& clock) : m_clock(clock) {}
    int descriptor() const override { return -1; }
    void on_ready(MonotonicTime) override {}
    void on_time(MonotonicTime) override
    {
      m_due = MonotonicTime::never();
      m_clock.step_wall(hours(1));
    }
    MonotonicTime next_deadline() const override { return m_due; }
    void deliver(Inbox&) override {}

  private:
    HandClock& m_clock;
    MonotonicTime m_due{seconds(4).ns};
  } stepper(clock);
  class WithStepper final : public DeviceFactory, public GateDevices {
  public:
    WithStepper(ScriptedFactory& inner, Attended& more) : m_inner(inner), m_more(more) {}
    DevicesFault prepare(daemon::GateSettings&, Instant) override { return {}; }
    std::unique_ptr<GateDevices> open(const daemon::GateSettings&, Clock&, journal::Journal&,
                                      DevicesFault&) override
    {
      return std::make_unique<WithStepper>(m_inner, m_more);
    }
    GateParts parts() override
    {
      GateParts all = m_inner.parts();
      all.attended.push_back(&m_more);
      return all;
    }
    bool is_finished() const override { return m_inner.is_finished(); }

  private:
    ScriptedFactory& m_inner;
    Attended& m_more;
  } with(factory, stepper);
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(with));
  EXPECT_EQ(daemon.run(), 0);
  EXPECT_NE(lines.str().find("\"event\":\"wall_clock_stepped\",\"by_ns\":3600"), std::string::npos)
      << lines.str();
}

TEST_F(DaemonTest, AWatchListFromTheFutureIsTakenWhenTheClockHasBeenSet)
{
  WatchListContent list;
  list.version = 3;
  list.issued_at = clock.now().wall + hours(2);
  list.entries.resize(1);
  ASSERT_TRUE(list.entries[0].issuer.assign("VNM") && list.entries[0].number.assign("BP1"));
  std::ofstream(folder / "watch.txt") << write_watch_list(list, list_key());
  std::ofstream(folder / "key.pem") << list_key_pem();
  daemon::Lists& lists = *loaded.settings->mutable_lists();
  lists.set_watch((folder / "watch.txt").string());
  lists.set_authority_key((folder / "key.pem").string());
  lists.set_fetch_every(10);
  factory.until = {seconds(30).ns};
  GateDaemon daemon(loaded, around());
  ASSERT_TRUE(daemon.open(factory));
  clock.step_at = {seconds(15).ns};
  clock.step_by = hours(2);
  EXPECT_EQ(daemon.run(), 0);
  const std::string said = lines.str();
  const auto refused = said.find("list_refused");
  ASSERT_NE(refused, std::string::npos) << said;
  EXPECT_EQ(said.find("list_refused", refused + 1), std::string::npos) << "said once";
  EXPECT_NE(said.find("\"watch_list\",\"version\":3"), std::string::npos) << said;
}

TEST(GateLog, LinesAreJsonThatNobodyCanForge)
{
  std::ostringstream out;
  GateLog log("g", daemon::Log::info, std::make_shared<spdlog::sinks::ostream_sink_st>(out));
  log.write(daemon::Log::info, "said", {{"text", "a\"}\n{\"event\":\"forged\""}});
  log.write(daemon::Log::debug, "left_out");
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_NE(text.find("\\u000a{\\\"event"), std::string::npos) << text;
}

TEST(LatencyHistogram, CountsEachDurationInItsBucket)
{
  LatencyHistogram histogram;
  for (int i = 0; i < 990; ++i) histogram.observe(microseconds(15));
  for (int i = 0; i < 10; ++i) histogram.observe(milliseconds(3));
  EXPECT_EQ(histogram.count(), 1000U);
  EXPECT_EQ(histogram.quantile(0.99), microseconds(20));
  EXPECT_EQ(histogram.quantile(0.999), milliseconds(5));
}

TEST(GateMetrics, AreReadFromRecords)
{
  GateMetrics metrics("gate-1");
  using journal::Record;
  using journal::RecordKind;
  const Record records[] = {{.value = seconds(15).ns,
                             .kind = RecordKind::transaction_ended,
                             .code = static_cast<std::uint16_t>(Outcome::admitted)},
                            {.kind = RecordKind::transaction_ended,
                             .code = static_cast<std::uint16_t>(Outcome::unfinished),
                             .detail = static_cast<std::uint32_t>(Reason::passage_presumed)},
                            {.value = milliseconds(12).ns, .kind = RecordKind::registry_answer},
                            {.value = -1, .kind = RecordKind::registry_answer},
                            {.kind = RecordKind::gate_event,
                             .code = static_cast<std::uint16_t>(GateEventKind::device_failed),
                             .detail = static_cast<std::uint32_t>(Device::camera)}};
  metrics.on_records(records);
  const std::string text = metrics.text();
  for (const char* line :
       {"gatetwin_gate_transactions_total{outcome=\"admitted\",gate=\"gate-1\"} 1",
        "gatetwin_gate_transactions_total{outcome=\"refused\",gate=\"gate-1\"} 0",
        "gatetwin_gate_passages_presumed_total{gate=\"gate-1\"} 1",
        "gatetwin_gate_cycle_seconds_count{gate=\"gate-1\"} 1",
        "gatetwin_gate_registry_seconds_count{gate=\"gate-1\"} 1",
        "gatetwin_gate_registry_unanswered_total{gate=\"gate-1\"} 1",
        "gatetwin_gate_device_failed{device=\"camera\",gate=\"gate-1\"} 1",
        "gatetwin_gate_device_failed{device=\"store\",gate=\"gate-1\"} 0"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
  }
}

sockaddr_in here(std::uint16_t port)
{
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

std::uint16_t free_port()
{
  const int bound = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = here(0);
  socklen_t size = sizeof address;
  CHECK(::bind(bound, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(::getsockname(bound, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(bound);
  return ntohs(address.sin_port);
}

int ask_for_metrics(std::uint16_t port)
{
  const sockaddr_in address = here(port);
  const int asking = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  CHECK(::connect(asking, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  constexpr std::string_view request = "GET /metrics HTTP/1.0\r\n\r\n";
  CHECK(::send(asking, request.data(), request.size(), MSG_NOSIGNAL) > 0);
  return asking;
}

TEST(GateMetrics, MayGoWhileSomebodyReadsThem)
{
  for (int i = 0; i < 2; ++i) { // its library takes up to two seconds to stop
    auto metrics = std::make_unique<GateMetrics>("gate-1");
    const std::uint16_t port = free_port();
    ASSERT_EQ(metrics->serve("127.0.0.1", port), "");
    const int first = ask_for_metrics(port), second = ask_for_metrics(port);
    char answer[4096];
    while (::recv(first, answer, sizeof answer, 0) > 0) {
    }
    metrics.reset(); // while the second is answered
    ::close(first);
    ::close(second);
  }
}

TEST(GateMetrics, TellWhatEvaluatoryChecksCameTo)
{
  GateMetrics metrics("gate-1");
  for (const CheckWeight weight : {CheckWeight::mandatory, CheckWeight::evaluatory}) {
    const CheckRecord check{CheckKind::cross_check, CheckResult::failed, Reason::none, weight};
    const journal::Record record{.value = result_and_weight(check),
                                 .kind = journal::RecordKind::check,
                                 .code = static_cast<std::uint16_t>(check.kind)};
    metrics.on_records({&record, 1});
  }
  const std::string line = "gatetwin_gate_evaluatory_checks_total{check=\"cross_check\","
                           "result=\"failed\",gate=\"gate-1\"} 1\n";
  EXPECT_NE(metrics.text().find(line), std::string::npos) << metrics.text();
}

} // namespace
} // namespace gatetwin
