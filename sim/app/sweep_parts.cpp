// SPDX-License-Identifier: Apache-2.0
#include "sim/app/sweep_parts.hpp"
#include "sim/app/run_output.hpp"
#include "sim/experiment/study_file.hpp"
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <unistd.h>

namespace gatetwin::app {

namespace fs = std::filesystem;
using experiment::StudyFile;

std::string Part::stem() const { return fmt::format("block-{}-of-{}", number, of); }

namespace {

std::optional<std::uint64_t> whole_number(std::string_view text)
{
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// For a POSIX shell.
std::string quoted(const std::string& text)
{
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += "'\\'";
    out += c;
  }
  return out + "'";
}

} // namespace

std::optional<Part> parse_part(const std::string& text)
{
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto number = whole_number(std::string_view(text).substr(0, slash));
  const auto of = whole_number(std::string_view(text).substr(slash + 1));
  if (!number || !of || *number < 1 || *number > *of || *of > 1'000'000) return std::nullopt;
  return Part{*number, *of};
}

std::vector<experiment::StudyTask> tasks_of(const Part& part,
                                            const std::vector<experiment::StudyTask>& tasks)
{
  const std::size_t first = tasks.size() * (part.number - 1) / part.of;
  const std::size_t last = tasks.size() * part.number / part.of;
  return {tasks.begin() + static_cast<std::ptrdiff_t>(first),
          tasks.begin() + static_cast<std::ptrdiff_t>(last)};
}

ExitCode plan_sweep(const SweepOptions& options, const CommonOptions& common)
{
  if (options.out_dir.empty()) {
    print_error("sweep plan needs -o DIR: the folder that all parts write to",
                use_color(common.color, STDERR_FILENO));
    return wrong_use;
  }
  // A slip should fail here, and not in each of the parts.
  if (const ExitCode checked = check_sweep(options, common); checked != fine) return checked;
  std::string line = "gatetwin sweep " + quoted(options.scenario.file);
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) line += std::string(" ") + name + " " + quoted(value);
  };
  for (const std::string& one : options.scenario.settings) add("--set", one);
  if (options.scenario.seed) add("--seed", std::to_string(*options.scenario.seed));
  for (const std::string& one : options.vary) add("--vary", one);
  for (const std::string& one : options.designs) add("--design", one);
  if (options.latin_hypercube > 0)
    add("--latin-hypercube", std::to_string(options.latin_hypercube));
  for (const std::string& one : options.figures) add("--figure", one);
  if (options.study.replications)
    add("--replications", std::to_string(*options.study.replications));
  if (options.study.workers > 0) add("-j", std::to_string(options.study.workers));
  add("--warm-up", options.warm_up);
  add("-o", options.out_dir);
  for (std::uint64_t k = 1; k <= options.blocks; ++k)
    fmt::print("{} --resume --quiet --block {}/{}\n", line, k, options.blocks);
  return fine;
}

namespace {

// The files of the parts in the folder, by number; `of` is how many there should be.
struct PartFiles {
  std::map<std::uint64_t, std::string> files;
  std::uint64_t of = 0;
  bool mixed = false; // of several plans
};

PartFiles find_parts(const std::string& dir)
{
  PartFiles out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(dir, error)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("block-", 0) != 0 || entry.path().extension() != ".sqlite") continue;
    const std::string numbers = entry.path().stem().string().substr(6); // "3-of-16"
    const std::size_t of = numbers.find("-of-");
    if (of == std::string::npos) continue;
    const auto part = parse_part(numbers.substr(0, of) + "/" + numbers.substr(of + 4));
    if (!part) continue; // also what is not finished: "16.partial"
    out.mixed = out.mixed || (out.of != 0 && out.of != part->of);
    out.of = part->of;
    out.files[part->number] = entry.path().string();
  }
  return out;
}

} // namespace

ExitCode merge_sweep(const std::string& dir, const CommonOptions& common)
{
  const auto refuse = [&](const std::string& text, ExitCode code) {
    print_error(text, use_color(common.color, STDERR_FILENO));
    return code;
  };
  const PartFiles parts = find_parts(dir);
  if (parts.files.empty())
    return refuse(
        dir + ": holds no block-K-of-N.sqlite; `gatetwin sweep plan` says how they are made",
        unreadable);
  if (parts.mixed)
    return refuse(dir + ": holds parts of several plans; keep one's alone", wrong_use);
  std::string missing;
  for (std::uint64_t k = 1; k <= parts.of; ++k) {
    if (parts.files.count(k) == 0) missing += (missing.empty() ? "" : ", ") + std::to_string(k);
  }
  if (!missing.empty()) {
    return refuse(
        fmt::format("{}: of {} blocks these are missing or unfinished: {}; run their lines "
                    "of `gatetwin sweep plan` again",
                    dir, parts.of, missing),
        failed);
  }
  experiment::StudyHead head;
  {
    const auto first = StudyFile::open(parts.files.begin()->second);
    if (!first)
      return refuse(parts.files.begin()->second + ": " + first.error().detail, unreadable);
    head = first.value()->head();
  }
  auto whole = StudyFile::create("", head);
  if (!whole) return cannot_write("the study's temporary file", whole.error().detail, common);
  for (const auto& [number, path] : parts.files) {
    if (const Status joined = whole.value()->join(path); !joined) {
      const bool other = joined.error().code == ErrorCode::conflict;
      return refuse(path + ": " + joined.error().detail, other ? wrong_use : unreadable);
    }
  }
  const std::string path = (fs::path(dir) / "study.sqlite").string();
  if (const Status written = whole.value()->write_ordered(path); !written)
    return cannot_write(path, written.error().detail, common);
  if (!common.quiet)
    print_note(
        fmt::format("{}: {} blocks joined; `gatetwin sweep ... --resume -o {}` prints its table",
                    path, parts.of, dir));
  return fine;
}

} // namespace gatetwin::app
