// SPDX-License-Identifier: Apache-2.0
#include "viz/words/fields.hpp"
#include "sim/language/translations.hpp"

namespace gatetwin::viz {
namespace {

// What the schema has besides the fields and words of scenario.proto, for translators.
[[maybe_unused]] constexpr Message others[] = {
    msgc("field of Scenario", "extends"), msg("Another scenario file that this one changes."),
    msgc("value", "true"), msgc("value", "false"), msgc("place", "exit")};

} // namespace

std::string field_name(const std::string& group, const std::string& key, Language language)
{
  const std::string context = "field of " + group;
  return translated(msgc(context.c_str(), key.c_str()), language);
}

std::string value_name(const std::string& word, bool among_names, Language language)
{
  const std::string name =
      translated(msgc(among_names ? "place" : "value", word.c_str()), language);
  return name == word ? word : name + " (" + word + ")";
}

std::string field_explanation(const std::string& english, Language language)
{
  return translated(msg(english.c_str()), language);
}

} // namespace gatetwin::viz
