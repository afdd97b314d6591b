// SPDX-License-Identifier: Apache-2.0
#include "sim/app/man_page.hpp"

namespace gatetwin::app {
namespace {

// A text as roff: no line may begin with a control character, and hyphens of options are minus
// signs, so that they can be copied.
std::string roff(const std::string& text)
{
  std::string out;
  for (const char c : text) {
    const bool first = out.empty() || out.back() == '\n';
    if (first && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string dashed(const CommandNode& node)
{
  std::string out;
  for (const std::string& word : node.path) out += (out.empty() ? "" : "-") + word;
  return out;
}

std::string capitals(std::string text)
{
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string synopsis(const CommandNode& node)
{
  std::string out = ".B " + roff(node.name()) + "\n";
  if (!node.verbs.empty()) out += ".I verb\n";
  for (const CommandOption& option : node.options) {
    if (!option.is_argument) continue;
    const std::string name = option.names[0] + (option.repeats ? " ..." : "");
    out += option.required ? ".I " + roff(name) + "\n" : ".RI [ " + roff(option.names[0]) + " ]\n";
  }
  return out + ".RI [ options ]\n";
}

std::string option_entry(const CommandOption& option)
{
  std::string out = ".TP\n";
  if (option.is_argument)
    return out + ".I " + roff(option.names[0]) + "\n" + roff(option.description) + "\n";
  std::string names;
  for (const std::string& name : option.names)
    names += (names.empty() ? "\\fB" : ", \\fB") + roff(name) + "\\fR";
  if (!option.value.empty()) names += " \\fI" + roff(option.value) + "\\fR";
  return out + names + "\n" + roff(option.description) + "\n";
}

std::string options_of(const CommandNode& node)
{
  std::string out;
  for (const CommandOption& option : node.options) out += option_entry(option);
  return out;
}

// "Example: gatetwin ...\n         gatetwin ..." as lines to be typed; what else a footer says
// stays.
std::string examples(const CommandNode& node)
{
  std::string text = node.footer;
  const std::string word = "Example: ";
  if (text.rfind(word, 0) == 0) text = text.substr(word.size());
  std::string typed;
  std::string said;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string line = text.substr(from, end - from);
    line.erase(0, line.find_first_not_of(' '));
    const bool command = line.rfind("gatetwin ", 0) == 0 || line.rfind("mpirun ", 0) == 0;
    (command ? typed : said) += roff(line) + "\n";
    from = end + 1;
  }
  std::string out;
  if (!typed.empty()) out += ".SH EXAMPLES\n.nf\n" + typed + ".fi\n";
  if (!said.empty()) out += ".SH NOTES\n" + said;
  return out;
}

std::string verbs_of(const CommandNode& node)
{
  if (node.verbs.empty()) return "";
  std::string out = ".SH VERBS\n";
  for (const CommandNode& verb : node.verbs) {
    out += ".TP\n.B " + roff(verb.name()) + "\n" + roff(verb.description) + "\n";
    if (node.path.size() == 1) continue; // they have pages of their own
    out += ".RS\n" + options_of(verb) + ".RE\n";
  }
  return out;
}

std::string see_also(const CommandNode& root, const CommandNode& node)
{
  std::string out = ".SH SEE ALSO\n";
  if (&node != &root) return out + ".BR gatetwin (1)\n";
  for (std::size_t i = 0; i < root.verbs.size(); ++i) {
    const bool last = i + 1 == root.verbs.size();
    out += ".BR " + roff(dashed(root.verbs[i])) + " (1)" + (last ? "" : ",") + "\n";
  }
  return out;
}

} // namespace

std::string man_page(const CommandNode& root, const CommandNode& node, const std::string& version)
{
  std::string out = ".TH " + capitals(dashed(node)) + " 1 \"\" \"" + roff(version) +
                    "\" \"User Commands\"\n.SH NAME\n" + roff(dashed(node)) + " \\- " +
                    roff(node.description) + "\n.SH SYNOPSIS\n" + synopsis(node) + verbs_of(node) +
                    ".SH OPTIONS\n" + options_of(node);
  if (&node != &root) {
    std::string common;
    for (const CommandOption& option : root.options) {
      const bool own = option.names.back() == "--help" || option.names.back() == "--version";
      if (!own) common += option_entry(option);
    }
    if (!common.empty()) out += ".SS The same for every verb\n" + common;
  }
  return out + examples(node) + see_also(root, node);
}

} // namespace gatetwin::app
