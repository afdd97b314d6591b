// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/platform.hpp"
#include "core/base/check.hpp"
#include "sim/engine/closed_form_exchange.hpp"
#include "sim/engine/platform_parts.hpp"
#include <string>

namespace gatetwin {

namespace sg4 = simgrid::s4u;
using Way = sg4::LinkInRoute::Direction;

namespace {

std::unique_ptr<sg4::Engine> make_engine()
{
  CHECK(!sg4::Engine::is_initialized());
  // SimGrid reads its settings from a command line.
  static std::string words[] = {"gatetwin",
                                "--log=root.thres:warning",
                                "--cfg=network/model:CM02",
                                "--cfg=network/TCP-gamma:0",
                                "--cfg=network/crosstraffic:0",
                                "--cfg=debug/verbose-exit:0"}; // leaves Ctrl-C to the program
  static char* arguments[std::size(words) + 1] = {};
  for (std::size_t i = 0; i < std::size(words); ++i) arguments[i] = words[i].data();
  int count = static_cast<int>(std::size(words));
  return std::make_unique<sg4::Engine>(&count, arguments);
}

} // namespace

Platform::Platform(const CheckpointModel& model) : m_parts(std::make_unique<PlatformParts>())
{
  PlatformParts& parts = *m_parts;
  const PlatformModel& p = model.platform;
  parts.engine = make_engine();
  sg4::NetZone* zone = sg4::create_full_zone("border");
  for (std::size_t a = 0; a < model.authorities.size(); ++a) {
    sg4::Host* centre = zone->create_host("centre-" + std::to_string(a), p.centre_flops);
    centre->set_core_count(static_cast<int>(p.centre_cores));
    parts.centres.push_back(centre);
  }
  for (Index c = 0; c < model.checkpoints.size(); ++c) {
    parts.wan_links.emplace_back();
    for (Index a = 0; a < model.authorities.size(); ++a) {
      const std::string name = "wan-" + std::to_string(c) + "-" + std::to_string(a);
      auto* link = zone->create_split_duplex_link(name, p.wan_bytes_per_s);
      link->set_latency(wan_latency_s(model, c, a))->seal();
      parts.wan_links.back().push_back(link);
    }
  }
  Index unit = 0;
  for (const StationModel& station : model.stations) {
    for (std::uint32_t u = 0; u < station.units; ++u, ++unit) {
      parts.unit_computers.push_back(nullptr);
      if (station.kind == StationKind::plain) continue;
      const std::string name = "unit-" + std::to_string(unit);
      sg4::Host* computer = zone->create_host(name, 1e9);
      auto* link = zone->create_split_duplex_link(name + "-link", p.gate_link_bytes_per_s);
      link->set_latency(p.gate_link_latency_s)->seal();
      for (std::size_t a = 0; a < parts.centres.size(); ++a) {
        zone->add_route(computer->get_netpoint(), parts.centres[a]->get_netpoint(), nullptr,
                        nullptr,
                        {{link, Way::UP}, {parts.wan_links[station.checkpoint][a], Way::UP}}, true);
      }
      parts.unit_computers.back() = computer;
    }
  }
  zone->seal();
}

Platform::~Platform() = default;

} // namespace gatetwin
