// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/csv_file.hpp"
#include "core/settings/source_file.hpp"
#include "sim/scenario/distribution_text.hpp"
#include <filesystem>
#include <functional>

namespace gatetwin {
namespace {

constexpr std::size_t most_samples = 100'000;
constexpr int most_rows = 100'000;

struct Line {
  std::string_view text;
  SourcePosition at;
};

// Calls `use` for each line with content until it returns false. False when the file can't be used.
bool each_line(const YamlNode& node, const std::string& file, const std::string& path,
               ReadContext& context, const std::function<bool(const Line&)>& use)
{
  namespace fs = std::filesystem;
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    context.fault(path, node.at, message, hint);
    return false;
  };
  if (fs::path(file).is_absolute()) {
    return refuse("\"" + file + "\" is an absolute path",
                  "name a file relative to the scenario file");
  }
  const fs::path here = node.at.file ? fs::path(*node.at.file).parent_path() : fs::path();
  const std::string shown = (here / file).generic_string();
  const TextFile read = read_text_file(here / file, shown);
  if (!read.text) {
    if (read.unreadable) return refuse("\"" + file + "\" " + read.fault.message, read.fault.hint);
    context.diagnostics.push_back(read.fault);
    context.faulty.insert(path);
    return false;
  }
  const auto name = std::make_shared<const std::string>(shown);
  int number = 0;
  for (std::size_t at = 0; at < read.text->size();) {
    const std::size_t end = std::min(read.text->find('\n', at), read.text->size());
    std::string_view text = std::string_view(*read.text).substr(at, end - at);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    at = end + 1;
    ++number;
    if (trim(text).empty() || trim(text)[0] == '#') continue;
    if (!use({text, {name, number, 1}})) break;
  }
  return true;
}

SourcePosition inside(const Line& line, std::size_t offset)
{
  SourcePosition at = line.at;
  at.column += static_cast<int>(offset);
  return at;
}

bool read_count_row(const Line& line, const std::string& path, scenario::Counts& counts,
                    ReadContext& context)
{
  const std::size_t first = line.text.find(',');
  const std::size_t second =
      first == std::string_view::npos ? first : line.text.find(',', first + 1);
  if (second == std::string_view::npos ||
      line.text.find(',', second + 1) != std::string_view::npos) {
    context.fault(path, line.at, "not three columns",
                  "write from,to,persons: 2026-06-01 08:00,2026-06-01 09:00,120");
    return false;
  }
  const auto refuse = [&](const TextFault& fault, std::size_t column) {
    context.fault(path, inside(line, column + fault.offset), fault.message, fault.hint);
    return false;
  };
  const auto from = parse_local_time(line.text.substr(0, first));
  if (!from) return refuse(from.fault, 0);
  const auto to = parse_local_time(line.text.substr(first + 1, second - first - 1));
  if (!to) return refuse(to.fault, first + 1);
  const auto persons = parse_count(line.text.substr(second + 1));
  if (!persons) return refuse(persons.fault, second + 1);
  if (*persons.value > 10'000'000)
    return refuse({"too many persons", "at most 10000000"}, second + 1);
  scenario::CountRow& row = *counts.add_row();
  row.set_from(*from.value);
  row.set_to(*to.value);
  row.set_persons(static_cast<std::uint32_t>(*persons.value));
  context.positions.set(child_path(path, std::to_string(counts.row_size() - 1)), line.at);
  return true;
}

} // namespace

std::optional<std::vector<double>> read_samples(const YamlNode& node, const std::string& file,
                                                const FieldRule& rule, const std::string& path,
                                                ReadContext& context)
{
  std::vector<double> samples;
  bool good = true, first = true;
  const bool read = each_line(node, file, path, context, [&](const Line& line) {
    const std::string_view text = trim(line.text);
    const auto sample = parse_sample(text, rule);
    const bool header = first && !sample && (text[0] < '0' || text[0] > '9') && text[0] != '-';
    first = false;
    if (header) return true;
    if (!sample) {
      context.fault(path, line.at, sample.fault.message, sample.fault.hint);
      good = false;
    } else if (samples.size() == most_samples) {
      context.fault(path, line.at, "more than 100000 samples", "take a part of them");
      good = false;
      return false;
    } else {
      samples.push_back(*sample.value);
    }
    return true;
  });
  if (!read || !good) return std::nullopt;
  if (samples.empty()) {
    context.fault(path, node.at, "\"" + file + "\" has no samples", "one time a line");
    return std::nullopt;
  }
  return samples;
}

bool read_counts_file(const YamlNode& node, const std::string& path, scenario::Counts& counts,
                      ReadContext& context)
{
  bool good = true, first = true;
  const bool read = each_line(node, node.text, path, context, [&](const Line& line) {
    if (first) {
      first = false;
      if (trim(line.text) == "from,to,persons") return true;
      context.fault(path, line.at, "the header line is missing",
                    "begin with the line: from,to,persons");
      good = false;
      return false;
    }
    if (counts.row_size() == most_rows) {
      context.fault(path, line.at, "more than 100000 rows", "take longer intervals");
      good = false;
      return false;
    }
    good = read_count_row(line, path, counts, context) && good;
    return true;
  });
  if (read && good && counts.row_size() == 0) {
    context.fault(path, node.at, "\"" + node.text.substr(0, 60) + "\" has no rows",
                  "from,to,persons");
    return false;
  }
  return read && good;
}

} // namespace gatetwin
