// SPDX-License-Identifier: Apache-2.0
// One sequence of events through simulator and daemon gives the same journal. A gate of the
// simulator serves travellers; what its ports reported, at the times they did, goes through the
// daemon's own loop, with the documents' own bytes through the real inspection; every record of the
// unit must be the same, byte for byte.
#include "core/daemon/gate_loop.hpp"
#include "core/gate/unit_settings.hpp"
#include "sim/engine/unit_site.hpp"
#include "tests/core/daemon/scripted_parts.hpp"
#include "tests/sim/engine/hand_driven_world.hpp"
#include "tests/sim/engine/unit_models.hpp"
#include <cstring>
#include <gtest/gtest.h>
#include <list>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

// What the unit wrote or was told; not what people did, nor the registry.
bool is_of_the_unit(const Record& record)
{
  return journal::is_input_record(record.kind) ||
         (record.kind >= RecordKind::transaction_started && record.kind <= RecordKind::checks);
}

struct UnitRecords final : journal::RecordSink {
  std::vector<Record> records;
  void on_records(std::span<const Record> batch) override
  {
    for (const Record& record : batch) {
      if (is_of_the_unit(record)) records.push_back(record);
    }
  }
};

CheckpointModel model_with_trouble()
{
  StationModel s = station(StationKind::e_gate, 1);
  s.faults.reading_fails = 0.05;
  s.faults.false_non_match = 0.05;
  s.faults.door_obstructed = 0.05;
  s.faults.liveness_missing = 0.03;
  s.faults.liveness_late = 0.03;
  ClassModel c = border_residents(40);
  c.habits.turns_back = 0.05;
  c.habits.tailgates = 0.05;
  c.habits.leaves_document = 0.05;
  c.habits.expired_document = 0.05;
  c.habits.on_watch_list = 0.03;
  return checkpoint(s, c);
}

// Tells the recorded inputs again, those of one turn at a time, and answers as the recorded store.
class RecordedPorts final : public Attended, public UnitStore, private DurableStore {
public:
  // Each scan gets the bytes of the document that lay there.
  RecordedPorts(const std::vector<Record>& records, const HandDrivenWorld& world, UnitSite& site,
                HandClock& clock)
      : m_clock(clock)
  {
    Turn turn;
    for (const Record& record : records) {
      if (record.kind == journal::liveness_picture) {
        m_judged = record;
      } else if (record.kind == journal::unit_input) {
        add_input(record, turn, world, site);
      } else if (record.kind == journal::store_ticket) {
        m_tickets.push_back(static_cast<std::uint64_t>(record.value));
      } else if (record.kind == journal::unit_turn) {
        turn.at = {record.time_ns};
        m_turns.push_back(std::move(turn));
        turn = {};
      }
    }
  }

  bool is_over() const { return m_turns.empty(); }

  int descriptor() const override { return -1; }
  void on_ready(MonotonicTime) override {}
  void on_time(MonotonicTime) override {}
  MonotonicTime next_deadline() const override
  {
    return m_turns.empty() ? MonotonicTime::never() : m_turns.front().at;
  }
  void deliver(Inbox& inbox) override
  {
    if (m_turns.empty() || m_turns.front().at > m_clock.now().mono) return;
    for (const PortInput& input : m_turns.front().inputs) ASSERT_TRUE(inbox.push(input));
    m_turns.pop_front();
  }

  DurableStore& port() override { return *this; }
  void sync(Inbox&) override {} // what it said is among the inputs
  bool check() override { return true; }

private:
  struct Turn {
    MonotonicTime at;
    std::vector<PortInput> inputs;
  };

  void add_input(const Record& record, Turn& turn, const HandDrivenWorld& world, UnitSite& site)
  {
    PortInput input;
    m_replies.emplace_back();
    m_scans.emplace_back();
    ASSERT_TRUE(from_record(record, input, m_replies.back(), m_scans.back()));
    ASSERT_TRUE(!m_judged || take_liveness_record(*m_judged, input));
    m_judged.reset();
    if (input.kind == InputKind::document_scanned)
      fill(m_scans.back(), {record.time_ns}, world, site);
    turn.inputs.push_back(input);
  }

  void fill(DocumentScan& scan, MonotonicTime at, const HandDrivenWorld& world, UnitSite& site)
  {
    for (const HandDrivenWorld::Visit& visit : world.visits()) {
      if (visit.began > at || visit.ended < at) continue;
      m_documents.emplace_back();
      CarriedDocument& document = m_documents.back();
      site.people.equip(visit.visitor.traveller, visit.visitor.traveller_class, document);
      if (document.label.empty())
        scan.mrz = document.zone;
      else
        scan.label = document.label;
      scan.labels_in_view = document.label.empty() ? 0 : 1;
      return;
    }
    ADD_FAILURE() << "nobody was there at " << at.ns;
  }

  std::uint64_t append(const StoreEntry&) override
  {
    if (m_tickets.empty()) return 0;
    const std::uint64_t ticket = m_tickets.front();
    m_tickets.pop_front();
    return ticket;
  }
  void recover(StoreVisitor&) override {}

  std::optional<Record> m_judged; // of the face that follows
  HandClock& m_clock;
  std::deque<Turn> m_turns;
  std::deque<std::uint64_t> m_tickets;
  std::list<RegistryReply> m_replies;
  std::list<DocumentScan> m_scans;
  std::list<CarriedDocument> m_documents;
};

struct NoOwner final : LoopOwner {
  void on_signal(Instant) override {}
  void on_second(Instant) override {}
  void on_worked(Duration) override {}
};

class SameJournal : public testing::Test {
protected:
  SameJournal() : model(model_with_trouble()), world(model, 0, true)
  {
    world.journal().add_sink(simulated);
    world.bring(0, 120);
    world.run_until_quiet(hours(40));
    world.journal().flush();
  }

  // `change` is done to the unit's settings first.
  std::vector<Record> through_the_daemon(const std::function<void(GateRuntimeConfig&)>& change)
  {
    std::vector<UnitSetting> settings;
    for (const Record& record : simulated.records) {
      if (record.kind == journal::unit_setting) settings.push_back({record.subject, record.value});
    }
    GateRuntimeConfig config;
    std::vector<std::string> missing;
    EXPECT_EQ(config_from(settings, config, missing).message, "");
    change(config);

    HandClock clock;
    clock.set(Instant{{0}, model.start});
    UnitSite site(model, 0, world);
    RecordedPorts ports(simulated.records, world, site, clock);
    ScriptedDevices silent(clock);
    GateParts parts = silent.parts();
    parts.attended = {&ports};
    journal::Journal journal;
    UnitRecords written;
    journal.add_sink(written);
    GateService service(config, parts, ports, site.inspector_of(model.stations[0]), journal, true);
    NoOwner owner;
    GateLoop loop(clock, service, {&ports}, -1, owner);
    service.start(clock.now());
    EXPECT_TRUE(service.use_watch_list(&site.watch_list(), clock.now()).ok());
    while (!ports.is_over()) {
      site.publish_lists(clock.now().wall);
      loop.round();
    }
    journal.flush();
    return written.records;
  }

  CheckpointModel model;
  HandDrivenWorld world;
  UnitRecords simulated;
};

std::size_t first_difference(const std::vector<Record>& a, const std::vector<Record>& b)
{
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && std::memcmp(&a[i], &b[i], sizeof a[i]) == 0) ++i;
  return i;
}

TEST_F(SameJournal, OfADaemonThatIsToldWhatTheSimulatorsGateWasTold)
{
  const std::vector<Record> daemon = through_the_daemon([](GateRuntimeConfig&) {});
  EXPECT_GT(simulated.records.size(), 5000U);
  EXPECT_EQ(daemon.size(), simulated.records.size());
  const std::size_t at = first_difference(daemon, simulated.records);
  ASSERT_EQ(at, simulated.records.size())
      << to_string(simulated.records[at].kind) << " at " << simulated.records[at].time_ns
      << " became " << (at < daemon.size() ? to_string(daemon[at].kind) : "nothing");
}

TEST_F(SameJournal, DiffersWhenTheUnitIsAnother)
{
  const std::vector<Record> daemon =
      through_the_daemon([](GateRuntimeConfig& config) { config.gate.match_threshold = 0.999; });
  // Past the settings, which say so themselves.
  std::size_t differ = 0;
  for (std::size_t i = 0; i < daemon.size() && i < simulated.records.size(); ++i) {
    const bool setting = daemon[i].kind == journal::unit_setting;
    differ += !setting && std::memcmp(&daemon[i], &simulated.records[i], sizeof(Record)) != 0;
  }
  EXPECT_GT(differ, 0U);
}

} // namespace
} // namespace gatetwin
