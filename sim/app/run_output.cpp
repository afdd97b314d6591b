// SPDX-License-Identifier: Apache-2.0
#include "sim/app/run_output.hpp"
#include "core/base/whole_file.hpp"
#include "sim/report/report_page.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/results_table.hpp"
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {

namespace fs = std::filesystem;

ExitCode cannot_write(const std::string& path, const std::string& why, const CommonOptions& common)
{
  print_error(fmt::format("{}: can't be written: {}", path, why),
              use_color(common.color, STDERR_FILENO));
  return unreadable;
}

ExitCode make_out_dir(const std::string& dir, const CommonOptions& common)
{
  if (dir.empty()) return fine;
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) return cannot_write(dir, error.message(), common);
  if (access(dir.c_str(), W_OK) != 0) return cannot_write(dir, "no permission", common);
  return fine;
}

ExitCode write_results(const RunResults& results, const std::string& effective,
                       const std::string& out_dir, const CommonOptions& common)
{
  if (out_dir.empty()) return fine;
  const fs::path dir = out_dir;
  const std::pair<fs::path, std::string> files[] = {
      {dir / "results.json", to_json(results)},
      {dir / "report.html", report_page(std::span(&results, 1), common.language)},
      {dir / "effective.yaml", effective}};
  for (const auto& [path, text] : files) {
    if (const Status written = write_file_whole(path.string(), text); !written) {
      return cannot_write(path.string(), written.error().detail, common);
    }
  }
  return fine;
}

void print_results(const RunResults& results, OutputFormat format, const CommonOptions& common)
{
  std::string text;
  switch (format) {
  case OutputFormat::json: text = to_json(results); break;
  case OutputFormat::csv: text = figures_csv(results); break;
  case OutputFormat::text:
    text = to_table(results, {common.language, use_color(common.color, STDOUT_FILENO)});
    break;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_violations(const RunResults& results, std::span<const std::string> first,
                      const CommonOptions& common)
{
  for (const InvariantResult& check : results.checks) {
    if (check.violations == 0) continue;
    print_error(fmt::format("{} is broken {} times", check.invariant, check.violations),
                use_color(common.color, STDERR_FILENO));
  }
  for (const std::string& one : first) print_note("  " + one);
}

} // namespace gatetwin::app
