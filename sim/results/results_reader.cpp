// SPDX-License-Identifier: Apache-2.0
#include "sim/results/results_fields.hpp"
#include "sim/results/results_file.hpp"
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

namespace gatetwin {
namespace {

using Json = nlohmann::ordered_json;

// Where in the file the reader is, and what is wrong there.
class Faults {
public:
  Faults(const std::string& file, Diagnostics& list) : m_file(file), m_list(list) {}
  void add(const std::string& path, const std::string& message, const std::string& hint = "")
  {
    // A file of another kind would name every key; what is wrong is clear from the first.
    if (m_list.size() < 100) m_list.push_back({m_file, 0, 0, path + ": " + message, hint});
  }
  bool empty() const { return m_list.empty(); }

private:
  const std::string& m_file;
  Diagnostics& m_list;
};

class FieldReader {
public:
  FieldReader(const Json& object, std::string path, Faults& faults)
      : m_object(object), m_path(std::move(path)), m_faults(faults)
  {
  }

  template <typename T> void operator()(const char* key, T& value)
  {
    m_known.insert(key);
    const auto found = m_object.find(key);
    if (found == m_object.end()) return m_faults.add(below(key), "is missing");
    read(*found, below(key), value);
  }
  // Not there: a file from before this key was added.
  void operator()(const char* key, std::optional<OptimumResult>& value) { if_there(key, value); }
  void operator()(const char* key, std::optional<SeriesBand>& value) { if_there(key, value); }
  void operator()(const char* key, std::vector<OfficersResult>& value) { if_there(key, value); }
  void refuse_unknown()
  {
    for (const auto& [key, value] : m_object.items()) {
      if (m_known.count(key) == 0) m_faults.add(below(key), "is not a key of this schema");
    }
  }
  void accept(const char* key) { m_known.insert(key); }

private:
  template <typename T> void if_there(const char* key, T& value)
  {
    m_known.insert(key);
    const auto found = m_object.find(key);
    if (found != m_object.end()) read(*found, below(key), value);
  }
  std::string below(const std::string& key) const
  {
    return m_path.empty() ? key : m_path + "." + key;
  }

  void read(const Json& json, const std::string& path, std::string& value)
  {
    if (!json.is_string()) return m_faults.add(path, "must be a string");
    value = json.get<std::string>();
  }
  void read(const Json& json, const std::string& path, double& value)
  {
    if (!json.is_number()) return m_faults.add(path, "must be a number");
    value = json.get<double>();
  }
  void read(const Json& json, const std::string& path, float& value)
  {
    value = std::numeric_limits<float>::quiet_NaN();
    if (json.is_null()) return;
    if (!json.is_number()) return m_faults.add(path, "must be a number or null");
    const double wide = json.get<double>();
    const auto largest = static_cast<double>(std::numeric_limits<float>::max());
    if (!(wide >= -largest && wide <= largest)) return m_faults.add(path, "is out of range");
    value = static_cast<float>(wide);
  }
  void read(const Json& json, const std::string& path, std::uint64_t& value)
  {
    if (!json.is_number_unsigned()) return m_faults.add(path, "must be a whole number from 0");
    value = json.get<std::uint64_t>();
  }
  void read(const Json& json, const std::string& path, std::uint32_t& value)
  {
    std::uint64_t wide = 0;
    read(json, path, wide);
    if (wide > UINT32_MAX) return m_faults.add(path, "is out of range");
    value = static_cast<std::uint32_t>(wide);
  }
  void read(const Json& json, const std::string& path, bool& value)
  {
    if (!json.is_boolean()) return m_faults.add(path, "must be true or false");
    value = json.get<bool>();
  }
  void read(const Json& json, const std::string& path, Interval& value)
  {
    if (!json.is_array() || json.size() != 2) {
      return m_faults.add(path, "must be two numbers or null", "[lo, hi]");
    }
    read(json[0], path + "[0]", value.lo);
    read(json[1], path + "[1]", value.hi);
    if (value.lo > value.hi) m_faults.add(path, "has its ends the wrong way round");
  }
  void read(const Json& json, const std::string& path,
            std::vector<std::pair<std::string, std::string>>& value)
  {
    if (!json.is_object()) return m_faults.add(path, "must be an object of strings");
    for (const auto& [key, text] : json.items()) {
      value.emplace_back(key, "");
      std::string at = path;
      at.append(".").append(key);
      read(text, at, value.back().second);
    }
  }
  template <typename T>
  void read(const Json& json, const std::string& path, std::optional<T>& value)
  {
    if (json.is_null()) return;
    value.emplace();
    read(json, path, *value);
  }
  template <typename T> void read(const Json& json, const std::string& path, std::vector<T>& value)
  {
    if (!json.is_array()) return m_faults.add(path, "must be a list");
    value.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
      value.emplace_back();
      read(json[i], path + "[" + std::to_string(i) + "]", value.back());
    }
  }
  template <typename T>
  void read(const Json& json, const std::string& path, T& value) requires
      requires(FieldReader& reader)
  {
    fields::visit_fields(reader, value);
  }
  {
    if (!json.is_object()) return m_faults.add(path, "must be an object");
    FieldReader inner(json, path, m_faults);
    fields::visit_fields(inner, value);
    inner.refuse_unknown();
  }

  const Json& m_object;
  std::string m_path;
  Faults& m_faults;
  std::set<std::string> m_known;
};

// Line and column of a byte, from 1.
std::pair<int, int> position_of(std::string_view text, std::size_t byte)
{
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  const std::size_t column =
      start == std::string_view::npos ? before.size() : before.size() - start - 1;
  return {static_cast<int>(lines + 1), static_cast<int>(column == 0 ? 1 : column)};
}

// The tree; nlohmann keeps the last of two equal keys, which here is a fault.
std::optional<Json> parse_tree(std::string_view text, const std::string& file, Diagnostics& list)
{
  std::vector<std::set<std::string>> open;
  std::string twice;
  const auto watch = [&](int, Json::parse_event_t event, Json& value) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start) open.emplace_back();
    if (event == Event::object_end) open.pop_back();
    if (event == Event::key) {
      const std::string key = value.get<std::string>();
      if (!open.back().insert(key).second && twice.empty()) twice = key;
    }
    return true;
  };
  try {
    Json tree = Json::parse(text.begin(), text.end(), watch);
    if (twice.empty()) return tree;
    list.push_back({file, 0, 0, twice + ": occurs twice in one object", ""});
  } catch (const Json::exception& e) {
    const auto* syntax = dynamic_cast<const Json::parse_error*>(&e);
    const auto [line, column] = position_of(text, syntax != nullptr ? syntax->byte : 0);
    list.push_back({file, line, column, "is not JSON", e.what()});
  }
  return std::nullopt;
}

void check_series(const TimeSeries& series, Faults& faults)
{
  const std::size_t n = series.arrivals.size();
  bool equal = series.inside_mean.size() == n;
  const auto fits = [&](const std::optional<SeriesBand>& band) {
    return !band || (band->lowest.size() == n && band->highest.size() == n);
  };
  for (const StationSeries& s : series.stations) {
    equal = equal && fits(s.queue_band) && fits(s.wait_band);
    equal = equal && s.queue_mean.size() == n && s.queue_max.size() == n &&
            s.wait_mean.size() == n && s.utilisation.size() == n;
  }
  if (!equal) faults.add("time_series", "has lists of different lengths");
  if (n > 0 && !(series.bucket_s > 0)) faults.add("time_series.bucket_s", "must be above 0");
}

} // namespace

std::optional<RunResults> parse_results(std::string_view json, const std::string& file,
                                        Diagnostics& list)
{
  Diagnostics found;
  Faults faults(file, found);
  RunResults results;
  const std::optional<Json> tree = parse_tree(json, file, found);
  if (tree && !tree->is_object()) faults.add("the file", "must hold one object");
  if (tree && tree->is_object()) {
    const std::string expected(RunResults::schema);
    const auto schema = tree->find("schema");
    if (schema == tree->end() || *schema != expected) {
      faults.add("schema", "is not one that this program reads", "\"" + expected + "\"");
    } else {
      FieldReader reader(*tree, "", faults);
      reader.accept("schema");
      reader.accept("effective_scenario");
      fields::visit_fields(reader, results);
      reader.refuse_unknown();
      check_series(results.time_series, faults);
      const auto scenario = tree->find("effective_scenario");
      if (scenario == tree->end() || !scenario->is_object()) {
        faults.add("effective_scenario", "must be an object");
      } else {
        results.effective_scenario = scenario->dump();
      }
    }
  }
  list.insert(list.end(), found.begin(), found.end());
  if (!found.empty()) return std::nullopt;
  return results;
}

} // namespace gatetwin
