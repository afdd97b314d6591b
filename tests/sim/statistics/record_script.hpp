// SPDX-License-Identifier: Apache-2.0
// Records written by hand, in seconds, for tests that know the answer.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/domain/words.hpp"
#include "core/journal/record.hpp"
#include "sim/results/run_results.hpp"
#include "sim/statistics/run_statistics.hpp"
#include <vector>

namespace gatetwin {

class RecordScript {
public:
  using Record = journal::Record;
  using Kind = journal::RecordKind;
  static std::int64_t ns(double s) { return static_cast<std::int64_t>(s * 1e9); }

  Record& add(double at_s, Kind kind)
  {
    Record record;
    record.time_ns = ns(at_s);
    record.kind = kind;
    m_records.push_back(record);
    return m_records.back();
  }
  void arrive(double at_s, std::uint64_t who, std::uint16_t traveller_class = 0)
  {
    Record& r = add(at_s, Kind::traveller_arrived);
    r.subject = who;
    r.code = traveller_class;
  }
  void join(double at_s, std::uint64_t who, std::uint32_t station, std::uint16_t klass = 0)
  {
    hall(at_s, Kind::queue_joined, who, station, klass);
  }
  void renege(double at_s, std::uint64_t who, std::uint32_t station, double queued_s,
              journal::QueueExit how = journal::QueueExit::reneged)
  {
    Record& r = hall(at_s, Kind::queue_left, who, station, 0);
    r.detail = static_cast<std::uint32_t>(how);
    r.value = ns(queued_s);
  }
  void start(double at_s, std::uint64_t who, std::uint32_t station, std::uint32_t unit,
             double wait_s, std::uint16_t klass = 0)
  {
    Record& r = hall(at_s, Kind::service_started, who, station, klass);
    r.unit = unit;
    r.value = ns(wait_s);
  }
  void end(double at_s, std::uint64_t who, std::uint32_t station, std::uint32_t unit,
           double service_s, Outcome outcome = Outcome::none, std::uint16_t klass = 0)
  {
    Record& r = hall(at_s, Kind::service_ended, who, station, klass);
    r.unit = unit;
    r.value = ns(service_s);
    r.detail = static_cast<std::uint32_t>(outcome);
  }
  void leave(double at_s, std::uint64_t who, double inside_s, Outcome outcome = Outcome::none,
             std::uint16_t klass = 0)
  {
    Record& r = hall(at_s, Kind::traveller_left, who, journal::none_id, klass);
    r.value = ns(inside_s);
    r.detail = static_cast<std::uint32_t>(outcome);
  }
  void unit(double at_s, std::uint32_t unit, journal::UnitState state)
  {
    Record& r = add(at_s, Kind::unit_state);
    r.unit = unit;
    r.code = static_cast<std::uint16_t>(state);
  }
  template <typename Code>
  Record& gate(double at_s, Kind kind, std::uint32_t unit, Code code, std::int64_t value = 0)
  {
    Record& r = add(at_s, kind);
    r.unit = unit;
    r.code = static_cast<std::uint16_t>(code);
    r.value = value;
    return r;
  }
  const std::vector<Record>& records() const { return m_records; }

  RunResults results(const RunDescription& run) const
  {
    RunStatistics statistics(run);
    statistics.on_records(m_records);
    RunResults out;
    statistics.fill(out);
    return out;
  }

private:
  Record& hall(double at_s, Kind kind, std::uint64_t who, std::uint32_t station,
               std::uint16_t klass)
  {
    Record& r = add(at_s, kind);
    r.subject = who;
    r.station = station;
    r.code = klass;
    return r;
  }

  std::vector<Record> m_records;
};

} // namespace gatetwin
