// SPDX-License-Identifier: Apache-2.0
// The real devices of a unit, as its settings name them. A device that the kind of unit needs and
// that no settings name is a fault; one that it may do without is a remark.
#pragma once
#include "core/daemon/gate_parts.hpp"

namespace gatetwin {

class RealDevices final : public DeviceFactory {
public:
  void use_log(GateLog& log) override { m_log = &log; }
  DevicesFault prepare(daemon::GateSettings&, Instant) override { return {}; }
  std::unique_ptr<GateDevices> open(const daemon::GateSettings& settings, Clock& clock,
                                    journal::Journal& journal, DevicesFault& fault) override;

private:
  GateLog* m_log = nullptr;
};

} // namespace gatetwin
