// SPDX-License-Identifier: Apache-2.0
// Model builder: routes by class, place and outcome, with distances from the layout; then whether
// every journey leads somewhere and ends.
#include "core/base/check.hpp"
#include "sim/model/build_context.hpp"
#include "sim/model/layout_graph.hpp"
#include "sim/model/reachability.hpp"
#include <optional>
#include <set>

namespace gatetwin {
namespace {

using scenario::Route;

Outcome to_outcome(Route::On on)
{
  switch (on) {
  case Route::served: return Outcome::none;
  case Route::admitted: return Outcome::admitted;
  case Route::referred: return Outcome::referred;
  case Route::refused: return Outcome::refused;
  case Route::abandoned: return Outcome::abandoned;
  case Route::evacuated: return Outcome::evacuated;
  }
  CHECK(false);
  return {};
}

LayoutGraph make_layout(const BuildContext& context)
{
  std::vector<double> inside;
  for (const auto& area : context.scenario.areas()) inside.push_back(area.inside());
  std::vector<LayoutConnection> ways;
  for (const auto& way : context.scenario.layout()) {
    ways.push_back(
        {context.areas.at(way.from()), context.areas.at(way.to()), way.distance(), way.one_way()});
  }
  return {std::move(inside), ways};
}

class RoutingBuilder {
public:
  RoutingBuilder(BuildContext& context, CheckpointModel& model)
      : m_context(context), m_model(model), m_layout(make_layout(context))
  {
  }

  void build()
  {
    RoutingModel& routing = m_model.routing;
    routing.from_entrance.assign(m_model.classes.size(),
                                 std::vector<RouteModel>(m_model.entrances.size()));
    routing.from_station.assign(
        m_model.classes.size(),
        std::vector<std::array<RouteModel, outcome_count>>(m_model.stations.size()));
    for (const bool specific :
         {true, false}) { // routes that name the class go before those for all
      for (int i = 0; i < m_context.scenario.routes_size(); ++i) {
        if ((m_context.scenario.routes(i).class__size() > 0) == specific) place_route(i);
      }
      m_general = true;
    }
    // Ways that are missing would make stations seem out of reach.
    if (!m_faulty) check_journeys(m_model, [this](const JourneyFault& found) { report(found); });
  }

private:
  std::string path_of(int route) const { return "routes." + std::to_string(route); }

  void place_route(int i)
  {
    const Route& route = m_context.scenario.routes(i);
    for (Index c = 0; c < m_model.classes.size(); ++c) {
      if (!applies_to(route, m_model.classes[c].name)) continue;
      for (const std::string& from : route.from()) {
        if (const auto entrance = m_context.entrances.find(from);
            entrance != m_context.entrances.end()) {
          put(i, c, m_model.entrances[entrance->second].area,
              m_model.routing.from_entrance[c][entrance->second], from);
          continue;
        }
        const Index station = m_context.stations.at(from);
        const bool plain = m_model.stations[station].kind == StationKind::plain;
        for (const int on : route.on()) {
          // A route from several kinds of stations has the outcomes of all.
          if (plain ? on == Route::admitted : on == Route::served) continue;
          const auto outcome = static_cast<std::size_t>(to_outcome(static_cast<Route::On>(on)));
          put(i, c, m_model.stations[station].area,
              m_model.routing.from_station[c][station][outcome], from);
        }
      }
    }
  }

  static bool applies_to(const Route& route, const std::string& name)
  {
    if (route.class__size() == 0) return true;
    for (const std::string& named : route.class_()) {
      if (named == name) return true;
    }
    return false;
  }

  void put(int i, Index traveller_class, Index from_area, RouteModel& slot, const std::string& from)
  {
    const auto key = &slot;
    if (!slot.choices.empty()) {
      const auto owner = m_owner.find(key);
      const bool same_rank = owner != m_owner.end() && owner->second.general == m_general;
      if (same_rank && owner->second.route != i) {
        m_faulty = true;
        if (!m_reported.insert(i).second) return;
        m_context.fault(
            path_of(i),
            "a second route from \"" + from + "\" for class \"" +
                m_model.classes[traveller_class].name + "\"",
            "the first one stands in line " +
                std::to_string(m_context.positions.find(path_of(owner->second.route)).line));
      }
      return;
    }
    m_owner[key] = {i, m_general};
    slot = make(i, from_area);
  }

  RouteModel make(int i, Index from_area)
  {
    const Route& route = m_context.scenario.routes(i);
    RouteModel made;
    const auto add = [&](const std::string& to, double share, const scenario::Distribution* walk,
                         const std::string& path) {
      if (auto choice = make_choice(to, from_area, walk, path)) {
        choice->share = share;
        made.choices.push_back(std::move(*choice));
      }
    };
    const scenario::Distribution* walk = route.has_walk() ? &route.walk() : nullptr;
    if (route.has_to()) add(route.to(), 1, walk, path_of(i) + ".to");
    for (const auto& choice : route.choices()) {
      add(choice.to(), choice.share(), choice.has_walk() ? &choice.walk() : walk,
          path_of(i) + ".choices." + choice.to());
    }
    if (route.shortest_wait_size() > 0) made.rule = RouteRule::shortest_wait;
    for (int k = 0; k < route.shortest_wait_size(); ++k) {
      add(route.shortest_wait(k), 1.0 / route.shortest_wait_size(), walk,
          path_of(i) + ".shortest_wait." + std::to_string(k));
    }
    return made;
  }

  std::optional<RouteChoice> make_choice(const std::string& to, Index from_area,
                                         const scenario::Distribution* walk,
                                         const std::string& path)
  {
    RouteChoice choice;
    if (to == "exit") return choice;
    choice.to_station = m_context.stations.at(to);
    if (walk != nullptr) {
      choice.has_walk_time = true;
      choice.walk_time = to_distribution(*walk);
      return choice;
    }
    const Index to_area = m_model.stations[choice.to_station].area;
    const auto distance = m_layout.distance_m(from_area, to_area);
    if (!distance) {
      m_faulty = true;
      if (!m_reported_ways.insert(path).second) return std::nullopt;
      m_context.fault(path,
                      "no way leads from area \"" + m_model.areas[from_area].name +
                          "\" to area \"" + m_model.areas[to_area].name + "\", where \"" + to +
                          "\" stands",
                      "add a connection to `layout`, or give the route a walk: TIME");
      return std::nullopt;
    }
    choice.distance_m = *distance;
    return choice;
  }

  void report(const JourneyFault& found)
  {
    const auto station = [&] { return "station \"" + m_model.stations[found.station].name + "\""; };
    const std::string place =
        found.station != no_index ? "stations." + m_model.stations[found.station].name : "";
    const std::string by = found.traveller_class != no_index
                               ? "class \"" + m_model.classes[found.traveller_class].name + "\""
                               : "";
    switch (found.kind) {
    case JourneyFault::Kind::no_route:
      m_context.fault("demand." + m_model.demands[found.demand].name + ".entrance",
                      "no route leads " + by + " on from \"" +
                          m_model.entrances[m_model.demands[found.demand].entrance].name + "\"",
                      "add a route from there");
      return;
    case JourneyFault::Kind::never_reached:
      m_context.fault(place, "nobody is ever sent to " + station(),
                      "add a route to it, or remove it");
      return;
    case JourneyFault::Kind::no_way_out:
      m_context.fault(place, by + " can't get out any more from " + station() + " on",
                      "let some route lead to exit");
      return;
    case JourneyFault::Kind::not_served:
      m_context.fault("classes." + m_model.classes[found.traveller_class].name + ".skill",
                      by + " is sent to " + station() + ", where no unit has the skill",
                      "add it there, or send the class elsewhere");
      return;
    }
  }

  struct Owner {
    int route = 0;
    bool general = false;
  };

  BuildContext& m_context;
  CheckpointModel& m_model;
  LayoutGraph m_layout;
  bool m_general = false;
  bool m_faulty = false;
  std::set<int> m_reported;              // routes; once, not for every class
  std::set<std::string> m_reported_ways; // likewise
  std::map<const RouteModel*, Owner> m_owner;
};

} // namespace

void build_routing(BuildContext& context, CheckpointModel& model)
{
  RoutingBuilder(context, model).build();
}

} // namespace gatetwin
