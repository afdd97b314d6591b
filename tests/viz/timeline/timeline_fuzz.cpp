// SPDX-License-Identifier: Apache-2.0
// Any bytes, as a journal file and as records of a small hall: the viewer's index, state, figures,
// picture and words take them. What is jumped to is what reading on from the start gives.
#include "tests/core/journal/journal_bytes.hpp"
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/plan/picture.hpp"
#include "viz/plan/story.hpp"
#include "viz/words/records.hpp"
#include <cstring>

namespace gatetwin::viz {
namespace {

void look_at(Timeline& timeline, std::int64_t at_ns)
{
  const FloorPlan plan = lay_out(timeline.site());
  const PictureMaker maker(timeline.site(), plan);
  Picture picture;
  maker.make(timeline.state_at(at_ns), at_ns, Heat::density, picture);
  for (std::uint32_t s = 0; s < timeline.site().stations.size() && s < 3; ++s)
    (void)timeline.state_at(at_ns).longest_wait_ns(s, at_ns);
  (void)timeline.next_event_ns(at_ns);
  (void)timeline.previous_event_ns(at_ns);
  LimitSet limits;
  limits.limits.push_back({"cycle", gatetwin::Phase::cycle, 1, 1, false, {}, {}});
  if (!timeline.site().units.empty()) (void)timing_of(timeline, 0, at_ns, limits);
  for (const StoryStep& step : story_of(timeline, 1, 0, at_ns, 50)) {
    (void)story_text(step.record, timeline.site(), Language::vietnamese);
    (void)story_text(step.record, timeline.site(), Language::english);
    (void)place_text(step.record, timeline.site());
  }
}

void read_file(const journal::Bytes& bytes, bool follow)
{
  std::string error;
  const auto timeline =
      Timeline::open(std::make_unique<journal::MemorySource>(bytes), follow, error);
  CHECK(timeline || !error.empty());
  if (!timeline) return;
  while (timeline->read_on(1000) == TimelineStatus::reading) {
  }
  look_at(*timeline, timeline->end_ns());
  look_at(*timeline, timeline->end_ns() / 2);
  look_at(*timeline, 0);
}

// As records, whatever their fields say, in order of time as a journal's reader guarantees.
void apply(std::span<const std::uint8_t> bytes)
{
  const Site site = make_site(small_header());
  const FloorPlan plan = lay_out(site);
  const PictureMaker maker(site, plan);
  HallState state(site);
  Series series(site);
  Picture picture;
  std::int64_t time_ns = 0;
  for (; bytes.size() >= sizeof(Record); bytes = bytes.subspan(sizeof(Record))) {
    Record r;
    std::memcpy(&r, bytes.data(), sizeof r);
    // Small numbers meet: the same persons, units and stations again and again.
    r.subject %= 8;
    if (r.unit != journal::none_id) r.unit %= 5;
    if (r.station != journal::none_id) r.station %= 4;
    time_ns += static_cast<std::int64_t>(static_cast<std::uint64_t>(r.time_ns) % 100'000'000'000U);
    r.time_ns = time_ns;
    r.kind = static_cast<RecordKind>(static_cast<std::uint16_t>(r.kind) % 60U);
    series.make_room(time_ns);
    state.apply(r);
    series.count(state, r);
    (void)story_text(r, site, Language::vietnamese);
    (void)is_bad_news(r);
  }
  maker.make(state, time_ns, Heat::wait, picture);
  CHECK(picture.dots.size() <= state.slots().size() + state.leavers().size());
  for (std::size_t b = 0; b < series.buckets(); ++b) (void)series.value(Figure::queue, 1, b);
}

} // namespace
} // namespace gatetwin::viz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const auto input = std::as_bytes(std::span(data, size));
  const journal::Bytes bytes(input.begin(), input.end());
  viz::read_file(bytes, false);
  viz::read_file(bytes, true);
  viz::apply(std::span(data, size));
  return 0;
}
