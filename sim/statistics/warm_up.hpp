// SPDX-License-Identifier: Apache-2.0
// How much of the start of a series is not yet like the rest. MSER-5 (K. P. White, M. J. Cobb and
// S. C. Spratt, Winter Simulation Conference 2000): the series is averaged in fives; the cut is
// where the standard error of the mean of what remains is least.
#pragma once
#include <cstddef>
#include <optional>
#include <span>

namespace gatetwin {

// Number of leading values to leave out, a multiple of 5. None when the least lies in the second
// half: then the series is too short, or it never settles.
std::optional<std::size_t> mser5_cut(std::span<const double> series);
// The same without averaging first, for a series whose values are averages already.
std::optional<std::size_t> mser_cut(std::span<const double> series);

} // namespace gatetwin
