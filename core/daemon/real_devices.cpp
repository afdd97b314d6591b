// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/real_devices.hpp"
#include "core/hardware/modbus_hardware.hpp"
#include "core/hardware/serial_reader.hpp"
#include "core/link/grpc_registry_link.hpp"

namespace gatetwin {
namespace {

// In the place of what is not there: takes commands and reports nothing. The unit then does as with
// a device that does not answer: it refers the person, or stays out of service.
class NoDevice final : public GateHardware,
                       public DocumentReader,
                       public FaceCamera,
                       public RegistryLink,
                       public OfficerConsole {
public:
  void open_door(Door) override {}
  void close_door(Door) override {}
  void release_door(Door) override {}
  void show(ScreenMessage) override {}
  void set_alarm(Reason, bool) override {}
  void start() override {}
  void start(DocumentRef) override {}
  void cancel() override {} // of the reader and of the camera
  void send(const RegistryRequest&) override {}
  void call(TransactionId, Reason) override {}
  void withdraw(TransactionId) override {}
  void ask_for_stamp(TransactionId) override {}
};

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

GrpcRegistryLinkOptions link_options(const daemon::GateSettings& settings)
{
  GrpcRegistryLinkOptions options;
  options.unit = UnitId{settings.unit().number()};
  for (const daemon::Endpoint& endpoint : settings.link().endpoints()) {
    options.endpoints.push_back(
        {AuthorityId{static_cast<std::uint16_t>(endpoint.authority())}, endpoint.address()});
  }
  options.tls = {settings.link().authorities(), settings.link().certificate(),
                 settings.link().key(), settings.link().revocations()};
  return options;
}

class OpenedDevices final : public GateDevices {
public:
  DevicesFault open(const daemon::GateSettings& settings, MonotonicTime now);

  GateParts parts() override
  {
    GateHardware& hardware = m_doors ? static_cast<GateHardware&>(*m_doors) : m_none;
    DocumentReader& reader = m_scanner ? static_cast<DocumentReader&>(*m_scanner) : m_none;
    RegistryLink& link = m_link ? static_cast<RegistryLink&>(*m_link) : m_none;
    return {hardware, reader, m_none, link, m_none, m_attended};
  }
  void reload() override
  {
    if (m_link) m_link->reload();
  }
  std::vector<std::string> remarks() const override { return m_remarks; }

private:
  DevicesFault open_doors(const daemon::GateSettings& settings, MonotonicTime now);
  DevicesFault open_scanner(const daemon::Scanner& scanner, MonotonicTime now);
  DevicesFault open_link(const daemon::GateSettings& settings);

  NoDevice m_none;
  std::unique_ptr<ModbusHardware> m_doors;
  std::unique_ptr<SerialReader> m_scanner;
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

DevicesFault OpenedDevices::open_scanner(const daemon::Scanner& scanner, MonotonicTime now)
{
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
  if (!fault.message.empty()) return fault;
  if (!settings.devices().has_scanner())
    return {"devices.scanner: a unit reads documents; name it"};
  fault = open_scanner(settings.devices().scanner(), now);
  if (!fault.message.empty()) return fault;
  if (settings.unit().kind() == daemon::e_gate)
    m_remarks.emplace_back("no face camera: everybody is referred to an officer");
  return open_link(settings);
}

} // namespace

std::unique_ptr<GateDevices> RealDevices::open(const daemon::GateSettings& settings, Clock& clock,
                                               journal::Journal&, DevicesFault& fault)
{
  auto devices = std::make_unique<OpenedDevices>();
  fault = devices->open(settings, clock.now().mono);
  if (!fault.message.empty()) return nullptr;
  return devices;
}

} // namespace gatetwin
