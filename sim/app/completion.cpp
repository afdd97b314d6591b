// SPDX-License-Identifier: Apache-2.0
#include "sim/app/completion.hpp"
#include <fmt/format.h>

namespace gatetwin::app {
namespace {

using Node = CommandNode;
using Option = CommandOption;

std::string joined(const std::vector<std::string>& words, const char* between = " ")
{
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

// Within single quotes of a shell; brackets and colons mean something to zsh.
std::string quoted(const std::string& text, bool zsh)
{
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += zsh ? "'\\''" : "\\'";
      continue;
    }
    const bool special = c == '\\' || (zsh && (c == '[' || c == ']' || c == ':'));
    if (special) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return "'" + out + "'";
}

// The options of a node, and those of all nodes above it, which may stand behind a verb, too.
std::vector<const Option*> options_at(const Node& root, const Node& node)
{
  std::vector<const Option*> out;
  for (const Option& option : node.options) out.push_back(&option);
  if (&node == &root) return out;
  for (const Option& option : root.options) {
    const bool own = option.names.back() == "--help" || option.names.back() == "--version";
    if (!own) out.push_back(&option);
  }
  return out;
}

std::string names_of(const Node& root, const Node& node)
{
  std::vector<std::string> words;
  for (const Option* option : options_at(root, node)) {
    if (!option->is_argument) words.push_back(option->names.back());
  }
  return joined(words);
}

bool takes_files(const Node& node)
{
  for (const Option& option : node.options) {
    if (option.is_argument) return true;
  }
  return false;
}

// ---- bash --------------------------------------------------------------------------------------

std::string bash_value(const Option& option)
{
  if (!option.choices.empty())
    return "COMPREPLY=($(compgen -W '" + joined(option.choices) + "' -- \"$cur\"))";
  if (option.is_folder()) return "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\"))";
  if (option.is_file()) return "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))";
  return "COMPREPLY=()";
}

std::string bash_script(const Node& root)
{
  std::string steps;
  std::string values;
  std::string words;
  for (const Node* node : all_commands(root)) {
    for (const Node& verb : node->verbs)
      steps += "      '" + verb.name() + "') at='" + verb.name() + "' ;;\n";
    for (const Option* option : options_at(root, *node)) {
      if (option->value.empty()) continue;
      std::vector<std::string> cases;
      for (const std::string& name : option->names)
        cases.push_back("'" + node->name() + " " + name + "'");
      values += "    " + joined(cases, " | ") + ") " + bash_value(*option) + "; return ;;\n";
    }
    std::vector<std::string> verbs;
    for (const Node& verb : node->verbs) verbs.push_back(verb.path.back());
    words += "    '" + node->name() + "') options='" + names_of(root, *node) + "' verbs='" +
             joined(verbs) + "' files=" + (takes_files(*node) ? "1" : "") + " ;;\n";
  }
  return "# bash completion of gatetwin, written by `gatetwin completion bash`\n"
         "_gatetwin()\n{\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at=gatetwin i\n"
         "  local options verbs files\n"
         "  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then "
         "prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case \"$at ${COMP_WORDS[i]}\" in\n" +
         steps + "    esac\n  done\n  case \"$at $prev\" in\n" + values +
         "  esac\n  case $at in\n" + words +
         "  esac\n"
         "  if [[ $cur == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -W \"$verbs\" -- \"$cur\"))\n"
         "    if [[ $files ]]; then\n"
         "      compopt -o filenames 2>/dev/null\n"
         "      COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
         "    fi\n"
         "  fi\n}\n"
         "complete -F _gatetwin gatetwin\n";
}

// ---- zsh ---------------------------------------------------------------------------------------

std::string zsh_function(const Node& node)
{
  std::string out = "_" + joined(node.path, "_");
  for (char& c : out) c = c == '-' ? '_' : c;
  return out;
}

std::string zsh_value(const Option& option)
{
  if (option.value.empty()) return "";
  const std::string head = ":" + option.value + ":";
  if (!option.choices.empty()) return head + "(" + joined(option.choices) + ")";
  if (option.is_folder()) return head + "_files -/";
  return head + (option.is_file() ? "_files" : " ");
}

std::string zsh_option(const Option& option)
{
  if (option.is_argument)
    return "    '" + std::string(option.repeats ? "*" : "") + ":" + option.names[0] + ":_files'";
  std::string out;
  for (const std::string& name : option.names) {
    std::string escaped = quoted(option.description, true);
    escaped = escaped.substr(1, escaped.size() - 2);
    out += out.empty() ? "    '" : " \\\n    '";
    out += fmt::format("{}{}[{}]{}'", option.repeats ? "*" : "", name, escaped, zsh_value(option));
  }
  return out;
}

std::string zsh_script(const Node& root)
{
  std::string out = "#compdef gatetwin\n# zsh completion of gatetwin, written by `gatetwin "
                    "completion zsh`\n";
  for (const Node* node : all_commands(root)) {
    out += "\n" + zsh_function(*node) + "()\n{\n";
    if (!node->verbs.empty()) out += "  local state line\n  typeset -A opt_args\n";
    out += "  _arguments -C -s";
    for (const Option* option : options_at(root, *node)) {
      const bool among_verbs = option->is_argument && !node->verbs.empty(); // offered below
      if (!among_verbs) out += " \\\n" + zsh_option(*option);
    }
    if (node->verbs.empty()) {
      out += "\n}\n";
      continue;
    }
    out += " \\\n    '1: :->verb' \\\n    '*:: :->rest'\n  case $state in\n    verb)\n"
           "      local -a verbs\n      verbs=(\n";
    for (const Node& verb : node->verbs)
      out += "        '" + verb.path.back() + ":" + quoted(verb.description, true).substr(1) + "\n";
    out += "      )\n      _describe -t verbs verb verbs\n";
    if (takes_files(*node)) out += "      _files\n";
    out += "      ;;\n    rest)\n      case $line[1] in\n";
    for (const Node& verb : node->verbs)
      out += "        " + verb.path.back() + ") " + zsh_function(verb) + " ;;\n";
    out += "      esac\n      ;;\n  esac\n}\n";
  }
  return out + "\n_gatetwin \"$@\"\n";
}

// ---- fish --------------------------------------------------------------------------------------

std::string fish_condition(const Node& node)
{
  std::string out;
  for (std::size_t i = 1; i < node.path.size(); ++i)
    out +=
        (out.empty() ? "" : "; and ") + std::string("__fish_seen_subcommand_from ") + node.path[i];
  std::vector<std::string> verbs;
  for (const Node& verb : node.verbs) verbs.push_back(verb.path.back());
  if (verbs.empty()) return out;
  if (node.path.size() == 1) return "__fish_use_subcommand";
  return out + "; and not __fish_seen_subcommand_from " + joined(verbs);
}

std::string fish_option(const Option& option, const std::string& condition)
{
  std::string out = "complete -c gatetwin";
  if (!condition.empty()) out += " -n '" + condition + "'";
  for (const std::string& name : option.names) {
    const bool is_long = name.rfind("--", 0) == 0;
    out += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
  }
  if (!option.choices.empty()) {
    out += " -x -a '" + joined(option.choices) + "'";
  } else if (!option.value.empty()) {
    out += option.is_folder() ? " -x -a '(__fish_complete_directories)'"
           : option.is_file() ? " -r"
                              : " -x";
  }
  return out + " -d " + quoted(option.description, false) + "\n";
}

std::string fish_script(const Node& root)
{
  std::string out = "# fish completion of gatetwin, written by `gatetwin completion fish`\n"
                    "complete -c gatetwin -f\n";
  for (const Node* node : all_commands(root)) {
    const std::string condition = fish_condition(*node);
    for (const Node& verb : node->verbs)
      out += "complete -c gatetwin -n '" + condition + "' -a " + verb.path.back() + " -d " +
             quoted(verb.description, false) + "\n";
    for (const Option& option : node->options) {
      if (!option.is_argument) out += fish_option(option, node == &root ? "" : condition);
    }
    if (takes_files(*node)) out += "complete -c gatetwin -n '" + condition + "' -F\n";
  }
  return out;
}

} // namespace

std::string completion_script(const CommandNode& root, Shell shell)
{
  switch (shell) {
  case Shell::bash: return bash_script(root);
  case Shell::zsh: return zsh_script(root);
  case Shell::fish: return fish_script(root);
  }
  return "";
}

} // namespace gatetwin::app
