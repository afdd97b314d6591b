// SPDX-License-Identifier: Apache-2.0
// What may stand where in a scenario, from the JSON Schema that `gatetwin scenario schema` prints:
// the viewer knows keys, units and choices from it, and needs nothing of the simulator.
#pragma once
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::viz {

// One way to write a value as a scalar.
struct ScalarForm {
  enum class Kind : unsigned char { text, pattern, whole, number, truth, choice, reference };
  Kind kind = Kind::text;
  std::shared_ptr<const std::regex> pattern;
  std::string units; // "ns us ms s min h d weeks"; empty: none
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  std::vector<std::string> choices;
  std::vector<std::string> sections; // of a reference: whose items' names can stand here
  bool allows(std::string_view value) const;
};

struct FieldSchema {
  std::string owner; // the group that it is a field of; "Scenario" at the top
  std::string name;
  std::string description; // without its default
  std::string default_text;
  std::vector<ScalarForm> scalars;  // none: never a scalar
  std::string group;                // of its keys: a map with fixed ones; else empty
  std::string items;                // group of its items; else empty
  bool is_named = false;            // items by name
  bool is_list = false;             // items one after another
  std::vector<ScalarForm> elements; // where its items are scalars
  std::vector<ScalarForm> keys;     // of items by name: what names they may have

  bool allows(std::string_view value) const; // as a scalar
  std::string units() const;
  bool has_distribution() const;
};

using GroupSchema = std::vector<FieldSchema>;

// Where only these words and names of items can stand: a choice from a list. `names` gives those of
// a section. Empty: others can, too.
std::vector<std::string>
choices_of(const std::vector<ScalarForm>& forms,
           const std::function<std::vector<std::string>(const std::string& section)>& names);

class ScenarioSchema {
public:
  // Null: not such a schema.
  static std::unique_ptr<ScenarioSchema> parse(const std::string& json);

  const GroupSchema& top() const { return m_top; }
  const GroupSchema* group(const std::string& name) const;
  const std::map<std::string, GroupSchema>& groups() const { return m_groups; }
  const FieldSchema* top_field(std::string_view name) const;

private:
  GroupSchema m_top;
  std::map<std::string, GroupSchema> m_groups;
};

// The number in a value one step up or down, at its last written digit: "30 s" to "31 s", "1.5 %"
// to "1.6 %". The value itself where it begins with no number.
std::string stepped(const std::string& value, int direction);

} // namespace gatetwin::viz
