// SPDX-License-Identifier: Apache-2.0
#include "sim/app/command_tree.hpp"
#include "core/settings/suggestion.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace gatetwin::app {
namespace {

// "auto|TIME" offers "auto": words in capitals stand for something to be written.
std::vector<std::string> choices_of(const std::string& value)
{
  std::vector<std::string> out;
  if (value.find('|') == std::string::npos) return out;
  for (std::size_t from = 0; from <= value.size();) {
    const std::size_t bar = std::min(value.find('|', from), value.size());
    const std::string word = value.substr(from, bar - from);
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || c == '-';
    });
    if (plain) out.push_back(word);
    from = bar + 1;
  }
  return out;
}

CommandOption read_option(const CLI::Option& option)
{
  CommandOption out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  out.is_argument = option.get_positional() && out.names.empty();
  if (out.is_argument) out.names.push_back(option.get_name(true));
  out.description = option.get_description();
  out.required = option.get_required();
  const bool takes_value = option.get_items_expected_max() > 0;
  if (takes_value && !out.is_argument) {
    out.value = option.get_type_name();
    // A plain number, or one in a range ("UINT:INT in [1 - 2]").
    if (out.value.empty() || out.value.rfind("UINT", 0) == 0 || out.value == "TEXT")
      out.value = "N";
  }
  out.repeats = option.get_items_expected_max() > 1 ||
                option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  out.choices = choices_of(out.value);
  return out;
}

CommandNode read_node(const CLI::App& app, std::vector<std::string> path)
{
  CommandNode out;
  path.push_back(app.get_name());
  out.path = path;
  out.description = app.get_description();
  out.footer = app.get_footer();
  for (const CLI::Option* option : app.get_options()) out.options.push_back(read_option(*option));
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    out.verbs.push_back(read_node(*verb, path));
  return out;
}

void collect(const CommandNode& node, std::vector<const CommandNode*>& into)
{
  into.push_back(&node);
  for (const CommandNode& verb : node.verbs) collect(verb, into);
}

} // namespace

bool CommandOption::is_file() const { return is_argument || value.rfind("FILE", 0) == 0; }

std::string CommandNode::name() const
{
  std::string out;
  for (const std::string& word : path) out += (out.empty() ? "" : " ") + word;
  return out;
}

CommandNode read_commands(const CLI::App& app) { return read_node(app, {}); }

std::vector<const CommandNode*> all_commands(const CommandNode& root)
{
  std::vector<const CommandNode*> out;
  collect(root, out);
  return out;
}

std::string unknown_verb(const CommandNode& root, const std::vector<std::string>& words)
{
  std::vector<std::string> known;
  for (const CommandNode& verb : root.verbs) known.push_back(verb.path.back());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.rfind('-', 0) == 0) {
      for (const CommandOption& option : root.options) {
        const bool named =
            std::find(option.names.begin(), option.names.end(), word) != option.names.end();
        if (named && !option.value.empty()) ++i; // its value is no verb
      }
      continue;
    }
    if (std::find(known.begin(), known.end(), word) != known.end()) return "";
    return "no verb \"" + word.substr(0, 60) + "\"; " + suggest(word, known, "");
  }
  return "";
}

} // namespace gatetwin::app
