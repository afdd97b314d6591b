// SPDX-License-Identifier: Apache-2.0
#include "core/gate/gate_config.hpp"

namespace gatetwin {
namespace {

struct LimitField {
  Duration GateConfig::*field;
  const char* fault;
};

constexpr LimitField limits[] = {
    {&GateConfig::start, "start: must be from 1 ms to 1 hour"},
    {&GateConfig::reading, "reading: must be from 1 ms to 1 hour"},
    {&GateConfig::registry, "registry: must be from 1 ms to 1 hour"},
    {&GateConfig::take_document, "take_document: must be from 1 ms to 1 hour"},
    {&GateConfig::document_left, "document_left: must be from 1 ms to 1 hour"},
    {&GateConfig::entry, "entry: must be from 1 ms to 1 hour"},
    {&GateConfig::capture, "capture: must be from 1 ms to 1 hour"},
    {&GateConfig::max_score_age, "max_score_age: must be from 1 ms to 1 hour"},
    {&GateConfig::joint, "joint: must be from 1 ms to 1 hour"},
    {&GateConfig::store, "store: must be from 1 ms to 1 hour"},
    {&GateConfig::authorisation_validity, "authorisation_validity: must be from 1 ms to 1 hour"},
    {&GateConfig::exit, "exit: must be from 1 ms to 1 hour"},
    {&GateConfig::clear_away, "clear_away: must be from 1 ms to 1 hour"},
    {&GateConfig::enclosed, "enclosed: must be from 1 ms to 1 hour"},
    {&GateConfig::door_movement, "door_movement: must be from 1 ms to 1 hour"},
    {&GateConfig::obstruction_retry, "obstruction_retry: must be from 1 ms to 1 hour"},
    {&GateConfig::obstruction_pause, "obstruction_pause: must be from 1 ms to 1 hour"},
    {&GateConfig::obstruction_alarm, "obstruction_alarm: must be from 1 ms to 1 hour"},
    {&GateConfig::officer, "officer: must be from 1 ms to 1 hour"},
    {&GateConfig::typing, "typing: must be from 1 ms to 1 hour"},
    {&GateConfig::decision, "decision: must be from 1 ms to 1 hour"},
    {&GateConfig::stamping, "stamping: must be from 1 ms to 1 hour"},
    {&GateConfig::hand_back, "hand_back: must be from 1 ms to 1 hour"},
};

bool is_count(std::uint32_t n) { return n >= 1 && n <= 100; }
bool is_threshold(double t) { return t > 0 && t <= 1; } // false for NaN

} // namespace

Status check(const GateConfig& config)
{
  const auto bad = [](const char* fault) { return Error{ErrorCode::rejected, fault}; };
  for (const LimitField& limit : limits) {
    const Duration value = config.*limit.field;
    if (value < milliseconds(1) || value > hours(1)) return bad(limit.fault);
  }
  const Duration age = config.presence_max_age;
  if (age.ns != 0 && (age < milliseconds(1) || age > hours(1)))
    return bad("presence_max_age: must be 0 or from 1 ms to 1 hour");
  if (!is_count(config.reading_attempts)) return bad("reading_attempts: must be from 1 to 100");
  if (!is_count(config.capture_attempts)) return bad("capture_attempts: must be from 1 to 100");
  if (!is_count(config.obstruction_attempts))
    return bad("obstruction_attempts: must be from 1 to 100");
  if (!is_count(config.obstruction_cycles)) return bad("obstruction_cycles: must be from 1 to 100");
  if (!is_threshold(config.match_threshold))
    return bad("match_threshold: must be above 0 and at most 1");
  if (!is_threshold(config.liveness_threshold))
    return bad("liveness_threshold: must be above 0 and at most 1");
  if (config.authorisation_validity <= config.exit)
    return bad("authorisation_validity: must be longer than exit");
  if (config.enclosed <= config.capture) return bad("enclosed: must be longer than capture");
  return success();
}

} // namespace gatetwin
