// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/device_options.hpp"

namespace gatetwin {
namespace {

GpioInput contact_of(const daemon::Contact& contact)
{
  return {contact.line(), contact.active_low(), static_cast<GpioPull>(contact.pull())};
}
GpioOutput lamp_of(const daemon::Lamp& lamp) { return {lamp.line(), lamp.active_low()}; }

} // namespace

ModbusOptions modbus_options(const daemon::Doors& doors)
{
  ModbusOptions options;
  options.address = doors.address();
  options.port = static_cast<std::uint16_t>(doors.port());
  options.device = doors.device();
  options.baud = doors.baud();
  options.unit = static_cast<std::uint8_t>(doors.unit());
  options.period = from_seconds(doors.period());
  options.response = from_seconds(doors.response());
  options.silence = from_seconds(doors.silence());
  return options;
}

GpioPanelOptions panel_options(const daemon::Panel& panel)
{
  GpioPanelOptions options;
  options.chip = panel.chip();
  if (panel.has_emergency()) options.emergency = contact_of(panel.emergency());
  if (panel.has_reset_key()) options.reset_key = contact_of(panel.reset_key());
  if (panel.has_mains_lost()) options.mains_lost = contact_of(panel.mains_lost());
  if (panel.has_go()) options.go = lamp_of(panel.go());
  if (panel.has_wait()) options.wait = lamp_of(panel.wait());
  if (panel.has_stop()) options.stop = lamp_of(panel.stop());
  if (panel.has_sounder()) options.sounder = lamp_of(panel.sounder());
  options.debounce = from_seconds(panel.debounce());
  return options;
}

FaceDeviceOptions face_options(const daemon::Face& face)
{
  FaceDeviceOptions options;
  options.address.path = face.path();
  options.address.address = face.address();
  if (!face.has_path()) options.address.port = static_cast<std::uint16_t>(face.port());
  options.silence = from_seconds(face.silence());
  return options;
}

OfficerDeskOptions desk_options(const daemon::GateSettings& settings)
{
  const daemon::Desk& desk = settings.devices().desk();
  OfficerDeskOptions options;
  options.path = desk.path();
  options.unit = settings.unit().number();
  options.silence = from_seconds(desk.silence());
  for (const daemon::Officer& officer : desk.officers()) {
    options.officers.push_back(
        {officer.number(),
         officer.has_account() ? std::optional<std::uint32_t>(officer.account()) : std::nullopt,
         officer.may_reset()});
  }
  return options;
}

} // namespace gatetwin
