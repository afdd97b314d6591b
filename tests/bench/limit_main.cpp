// SPDX-License-Identifier: Apache-2.0
// The limit as a program of its own, for tests/bench/run: limit TRAVELLERS [SEED] prints one JSON
// object.
#include "tests/bench/limit.hpp"
#include <charconv>
#include <chrono>
#include <cstdio>
#include <string_view>

namespace {

std::uint64_t number(std::string_view text, std::uint64_t fallback)
{
  std::uint64_t value = fallback;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

} // namespace

int main(int argc, char** argv)
{
  const std::uint64_t travellers = argc > 1 ? number(argv[1], 560'000) : 560'000;
  const auto started = std::chrono::steady_clock::now();
  const auto result = gatetwin::bench::run_limit(travellers, argc > 2 ? number(argv[2], 1) : 1);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  std::printf("{\"n\": %llu, \"sim_s\": %.6f, \"wait\": %.4f}\n",
              static_cast<unsigned long long>(travellers), took.count(), result.mean_wait_s);
}
