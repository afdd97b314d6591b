// SPDX-License-Identifier: Apache-2.0
#include "sim/report/flow_layout.hpp"
#include "sim/report/html_text.hpp"
#include "sim/results/answer.hpp"
#include <algorithm>
#include <map>

namespace gatetwin {
namespace {

constexpr double widest_band = 46;
constexpr double least_height = 74; // with a name of one line
constexpr double gap = 26;
constexpr double edge_width = 16; // of the bars of arrivals and departures
constexpr double top = 34;
constexpr std::size_t arrivals = 0;
constexpr std::size_t departures = 1;

std::vector<FlowBox> make_boxes(const RunResults& results, const FlowFrame& frame)
{
  std::vector<FlowBox> boxes(2);
  const auto named = [&](const std::string& id) {
    return std::any_of(results.flows.begin(), results.flows.end(),
                       [&](const FlowResult& f) { return f.from == id || f.to == id; });
  };
  for (const StationResult& station : results.stations) {
    if (frame.stations != nullptr && frame.stations->count(station.id) == 0) continue;
    if (!named(station.id)) continue;
    FlowBox box;
    box.station = &station;
    box.id = station.id;
    boxes.push_back(box);
  }
  return boxes;
}

std::vector<FlowBand> make_bands(const RunResults& results, const FlowFrame& frame,
                                 const std::vector<FlowBox>& boxes)
{
  std::map<std::string_view, std::size_t> index;
  for (std::size_t i = 2; i < boxes.size(); ++i) index.emplace(boxes[i].id, i);
  std::uint64_t most = std::max<std::uint64_t>(1, frame.most);
  for (const FlowResult& flow : results.flows) {
    if (frame.most == 0) most = std::max(most, flow.count);
  }
  std::vector<FlowBand> bands;
  for (const FlowResult& flow : results.flows) {
    FlowBand band;
    band.from = arrivals;
    band.to = departures;
    const auto from = index.find(flow.from);
    const auto to = index.find(flow.to);
    if ((!flow.from.empty() && from == index.end()) || (!flow.to.empty() && to == index.end())) {
      continue;
    }
    // Who passes by every station belongs to no part.
    if (flow.from.empty() && flow.to.empty() && frame.stations != nullptr) continue;
    if (!flow.from.empty()) band.from = from->second;
    if (!flow.to.empty()) band.to = to->second;
    band.count = flow.count;
    const double share = static_cast<double>(flow.count) / static_cast<double>(most);
    band.thickness = std::max(1.2, widest_band * std::min(share, 1.0));
    bands.push_back(band);
  }
  return bands;
}

// Marks bands that close a circle, walking from the arrivals along the strongest bands first.
class CircleFinder {
public:
  CircleFinder(std::size_t boxes, std::vector<FlowBand>& bands)
      : m_bands(bands), m_states(boxes, State::unseen), m_leaving(boxes)
  {
    std::vector<std::size_t> order(bands.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return bands[a].count > bands[b].count; });
    for (const std::size_t band : order) m_leaving[bands[band].from].push_back(band);
  }
  void find()
  {
    for (std::size_t box = 0; box < m_states.size(); ++box) {
      if (m_states[box] == State::unseen) visit(box);
    }
  }

private:
  enum class State : unsigned char { unseen, open, done };
  void visit(std::size_t start)
  {
    // Depth first with a stack of its own: (box, next band to follow).
    std::vector<std::pair<std::size_t, std::size_t>> stack{{start, 0}};
    m_states[start] = State::open;
    while (!stack.empty()) {
      auto& [box, next] = stack.back();
      if (next == m_leaving[box].size()) {
        m_states[box] = State::done;
        stack.pop_back();
        continue;
      }
      FlowBand& band = m_bands[m_leaving[box][next++]];
      if (m_states[band.to] == State::open) band.back = true;
      if (m_states[band.to] != State::unseen) continue;
      m_states[band.to] = State::open;
      stack.emplace_back(band.to, 0);
    }
  }

  std::vector<FlowBand>& m_bands;
  std::vector<State> m_states;
  std::vector<std::vector<std::size_t>> m_leaving;
};

// The longest way from the arrivals, without ways back.
void set_columns(FlowLayout& layout)
{
  for (std::size_t round = 0; round < layout.boxes.size(); ++round) {
    for (const FlowBand& band : layout.bands) {
      if (band.back) continue;
      FlowBox& to = layout.boxes[band.to];
      to.column = std::max(to.column, layout.boxes[band.from].column + 1);
    }
  }
  std::size_t last = 1;
  for (std::size_t i = 2; i < layout.boxes.size(); ++i) {
    layout.boxes[i].column = std::max<std::size_t>(layout.boxes[i].column, 1);
    last = std::max(last, layout.boxes[i].column + 1);
  }
  layout.boxes[departures].column = last;
}

double bands_height(const FlowLayout& layout, std::size_t box, bool entering)
{
  double sum = 0;
  for (const FlowBand& band : layout.bands) {
    if ((entering ? band.to : band.from) == box) sum += band.thickness;
  }
  return sum;
}

// What takes room in a column: a box, or a band on its way past.
struct Slot {
  std::size_t column = 0;
  std::size_t box = none;
  std::size_t band = none;
  double height = 0;
  double y = 0;
  static constexpr std::size_t none = SIZE_MAX;
  double middle() const { return y + height / 2; }
};

// Columns of slots, ordered so that bands cross little: each slot moves towards the middle of what
// it is tied to, column by column, to and fro (K. Sugiyama, S. Tagawa and M. Toda 1981).
class SlotPlacer {
public:
  explicit SlotPlacer(FlowLayout& layout);
  void place();
  const std::vector<Slot>& slots() const { return m_slots; }
  double tallest() const { return m_tallest; }

private:
  struct Tie {
    std::size_t left;
    std::size_t right;
    double weight;
  };
  void stack(std::vector<std::size_t>& column);
  void order(std::size_t column, bool by_left);

  std::vector<Slot> m_slots;
  std::vector<Tie> m_ties;
  std::vector<std::vector<std::size_t>> m_columns;
  double m_tallest = 120;
};

SlotPlacer::SlotPlacer(FlowLayout& layout) : m_columns(layout.boxes[departures].column + 1)
{
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
    const FlowBox& box = layout.boxes[i];
    m_columns[box.column].push_back(m_slots.size());
    m_slots.push_back({box.column, i, Slot::none, box.height, 0});
  }
  for (std::size_t b = 0; b < layout.bands.size(); ++b) {
    const FlowBand& band = layout.bands[b];
    if (band.back) continue;
    std::size_t left = band.from; // the first slots are the boxes
    for (std::size_t c = layout.boxes[band.from].column + 1; c < layout.boxes[band.to].column;
         ++c) {
      m_columns[c].push_back(m_slots.size());
      m_ties.push_back({left, m_slots.size(), band.thickness});
      left = m_slots.size();
      m_slots.push_back({c, Slot::none, b, band.thickness, 0});
    }
    m_ties.push_back({left, band.to, band.thickness});
  }
}

void SlotPlacer::place()
{
  for (std::vector<std::size_t>& column : m_columns) {
    double height = -gap;
    for (const std::size_t slot : column) height += m_slots[slot].height + gap;
    m_tallest = std::max(m_tallest, height);
  }
  for (std::vector<std::size_t>& column : m_columns) stack(column);
  for (int sweep = 0; sweep < 4; ++sweep) {
    for (std::size_t c = 1; c < m_columns.size(); ++c) order(c, true);
    for (std::size_t c = m_columns.size() - 1; c-- > 0;) order(c, false);
  }
}

void SlotPlacer::stack(std::vector<std::size_t>& column)
{
  double height = -gap;
  for (const std::size_t slot : column) height += m_slots[slot].height + gap;
  double y = top + (m_tallest - height) / 2;
  for (const std::size_t slot : column) {
    m_slots[slot].y = y;
    y += m_slots[slot].height + gap;
  }
}

void SlotPlacer::order(std::size_t column, bool by_left)
{
  std::vector<double> wish(m_slots.size());
  for (const std::size_t slot : m_columns[column]) {
    double weight = 0;
    double sum = 0;
    for (const Tie& tie : m_ties) {
      if ((by_left ? tie.right : tie.left) != slot) continue;
      weight += tie.weight;
      sum += tie.weight * m_slots[by_left ? tie.left : tie.right].middle();
    }
    wish[slot] = weight > 0 ? sum / weight : m_slots[slot].middle();
  }
  std::stable_sort(m_columns[column].begin(), m_columns[column].end(),
                   [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
  stack(m_columns[column]);
}

// Of the boldest letters in use.
std::size_t name_columns(double width) { return static_cast<std::size_t>((width - 6) / 7.6); }

void size_boxes(FlowLayout& layout, const RunResults& results)
{
  const std::size_t columns = layout.boxes[departures].column + 1;
  const double inner = layout.width - 2 * edge_width;
  const double pitch = inner / static_cast<double>(std::max<std::size_t>(columns - 2, 1));
  const double box_width = std::min(176.0, pitch * 0.6);
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
    FlowBox& box = layout.boxes[i];
    const double bands = std::max(bands_height(layout, i, true), bands_height(layout, i, false));
    const bool outside = i == arrivals || i == departures;
    box.width = outside ? edge_width : box_width;
    if (!outside) box.name = in_two_lines(station_title(results, box.id), name_columns(box.width));
    const double text = least_height + 16.0 * (static_cast<double>(box.name.size()) - 1);
    box.height = std::max(outside ? 60.0 : text, bands + 16);
    box.x = edge_width + pitch * (static_cast<double>(box.column) - 0.5) - box_width / 2;
    if (i == arrivals) box.x = 0;
    if (i == departures) box.x = layout.width - edge_width;
  }
}

void place_boxes(FlowLayout& layout, const RunResults& results)
{
  size_boxes(layout, results);
  SlotPlacer placer(layout);
  placer.place();
  std::map<std::size_t, std::pair<double, double>> extent; // of a column's boxes
  for (std::size_t i = 2; i < layout.boxes.size(); ++i) {
    const FlowBox& box = layout.boxes[i];
    extent[box.column] = {box.x, box.x + box.width};
  }
  for (const Slot& slot : placer.slots()) {
    if (slot.box != Slot::none) {
      layout.boxes[slot.box].y = slot.y;
      continue;
    }
    const auto [x1, x2] = extent[slot.column];
    layout.bands[slot.band].passes.push_back({x1, x2, slot.middle()});
  }
  const bool back = std::any_of(layout.bands.begin(), layout.bands.end(),
                                [](const FlowBand& band) { return band.back; });
  layout.height = top + placer.tallest() + (back ? 44 : 14);
}

// One side of a box: its bands in the order of the boxes at their other ends.
void attach_side(FlowLayout& layout, std::size_t box, bool entering)
{
  std::vector<FlowBand*> side;
  double sum = 0;
  for (FlowBand& band : layout.bands) {
    if ((entering ? band.to : band.from) != box) continue;
    side.push_back(&band);
    sum += band.thickness;
  }
  std::stable_sort(side.begin(), side.end(), [&](const FlowBand* a, const FlowBand* b) {
    const auto other = [&](const FlowBand* band) {
      if (band->back) return layout.height; // runs below everything
      if (!band->passes.empty()) {
        return entering ? band->passes.back().y : band->passes.front().y;
      }
      const FlowBox& end = layout.boxes[entering ? band->from : band->to];
      return end.y + end.height / 2;
    };
    return other(a) < other(b);
  });
  const FlowBox& here = layout.boxes[box];
  double y = here.y + (here.height - sum) / 2;
  for (FlowBand* band : side) {
    (entering ? band->to_y : band->from_y) = y + band->thickness / 2;
    y += band->thickness;
  }
}

} // namespace

FlowLayout lay_out_flow(const RunResults& results, const FlowFrame& frame)
{
  FlowLayout layout;
  layout.width = frame.width;
  layout.boxes = make_boxes(results, frame);
  layout.bands = make_bands(results, frame, layout.boxes);
  CircleFinder(layout.boxes.size(), layout.bands).find();
  set_columns(layout);
  place_boxes(layout, results);
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
    attach_side(layout, i, true);
    attach_side(layout, i, false);
  }
  return layout;
}

} // namespace gatetwin
