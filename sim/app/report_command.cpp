// SPDX-License-Identifier: Apache-2.0
// gatetwin report: the page of one or several runs, from their results files alone.
#include "core/base/whole_file.hpp"
#include "sim/app/command.hpp"
#include "sim/report/report_page.hpp"
#include "sim/results/results_file.hpp"
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {
namespace {

// Nothing when the file is not results; an error has been printed then.
std::optional<RunResults> read_results(const std::string& path, bool color)
{
  const Result<std::string> text = read_file_whole(path, results_file_limit);
  if (!text) {
    print_error(fmt::format("{}: can't be read: {}", path, text.error().detail), color);
    return std::nullopt;
  }
  Diagnostics faults;
  std::optional<RunResults> results = parse_results(text.value(), path, faults);
  if (results) return results;
  print_error(fmt::format("{}: these are not results of a run", path), color);
  for (const Diagnostic& fault : faults) print_note(to_string(fault));
  return std::nullopt;
}

} // namespace

ExitCode write_report(const std::vector<std::string>& paths, const std::string& out, bool still,
                      const CommonOptions& common)
{
  const bool color = use_color(common.color, STDERR_FILENO);
  std::vector<RunResults> runs;
  for (const std::string& path : paths) {
    std::optional<RunResults> results = read_results(path, color);
    if (!results) return unreadable;
    runs.push_back(std::move(*results));
  }
  const std::string page =
      report_page(runs, common.language, still ? ReportForm::still : ReportForm::live);
  if (const Status written = write_file_whole(out, page); !written) {
    print_error(fmt::format("{}: can't be written: {}", out, written.error().detail), color);
    return unreadable;
  }
  return fine;
}

} // namespace gatetwin::app
