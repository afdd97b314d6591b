// SPDX-License-Identifier: Apache-2.0
// What a gate's computer takes for its part: the decision about a document (parse, verify, lists)
// and from a device's event to the command that answers it, through the daemon's own loop. One run
// prints both; `./dev bench-gate` builds and runs it.
#include "core/daemon/gate_loop.hpp"
#include "core/daemon/sqlite_unit_store.hpp"
#include "core/document/trust_list_file.hpp"
#include "sim/live/live_world.hpp"
#include "tests/core/daemon/scripted_parts.hpp"
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace gatetwin {
namespace {

void print(const char* what, std::vector<std::int64_t> took_ns)
{
  std::sort(took_ns.begin(), took_ns.end());
  const auto at = [&](double share) {
    const auto i = static_cast<std::size_t>(share * static_cast<double>(took_ns.size() - 1));
    return static_cast<double>(took_ns[i]) * 1e-6;
  };
  fmt::print("{:<44} {:>7}  p50 {:8.4f} ms  p99 {:8.4f} ms  p99.9 {:8.4f} ms  max {:8.4f} ms\n",
             what, took_ns.size(), at(0.5), at(0.99), at(0.999), at(1));
  std::fflush(stdout);
}

// ---- the decision

WatchList large_list(WallTime now)
{
  constexpr std::uint32_t names = 100'000;
  std::vector<WatchListEntry> entries(names);
  for (std::uint32_t i = 0; i < names; ++i) {
    CHECK(entries[i].issuer.assign("VNM"));
    CHECK(entries[i].number.assign(fmt::format("ZZ{:07}", i)));
  }
  Result<WatchList> list = WatchList::build(1, now, entries);
  CHECK(list.ok());
  return std::move(list).value();
}

void bench_decision(Clock& clock, bool remembers)
{
  std::string fault;
  const Instant now = clock.now();
  const std::unique_ptr<LiveWorld> world = LiveWorld::make("", now, fault);
  CHECK(world != nullptr);
  std::vector<TrustedSigner> signers;
  for (const IssuingAuthority& authority : world->people().authorities()) {
    signers.push_back({authority.issuer.signer(),
                       start_of_day(authority.valid_from, {}),
                       start_of_day(authority.valid_until, {}),
                       std::nullopt,
                       {profile::border_pass},
                       authority.issuer.public_key()});
  }
  const Result<TrustList> trust = TrustList::make(1, now.wall, std::move(signers));
  CHECK(trust.ok());
  const RevocationList revocations(1, now.wall, {}, {});
  VerifiedSealCache cache(4096, world->people().ref_key());
  InspectorConfig config;
  config.ref_key = world->people().ref_key();
  config.utc_offset = hours(7);
  config.accepted = {DocumentKind::border_pass};
  DocumentInspector inspector(config, {&trust.value(), &revocations, remembers ? &cache : nullptr});
  const WatchList list = large_list(now.wall);

  std::vector<std::int64_t> took;
  std::size_t good = 0;
  CarriedDocument document;
  for (std::uint64_t traveller = 0; traveller < 20'000; ++traveller) {
    world->people().equip(traveller, 0, document);
    DocumentScan scan;
    scan.label = document.label;
    scan.labels_in_view = 1;
    const Duration began = clock.stopwatch();
    const CheckedDocument checked = inspector.inspect(scan, now);
    const bool clear = list.look_up(checked) == WatchListVerdict::clear;
    took.push_back((clock.stopwatch() - began).ns);
    good += clear && overall_result(checked.checks) == CheckResult::successful;
  }
  CHECK(good > 15'000);
  print(remembers ? "decision, passes that were seen before" : "decision, each signature verified",
        took);
}

// ---- event to command

// A reader whose documents come and go; notes when the command to read came.
class Reader final : public Attended {
public:
  Reader() : m_event(eventfd(0, EFD_NONBLOCK)) {}
  ~Reader() override { close(m_event); }

  // From the other thread: a document comes, or, every second time, goes.
  void tell()
  {
    const std::uint64_t one = 1;
    CHECK(write(m_event, &one, sizeof one) == sizeof one);
  }
  int descriptor() const override { return m_event; }
  void on_ready(MonotonicTime) override
  {
    std::uint64_t count = 0;
    if (read(m_event, &count, sizeof count) == sizeof count) m_pending += count;
  }
  void on_time(MonotonicTime) override {}
  MonotonicTime next_deadline() const override { return MonotonicTime::never(); }
  void deliver(Inbox& inbox) override
  {
    for (; m_pending > 0; --m_pending) {
      m_presented = !m_presented;
      CHECK(inbox.push(
          input_of(m_presented ? InputKind::document_presented : InputKind::document_removed)));
    }
  }

private:
  int m_event;
  bool m_presented = false;
  std::uint64_t m_pending = 0;
};

class Port final : public DocumentReader {
public:
  explicit Port(Clock& clock) : m_clock(clock) {}
  void start() override { started_ns.store(m_clock.stopwatch().ns); }
  void cancel() override {}
  std::atomic<std::int64_t> started_ns{0};

private:
  Clock& m_clock;
};

struct NoOwner final : LoopOwner {
  void on_signal(Instant) override {}
  void on_second(Instant) override {}
  void on_worked(Duration) override {}
};

void bench_loop(const std::string& folder, bool with_inputs)
{
  SystemClock clock;
  HandClock unused;
  ScriptedDevices rest(unused);
  Reader reader;
  Port port(clock);
  GateParts parts{rest, port, rest, rest, rest, {&rest, &reader}};
  rest.at({0}, door_input(Door::entry, DoorState::closed));
  rest.at({0}, door_input(Door::exit, DoorState::closed));
  rest.at({0}, input_of(InputKind::occupancy, 0));
  Result<std::unique_ptr<SqliteStore>> opened =
      SqliteStore::open({folder + "/store.sqlite", UnitId{1}});
  CHECK(opened.ok());
  SqliteUnitStore store(std::move(opened).value());
  DocumentInspector inspector{InspectorConfig{}};
  journal::Journal journal;
  GateService service(gate_config(), parts, store, inspector, journal, with_inputs);
  NoOwner owner;
  GateLoop loop(clock, service, parts.attended, -1, owner);
  service.start(clock.now());
  while (!service.runtime().is_ready()) loop.round();

  constexpr int events = 4000;
  std::vector<std::int64_t> took;
  std::atomic<bool> done{false};
  std::thread world([&] {
    RandomStream luck(1, 0, 0, purpose_key("bench"));
    for (int i = 0; i < events; ++i) {
      poll(nullptr, 0, static_cast<int>(luck.next() % 3)); // apart, as events are
      port.started_ns.store(0);
      const std::int64_t began = clock.stopwatch().ns;
      reader.tell();
      while (port.started_ns.load() == 0) std::this_thread::yield();
      took.push_back(port.started_ns.load() - began);
      reader.tell();
      poll(nullptr, 0, 1);
    }
    done.store(true);
  });
  while (!done.load()) {
    loop.round();
    journal.flush();
  }
  world.join();
  print("event to command, through the loop", took);
}

} // namespace
} // namespace gatetwin

int main()
{
  using namespace gatetwin;
  std::string folder = (std::filesystem::temp_directory_path() / "gate_bench.XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  SystemClock clock;
  bench_decision(clock, false);
  bench_decision(clock, true);
  bench_loop(folder, true);
  std::filesystem::remove_all(folder);
}
