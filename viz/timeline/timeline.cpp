// SPDX-License-Identifier: Apache-2.0
#include "viz/timeline/timeline.hpp"
#include <algorithm>

namespace gatetwin::viz {

using journal::ReadMode;
using journal::ReadStatus;
using journal::Record;

namespace {

// No run is longer; a record that claims a later time is not shown.
constexpr std::int64_t latest_ns = days(7300).ns;

} // namespace

std::unique_ptr<Timeline> Timeline::open(const std::string& path, bool follow, std::string& error)
{
  auto source = journal::FileSource::open(path);
  if (!source) {
    error = std::string("can't be read: ") + source.error().detail;
    return nullptr;
  }
  return open(std::move(source).value(), follow, error);
}

std::unique_ptr<Timeline> Timeline::open(std::unique_ptr<journal::ByteSource> source, bool follow,
                                         std::string& error)
{
  journal::JournalReader reader(*source, follow ? ReadMode::follow : ReadMode::finished);
  switch (reader.read_header()) {
  case ReadStatus::fault: error = to_string(reader.fault()); return nullptr;
  case ReadStatus::waiting:
    error = "holds no header yet: nothing has been written to it";
    return nullptr;
  default: break;
  }
  return std::unique_ptr<Timeline>(new Timeline(std::move(source), follow));
}

namespace {

std::unique_ptr<Site> read_site(journal::JournalReader& reader)
{
  reader.read_header();
  return std::make_unique<Site>(make_site(reader.header()));
}

} // namespace

Timeline::Timeline(std::unique_ptr<journal::ByteSource> source, bool follow)
    : m_source(std::move(source)), m_reader(std::make_unique<journal::JournalReader>(
                                       *m_source, follow ? ReadMode::follow : ReadMode::finished)),
      m_site(read_site(*m_reader)), m_newest(*m_site), m_series(*m_site), m_shown(*m_site)
{
}

std::string Timeline::fault() const { return to_string(m_reader->fault()); }

void Timeline::take(Cursor& cursor)
{
  const Record& r = cursor.batch[cursor.at++];
  cursor.taken_at_last = r.time_ns == cursor.last_ns ? cursor.taken_at_last + 1 : 1;
  cursor.last_ns = r.time_ns;
  ++cursor.applied;
}

void Timeline::place(Cursor& cursor, std::int64_t time_ns)
{
  cursor = {};
  cursor.last_ns = time_ns;
  m_reader->seek(time_ns);
  m_reader_at = &cursor;
}

const Record* Timeline::peek(Cursor& cursor)
{
  if (cursor.at < cursor.batch.size()) return &cursor.batch[cursor.at];
  std::uint64_t skip = 0;
  if (m_reader_at != &cursor) {
    // Back to where this cursor stood; records of its last time come once more.
    m_reader->seek(cursor.last_ns);
    if (cursor.last_ns != INT64_MIN) skip = cursor.taken_at_last;
    m_reader_at = &cursor;
  }
  cursor.batch.clear();
  cursor.at = 0;
  while (true) {
    const ReadStatus status = m_reader->next();
    if (status != ReadStatus::ready) {
      if (skip > 0) m_reader_at = nullptr;
      if (&cursor != &m_frontier) return nullptr;
      m_status = status == ReadStatus::end       ? TimelineStatus::whole
                 : status == ReadStatus::waiting ? TimelineStatus::growing
                                                 : TimelineStatus::damaged;
      return nullptr;
    }
    const auto served = m_reader->records();
    if (skip >= served.size()) {
      skip -= served.size();
      continue;
    }
    cursor.batch.assign(served.begin() + static_cast<std::ptrdiff_t>(skip), served.end());
    return &cursor.batch.front();
  }
}

TimelineStatus Timeline::read_on(std::size_t records)
{
  if (m_status == TimelineStatus::whole || m_status == TimelineStatus::damaged) return m_status;
  m_status = TimelineStatus::reading;
  for (std::size_t n = 0; n < records || m_frontier.at < m_frontier.batch.size(); ++n) {
    const Record* r = peek(m_frontier);
    if (r == nullptr) break;
    if (r->time_ns >= 0 && r->time_ns <= latest_ns) {
      consider_keyframe(r->time_ns);
      m_series.make_room(r->time_ns);
      m_newest.apply(*r);
      m_series.count(m_newest, *r);
      m_end_ns = std::max(m_end_ns, r->time_ns);
    }
    take(m_frontier);
  }
  return m_status;
}

void Timeline::consider_keyframe(std::int64_t time_ns)
{
  if (m_frontier.applied < m_next_keyframe || time_ns == m_frontier.last_ns) return;
  m_next_keyframe = m_frontier.applied + m_keyframe_step;
  const std::size_t bytes = m_newest.bytes();
  m_keyframes.push_back({time_ns, bytes, m_newest});
  m_keyframe_bytes += bytes;
  while (m_keyframes.size() > 2 &&
         (m_keyframes.size() > keyframe_limit || m_keyframe_bytes > keyframe_budget_bytes)) {
    thin_out();
  }
}

// Every second one goes; the first stays.
void Timeline::thin_out()
{
  std::vector<Keyframe> kept;
  m_keyframe_bytes = 0;
  for (std::size_t i = 0; i < m_keyframes.size(); i += 2) {
    m_keyframe_bytes += m_keyframes[i].bytes;
    kept.push_back(std::move(m_keyframes[i]));
  }
  m_keyframes = std::move(kept);
  m_keyframe_step *= 2;
}

void Timeline::go_back(std::int64_t time_ns)
{
  const auto after = std::upper_bound(
      m_keyframes.begin(), m_keyframes.end(), time_ns,
      [](std::int64_t t, const Keyframe& keyframe) { return t < keyframe.time_ns; });
  if (after == m_keyframes.begin()) {
    m_shown = HallState(*m_site);
    place(m_playback, INT64_MIN);
    return;
  }
  // What lies nearer than the nearest keyframe is kept.
  const Keyframe& keyframe = *std::prev(after);
  if (m_shown_ns <= time_ns && m_shown_ns >= keyframe.time_ns) return;
  m_shown = keyframe.state;
  place(m_playback, keyframe.time_ns);
}

const HallState& Timeline::state_at(std::int64_t time_ns)
{
  time_ns = std::clamp<std::int64_t>(time_ns, 0, latest_ns);
  if (m_shown_ns == INT64_MIN || time_ns < m_shown_ns || time_ns - m_shown_ns > minutes(1).ns) {
    go_back(time_ns);
  }
  for (const Record* r = peek(m_playback); r != nullptr && r->time_ns <= time_ns;
       r = peek(m_playback)) {
    m_shown.apply(*r);
    take(m_playback);
  }
  m_shown_ns = time_ns;
  return m_shown;
}

std::int64_t Timeline::next_event_ns(std::int64_t time_ns)
{
  state_at(time_ns);
  const Record* r = peek(m_playback);
  return r == nullptr ? time_ns : r->time_ns;
}

std::int64_t Timeline::previous_event_ns(std::int64_t time_ns)
{
  // From ever further back, until there is something before.
  for (std::int64_t back = seconds(1).ns; back < days(40).ns; back *= 8) {
    std::int64_t last = INT64_MIN;
    scan(time_ns - back, time_ns - 1, [&](const Record& r) {
      last = r.time_ns;
      return true;
    });
    if (last != INT64_MIN) return last;
    if (time_ns - back < 0) break;
  }
  return time_ns;
}

void Timeline::scan(std::int64_t from_ns, std::int64_t to_ns,
                    const std::function<bool(const Record&)>& visit)
{
  m_reader->seek(std::max<std::int64_t>(0, from_ns));
  m_reader_at = nullptr;
  while (m_reader->next() == ReadStatus::ready) {
    for (const Record& r : m_reader->records()) {
      if (r.time_ns > to_ns || !visit(r)) return;
    }
  }
}

} // namespace gatetwin::viz
