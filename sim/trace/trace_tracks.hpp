// SPDX-License-Identifier: Apache-2.0
// What the units of a journal did, as spans and moments on tracks: the view that time-line viewers
// and spreadsheets share. Streams: memory grows with the units in the header, not with the journal.
// Records of units that the header does not name are left out.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/journal/journal.hpp"
#include "core/journal/journal_header.hpp"
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatetwin {

enum class TraceTrack : std::uint8_t {
  transactions, // from start to end, named by the outcome
  states,
  entry_door,
  exit_door,
  registry, // round trips; may overlap
  delivery, // of crossings to the centre; may overlap
  officer,  // from call to action
  bodies,   // moments: how many stand inside
  events,   // moments
  commands, // moments
  alarms    // moments
};
constexpr std::size_t trace_track_count = static_cast<std::size_t>(TraceTrack::alarms) + 1;
const char* to_string(TraceTrack track);
// Spans of this track may lie over each other.
constexpr bool overlaps(TraceTrack track)
{
  return track == TraceTrack::registry || track == TraceTrack::delivery;
}

struct TraceEntry {
  std::size_t unit = 0; // index into JournalHeader::units
  TraceTrack track{};
  const char* name = ""; // static text
  std::string detail;    // from the journal: any text
  std::uint64_t transaction = 0;
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0; // a moment: start_ns
  std::int64_t value = 0;  // bodies
  bool is_moment = false;
};

class TraceWriter {
public:
  virtual ~TraceWriter() = default;
  virtual void entry(const TraceEntry& entry) = 0;
};

class TraceTracks final : public journal::RecordSink {
public:
  // Header and writer outlive it.
  TraceTracks(const journal::JournalHeader& header, TraceWriter& writer);

  void on_records(std::span<const journal::Record> records) override;
  // What is still going on ends with the last record.
  void finish();

private:
  struct OpenSpan {
    std::int64_t since_ns = -1; // -1: none
    const char* name = "";
    std::uint64_t transaction = 0;
    std::string detail;
  };
  struct Unit {
    OpenSpan transaction, state, officer;
    std::array<OpenSpan, 2> doors;
  };

  void on_record(const journal::Record& record);
  void on_event(Unit& unit, const journal::Record& record);
  void on_door(Unit& unit, const journal::Record& record);
  void on_state(Unit& unit, const journal::Record& record);
  void round_trip(TraceTrack track, const char* name, const journal::Record& record);
  void close(OpenSpan& span, TraceTrack track, const char* name = nullptr);
  void moment(TraceTrack track, const char* name, const journal::Record& record);
  std::string content(const journal::Record& record) const;

  const journal::JournalHeader& m_header;
  TraceWriter& m_writer;
  std::unordered_map<std::uint32_t, std::size_t> m_place;
  std::vector<Unit> m_units;
  std::size_t m_here = 0; // index of the unit at hand
  std::int64_t m_first_ns = -1;
  std::int64_t m_now_ns = 0;
};

} // namespace gatetwin
