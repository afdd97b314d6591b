// SPDX-License-Identifier: Apache-2.0
// Value change dump (IEEE 1364-2005 clause 18): each unit a module whose signals are what it
// commands and what it hears, for GTKWave and every other waveform viewer. Time in microseconds of
// the run. What has not been heard yet is x. The numbers of states and doors stand in a comment.
#pragma once
#include "core/journal/journal.hpp"
#include "core/journal/journal_header.hpp"
#include "sim/trace/text_output.hpp"
#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace gatetwin {

class VcdTrace final : public journal::RecordSink {
public:
  // The units to be seen: all of the header, or one of them.
  VcdTrace(const journal::JournalHeader& header, TextOutput output,
           std::optional<std::uint32_t> only = std::nullopt);

  void on_records(std::span<const journal::Record> records) override;

private:
  // In the order of signals(), vcd_trace.cpp.
  enum Signal : std::uint8_t {
    state,
    transaction,
    bodies,
    document,
    registry_waiting,
    entry_door,
    entry_open,
    entry_told_open,
    entry_line,
    exit_door,
    exit_open,
    exit_told_open,
    exit_line,
    authorised,
    alarm,
    officer_called
  };
  static constexpr std::size_t signal_count = officer_called + 1;

  void write_header(const journal::JournalHeader& header);
  void on_record(const journal::Record& record);
  void on_event(const journal::Record& record);
  void on_command(const journal::Record& record);
  void set(Signal signal, std::uint64_t value);

  TextOutput m_output;
  struct Unit {
    std::uint32_t place = 0; // identifiers are made of it
    std::uint32_t alarms = 0;
    std::array<std::uint64_t, signal_count> values{};
    std::uint32_t known = 0; // a bit for each signal that has a value
  };
  std::unordered_map<std::uint32_t, std::size_t> m_place;
  std::vector<Unit> m_units;
  Unit* m_unit = nullptr;
  std::int64_t m_time_us = 0;
  std::int64_t m_now_us = 0;
};

} // namespace gatetwin
