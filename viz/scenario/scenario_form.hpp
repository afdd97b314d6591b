// SPDX-License-Identifier: Apache-2.0
// A scenario as sections, items and rows of fields: the text joined with what its schema allows and
// with what a run would use where the text says nothing. Views draw it row by row.
#pragma once
#include "viz/scenario/scenario_schema.hpp"
#include "viz/scenario/yaml_outline.hpp"
#include <string>
#include <vector>

namespace gatetwin::viz {

struct FormItem {
  std::string path;   // "stations.egates"
  std::string name;   // "egates"; in lists "3"
  std::string title;  // for people; may be empty
  bool is_own = true; // else from the file that this one extends
};

struct FormSection {
  std::string name; // "stations"; empty: the fields at the top
  const FieldSchema* field = nullptr;
  std::vector<FormItem> items; // empty: its fields follow at once
  bool has_items = false;
};

struct FormRow {
  enum class Kind : unsigned char {
    value,
    group, // rows of greater depth follow
    items  // likewise; items can be added
  };
  Kind kind = Kind::value;
  int depth = 0;
  std::string path, name;
  const FieldSchema* field = nullptr; // null: an item of a list, or a key that is not known
  bool is_known = true;
  bool is_set = false;   // stands in the text
  bool is_fixed = false; // can only be edited as text
  bool is_scalar_item = false;
  std::string text;      // of a value; of the others a summary
  std::string otherwise; // what a run uses where it is not set; may be empty
  // Of a value: all that can stand here. Of items: all that can be added, by name or as an element.
  // Empty: whatever is typed.
  std::vector<std::string> choices;
  // Of the choices: words of the format. The others are names of the scenario's items.
  std::vector<std::string> words;
  bool name_is_word = false; // of an item: likewise

  bool is_word(const std::string& choice) const;
  bool has_names() const { return choices.size() > words.size(); }
};

// `used` is the scenario with every default written out; null where it is not known.
std::vector<FormSection> sections_of(const ScenarioSchema& schema, const YamlItem& root,
                                     const YamlItem* used);
// The rows of a section without items, or of one of its items.
std::vector<FormRow> rows_of(const ScenarioSchema& schema, const YamlItem& root,
                             const YamlItem* used, const FormSection& section,
                             const FormItem* item);
// A value in one line: "{ mon-fri: 07:00-19:00 }".
std::string summary_of(const YamlItem& item, std::size_t longest = 60);

} // namespace gatetwin::viz
