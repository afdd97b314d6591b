// SPDX-License-Identifier: Apache-2.0
// What plots call the figures over time, and how they write their values.
#pragma once
#include "viz/timeline/series.hpp"
#include "viz/words/words.hpp"
#include <functional>
#include <string>

namespace gatetwin::viz {

Word word_of(Figure figure);
std::function<std::string(double)> value_text(Figure figure);
// One of the whole place, not of each station.
bool is_of_the_whole(Figure figure);
bool is_in_seconds(Figure figure);

} // namespace gatetwin::viz
