// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_main.hpp"
#include "core/base/build_info.hpp"
#include "core/daemon/camera_options.hpp"
#include "core/daemon/gate_daemon.hpp"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin {
namespace {

constexpr const char* simulated_program = "gatetwin-gate-simulated";

int code(GateExit exit) { return static_cast<int>(exit); }

struct Options {
  std::string settings;
  std::string check;
  std::string print;
  std::string devices;
  bool make_template = false;
  bool test_only = false;
};

int tell_faults(const LoadedGateSettings& loaded)
{
  for (const Diagnostic& fault : loaded.diagnostics) fmt::print(stderr, "{}\n", to_string(fault));
  return code(loaded.unreadable ? GateExit::unreadable : GateExit::wrong_use);
}

// What reads documents, in a line.
std::string reader_of(const daemon::Devices& devices)
{
  if (devices.has_scanner())
    return "a scanner on " + devices.scanner().device() + ", printed lines and codes";
  if (!devices.has_camera()) return "nothing; name devices.scanner or devices.camera";
  constexpr const char* kinds[] = {"device", "film", "stream"};
  const CaptureOptions source = capture_options(devices.camera());
  return fmt::format("a camera, {} {}, 2D codes alone, by {} and {}",
                     kinds[static_cast<std::size_t>(source.kind)], source.where, source.program,
                     devices.camera().barcode_program());
}

int check_settings(const std::string& path)
{
  const LoadedGateSettings loaded = load_gate_settings(path);
  if (!loaded.settings) return tell_faults(loaded);
  fmt::print("{}: no faults; unit {}, {}\n", path, loaded.settings->unit().number(),
             daemon::Kind_Name(loaded.settings->unit().kind()));
  fmt::print("documents are read by {}\n", reader_of(loaded.settings->devices()));
  return code(GateExit::fine);
}

int print_settings(const std::string& path)
{
  const LoadedGateSettings loaded = load_gate_settings(path);
  if (!loaded.settings) return tell_faults(loaded);
  fmt::print("{}", to_yaml(*loaded.settings));
  return code(GateExit::fine);
}

// Simulated devices are no part of this program: the one that has them takes over.
int run_sibling(int argc, char** argv)
{
  std::error_code error;
  const std::filesystem::path own = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path sibling = own.parent_path() / simulated_program;
  std::vector<char*> arguments;
  std::string name = sibling.string();
  arguments.push_back(name.data());
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--devices")
      ++i; // and its value
    else if (argument.rfind("--devices=", 0) != 0)
      arguments.push_back(argv[i]);
  }
  arguments.push_back(nullptr);
  execv(name.c_str(), arguments.data());
  fmt::print(stderr,
             "{} is not there: install the package gatetwin, which has the simulated "
             "devices\n",
             name);
  return code(GateExit::missing);
}

int run_daemon(const LoadedGateSettings& loaded, const Options& options, GateProgram& program)
{
  SignalDescriptor signals;
  GateLog log(loaded.settings->unit().name(), loaded.settings->log().level());
  SystemdNotice notice;
  GateDaemon daemon(loaded, {program.clock(), signals, log, notice, {}});
  if (journal::RecordSink* sink = program.sink()) daemon.add_sink(*sink);
  const bool passed = daemon.open(program.devices());
  if (!passed || options.test_only) {
    for (const SelfTestResult& result : daemon.self_test())
      fmt::print("{:<16} {}  {}\n", result.name, result.passed ? "passed" : "FAILED",
                 result.detail);
    return code(passed ? GateExit::fine : GateExit::test_failed);
  }
  return daemon.run();
}

void add_options(CLI::App& app, Options& options, const GateProgram& program)
{
  app.add_option("--config", options.settings, "Settings of this unit (YAML)");
  app.add_option("--check-config", options.check, "Name all faults of a settings file, and end");
  app.add_option("--print-config", options.print,
                 "The settings with every default written out, and end");
  app.add_flag("--template", options.make_template, "A settings file to begin with, and end");
  app.add_flag("--self-test", options.test_only, "Make the tests of the start, and end");
  if (!program.is_simulated())
    app.add_option("--devices", options.devices, "real, or simulated: without any hardware")
        ->check(CLI::IsMember({"real", "simulated"}));
  const BuildInfo& build = build_info();
  app.set_version_flag("--version", fmt::format("{} {} ({}), core {}", program.name(),
                                                build.version, build.commit, build.core_build_id));
}

int run(const Options& options, GateProgram& program)
{
  if (options.make_template) {
    fmt::print("{}", gate_settings_template());
    return code(GateExit::fine);
  }
  if (!options.check.empty()) return check_settings(options.check);
  if (!options.print.empty()) return print_settings(options.print);
  if (options.settings.empty() && program.settings_text() == nullptr) {
    fmt::print(stderr, "{}: which settings? --config FILE; {} --template writes one\n",
               program.name(), program.name());
    return code(GateExit::wrong_use);
  }
  LoadedGateSettings loaded = options.settings.empty()
                                  ? parse_gate_settings(program.settings_text(), "built-in")
                                  : load_gate_settings(options.settings);
  if (!loaded.settings) return tell_faults(loaded);
  const DevicesFault fault = program.devices().prepare(*loaded.settings, program.clock().now());
  if (!fault.message.empty()) {
    fmt::print(stderr, "{}: {}\n", program.name(), fault.message);
    return code(fault.wrong_use ? GateExit::wrong_use : GateExit::missing);
  }
  return run_daemon(loaded, options, program);
}

} // namespace

int gate_main(int argc, char** argv, GateProgram& program)
{
  Options options;
  CLI::App app(program.is_simulated() ? "The unit's daemon on simulated devices, in real time"
                                      : "The daemon of one gate or booth");
  app.name(program.name());
  if (!program.is_simulated()) app.allow_extras(); // the sibling's options
  add_options(app, options, program);
  program.add_options(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? code(GateExit::fine) : code(GateExit::wrong_use);
  }
  if (options.devices == "simulated") return run_sibling(argc, argv);
  if (!app.remaining().empty()) {
    fmt::print(stderr, "{}: unknown option {}\n", program.name(), app.remaining().front());
    return code(GateExit::wrong_use);
  }
  return run(options, program);
}

} // namespace gatetwin
