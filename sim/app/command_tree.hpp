// SPDX-License-Identifier: Apache-2.0
// The verbs and options of the command as plain data, read off the parser itself, so that help,
// completion and man pages can't say different things.
#pragma once
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gatetwin::app {

struct CommandOption {
  std::vector<std::string> names; // "-o", "--out"; of an argument its name: "SCENARIO"
  std::string description;
  std::string value;                // "DIR", "text|json|csv"; empty: a flag
  std::vector<std::string> choices; // of the value, where these are words
  bool is_argument = false;         // stands by its place, without a name
  bool required = false;
  bool repeats = false;
  bool is_file() const;
  bool is_folder() const { return value == "DIR" || (is_argument && names[0] == "DIR"); }
};

struct CommandNode {
  std::vector<std::string> path; // "gatetwin", "sweep", "plan"
  std::string description;
  std::string footer; // the example
  std::vector<CommandOption> options;
  std::vector<CommandNode> verbs;
  std::string name() const; // "gatetwin sweep plan"
};

CommandNode read_commands(const CLI::App& app);
// The node and all below it, each before its verbs.
std::vector<const CommandNode*> all_commands(const CommandNode& root);

// A sentence on the first word that should be a verb and is none; empty: it is one, or there is no
// word.
std::string unknown_verb(const CommandNode& root, const std::vector<std::string>& words);

} // namespace gatetwin::app
