// SPDX-License-Identifier: Apache-2.0
// Random numbers that depend only on who draws them: a stream is named by (seed, replication,
// entity, purpose) and counts its draws, so that adding a lane changes nobody's luck and any number
// of workers gets the same numbers. Distributions are our own: the standard fixes engines but not
// distributions. Generator: two rounds of a keyed 64-bit finaliser (D. Stafford's Mix13 constants)
// over a Weyl counter.
#pragma once
#include "core/base/portable_math.hpp"
#include <cstdint>
#include <string_view>

namespace gatetwin {

constexpr std::uint64_t mix64(std::uint64_t z)
{
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

// FNV-1a: gives a purpose its number at compile time, by its name.
constexpr std::uint64_t purpose_key(std::string_view name)
{
  std::uint64_t h = 0xCBF29CE484222325ULL;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return h;
}

// One entity's name within a run, with everything but the purpose mixed once: who draws for many
// purposes keeps it. RandomStream(StreamName(seed, replication, entity), purpose) is the stream of
// the four.
class StreamName {
public:
  constexpr StreamName() = default;
  constexpr StreamName(std::uint64_t seed, std::uint64_t replication, std::uint64_t entity)
      : StreamName(run_part(seed, replication), entity)
  {
  }
  // The part that all entities of a run share.
  static constexpr std::uint64_t run_part(std::uint64_t seed, std::uint64_t replication)
  {
    return mix64(mix64(seed + 0x9E3779B97F4A7C15ULL) ^ replication);
  }
  constexpr StreamName(std::uint64_t run, std::uint64_t entity)
      : m_mixed(mix64(run + entity * 0xD1342543DE82EF95ULL))
  {
  }

private:
  friend class RandomStream;
  std::uint64_t m_mixed = 0;
};

class RandomStream {
public:
  constexpr RandomStream() = default;
  // `occasion` sets apart the times that one entity draws for one purpose, 2^32 draws each.
  constexpr RandomStream(StreamName name, std::uint64_t purpose, std::uint32_t occasion = 0)
      : m_key(name.m_mixed ^ mix64(purpose)), m_count(static_cast<std::uint64_t>(occasion) << 32)
  {
  }
  constexpr RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint64_t entity,
                         std::uint64_t purpose)
      : RandomStream(StreamName(seed, replication, entity), purpose)
  {
  }

  std::uint64_t next()
  {
    const std::uint64_t z = m_key + ++m_count * 0x9E3779B97F4A7C15ULL;
    return mix64(mix64(z) + m_key);
  }
  // Uniform in the open interval (0, 1): never 0, so that a logarithm of it is finite.
  double uniform() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1.0p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double probability) { return uniform() < probability; }
  // Uniform in [0, bound); bound > 0. The bias is below bound / 2^64.
  std::uint64_t below(std::uint64_t bound)
  {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64);
  }
  double exponential(double mean) { return -mean * portable_log(uniform()); }
  double normal(); // mean 0, sd 1, by inversion: one draw each, so streams stay aligned
  double triangular(double low, double mode, double high);
  double lognormal(double mean,
                   double cv); // by the mean and coefficient of variation of the value itself
  double gamma(double shape, double scale); // Marsaglia and Tsang 2000
  double weibull(double shape, double scale);

  std::uint64_t draws() const { return m_count & 0xFFFF'FFFFULL; }

private:
  std::uint64_t m_key = 0;
  std::uint64_t m_count = 0;
};

} // namespace gatetwin
