// SPDX-License-Identifier: Apache-2.0
#include "viz/words/fields.hpp"
#include "sim/language/translations.hpp"

namespace gatetwin::viz {
namespace {

// The one field that the schema has besides those of scenario.proto, for translators.
[[maybe_unused]] constexpr Message others[] = {msgc("field of Scenario", "extends"),
                                               msg("Another scenario file that this one changes.")};

} // namespace

std::string field_name(const std::string& group, const std::string& key, Language language)
{
  const std::string context = "field of " + group;
  return translated(msgc(context.c_str(), key.c_str()), language);
}

std::string field_explanation(const std::string& english, Language language)
{
  return translated(msg(english.c_str()), language);
}

} // namespace gatetwin::viz
