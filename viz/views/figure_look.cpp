// SPDX-License-Identifier: Apache-2.0
#include "viz/views/figure_look.hpp"
#include "viz/words/times.hpp"
#include <cmath>
#include <cstdio>

namespace gatetwin::viz {
namespace {

std::string plain_number(double v)
{
  char text[32];
  std::snprintf(text, sizeof text, std::fabs(v) < 10 && v != std::floor(v) ? "%.1f" : "%.0f", v);
  return text;
}

} // namespace

Word word_of(Figure figure)
{
  switch (figure) {
  case Figure::people_inside: return Word::people_inside;
  case Figure::queue: return Word::queue;
  case Figure::wait: return Word::wait;
  case Figure::throughput: return Word::throughput;
  case Figure::utilisation: return Word::utilisation;
  case Figure::registry_latency: return Word::registry_latency;
  case Figure::alarms: return Word::alarms;
  }
  return Word::queue;
}

std::function<std::string(double)> value_text(Figure figure)
{
  if (is_in_seconds(figure)) {
    return [](double v) {
      char text[32];
      if (v > 0 && v < 1) {
        std::snprintf(text, sizeof text, "%.0f ms", v * 1000);
        return std::string(text);
      }
      return v == 0 ? std::string("0") : span_text(v);
    };
  }
  if (figure == Figure::utilisation) {
    return [](double v) { return plain_number(v * 100) + " %"; };
  }
  return plain_number;
}

bool is_of_the_whole(Figure figure)
{
  return figure == Figure::people_inside || figure == Figure::registry_latency ||
         figure == Figure::alarms;
}

bool is_in_seconds(Figure figure)
{
  return figure == Figure::wait || figure == Figure::registry_latency;
}

} // namespace gatetwin::viz
