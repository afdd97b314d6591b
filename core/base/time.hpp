// SPDX-License-Identifier: Apache-2.0
// Time in the core: int64 nanoseconds. Monotonic time orders and times events on one unit; wall
// time is a UTC instant for validity and the 10-day stamp. They are two types, because a clock that
// is set must never fire a time-out, and a counter must never decide whether a document is valid.
#pragma once
#include <compare>
#include <cstdint>

namespace gatetwin {

struct Duration {
  std::int64_t ns = 0;
  auto operator<=>(const Duration&) const = default;
  constexpr double seconds() const { return static_cast<double>(ns) * 1e-9; }
};
constexpr Duration operator+(Duration a, Duration b) { return {a.ns + b.ns}; }
constexpr Duration operator-(Duration a, Duration b) { return {a.ns - b.ns}; }
constexpr Duration operator*(Duration a, std::int64_t k) { return {a.ns * k}; }

constexpr Duration nanoseconds(std::int64_t n) { return {n}; }
constexpr Duration microseconds(std::int64_t n) { return {n * 1'000}; }
constexpr Duration milliseconds(std::int64_t n) { return {n * 1'000'000}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000'000}; }
constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
constexpr Duration hours(std::int64_t n) { return seconds(n * 3600); }
constexpr Duration days(std::int64_t n) { return hours(n * 24); }

// Nearest nanosecond; saturates, and NaN becomes 0, so that no input has undefined behaviour.
constexpr Duration from_seconds(double s)
{
  const double ns = s * 1e9;
  if (!(ns == ns)) return {0};
  if (ns >= 9.2e18) return {INT64_MAX};
  if (ns <= -9.2e18) return {INT64_MIN};
  return {static_cast<std::int64_t>(ns + (ns >= 0 ? 0.5 : -0.5))};
}

// Since an arbitrary start (boot, or the start of the simulation); never goes back.
struct MonotonicTime {
  std::int64_t ns = 0;
  auto operator<=>(const MonotonicTime&) const = default;
  static constexpr MonotonicTime never() { return {INT64_MAX}; }
};
constexpr MonotonicTime operator+(MonotonicTime t, Duration d)
{
  return d.ns > 0 && t.ns > INT64_MAX - d.ns ? MonotonicTime::never() : MonotonicTime{t.ns + d.ns};
}
constexpr Duration operator-(MonotonicTime a, MonotonicTime b) { return {a.ns - b.ns}; }

// UTC, since 1970-01-01T00:00:00Z, without leap seconds.
struct WallTime {
  std::int64_t ns = 0;
  auto operator<=>(const WallTime&) const = default;
};
constexpr WallTime operator+(WallTime t, Duration d) { return {t.ns + d.ns}; }
constexpr Duration operator-(WallTime a, WallTime b) { return {a.ns - b.ns}; }

// What a unit knows of the time when an event is handled: both readings belong together.
struct Instant {
  MonotonicTime mono;
  WallTime wall;
};

} // namespace gatetwin
