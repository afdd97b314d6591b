// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/replay_unit.hpp"
#include "core/ports/absent_devices.hpp"
#include <algorithm>
#include <cstring>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

constexpr std::size_t records_before = 8;

bool is_written_by_the_core(RecordKind kind)
{
  return (kind >= RecordKind::transaction_started && kind <= RecordKind::checks) ||
         kind == journal::store_ticket || kind == journal::store_entry;
}

bool same(const Record& a, const Record& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

} // namespace

// Hands out what the recorded inspection found.
class ReplayUnit::Inspector final : public DocumentInspector {
public:
  explicit Inspector(ReplayUnit& unit) : DocumentInspector(InspectorConfig{}), m_unit(unit) {}
  CheckedDocument inspect(const DocumentScan&, Instant, const CheckWeights&) override
  {
    return m_unit.recorded_document();
  }

private:
  ReplayUnit& m_unit;
};

ReplayUnit::ReplayUnit(const GateRuntimeConfig& config)
    : m_config(config), m_inspector(std::make_unique<Inspector>(*this)),
      m_absent(std::make_unique<AbsentDevices>())
{
  m_journal.add_sink(*this);
}

ReplayUnit::~ReplayUnit() = default;

void ReplayUnit::take(const Record& record, std::uint64_t number)
{
  if (is_over()) return;
  if (record.kind == journal::unit_input || record.kind == journal::liveness_picture)
    return add_input(record, number);
  if (record.kind == journal::unit_started || record.kind == journal::unit_turn)
    return begin(record, number);
  if (is_written_by_the_core(record.kind) && m_pending) m_expected.push_back({record, number});
}

void ReplayUnit::add_input(const Record& record, std::uint64_t number)
{
  m_next_inputs.push_back({record, number});
}

void ReplayUnit::begin(const Record& record, std::uint64_t number)
{
  run_pending();
  m_pending = {record, number};
  m_pending_inputs.swap(m_next_inputs);
  m_next_inputs.clear();
}

void ReplayUnit::finish()
{
  if (!is_over()) run_pending();
  m_pending.reset();
}

void ReplayUnit::run_pending()
{
  if (!m_pending) return;
  const Record& turn = m_pending->record;
  const Instant now{{turn.time_ns}, {turn.value}};
  m_at = 0;
  m_last_number = m_pending->number;
  if (turn.kind == journal::unit_started) {
    // A second start is another boot of the same unit: whatever was before is gone.
    const GatePorts ports{*m_absent, *m_absent, *m_absent, *m_absent, *this, *m_absent};
    m_runtime = std::make_unique<GateRuntime>(m_config, ports, *m_inspector, m_journal);
    m_runtime->start(now);
  } else if (m_runtime != nullptr) {
    std::vector<RegistryReply> replies(m_pending_inputs.size());
    std::vector<DocumentScan> scans(m_pending_inputs.size());
    std::size_t i = 0;
    const Record* judged = nullptr; // of the face that follows
    for (const Numbered& one : m_pending_inputs) {
      if (one.record.kind == journal::liveness_picture) {
        judged = &one.record;
        continue;
      }
      PortInput input;
      bool known = from_record(one.record, input, replies[i], scans[i]);
      if (judged != nullptr) known = take_liveness_record(*judged, input) && known;
      judged = nullptr;
      known = known && m_runtime->inbox().push(input);
      if (!known) return differ(nullptr, "the recorded input is none that a port could give");
      remember(one.record);
      ++i;
    }
    m_inputs += i;
    ++m_turns;
    m_runtime->turn(now);
  }
  m_journal.flush();
  if (!is_over() && m_at < m_expected.size()) differ(nullptr, "");
  m_expected.clear();
}

void ReplayUnit::on_records(std::span<const Record> records)
{
  for (const Record& record : records) {
    if (is_over()) return;
    compare(record);
  }
}

void ReplayUnit::compare(const Record& replayed)
{
  if (m_at == m_expected.size() || !same(m_expected[m_at].record, replayed))
    return differ(&replayed, "");
  if (replayed.kind == RecordKind::registry_answer) m_unreached = replayed.value < 0;
  if (replayed.kind == RecordKind::gate_event &&
      replayed.code == static_cast<std::uint16_t>(GateEventKind::registry_answered))
    m_unreached = false;
  m_last_number = m_expected[m_at].number;
  remember(replayed);
  ++m_at;
  ++m_compared;
}

void ReplayUnit::remember(const Record& record)
{
  m_before.push_back(record);
  if (m_before.size() > records_before) m_before.pop_front();
}

// The unit answered in the registry's place, and by more than being closed.
bool ReplayUnit::rests_on_a_document() const
{
  return m_unreached && m_config.offline.rule != OfflineRule::close;
}

void ReplayUnit::differ(const Record* replayed, const char* note)
{
  if (is_over()) return;
  if (rests_on_a_document()) {
    m_undecidable = true;
    return;
  }
  ReplayDifference difference;
  const bool more = m_at < m_expected.size();
  difference.number = more ? m_expected[m_at].number : m_last_number + 1;
  if (more) difference.recorded = m_expected[m_at].record;
  if (replayed != nullptr) difference.replayed = *replayed;
  difference.note = note;
  difference.before.assign(m_before.begin(), m_before.end());
  m_difference = std::move(difference);
}

std::uint64_t ReplayUnit::append(const StoreEntry& entry)
{
  m_journal.flush();
  if (is_over()) return 0;
  const bool expected = m_at < m_expected.size() &&
                        m_expected[m_at].record.kind == journal::store_ticket &&
                        m_expected[m_at].record.subject == entry.transaction.value &&
                        m_expected[m_at].record.code == static_cast<std::uint16_t>(entry.kind);
  if (!expected) {
    differ(nullptr, "today's core hands something to the store here");
    return 0;
  }
  const Record& ticket = m_expected[m_at].record;
  m_last_number = m_expected[m_at].number;
  ++m_at;
  ++m_compared;
  return static_cast<std::uint64_t>(ticket.value);
}

void ReplayUnit::recover(StoreVisitor& visitor)
{
  for (; m_at < m_expected.size() && m_expected[m_at].record.kind == journal::store_entry; ++m_at) {
    StoreEntry entry;
    if (!from_record(m_expected[m_at].record, entry))
      return differ(nullptr, "the recorded entry is none that a store could hold");
    m_last_number = m_expected[m_at].number;
    visitor.on_entry(entry);
  }
}

// The record `checks` that follows in the journal, with the records of those that did not succeed
// or are evaluatory: first those, in their order, so that the overall result and reason are what
// they were.
CheckedDocument ReplayUnit::recorded_document()
{
  m_journal.flush();
  CheckedDocument document;
  if (is_over()) return document;
  if (m_at == m_expected.size() || m_expected[m_at].record.kind != RecordKind::checks) {
    differ(nullptr, "today's core looks at a document here");
    return document;
  }
  const Record& all = m_expected[m_at].record;
  document.ref = {all.ref};
  if (all.ref != 0) (void)document.number.assign("0"); // there was one
  for (std::size_t i = m_at + 1;
       i < m_expected.size() && m_expected[i].record.kind == RecordKind::check; ++i) {
    const Record& one = m_expected[i].record;
    (void)document.checks.push_back({static_cast<CheckKind>(one.code), result_in(one.value),
                                     static_cast<Reason>(one.detail), weight_in(one.value)});
  }
  for (unsigned k = 0; k <= static_cast<unsigned>(CheckKind::authorisation_durable); ++k) {
    const auto kind = static_cast<CheckKind>(k);
    const bool told =
        std::any_of(document.checks.begin(), document.checks.end(), [kind](const CheckRecord& one) {
          return one.kind == kind && one.result == CheckResult::successful;
        });
    if (!told && result_of(static_cast<PackedChecks>(all.value), kind) == CheckResult::successful)
      (void)document.checks.push_back({kind, CheckResult::successful, Reason::none});
  }
  return document;
}

} // namespace gatetwin
