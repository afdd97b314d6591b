// SPDX-License-Identifier: Apache-2.0
#include "sim/model/model_builder.hpp"
#include "core/base/check.hpp"
#include "sim/model/build_context.hpp"
#include "sim/scenario/time_zone.hpp"

namespace gatetwin {
namespace {

constexpr double year_s = 366.0 * 86400;

template <typename List> NameIndex number(const List& list)
{
  NameIndex index;
  for (int i = 0; i < list.size(); ++i) index[list[i].name()] = static_cast<Index>(i);
  return index;
}

void build_run(BuildContext& context, CheckpointModel& model)
{
  const scenario::Scenario& s = context.scenario;
  model.name = s.name();
  model.title = s.title();
  model.question = s.question();
  model.seed = s.seed();
  model.start = local_to_instant(s.start().local(), s.start().zone()).instant;
  model.horizon_ns = from_seconds(s.duration()).ns;
  model.warm_up_ns = from_seconds(s.warm_up()).ns;
  model.drain = s.drain();
  model.drain_limit_ns = from_seconds(s.drain_limit()).ns;
  double length_s = s.duration() > 0 ? s.duration() : year_s;
  if (s.drain()) length_s += s.drain_limit() > 0 ? s.drain_limit() : year_s;
  context.calendar = {model.start, from_seconds(length_s).ns};
}

} // namespace

Distribution to_distribution(const scenario::Distribution& from)
{
  static_assert(static_cast<int>(DistributionKind::empirical) == scenario::Distribution::empirical);
  Distribution made;
  made.kind = static_cast<DistributionKind>(from.kind());
  made.a = from.a();
  made.b = from.b();
  made.c = from.c();
  if (from.points_size() > 0) {
    made.points =
        std::make_shared<const std::vector<double>>(from.points().begin(), from.points().end());
  }
  CHECK(made.kind != DistributionKind::empirical || made.points);
  return made;
}

BuiltModel build_model(const scenario::Scenario& scenario, const PositionMap& positions)
{
  BuildContext context{scenario,
                       positions,
                       {},
                       {},
                       number(scenario.authorities()),
                       number(scenario.checkpoints()),
                       number(scenario.areas()),
                       number(scenario.entrances()),
                       number(scenario.stations()),
                       number(scenario.classes()),
                       number(scenario.profiles()),
                       {}};
  CheckpointModel model;
  build_run(context, model);
  build_places(context, model);
  build_classes(context, model);
  build_stations(context, model);
  build_demand(context, model);
  build_routing(context, model);
  build_operation(context, model);
  BuiltModel built;
  built.diagnostics = std::move(context.diagnostics);
  put_in_order(built.diagnostics);
  if (built.diagnostics.empty()) built.model = std::move(model);
  return built;
}

} // namespace gatetwin
