// SPDX-License-Identifier: Apache-2.0
// gatetwin-gate-simulated: the daemon of a gate on the simulator's devices, in real time. For those
// who look before they have hardware; never on a gate.
#include "core/base/whole_file.hpp"
#include "core/daemon/gate_main.hpp"
#include "core/daemon/link_settings.hpp"
#include "sim/live/document_table.hpp"
#include "sim/live/live_gate.hpp"
#include "sim/live/story.hpp"
#include "sim/live/witness.hpp"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <optional>

namespace gatetwin {
namespace {

struct LiveOptions {
  std::string scenario;
  std::string folder = "gatetwin-live";
  std::string language = "en";
  double speed = 1;
  double pause_s = 3;
  std::string witness;
  LiveGateOptions gate;
};

constexpr const char* built_in_settings = R"YAML(
schema: 1
unit: { number: 1, name: gate-1, checkpoint: 0, direction: exit, authority: 0, legal_time: 7 h }
log: warning
)YAML";

// The simulated gate with the link to a real registry in the place of its own.
class LinkedGate final : public GateDevices {
public:
  LinkedGate(std::unique_ptr<LiveGate> gate, std::unique_ptr<GrpcRegistryLink> link)
      : m_gate(std::move(gate)), m_link(std::move(link))
  {
  }
  GateParts parts() override
  {
    const GateParts own = m_gate->parts();
    std::vector<Attended*> attended = own.attended;
    attended.push_back(m_link.get());
    return {own.hardware, own.reader, own.camera, *m_link, own.console, std::move(attended)};
  }
  void reload() override { m_link->reload(); }
  void report(const UnitReport& report) override { m_link->report(report); }
  bool is_finished() const override { return m_gate->is_finished(); }

private:
  const std::unique_ptr<LiveGate> m_gate;
  const std::unique_ptr<GrpcRegistryLink> m_link;
};

// Any gate with a witness before its doors and its link.
class WitnessedGate final : public GateDevices {
public:
  WitnessedGate(std::unique_ptr<GateDevices> gate, std::unique_ptr<Witness> witness)
      : m_gate(std::move(gate)), m_witness(std::move(witness))
  {
    const GateParts own = m_gate->parts();
    m_witness->stand_before(own.hardware, own.link);
  }
  GateParts parts() override
  {
    const GateParts own = m_gate->parts();
    return {*m_witness, own.reader, own.camera, *m_witness, own.console, own.attended};
  }
  void reload() override { m_gate->reload(); }
  void fetch_list(ListName name, std::uint64_t newer_than) override
  {
    m_gate->fetch_list(name, newer_than);
  }
  std::optional<FetchedList> take_list() override { return m_gate->take_list(); }
  std::vector<std::string> remarks() const override { return m_gate->remarks(); }
  bool is_finished() const override { return m_gate->is_finished(); }

private:
  const std::unique_ptr<GateDevices> m_gate;
  const std::unique_ptr<Witness> m_witness;
};

bool has_endpoint(const daemon::Link& link, std::uint32_t authority)
{
  for (const daemon::Endpoint& endpoint : link.endpoints()) {
    if (endpoint.authority() == authority) return true;
  }
  return false;
}

// What can't be done with these settings; empty: nothing.
std::string objection(const daemon::GateSettings& settings, double speed)
{
  const daemon::Unit& unit = settings.unit();
  if (unit.kind() != daemon::e_gate)
    return "unit.kind: the simulated devices are those of an e-gate; write kind: e_gate";
  if (settings.link().endpoints_size() == 0) return {};
  for (const std::uint32_t authority :
       {unit.authority(), unit.has_partner() ? unit.partner() : unit.authority()}) {
    if (has_endpoint(settings.link(), authority)) continue;
    return fmt::format("link.endpoints: none for authority {}; name its centre, or no centre at "
                       "all for a registry in this program",
                       authority);
  }
  if (speed == 1) return {};
  return "--speed: a centre's clock runs no faster; leave it out, or leave out link.endpoints for "
         "a registry in this program";
}

std::string greeting(const daemon::GateSettings& settings, const LiveOptions& options)
{
  std::string centres;
  for (const daemon::Endpoint& endpoint : settings.link().endpoints())
    centres += (centres.empty() ? "" : ", ") + endpoint.address();
  const daemon::Unit& unit = settings.unit();
  if (options.language == "vi")
    return fmt::format("Cổng {} ({}), thiết bị và hành khách mô phỏng; cơ sở dữ liệu: {}. Dừng: "
                       "Ctrl-C\nNhật ký, kho và danh sách: trong thư mục {}, không theo các "
                       "thiết lập store, journal, lists, devices\n",
                       unit.number(), unit.name(),
                       centres.empty() ? "trong chương trình này" : centres, options.folder);
  return fmt::format(
      "Unit {} ({}) on simulated devices and travellers; registry: {}. Stop: Ctrl-C\n"
      "Journal, store and lists: in the folder {}; the settings store, journal, "
      "lists and devices are not used\n",
      unit.number(), unit.name(), centres.empty() ? "in this program" : centres, options.folder);
}

class LiveDevices final : public DeviceFactory {
public:
  LiveDevices(const LiveOptions& options, LiveClock& clock) : m_options(options), m_clock(clock) {}

  // State and lists lie in one folder, so that nothing else is touched.
  DevicesFault prepare(daemon::GateSettings& settings, Instant now) override
  {
    std::string fault = objection(settings, m_options.speed);
    if (!fault.empty()) return {fault, true};
    m_world = LiveWorld::make(m_options.scenario, now, fault);
    if (!m_world) return {fault};
    std::error_code error;
    std::filesystem::create_directories(m_options.folder, error);
    if (error) return {m_options.folder + ": " + error.message()};
    settings.mutable_store()->set_path(m_options.folder + "/store.sqlite");
    settings.mutable_journal()->set_folder(m_options.folder);
    return publish(settings, now);
  }

  std::unique_ptr<GateDevices> open(const daemon::GateSettings& settings, Clock&,
                                    journal::Journal& journal, DevicesFault& fault) override
  {
    fmt::print("{}", greeting(settings, m_options));
    std::fflush(stdout);
    LiveGateOptions options = m_options.gate;
    options.pause = from_seconds(m_options.pause_s);
    std::unique_ptr<Witness> witness;
    if (!m_options.witness.empty()) {
      const UnitId unit{settings.unit().number()};
      witness = Witness::open({m_options.witness, settings.store().path(), unit}, m_clock);
      if (!witness) {
        fault.message = m_options.witness + ": can't be written";
        return nullptr;
      }
      options.on_passage = [notes = witness.get()] { notes->body_passed(); };
    }
    auto gate = open_gate(settings, journal, options, fault);
    if (gate && witness)
      return std::make_unique<WitnessedGate>(std::move(gate), std::move(witness));
    return gate;
  }

private:
  std::unique_ptr<GateDevices> open_gate(const daemon::GateSettings& settings,
                                         journal::Journal& journal, const LiveGateOptions& options,
                                         DevicesFault& fault)
  {
    auto gate = std::make_unique<LiveGate>(*m_world, m_clock, journal,
                                           UnitId{settings.unit().number()}, options);
    if (settings.link().endpoints_size() == 0) {
      m_world->open_registries(settings.unit(), journal, m_clock.now().wall);
      return gate;
    }
    Result<std::unique_ptr<GrpcRegistryLink>> link = GrpcRegistryLink::open(link_options(settings));
    if (link) return std::make_unique<LinkedGate>(std::move(gate), std::move(link).value());
    fault.message = std::string("link: ") + link.error().detail;
    return nullptr;
  }

  // What the gate reads, and what a centre may import to know its travellers.
  DevicesFault publish(daemon::GateSettings& settings, Instant now)
  {
    DocumentTable documents;
    m_world->people().register_documents(documents);
    const std::string path = m_options.folder + "/documents.csv";
    if (const Status written = write_file_whole(path, documents.csv()); !written)
      return {path + ": " + written.error().detail};
    return {m_world->publish_lists(m_options.folder, settings, now.wall)};
  }

  const LiveOptions& m_options;
  LiveClock& m_clock;
  std::unique_ptr<LiveWorld> m_world;
};

class LiveProgram final : public GateProgram {
public:
  LiveProgram() : m_devices(m_options, m_clock), m_story(stdout) {}
  const char* name() const override { return "gatetwin-gate-simulated"; }
  bool is_simulated() const override { return true; }
  const char* settings_text() const override { return built_in_settings; }
  DeviceFactory& devices() override { return m_devices; }
  journal::RecordSink* sink() override { return &m_story; }

  Clock& clock() override
  {
    m_clock.set_speed(m_options.speed);
    m_story.set_language(m_options.language == "vi" ? StoryLanguage::vietnamese
                                                    : StoryLanguage::english);
    return m_clock;
  }

  void add_options(CLI::App& app) override
  {
    app.add_option("--scenario", m_options.scenario,
                   "A scenario whose e-gates and travellers are taken; else built in");
    app.add_option("-o,--folder", m_options.folder, "Of store, journal and lists")
        ->capture_default_str();
    app.add_option("--speed", m_options.speed, "So many times faster than real time")
        ->check(CLI::Range(0.1, 100.0))
        ->capture_default_str();
    app.add_option("--travellers", m_options.gate.travellers, "End after so many; 0: no end")
        ->capture_default_str();
    app.add_option("--pause", m_options.pause_s, "Seconds between two travellers")
        ->check(CLI::Range(0.0, 3600.0))
        ->capture_default_str();
    app.add_option("--seed", m_options.gate.seed, "Of everything random")->capture_default_str();
    app.add_option("--witness", m_options.witness,
                   "Notes into this file, at once, what campaigns of crashes hold against the "
                   "registry; each opening of the exit against a copy of the store");
    app.add_option("--lang", m_options.language, "Of the lines: en or vi")
        ->check(CLI::IsMember({"en", "vi"}))
        ->capture_default_str();
  }

private:
  LiveOptions m_options;
  LiveClock m_clock;
  LiveDevices m_devices;
  StorySink m_story;
};

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  gatetwin::LiveProgram program;
  return gatetwin::gate_main(argc, argv, program);
}
