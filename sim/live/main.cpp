// SPDX-License-Identifier: Apache-2.0
// gatetwin-gate-simulated: the daemon of a gate on the simulator's devices, in real time. For those
// who look before they have hardware; never on a gate.
#include "core/daemon/gate_main.hpp"
#include "sim/live/live_gate.hpp"
#include "sim/live/story.hpp"
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
  LiveGateOptions gate;
};

constexpr const char* built_in_settings = R"YAML(
schema: 1
unit: { number: 1, name: gate-1, checkpoint: 0, direction: exit, authority: 0, legal_time: 7 h }
log: warning
)YAML";

class LiveDevices final : public DeviceFactory {
public:
  LiveDevices(const LiveOptions& options, LiveClock& clock) : m_options(options), m_clock(clock) {}

  // State and lists lie in one folder, so that nothing else is touched.
  DevicesFault prepare(daemon::GateSettings& settings, Instant now) override
  {
    std::string fault;
    m_world = LiveWorld::make(m_options.scenario, now, fault);
    if (!m_world) return {fault};
    std::error_code error;
    std::filesystem::create_directories(m_options.folder, error);
    if (error) return {m_options.folder + ": " + error.message()};
    settings.mutable_store()->set_path(m_options.folder + "/store.sqlite");
    settings.mutable_journal()->set_folder(m_options.folder);
    return {m_world->publish_lists(m_options.folder, settings, now.wall)};
  }

  std::unique_ptr<GateDevices> open(const daemon::GateSettings& settings, Clock&,
                                    journal::Journal& journal, DevicesFault&) override
  {
    m_world->open_registries(settings.unit(), journal, m_clock.now().wall);
    LiveGateOptions options = m_options.gate;
    options.pause = from_seconds(m_options.pause_s);
    return std::make_unique<LiveGate>(*m_world, m_clock, journal, UnitId{settings.unit().number()},
                                      options);
  }

private:
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
