// SPDX-License-Identifier: Apache-2.0
// Which room may include which, and which packages: docs/ARCHITECTURE.md's table, kept true by
// reading include lines.
#include "tests/house/source_tree.hpp"
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>

namespace gatetwin::house {
namespace {

struct Room {
  std::set<std::string> rooms; // besides itself
  std::set<std::string>
      packages; // first parts of <...> includes that are not the standard library's
};

const std::map<std::string, Room>& rooms()
{
  const std::set<std::string> core_all{"core/base",     "core/domain",  "core/ports",
                                       "core/document", "core/journal", "core/registry",
                                       "core/onestop",  "core/gate"};
  const auto with_core = [&](std::set<std::string> more) {
    more.insert(core_all.begin(), core_all.end());
    return more;
  };
  static const std::map<std::string, Room> table{
      {"core/base", {{}, {}}},
      {"core/domain", {{"core/base"}, {}}},
      {"core/ports", {{"core/base", "core/domain"}, {}}},
      {"core/document", {{"core/base", "core/domain", "core/ports"}, {"openssl"}}},
      {"core/authority",
       {{"core/base", "core/domain", "core/document"}, {"openssl", "CLI", "fmt"}}},
      {"core/journal", {{"core/base", "core/domain"}, {"google", "openssl", "xxhash.h"}}},
      {"core/registry",
       {{"core/base", "core/domain", "core/journal", "core/ports"},
        {"google", "sqlite3.h", "openssl"}}},
      {"core/onestop", {{"core/base", "core/domain"}, {}}},
      {"core/gate", {core_all, {}}},
      {"core/barcode", {{"core/base", "core/domain", "core/ports"}, {"opencv2", "ZXing"}}},
      {"core/hardware",
       {{"core/base", "core/domain", "core/ports"},
        {"spawn.h", "termios.h", "modbus", "arpa", "netinet", "gpiod.hpp", "nlohmann"}}},
      {"core/desk", {{"core/base", "core/domain", "core/hardware"}, {}}},
      {"core/capture",
       {{"core/base", "core/domain", "core/hardware"}, {"opencv2", "seccomp.h", "sched.h"}}},
      {"core/link",
       {{"core/base", "core/domain", "core/ports", "core/registry", "core/hardware"},
        {"openssl", "grpcpp", "grpc"}}},
      {"core/lists", {{"core/base", "core/domain", "core/document", "core/registry"}, {}}},
      {"core/names", {{"core/base", "core/domain", "core/document", "core/registry"}, {"unicode"}}},
      {"core/centre",
       {{"core/names", "core/base", "core/domain", "core/authority", "core/document",
         "core/hardware", "core/journal", "core/link", "core/lists", "core/registry",
         "core/service", "core/settings"},
        {"CLI", "fmt", "prometheus", "pqxx"}}},
      {"core/decoder",
       {{"core/base", "core/domain", "core/ports", "core/barcode", "core/hardware"},
        {"seccomp.h", "sched.h"}}},
      {"core/service", {{}, {"systemd"}}},
      {"core/settings", {{"core/base", "core/domain"}, {"google", "yaml-cpp"}}},
      {"core/daemon",
       {with_core({"core/authority", "core/hardware", "core/link", "core/lists", "core/service",
                   "core/settings"}),
        {"google", "CLI", "fmt", "spdlog", "prometheus", "openssl"}}},
      {"sim/live",
       {with_core({"core/daemon", "core/hardware", "core/link", "core/lists", "sim/scenario",
                   "sim/model", "sim/people", "sim/devices", "sim/engine"}),
        {"CLI", "fmt", "openssl"}}},
      {"sim/scenario", {{"core/base", "core/domain", "core/settings"}, {"google", "date"}}},
      {"sim/model", {with_core({"core/settings", "sim/scenario"}), {"boost", "Eigen", "date"}}},
      {"sim/people", {with_core({"sim/model"}), {}}},
      {"sim/devices",
       {with_core({"core/barcode", "sim/model", "sim/people"}),
        {"opencv2", "zint.h", "jpeglib.h"}}},
      {"sim/engine",
       {with_core({"core/barcode", "sim/model", "sim/people", "sim/devices"}),
        {"simgrid", "boost", "xbt"}}},
      {"sim/checkers", {{"core/base", "core/domain", "core/journal"}, {}}},
      {"sim/language", {{"core/base"}, {}}},
      {"sim/results", {{"core/base", "sim/language"}, {"google", "nlohmann"}}},
      {"sim/bound", {with_core({"sim/scenario", "sim/model", "sim/results"}), {}}},
      {"sim/statistics",
       {{"core/base", "core/domain", "core/journal", "sim/results"}, {"Eigen", "boost"}}},
      {"sim/phases", {{"core/base", "core/domain", "core/journal", "core/settings"}, {"google"}}},
      {"sim/timing",
       {{"core/base", "core/domain", "core/journal", "core/settings", "sim/phases", "sim/results",
         "sim/statistics"},
        {"google"}}},
      {"sim/trace", {{"core/base", "core/domain", "core/journal", "sim/results"}, {"fmt"}}},
      {"sim/replay", {core_all, {}}},
      {"sim/report", {{"core/base", "sim/results"}, {}}},
      {"sim/experiment",
       {{"core/base", "core/journal", "sim/results", "sim/statistics"},
        {"google", "sqlite3.h", "boost"}}},
      {"sim/app",
       {with_core({"core/settings", "sim/scenario", "sim/model", "sim/people", "sim/devices",
                   "sim/engine", "sim/bound", "sim/checkers", "sim/results", "sim/statistics",
                   "sim/report", "sim/experiment", "sim/phases", "sim/timing", "sim/trace",
                   "sim/replay"}),
        {"CLI", "fmt", "openssl", "google"}}},
      {"viz/timeline", {{"core/base", "core/domain", "core/journal"}, {}}},
      {"viz/plan",
       {{"core/base", "core/domain", "core/journal", "sim/phases", "viz/timeline"}, {}}},
      {"viz/words",
       {{"core/base", "core/domain", "core/journal", "sim/language", "viz/timeline"}, {}}},
      {"viz/scenario", {{"core/base"}, {"yaml-cpp", "nlohmann"}}},
      {"viz/program", {{"core/base"}, {"spawn.h"}}},
      {"viz/desk", {{"core/base", "sim/results", "viz/scenario", "viz/program"}, {}}},
      {"viz/viewer",
       {{"core/base", "core/domain", "core/journal", "viz/timeline", "viz/plan", "viz/words",
         "viz/desk", "sim/phases", "sim/results"},
        {}}},
      {"viz/draw", {{"core/base"}, {"imgui.h", "stb", "opencv2"}}},
      {"viz/views",
       {{"core/base", "core/domain", "core/journal", "viz/timeline", "viz/plan", "viz/words",
         "viz/viewer", "viz/draw", "viz/scenario", "viz/desk", "sim/phases", "sim/results"},
        {"imgui.h", "imgui_stdlib.h"}}},
      {"viz/app",
       {{"core/base", "sim/phases", "sim/results", "viz/timeline", "viz/words", "viz/desk",
         "viz/viewer", "viz/draw", "viz/views"},
        {"CLI", "GLFW", "backends", "imgui.h"}}},
  };
  return table;
}

std::string room_of(const std::string& path)
{
  const auto first = path.find('/');
  const auto second = path.find('/', first + 1);
  return second == std::string::npos ? path : path.substr(0, second);
}

// A standard header has no dot and no slash; these are the operating system's, which adapters and
// files need.
bool is_system_header(const std::string& header)
{
  static const std::set<std::string> system{"fcntl.h",  "unistd.h", "sys",
                                            "signal.h", "poll.h",   "sched.h"};
  const std::string first = header.substr(0, header.find('/'));
  return header.find_first_of("./") == std::string::npos || system.count(first) > 0;
}

TEST(Layering, EveryRoomIncludesOnlyWhatItsTableAllows)
{
  static const std::regex quoted("^\\s*#include \"([^\"]+)\"");
  static const std::regex angled("^\\s*#include <([^>]+)>");
  for (const SourceFile& file : source_tree({"core", "sim", "viz"}, {".hpp", ".cpp"})) {
    const std::string here = room_of(file.path);
    const auto found = rooms().find(here);
    ASSERT_NE(found, rooms().end()) << file.path << ": the room is not in the table";
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      std::smatch match;
      const auto where = [&] {
        return file.path + ":" + std::to_string(i + 1) + ": " + file.lines[i];
      };
      if (std::regex_search(file.lines[i], match, quoted)) {
        const std::string target = room_of(match[1]);
        if (target == "build_info_values.hpp" || target.rfind("embedded/", 0) == 0) continue;
        EXPECT_TRUE(target == here || found->second.rooms.count(target) > 0) << where();
      } else if (std::regex_search(file.lines[i], match, angled)) {
        const std::string header = match[1];
        if (is_system_header(header)) continue;
        EXPECT_TRUE(found->second.packages.count(header.substr(0, header.find('/'))) > 0)
            << where();
      }
    }
  }
}

TEST(Layering, OnlyTheEngineKnowsSimGrid)
{
  for (const SourceFile& file : source_tree({"core", "sim", "viz"}, {".hpp", ".cpp"})) {
    if (room_of(file.path) == "sim/engine") continue;
    for (const std::string& line : file.lines) {
      EXPECT_EQ(code_of(line).find("simgrid::"), std::string::npos) << file.path << ": " << line;
      EXPECT_EQ(line.find("<simgrid/"), std::string::npos) << file.path << ": " << line;
    }
  }
}

TEST(Layering, OneFileEachComposesAGateAndACentreInTheSimulator)
{
  std::set<std::string> gates;
  for (const SourceFile& file : source_tree({"core", "sim"}, {".hpp", ".cpp"})) {
    if (room_of(file.path) == "core/gate") continue;
    for (const std::string& line : file.lines) {
      const std::string code = code_of(line);
      if (code.find("GateRuntime") != std::string::npos &&
          code.find("class") == std::string::npos) {
        gates.insert(room_of(file.path));
      }
    }
  }
  // On a gate the daemon does; a replay is the third: recorded inputs in place of devices.
  for (const std::string& room : gates)
    EXPECT_TRUE(room == "core/daemon" || room == "sim/engine" || room == "sim/replay")
        << room << " constructs a GateRuntime";
}

} // namespace
} // namespace gatetwin::house
