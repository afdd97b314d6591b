// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/replay.hpp"
#include <utility>

namespace gatetwin {

namespace {
constexpr std::size_t most_settings = 1000; // of a unit; more than that is no unit of ours
} // namespace

Replay::Replay(std::optional<std::uint32_t> only) : m_only(only) {}

Replay::~Replay() = default;

void Replay::on_records(std::span<const journal::Record> records)
{
  for (const journal::Record& record : records) {
    const std::uint64_t number = m_number++;
    if (record.unit == journal::none_id || (m_only && record.unit != *m_only)) continue;
    if (record.kind == journal::unit_setting) {
      std::vector<UnitSetting>& settings = m_settings[record.unit];
      if (settings.size() < most_settings) settings.push_back({record.subject, record.value});
      continue;
    }
    if (record.kind == journal::unit_started) start(record.unit);
    const auto unit = m_units.find(record.unit);
    if (unit != m_units.end()) unit->second->take(record, number);
  }
}

void Replay::start(std::uint32_t unit)
{
  const std::vector<UnitSetting> settings = std::move(m_settings[unit]);
  m_settings.erase(unit);
  if (m_units.count(unit) > 0) return; // booted again, with the settings it had
  GateRuntimeConfig config;
  m_defaulted.clear();
  const SettingsFault fault = config_from(settings, config, m_defaulted);
  if (!fault.message.empty()) {
    if (m_fault.empty()) m_fault = "unit " + std::to_string(unit) + ": " + fault.message;
    return;
  }
  m_units.emplace(unit, std::make_unique<ReplayUnit>(config));
  m_order.push_back(unit);
}

void Replay::finish()
{
  for (const std::uint32_t unit : m_order) m_units.at(unit)->finish();
}

const ReplayDifference* Replay::first_difference() const
{
  const ReplayDifference* first = nullptr;
  for (const std::uint32_t number : m_order) {
    const ReplayUnit& unit = *m_units.at(number);
    if (!unit.difference()) continue;
    if (first == nullptr || unit.difference()->number < first->number) first = &*unit.difference();
  }
  return first;
}

Replay::Counts Replay::counts() const
{
  Counts counts;
  for (const std::uint32_t number : m_order) {
    const ReplayUnit& unit = *m_units.at(number);
    if (!unit.has_started()) continue;
    ++counts.units;
    counts.different += unit.difference() ? 1 : 0;
    counts.undecidable += unit.is_undecidable() ? 1 : 0;
    counts.turns += unit.turns();
    counts.inputs += unit.inputs();
    counts.records += unit.compared();
  }
  return counts;
}

} // namespace gatetwin
