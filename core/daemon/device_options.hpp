// SPDX-License-Identifier: Apache-2.0
// Doors, panel, face device and desk, as a unit's settings describe them.
#pragma once
#include "core/daemon/gate_settings.pb.h"
#include "core/hardware/face_device.hpp"
#include "core/hardware/gpio_panel.hpp"
#include "core/hardware/modbus_hardware.hpp"
#include "core/hardware/officer_desk.hpp"

namespace gatetwin {

ModbusOptions modbus_options(const daemon::Doors& doors);
GpioPanelOptions panel_options(const daemon::Panel& panel);
FaceDeviceOptions face_options(const daemon::Face& face);
OfficerDeskOptions desk_options(const daemon::GateSettings& settings);

} // namespace gatetwin
