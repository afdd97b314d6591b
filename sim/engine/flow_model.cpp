// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/flow_model.hpp"
#include "sim/engine/platform_parts.hpp"
#include <algorithm>
#include <cmath>
#include <simgrid/kernel/Timer.hpp>
#include <simgrid/kernel/resource/Model.hpp>

namespace gatetwin {
namespace {

class FlowModel final : public simgrid::kernel::resource::Model {
public:
  FlowModel(Flow& flow, SimgridExchange* exchange)
      : Model("flow"), m_flow(flow), m_exchange(exchange)
  {
  }

  bool next_occurring_event_is_idempotent() override { return false; }

  // Runs at most `free_s` (negative: nothing else is going to happen); returns how far it came,
  // negative: at its end.
  double next_occurring_event(double free_s) override
  {
    if (m_flow.ended()) return free_s;
    const double start_s = simgrid::s4u::Engine::get_clock();
    const std::int64_t limit_ns = free_s < 0 ? INT64_MAX : floor_ns(start_s + free_s);
    const Flow::Stop stop = m_flow.run_until(limit_ns);
    if (stop == Flow::Stop::limit && free_s >= 0) return free_s;
    const double came_s = std::max(0.0, to_simgrid_s(m_flow.now_ns()) - start_s);
    if (stop == Flow::Stop::engine) return free_s < 0 ? came_s : std::min(came_s, free_s);
    return free_s < 0 ? -1.0 : free_s;
  }

  void update_actions_state(double now_s, double) override
  {
    if (m_exchange == nullptr || !m_exchange->wants_engine()) return;
    simgrid::kernel::timer::Timer::set(now_s, [this] { m_exchange->act(); });
  }

private:
  static std::int64_t floor_ns(double s)
  {
    return s > 9e9 ? INT64_MAX : static_cast<std::int64_t>(std::floor(s * 1e9));
  }

  Flow& m_flow;
  SimgridExchange* m_exchange;
};

} // namespace

void run_in_simgrid(Flow& flow, Platform& platform, SimgridExchange* exchange)
{
  auto model = std::make_shared<FlowModel>(flow, exchange);
  platform.parts().engine->add_model(model);
  platform.parts().engine->run();
}

} // namespace gatetwin
