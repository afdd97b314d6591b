// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/variation.hpp"
#include "core/base/random_stream.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace gatetwin::experiment {
namespace {

constexpr std::size_t most_values = 10'000;

ParsedVariation refuse(const std::string& text, const std::string& why)
{
  return {std::nullopt, "\"" + text.substr(0, 120) + "\": " + why};
}

std::string trimmed(const std::string& text)
{
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::optional<double> number_in(const std::string& given)
{
  const std::string text = trimmed(given);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

std::string number_text(double value)
{
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value == 0 ? 0.0 : value);
  return {text.data(), end.ptr};
}

// At commas outside of brackets and quotes; quotes around a whole item are taken off.
std::vector<std::string> items_of(const std::string& list)
{
  std::vector<std::string> items(1);
  int depth = 0;
  char quote = 0;
  for (const char c : list) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    } else if (c == ',' && depth == 0) {
      items.emplace_back();
      continue;
    }
    items.back() += c;
  }
  for (std::string& item : items) {
    item = trimmed(item);
    const bool quoted = item.size() >= 2 && (item.front() == '"' || item.front() == '\'') &&
                        item.back() == item.front();
    if (quoted) item = item.substr(1, item.size() - 2);
  }
  return items;
}

ParsedVariation parse_range(const std::string& text, const std::string& path, double low,
                            const std::string& rest)
{
  const std::size_t slash = rest.find('/');
  const std::optional<double> high = number_in(rest.substr(0, slash));
  std::optional<double> step = 1.0;
  if (slash != std::string::npos) step = number_in(rest.substr(slash + 1));
  if (!high || !step) return refuse(text, "a range is LO..HI or LO..HI/STEP with plain numbers");
  if (*high < low) return refuse(text, "the range ends before it begins");
  if (*step <= 0) return refuse(text, "the step must be more than 0");
  const double count = std::floor((*high - low) / *step + 1e-9) + 1;
  if (count > static_cast<double>(most_values))
    return refuse(text, "more than 10000 values; take a larger step");
  Variation out{path, {}};
  for (int i = 0; i < static_cast<int>(count); ++i)
    out.values.push_back(number_text(low + i * *step));
  return {out, ""};
}

} // namespace

ParsedVariation parse_variation(const std::string& text)
{
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return refuse(text, "not PATH=VALUES; write for example stations.egates.units=4,6,8 or "
                        "stations.egates.units=2..8");
  const std::string path = trimmed(text.substr(0, equals));
  const std::string list = trimmed(text.substr(equals + 1));
  const std::size_t dots = list.find("..");
  if (dots != std::string::npos) {
    if (const auto low = number_in(list.substr(0, dots)))
      return parse_range(text, path, *low, list.substr(dots + 2));
  }
  Variation out{path, items_of(list)};
  std::set<std::string> seen;
  for (const std::string& value : out.values) {
    if (value.empty()) return refuse(text, "one of the values is empty");
    if (!seen.insert(value).second) return refuse(text, "\"" + value + "\" is there twice");
  }
  if (out.values.size() > most_values) return refuse(text, "more than 10000 values");
  return {out, ""};
}

std::vector<Settings> grid(const std::vector<Variation>& variations)
{
  std::vector<Settings> designs(1);
  for (const Variation& variation : variations) {
    std::vector<Settings> longer;
    for (const Settings& design : designs) {
      for (const std::string& value : variation.values) {
        longer.push_back(design);
        longer.back().emplace_back(variation.path, value);
      }
    }
    designs = std::move(longer);
  }
  return designs;
}

std::vector<Settings> latin_hypercube(const std::vector<Variation>& variations, std::uint64_t count,
                                      std::uint64_t seed)
{
  std::vector<Settings> designs(count);
  for (std::size_t v = 0; v < variations.size(); ++v) {
    const Variation& variation = variations[v];
    RandomStream draws(seed, 0, v, purpose_key("latin hypercube"));
    std::vector<std::uint64_t> part(count);
    for (std::uint64_t i = 0; i < count; ++i) part[i] = i;
    for (std::uint64_t i = count; i > 1; --i) std::swap(part[i - 1], part[draws.below(i)]);
    for (std::uint64_t i = 0; i < count; ++i) {
      const double at =
          (static_cast<double>(part[i]) + draws.uniform()) / static_cast<double>(count);
      const auto last = static_cast<double>(variation.values.size() - 1);
      const auto which = static_cast<std::size_t>(std::min(last, std::floor(at * (last + 1))));
      designs[i].emplace_back(variation.path, variation.values[which]);
    }
  }
  return designs;
}

std::string design_name(const Settings& settings)
{
  const auto last_part = [](const std::string& path) { return path.substr(path.rfind('.') + 1); };
  std::set<std::string> parts;
  std::set<std::string> roots;
  for (const auto& [path, value] : settings) {
    parts.insert(last_part(path));
    roots.insert(path.substr(0, path.find('.')));
  }
  const bool short_ones = parts.size() == settings.size();
  std::string out;
  for (const auto& [path, value] : settings) {
    const std::string without_root = path.substr(path.find('.') + 1); // all of it without a '.'
    const std::string& longer = roots.size() == 1 ? without_root : path;
    out += (out.empty() ? "" : ", ") + (short_ones ? last_part(path) : longer) + "=" + value;
  }
  return out;
}

} // namespace gatetwin::experiment
