// SPDX-License-Identifier: Apache-2.0
// The luck of one visit: everything random about a person at a unit, what the person does and how
// long devices take with it, comes from the person's own streams, one per purpose and repetition.
// So the same traveller has the same luck at whatever unit, and one draw more here shifts no other.
#pragma once
#include "core/base/time.hpp"
#include "sim/model/distribution.hpp"
#include <array>
#include <cstddef>
#include <cstdint>

namespace gatetwin {

enum class Draw : std::uint8_t {
  approach,
  place_document,
  read_document,
  reading_fails,
  door_open,
  door_close,
  door_obstruction,
  walk_in,
  look_up,
  capture,
  face_score,
  liveness_score,
  presence,
  walk_out,
  take_document,
  store_sync,
  typing,
  scan,
  inspect,
  stamp,
  hand_back,
  officer_response,
  officer_handling,
  early_removal,
  turn_back,
  tailgater,
  breakdown,
  picture,
  picture_noise,
  matcher,
  attack_detection,
  slow_attack_detection,
  old_attack_detection,
  count
};

class VisitDraws {
public:
  virtual ~VisitDraws() = default;
  // A new person is at the unit: repetitions count from zero again.
  void start_draws() { m_repetitions.fill(0); }
  Duration time(Draw what, const Distribution& distribution)
  {
    if (distribution.kind == DistributionKind::constant) return from_seconds(distribution.a);
    RandomStream drawn = stream(what);
    return from_seconds(distribution.sample(drawn));
  }
  bool chance(Draw what, double share) { return share > 0 && stream(what).chance(share); }
  RandomStream stream(Draw what)
  {
    const auto index = static_cast<std::size_t>(what);
    return source(purpose_of(index, m_repetitions[index]++));
  }

protected:
  // The stream of the person at the unit for one purpose; before the first person, one of the unit
  // itself.
  virtual RandomStream source(std::uint64_t purpose) const = 0;

private:
  static constexpr std::uint64_t purpose_of(std::size_t index, std::uint64_t repetition)
  {
    return purpose_key("visit") + index * 0x9E3779B97F4A7C15ULL +
           repetition * 0xD1342543DE82EF95ULL;
  }
  std::array<std::uint16_t, static_cast<std::size_t>(Draw::count)> m_repetitions{};
};

} // namespace gatetwin
