// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/real_devices.hpp"
#include "core/daemon/camera_options.hpp"
#include "core/daemon/device_options.hpp"
#include "core/daemon/gate_log.hpp"
#include "core/daemon/link_settings.hpp"
#include "core/hardware/serial_reader.hpp"
#include "core/hardware/split_hardware.hpp"
#include "core/link/grpc_registry_link.hpp"
#include "core/ports/absent_devices.hpp"
#include <unistd.h>

namespace gatetwin {
namespace {

// Who did what at the desk. Notes are the officers' own words and may name a person: they are not
// logged.
class LoggedDesk final : public DeskLog {
public:
  explicit LoggedDesk(GateLog& log) : m_log(log) {}
  void acted(const DeskMessage& message) override
  {
    m_log.write(daemon::Log::info, "officer_acted",
                {{"officer", static_cast<std::int64_t>(message.officer.value)},
                 {"action", to_string(message.action)},
                 {"transaction", static_cast<std::int64_t>(message.transaction)}});
  }
  void refused(std::uint32_t account, const char* why) override
  {
    m_log.write(daemon::Log::warning, "desk_refused",
                {{"account", static_cast<std::int64_t>(account)}, {"why", why}});
  }

private:
  GateLog& m_log;
};

class OpenedDevices final : public GateDevices {
public:
  OpenedDevices(const daemon::GateSettings& settings, GateLog& log)
      : m_authority{static_cast<std::uint16_t>(settings.unit().authority())}, m_desk_log(log)
  {
  }
  DevicesFault open(const daemon::GateSettings& settings, MonotonicTime now);

  GateParts parts() override
  {
    FaceCamera& camera = m_face ? static_cast<FaceCamera&>(*m_face) : m_none;
    DocumentReader& reader = m_scanner  ? static_cast<DocumentReader&>(*m_scanner)
                             : m_camera ? static_cast<DocumentReader&>(*m_camera)
                                        : m_none;
    RegistryLink& link = m_link ? static_cast<RegistryLink&>(*m_link) : m_none;
    OfficerConsole& console = m_desk ? static_cast<OfficerConsole&>(*m_desk) : m_none;
    return {*m_hardware, reader, camera, link, console, m_attended};
  }
  void reload() override
  {
    if (m_link) m_link->reload();
  }
  void report(const UnitReport& report) override
  {
    if (m_link) m_link->report(report);
  }
  void fetch_list(ListName name, std::uint64_t newer_than) override
  {
    if (m_link) m_link->fetch_list(m_authority, name, newer_than);
  }
  std::optional<FetchedList> take_list() override
  {
    return m_link ? m_link->take_list() : std::nullopt;
  }
  std::vector<std::string> remarks() const override { return m_remarks; }

private:
  DevicesFault open_doors(const daemon::GateSettings& settings, MonotonicTime now);
  DevicesFault open_panel(const daemon::Devices& devices, MonotonicTime now);
  DevicesFault open_reader(const daemon::Devices& devices, MonotonicTime now);
  DevicesFault open_camera(const daemon::Camera& camera);
  DevicesFault open_face(const daemon::GateSettings& settings, MonotonicTime now);
  DevicesFault open_desk(const daemon::GateSettings& settings, MonotonicTime now);
  DevicesFault open_link(const daemon::GateSettings& settings);

  const AuthorityId m_authority;
  LoggedDesk m_desk_log;
  AbsentDevices m_none;
  std::unique_ptr<ModbusHardware> m_doors;
  std::unique_ptr<GpioPanel> m_panel;
  std::unique_ptr<SplitHardware> m_hardware;
  std::unique_ptr<FaceDevice> m_face;
  std::unique_ptr<OfficerDesk> m_desk;
  std::unique_ptr<SerialReader> m_scanner;
  std::unique_ptr<VideoReader> m_camera;
  std::unique_ptr<GrpcRegistryLink> m_link;
  std::vector<Attended*> m_attended;
  std::vector<std::string> m_remarks;
};

DevicesFault OpenedDevices::open_doors(const daemon::GateSettings& settings, MonotonicTime now)
{
  if (!settings.devices().has_doors()) {
    if (settings.unit().kind() == daemon::e_gate)
      return {"devices.doors: an e-gate has doors; name its controller"};
    return {};
  }
  Result<std::unique_ptr<ModbusHardware>> doors =
      ModbusHardware::open(modbus_options(settings.devices().doors()), now);
  if (!doors) return {std::string("devices.doors: ") + doors.error().detail};
  m_doors = std::move(doors).value();
  m_attended.push_back(m_doors.get());
  return {};
}

DevicesFault OpenedDevices::open_panel(const daemon::Devices& devices, MonotonicTime now)
{
  std::vector<GateSignals*> signals;
  if (devices.has_panel()) {
    Result<std::unique_ptr<GpioPanel>> panel = GpioPanel::open(panel_options(devices.panel()), now);
    if (!panel) return {std::string("devices.panel: ") + panel.error().detail};
    m_panel = std::move(panel).value();
    m_attended.push_back(m_panel.get());
    signals.push_back(m_panel.get());
    if (m_doors) {
      m_panel->heed(m_doors->contacts());
      m_doors->heed(*m_panel);
    }
  }
  GateHardware& doors = m_doors ? static_cast<GateHardware&>(*m_doors) : m_none;
  m_hardware = std::make_unique<SplitHardware>(doors, std::move(signals));
  return {};
}

// A camera that gives no frame is a device that is not heard; a program that is missing is a fault.
DevicesFault OpenedDevices::open_camera(const daemon::Camera& camera)
{
  const CaptureOptions source = capture_options(camera);
  if (::access(source.program.c_str(), X_OK) != 0)
    return {"devices.camera.capture_program: " + source.program + ": is no program here"};
  auto decoder = std::make_unique<BarcodeProcess>(barcode_options(camera));
  if (::access(camera.barcode_program().c_str(), X_OK) != 0 || !decoder->start())
    return {"devices.camera.barcode_program: " + camera.barcode_program() + ": can't be started"};
  m_camera = std::make_unique<VideoReader>(
      video_options(camera), std::make_unique<CaptureProcess>(source), std::move(decoder));
  m_attended.push_back(m_camera.get());
  return {};
}

DevicesFault OpenedDevices::open_reader(const daemon::Devices& devices, MonotonicTime now)
{
  if (devices.has_camera()) return open_camera(devices.camera());
  if (!devices.has_scanner())
    return {"devices: a unit reads documents; name a scanner or a camera"};
  const daemon::Scanner& scanner = devices.scanner();
  SerialReaderOptions options;
  options.path = scanner.device();
  options.baud = scanner.baud();
  options.silence = from_seconds(scanner.silence());
  Result<std::unique_ptr<SerialReader>> opened = SerialReader::open(options, now);
  if (!opened) return {"devices.scanner: " + scanner.device() + ": " + opened.error().detail};
  m_scanner = std::move(opened).value();
  m_attended.push_back(m_scanner.get());
  return {};
}

DevicesFault OpenedDevices::open_face(const daemon::GateSettings& settings, MonotonicTime now)
{
  if (!settings.devices().has_face()) {
    if (settings.unit().kind() == daemon::e_gate)
      return {"devices.face: an e-gate compares faces; name its camera"};
    return {};
  }
  const daemon::Face& face = settings.devices().face();
  Result<std::unique_ptr<FaceDevice>> opened = FaceDevice::open(face_options(face), now);
  if (!opened) return {std::string("devices.face: ") + opened.error().detail};
  m_face = std::move(opened).value();
  m_attended.push_back(m_face.get());
  return {};
}

DevicesFault OpenedDevices::open_desk(const daemon::GateSettings& settings, MonotonicTime now)
{
  if (!settings.devices().has_desk())
    return {"devices.desk: a unit calls officers; say who they are"};
  Result<std::unique_ptr<OfficerDesk>> desk =
      OfficerDesk::open(desk_options(settings), now, &m_desk_log);
  if (!desk) return {std::string("devices.desk: ") + desk.error().detail};
  m_desk = std::move(desk).value();
  m_attended.push_back(m_desk.get());
  return {};
}

DevicesFault OpenedDevices::open_link(const daemon::GateSettings& settings)
{
  if (settings.link().endpoints_size() == 0) {
    m_remarks.emplace_back("link: no endpoints; the offline policy decides about everybody");
    return {};
  }
  Result<std::unique_ptr<GrpcRegistryLink>> link = GrpcRegistryLink::open(link_options(settings));
  if (!link) return {std::string("link: ") + link.error().detail};
  m_link = std::move(link).value();
  m_attended.push_back(m_link.get());
  return {};
}

DevicesFault OpenedDevices::open(const daemon::GateSettings& settings, MonotonicTime now)
{
  DevicesFault fault = open_doors(settings, now);
  if (fault.message.empty()) fault = open_panel(settings.devices(), now);
  if (fault.message.empty()) fault = open_reader(settings.devices(), now);
  if (fault.message.empty()) fault = open_face(settings, now);
  if (fault.message.empty()) fault = open_desk(settings, now);
  if (fault.message.empty()) fault = open_link(settings);
  return fault;
}

} // namespace

std::unique_ptr<GateDevices> RealDevices::open(const daemon::GateSettings& settings, Clock& clock,
                                               journal::Journal&, DevicesFault& fault)
{
  CHECK(m_log != nullptr);
  auto devices = std::make_unique<OpenedDevices>(settings, *m_log);
  fault = devices->open(settings, clock.now().mono);
  if (!fault.message.empty()) return nullptr;
  return devices;
}

} // namespace gatetwin
