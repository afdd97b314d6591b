// SPDX-License-Identifier: Apache-2.0
// gatetwin-gate: the daemon of a gate or booth, with real devices and no others.
#include "core/daemon/gate_main.hpp"
#include "core/daemon/real_devices.hpp"

namespace gatetwin {
namespace {

class RealProgram final : public GateProgram {
public:
  const char* name() const override { return "gatetwin-gate"; }
  DeviceFactory& devices() override { return m_devices; }
  Clock& clock() override { return m_clock; }

private:
  RealDevices m_devices;
  SystemClock m_clock;
};

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  gatetwin::RealProgram program;
  return gatetwin::gate_main(argc, argv, program);
}
