// SPDX-License-Identifier: Apache-2.0
#include "tests/load/fleet/judgement.hpp"
#include "core/journal/journal_reader.hpp"
#include "sim/checkers/checker_set.hpp"
#include <cstdio>
#include <map>

namespace gatetwin::test {
namespace {

using journal::Record;
using journal::RecordKind;

struct Registry final : CrossingVisitor {
  void on_crossing(std::uint64_t, const Crossing& crossing) override
  {
    ++times[crossing.transaction.value];
    offline += crossing.offline ? 1 : 0;
    if (crossing.reason == Reason::passage_presumed) presumed.insert(crossing.transaction.value);
  }
  std::map<std::uint64_t, int> times;
  std::uint64_t offline = 0;
  std::set<std::uint64_t> presumed;
};

// One journal: the checkers' own arithmetic, and what it says was stored or acknowledged.
class JournalJudge final : public journal::RecordSink {
public:
  explicit JournalJudge(const Registry& registry) : m_registry(registry) {}
  void on_records(std::span<const Record> records) override
  {
    m_checkers.on_records(records);
    count += records.size();
    for (const Record& record : records) {
      const bool must_be_there = record.kind == RecordKind::crossing_stored ||
                                 record.kind == RecordKind::crossing_delivered;
      if (!must_be_there) continue;
      if (m_registry.times.count(record.subject) == 0) missing.insert(record.subject);
    }
  }
  void finish(Judgement& judgement)
  {
    m_checkers.finish();
    for (const checkers::Invariant* invariant : m_checkers.invariants()) {
      judgement.examined += invariant->examined();
      judgement.violations += invariant->violations();
      for (const checkers::Violation& violation : invariant->first_violations())
        std::printf("%s: %s\n", invariant->name(), to_string(violation).c_str());
    }
    judgement.records += count;
  }
  std::uint64_t count = 0;
  std::set<std::uint64_t> missing;

private:
  const Registry& m_registry;
  checkers::CheckerSet m_checkers;
};

void judge_journals(const Fleet& fleet, const Registry& registry, std::set<std::uint64_t>& lost,
                    Judgement& judgement)
{
  for (std::uint32_t gate = 1; gate <= fleet.gates(); ++gate) {
    for (const std::string& path : fleet.journals(gate)) {
      auto source = journal::FileSource::open(path);
      CHECK(source.ok());
      // A journal of somebody who was killed stops anywhere.
      journal::JournalReader reader(*source.value(), journal::ReadMode::follow);
      JournalJudge one(registry);
      ++judgement.journals;
      if (reader.drain(one) == journal::ReadStatus::fault) {
        ++judgement.damaged_journals;
        std::printf("%s: %s\n", path.c_str(), reader.fault().what);
      }
      one.finish(judgement);
      lost.merge(one.missing);
    }
  }
}

unsigned long long count(std::uint64_t value) { return value; }

} // namespace

bool Judgement::good(std::uint64_t killed) const
{
  return chain_whole && lost == 0 && repeated == 0 && of_nobody == 0 && unknown == 0 &&
         presumed <= killed && unauthorised == 0 && violations == 0 && durable > 0;
}

Judgement judge(const Fleet& fleet)
{
  Judgement judgement;
  Registry registry;
  const auto ledger = fleet.open_ledger();
  judgement.chain_whole =
      ledger != nullptr && ledger->verify().ok() && ledger->visit_crossings(registry).ok();
  if (!judgement.chain_whole) return judgement;
  judgement.rows = ledger->head().sequence;
  judgement.registered = registry.times.size();
  judgement.offline = registry.offline;
  const GroundTruth truth = fleet.truth();
  std::set<std::uint64_t> durable = truth.sent;
  durable.insert(truth.stored.begin(), truth.stored.end());
  std::set<std::uint64_t> lost;
  for (const std::uint64_t transaction : durable) {
    if (registry.times.count(transaction) == 0) lost.insert(transaction);
  }
  judge_journals(fleet, registry, lost, judgement);
  judgement.lost = lost.size();
  for (const auto& [transaction, times] : registry.times) {
    judgement.repeated += times > 1 ? 1 : 0;
    const bool presumed = registry.presumed.count(transaction) > 0;
    const bool passed = truth.passed.count(transaction) > 0;
    judgement.of_nobody += !passed && !presumed ? 1 : 0;
    judgement.presumed_wrong += !passed && presumed ? 1 : 0;
  }
  judgement.presumed = registry.presumed.size();
  for (const std::uint64_t transaction : truth.passed)
    judgement.unknown += registry.times.count(transaction) == 0 ? 1 : 0;
  judgement.passed = truth.passed.size();
  judgement.durable = durable.size();
  judgement.exits = truth.exits;
  judgement.unauthorised = truth.unauthorised;
  return judgement;
}

void print(const Judgement& judgement)
{
  std::printf("crossings: %llu passed, %llu durable at a gate, %llu in the registry (%llu decided "
              "offline)\n",
              count(judgement.passed), count(judgement.durable), count(judgement.registered),
              count(judgement.offline));
  std::printf(
      "lost %llu, passed without a crossing %llu, more than once %llu, of nobody %llu; %s of "
      "%llu rows\n",
      count(judgement.lost), count(judgement.unknown), count(judgement.repeated),
      count(judgement.of_nobody), judgement.chain_whole ? "whole chain" : "BROKEN CHAIN",
      count(judgement.rows));
  std::printf("presumed after a restart: %llu, of whom %llu had passed and %llu had not\n",
              count(judgement.presumed), count(judgement.presumed - judgement.presumed_wrong),
              count(judgement.presumed_wrong));
  std::printf("exit doors: %llu times opened, without a durable authorisation %llu\n",
              count(judgement.exits), count(judgement.unauthorised));
  std::printf("checkers over %llu journals, %llu records: %llu cases examined, violations %llu; "
              "damaged journals %llu\n",
              count(judgement.journals), count(judgement.records), count(judgement.examined),
              count(judgement.violations), count(judgement.damaged_journals));
  std::fflush(stdout);
}

} // namespace gatetwin::test
