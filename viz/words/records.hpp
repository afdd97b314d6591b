// SPDX-License-Identifier: Apache-2.0
// One record as a line of a traveller's story or a gate's diagram.
#pragma once
#include "core/journal/record.hpp"
#include "viz/timeline/site.hpp"
#include "viz/words/words.hpp"
#include <string>

namespace gatetwin::viz {

std::string place_text(const journal::Record& record, const Site& site);
std::string story_text(const journal::Record& record, const Site& site, Language language);
// Failed checks, refusals, alarms.
bool is_bad_news(const journal::Record& record);

} // namespace gatetwin::viz
