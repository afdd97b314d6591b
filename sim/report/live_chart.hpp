// SPDX-License-Identifier: Apache-2.0
// A line chart that a reader can look into: the static picture, and beside it what it was drawn
// from, which the page's one script (dygraphs of Debian, and live_charts.js) draws again on a
// screen: values under the pointer, a span drawn out. On paper and without script the picture
// stands.
#pragma once
#include "sim/report/charts.hpp"
#include <string>
#include <string_view>

namespace gatetwin {

std::string live_chart(const ChartTime& time, const std::string& title,
                       std::span<const ChartLine> lines, bool filled = false);

struct PageScript {
  std::string_view text;   // with dygraphs' licence; asks for nothing from anywhere
  std::string_view sha256; // base64, for the page's policy: this script and no other
  std::string_view style;  // of dygraphs
};
PageScript page_script();

} // namespace gatetwin
