// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/distribution_text.hpp"
#include "core/base/check.hpp"
#include "core/settings/suggestion.hpp"
#include <algorithm>
#include <array>
#include <cmath>

namespace gatetwin {
namespace {

using scenario::Distribution;

// An argument is a value in the field's measure or a plain number within bounds.
struct Argument {
  const char* name;
  bool plain = false;
  double min = 0, max = 0; // plain only
  bool whole = false;
};
struct Shape {
  Distribution::Kind kind;
  const char* name;
  std::vector<Argument> arguments;
  const char* example;
};

constexpr double largest_cv = 20;

const std::vector<Shape>& shapes()
{
  static const Argument cv{"cv", true, 0, largest_cv};
  static const std::vector<Shape> table{
      {Distribution::constant, "constant", {{"value"}}, "constant(30 s)"},
      {Distribution::uniform, "uniform", {{"low"}, {"high"}}, "uniform(5 s, 15 s)"},
      {Distribution::exponential, "exponential", {{"mean"}}, "exponential(45 s)"},
      {Distribution::triangular,
       "triangular",
       {{"low"}, {"mode"}, {"high"}},
       "triangular(12 s, 17 s, 25 s)"},
      {Distribution::normal, "normal", {{"mean"}, {"sd"}}, "normal(mean 60 s, sd 10 s)"},
      {Distribution::lognormal, "lognormal", {{"mean"}, cv}, "lognormal(mean 60 s, cv 0.5)"},
      {Distribution::gamma, "gamma", {{"mean"}, cv}, "gamma(mean 60 s, cv 0.5)"},
      {Distribution::erlang,
       "erlang",
       {{"mean"}, {"phases", true, 1, 1000, true}},
       "erlang(mean 60 s, phases 3)"},
      {Distribution::weibull,
       "weibull",
       {{"shape", true, 0.1, 100}, {"scale"}},
       "weibull(shape 1.5, scale 60 s)"},
      {Distribution::empirical, "empirical", {}, "empirical(file.csv)"}};
  return table;
}

Measure value_measure(const FieldRule& rule)
{
  return rule.measure() == settings::count ? settings::number : rule.measure();
}

Parsed<double> parse_value(std::string_view text, const FieldRule& rule)
{
  auto value = parse_quantity(text, value_measure(rule));
  if (!value) return value.fault;
  FieldRule range = rule;
  range.set_measure(value_measure(rule));
  if (!range.has_min()) range.set_min(0);
  if (!range.has_max()) range.set_max(rule.measure() == settings::duration ? 316'224'000 : 1e9);
  range.clear_above_min(); // of the whole distribution, not of each argument
  if (const auto fault = range_fault(*value.value, text, range)) return *fault;
  return value;
}

struct Piece {
  std::string_view text;
  std::size_t offset;
};
std::vector<Piece> split_arguments(std::string_view inside, std::size_t offset)
{
  std::vector<Piece> pieces;
  std::size_t at = 0;
  for (;;) {
    const std::size_t comma = std::min(inside.find(',', at), inside.size());
    const std::string_view piece = inside.substr(at, comma - at);
    const std::size_t spaces = static_cast<std::size_t>(trim(piece).data() - piece.data());
    pieces.push_back({trim(piece), offset + at + (trim(piece).empty() ? 0 : spaces)});
    if (comma == inside.size()) return pieces;
    at = comma + 1;
  }
}

// "mean 60 s" against "60 s": the word before the number, if any.
std::string_view leading_word(std::string_view piece)
{
  std::size_t end = 0;
  while (end < piece.size() && piece[end] >= 'a' && piece[end] <= 'z') ++end;
  return piece.substr(0, end);
}

TextFault at_offset(TextFault fault, std::size_t offset)
{
  fault.offset += offset;
  return fault;
}

Parsed<double> parse_argument(std::string_view text, const Argument& argument,
                              const FieldRule& rule)
{
  if (!argument.plain) return parse_value(text, rule);
  auto value = parse_quantity(text, settings::number);
  if (!value) return value.fault;
  if (*value.value < argument.min || *value.value > argument.max) {
    return TextFault{std::string(argument.name) + " " + shortest(*value.value) + " is out of range",
                     "it must be at least " + shortest(argument.min) + " and at most " +
                         shortest(argument.max)};
  }
  if (argument.whole && *value.value != std::floor(*value.value)) {
    return TextFault{std::string(argument.name) + " must be a whole number",
                     "write it without a fraction"};
  }
  return value;
}

// sd where cv is wanted, and the other way round, are converted.
struct Slot {
  std::size_t index;
  Argument argument;
  bool sd_for_cv = false, cv_for_sd = false;
};
std::optional<Slot> slot_of(const Shape& shape, std::string_view word, std::size_t position)
{
  for (std::size_t i = 0; i < shape.arguments.size(); ++i) {
    const std::string_view name = shape.arguments[i].name;
    if (word.empty() ? i == position : name == word) return Slot{i, shape.arguments[i]};
    if (name == "cv" && word == "sd") return Slot{i, {"sd"}, true, false};
    if (name == "sd" && word == "cv") return Slot{i, {"cv", true, 0, largest_cv}, false, true};
  }
  return std::nullopt;
}

std::optional<TextFault> order_fault(const Distribution& d)
{
  switch (d.kind()) {
  case Distribution::uniform:
    if (d.a() < d.b()) return std::nullopt;
    return TextFault{"low is not below high", "write uniform(LOW, HIGH)"};
  case Distribution::triangular:
    if (d.a() <= d.b() && d.b() <= d.c() && d.a() < d.c()) return std::nullopt;
    return TextFault{"low, mode and high are not in order", "write triangular(LOW, MODE, HIGH)"};
  case Distribution::exponential:
    if (d.a() > 0) return std::nullopt;
    return TextFault{"the mean is zero", "for no time at all write \"0 s\""};
  case Distribution::normal:
  case Distribution::lognormal:
  case Distribution::gamma:
    if (d.a() > 0 && d.b() > 0 && d.b() <= (d.kind() == Distribution::normal ? 1e12 : largest_cv)) {
      return std::nullopt;
    }
    return TextFault{d.a() > 0 && d.b() > largest_cv ? "the spread is too large"
                                                     : "mean or spread is zero",
                     "for a constant write the value alone; cv is at most 20"};
  case Distribution::erlang:
    if (d.a() > 0) return std::nullopt;
    return TextFault{"the mean is zero", "for no time at all write \"0 s\""};
  case Distribution::weibull:
    if (d.b() > 0) return std::nullopt;
    return TextFault{"the scale is zero", "for no time at all write \"0 s\""};
  default: return std::nullopt;
  }
}

// The smallest value that can come out, for fields whose values must be above a bound.
double smallest(const Distribution& d)
{
  switch (d.kind()) {
  case Distribution::constant:
  case Distribution::uniform:
  case Distribution::triangular: return d.a();
  case Distribution::empirical: return d.points().empty() ? 0 : d.points(0);
  default: return 0;
  }
}

Parsed<DistributionText> finished(DistributionText made, const FieldRule& rule)
{
  if (const auto fault = order_fault(made.distribution)) return *fault;
  // normal and lognormal can come near 0; for a speed the engine takes at least a tenth of the
  // mean.
  const bool bounded = made.distribution.kind() == Distribution::constant ||
                       made.distribution.kind() == Distribution::uniform ||
                       made.distribution.kind() == Distribution::triangular;
  if (rule.above_min() && bounded && smallest(made.distribution) <= rule.min()) {
    return TextFault{"it can become zero", "all values must be above " +
                                               format_quantity(rule.min(), value_measure(rule))};
  }
  return made;
}

Parsed<DistributionText> parse_empirical(const std::vector<Piece>& pieces, const FieldRule& rule)
{
  DistributionText made;
  made.distribution.set_kind(Distribution::empirical);
  const std::string_view first = pieces[0].text;
  if (first.empty())
    return TextFault{"no samples", "write empirical(file.csv) or empirical(11 s, 12 s)"};
  const bool value =
      (first[0] >= '0' && first[0] <= '9' && first.find(' ') != std::string_view::npos) ||
      pieces.size() > 1 || first[0] == '-';
  if (!value) {
    made.sample_file = std::string(first);
    return made;
  }
  std::vector<double> points;
  for (const Piece& piece : pieces) {
    const auto sample = parse_value(piece.text, rule);
    if (!sample) return at_offset(sample.fault, piece.offset);
    points.push_back(*sample.value);
  }
  made.distribution = empirical_distribution(std::move(points));
  return finished(std::move(made), rule);
}

Parsed<DistributionText> parse_shape(const Shape& shape, const std::vector<Piece>& pieces,
                                     const FieldRule& rule)
{
  if (shape.kind == Distribution::empirical) return parse_empirical(pieces, rule);
  const std::string wanted = std::string("write ") + shape.example;
  std::array<std::optional<double>, 3> values;
  std::optional<double> sd, cv;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view word = leading_word(pieces[i].text);
    const auto slot = slot_of(shape, word, i);
    if (!slot) {
      const std::string message =
          word.empty() ? std::string("too many arguments")
                       : "\"" + std::string(word) + "\" is no argument of " + shape.name;
      return TextFault{message, wanted, pieces[i].offset};
    }
    if (values[slot->index])
      return TextFault{"an argument stands here twice", wanted, pieces[i].offset};
    const auto value =
        parse_argument(trim(pieces[i].text.substr(word.size())), slot->argument, rule);
    if (!value)
      return at_offset(value.fault, pieces[i].offset + (word.empty() ? 0 : word.size() + 1));
    values[slot->index] = *value.value;
    if (slot->sd_for_cv) sd = *value.value;
    if (slot->cv_for_sd) cv = *value.value;
  }
  for (std::size_t i = 0; i < shape.arguments.size(); ++i) {
    if (!values[i]) {
      return TextFault{std::string(shape.name) + " lacks its " + shape.arguments[i].name, wanted};
    }
  }
  if (sd && *values[0] > 0) values[1] = *sd / *values[0];
  if (cv) values[1] = *cv * *values[0];
  DistributionText made;
  made.distribution.set_kind(shape.kind);
  made.distribution.set_a(*values[0]);
  if (values[1]) made.distribution.set_b(*values[1]);
  if (values[2]) made.distribution.set_c(*values[2]);
  return finished(std::move(made), rule);
}

} // namespace

Distribution empirical_distribution(std::vector<double> samples)
{
  CHECK(!samples.empty());
  std::sort(samples.begin(), samples.end());
  Distribution made;
  if (samples.front() == samples.back()) {
    made.set_kind(Distribution::constant);
    made.set_a(samples.front());
    return made;
  }
  made.set_kind(Distribution::empirical);
  made.mutable_points()->Add(samples.begin(), samples.end());
  return made;
}

Parsed<double> parse_sample(std::string_view text, const FieldRule& rule)
{
  const bool bare =
      !text.empty() && text.find_first_not_of("0123456789.eE-+") == std::string_view::npos;
  if (!bare) return parse_value(text, rule);
  auto number = parse_quantity(text, settings::number);
  if (!number) return number.fault;
  if (*number.value < 0 || *number.value > 316'224'000)
    return TextFault{"a sample out of range", "at least 0"};
  return number;
}

Parsed<DistributionText> parse_distribution(std::string_view whole, const FieldRule& rule)
{
  const std::string_view text = trim(whole);
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) {
    if (!text.empty() &&
        ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'))) {
      std::vector<std::string> examples;
      for (const Shape& shape : shapes()) {
        if (text == shape.name)
          return TextFault{"\"" + std::string(text) + "\" lacks its arguments",
                           std::string("write ") + shape.example};
      }
    }
    const auto value = parse_value(text, rule);
    if (!value) return value.fault;
    DistributionText made;
    made.distribution.set_kind(Distribution::constant);
    made.distribution.set_a(*value.value);
    return finished(std::move(made), rule);
  }
  const std::string name(trim(text.substr(0, open)));
  if (text.back() != ')' || text.find('(', open + 1) != std::string_view::npos) {
    return TextFault{"brackets that don't match",
                     "write NAME(ARGUMENT, ...); inside { } and [ ] in quotes", open};
  }
  std::vector<std::string> names;
  for (const Shape& shape : shapes()) {
    if (name != shape.name) {
      names.emplace_back(shape.name);
      continue;
    }
    const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
    return parse_shape(shape, split_arguments(inside, open + 1), rule);
  }
  return TextFault{"unknown distribution \"" + name.substr(0, 60) + "\"", suggest(name, names, {})};
}

std::string format_distribution(const Distribution& d, const FieldRule& rule)
{
  const auto value = [&](double x) { return format_quantity(x, value_measure(rule)); };
  if (d.kind() == Distribution::constant) {
    return d.a() == 0 && rule.has_zero_word() ? rule.zero_word() : value(d.a());
  }
  for (const Shape& shape : shapes()) {
    if (shape.kind != d.kind()) continue;
    std::string text = std::string(shape.name) + "(";
    if (d.kind() == Distribution::empirical) {
      for (int i = 0; i < d.points_size(); ++i) text += (i > 0 ? ", " : "") + value(d.points(i));
      return text + ")";
    }
    const double values[] = {d.a(), d.b(), d.c()};
    const bool named = shape.arguments.size() == 2 && d.kind() != Distribution::uniform;
    for (std::size_t i = 0; i < shape.arguments.size(); ++i) {
      text += i > 0 ? ", " : "";
      if (named) text += std::string(shape.arguments[i].name) + " ";
      text += shape.arguments[i].plain ? shortest(values[i]) : value(values[i]);
    }
    return text + ")";
  }
  CHECK(false);
  return {};
}

} // namespace gatetwin
