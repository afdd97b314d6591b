// SPDX-License-Identifier: Apache-2.0
// The SimGrid platform of a run: a computer for each unit that runs the core, its link to the
// site's switch, the site's full-duplex WAN link to each centre, and a centre host with its cores
// for each authority. Making one starts SimGrid's engine, which exists once per process: one run,
// one process.
//
// Network model CM02: a message takes latency + size / bandwidth, shared max-min fairly. The
// default LV08 multiplies latencies by 13.01 to account for TCP's slow start; the links between
// gates and centres are kept open for days.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <memory>

namespace gatetwin {

struct PlatformParts; // platform_parts.hpp: the only thing that SimGrid's types are seen in

class Platform {
public:
  explicit Platform(const CheckpointModel& model);
  ~Platform();
  PlatformParts& parts() { return *m_parts; }

private:
  std::unique_ptr<PlatformParts> m_parts;
};

} // namespace gatetwin
