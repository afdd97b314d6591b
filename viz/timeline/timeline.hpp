// SPDX-License-Identifier: Apache-2.0
// A journal file as something to move about in: it is read once, verified on the way; then any
// moment of it can be shown. Moments kept on the way (keyframes) are thinned out so that memory
// does not grow with the journal; between two of them records are read again. A file that still
// grows is followed.
#pragma once
#include "core/journal/byte_source.hpp"
#include "core/journal/journal_reader.hpp"
#include "viz/timeline/hall_state.hpp"
#include "viz/timeline/series.hpp"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gatetwin::viz {

enum class TimelineStatus : std::uint8_t {
  reading, // more is there
  growing, // all that is there has been read; the file has no end yet
  whole,   // read to its end
  damaged  // see fault(); what lies before it can be shown
};

class Timeline {
public:
  static constexpr std::size_t keyframe_limit = 512;
  static constexpr std::size_t keyframe_budget_bytes = 96U << 20U;

  // Null, and the reason in `error`: can't be read, not a journal, another version, empty. With
  // `follow`, a file without an end is one that grows, and otherwise damaged.
  static std::unique_ptr<Timeline> open(const std::string& path, bool follow, std::string& error);
  static std::unique_ptr<Timeline> open(std::unique_ptr<journal::ByteSource> source, bool follow,
                                        std::string& error);

  // Reads on at the end of what was read: at least so many records, if there are any.
  TimelineStatus read_on(std::size_t records);
  TimelineStatus status() const { return m_status; }
  std::string fault() const;

  const Site& site() const { return *m_site; }
  const journal::JournalHeader& header() const { return m_reader->header(); }
  std::int64_t end_ns() const { return m_end_ns; } // of the last record read
  std::uint64_t records() const { return m_frontier.applied; }
  const Series& series() const { return m_series; }

  // Everything up to and including that time; valid until the next call.
  const HallState& state_at(std::int64_t time_ns);
  // The next time after, and the last before, at which something happened; the time itself where
  // there is none.
  std::int64_t next_event_ns(std::int64_t time_ns);
  std::int64_t previous_event_ns(std::int64_t time_ns);
  // Every record of [from, to]; false from `visit` stops.
  void scan(std::int64_t from_ns, std::int64_t to_ns,
            const std::function<bool(const journal::Record&)>& visit);
  std::size_t keyframes() const { return m_keyframes.size(); }
  std::size_t keyframe_bytes() const { return m_keyframe_bytes; }

private:
  // A place in the stream of records that survives the reader's being used for another place.
  struct Cursor {
    std::vector<journal::Record> batch;
    std::size_t at = 0;               // in the batch
    std::int64_t last_ns = INT64_MIN; // of the last record taken
    std::uint64_t taken_at_last = 0;  // how many of that time were taken
    std::uint64_t applied = 0;
  };
  struct Keyframe {
    std::int64_t time_ns = 0; // everything before it has been applied
    std::size_t bytes = 0;
    HallState state;
  };

  Timeline(std::unique_ptr<journal::ByteSource> source, bool follow);
  const journal::Record* peek(Cursor& cursor); // null: nothing there
  static void take(Cursor& cursor);
  void place(Cursor& cursor, std::int64_t time_ns); // before the first record at or after that time
  void consider_keyframe(std::int64_t time_ns);
  void thin_out();
  void go_back(std::int64_t time_ns);

  std::unique_ptr<journal::ByteSource> m_source;
  std::unique_ptr<journal::JournalReader> m_reader;
  const Cursor* m_reader_at = nullptr; // whose place the reader stands at
  std::unique_ptr<Site> m_site;
  TimelineStatus m_status = TimelineStatus::reading;
  Cursor m_frontier;
  HallState m_newest;
  Series m_series;
  std::vector<Keyframe> m_keyframes;
  std::size_t m_keyframe_bytes = 0;
  std::uint64_t m_keyframe_step = 16'384; // records
  std::uint64_t m_next_keyframe = 0;
  Cursor m_playback;
  HallState m_shown;
  std::int64_t m_shown_ns = INT64_MIN;
  std::int64_t m_end_ns = 0;
};

} // namespace gatetwin::viz
