// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/invariant.hpp"

namespace gatetwin::checkers {

namespace {

std::string seconds_text(std::int64_t time_ns)
{
  const auto magnitude =
      time_ns < 0 ? 0 - static_cast<std::uint64_t>(time_ns) : static_cast<std::uint64_t>(time_ns);
  std::string fraction = std::to_string(magnitude / 1'000'000 % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return (time_ns < 0 ? "-" : "") + std::to_string(magnitude / 1'000'000'000) + "." + fraction;
}

bool is_of_a_transaction(journal::RecordKind kind)
{
  return kind >= journal::RecordKind::transaction_started && kind < journal::RecordKind::link_state;
}

} // namespace

std::string to_string(const Violation& v)
{
  std::string text = seconds_text(v.time_ns) + " s";
  if (v.unit != journal::none_id) text += ", unit " + std::to_string(v.unit);
  if (v.subject != 0 && is_of_a_transaction(v.kind)) {
    text += ", transaction " + std::to_string(v.subject >> 40) + "/";
    text += std::to_string(v.subject & 0xFF'FFFF'FFFFULL);
  } else if (v.subject != 0) {
    text += ", traveller " + std::to_string(v.subject);
  }
  text += ", ";
  text += journal::to_string(v.kind);
  text += ": ";
  text += v.what;
  if (v.compares) {
    text += ": expected " + std::to_string(v.expected) + ", found " + std::to_string(v.found);
  }
  return text;
}

void Invariant::Cases::add(const journal::Record& at, const char* what)
{
  if (count < kept) {
    cases[count] = {at.time_ns, at.subject, at.unit, at.kind, what, false, 0, 0};
  }
  ++count;
}

void Invariant::Cases::add(const journal::Record& at, const char* what, std::int64_t expected,
                           std::int64_t found)
{
  if (count < kept) {
    cases[count] = {at.time_ns, at.subject, at.unit, at.kind, what, true, expected, found};
  }
  ++count;
}

} // namespace gatetwin::checkers
