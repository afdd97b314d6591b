// SPDX-License-Identifier: Apache-2.0
// gatetwin completion and gatetwin man: what the parser knows, for shells and for man.
#include "core/base/whole_file.hpp"
#include "sim/app/command.hpp"
#include "sim/app/completion.hpp"
#include "sim/app/man_page.hpp"
#include "sim/app/run_output.hpp"
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {
namespace {

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::string file_of(const CommandNode& node)
{
  std::string out;
  for (const std::string& word : node.path) out += (out.empty() ? "" : "-") + word;
  return out + ".1";
}

} // namespace

ExitCode print_completion(const CommandNode& root, const std::string& shell)
{
  const Shell which = shell == "zsh" ? Shell::zsh : shell == "fish" ? Shell::fish : Shell::bash;
  print(completion_script(root, which));
  return fine;
}

ExitCode print_manual(const CommandNode& root, const ManualOptions& options,
                      const std::string& version, const CommonOptions& common)
{
  // Without the build's id: the pages of equal programs are equal.
  const std::string shown = version.substr(0, version.find(" ("));
  if (!options.out_dir.empty()) {
    if (const ExitCode made = make_out_dir(options.out_dir, common); made != fine) return made;
    std::vector<const CommandNode*> pages{&root};
    for (const CommandNode& verb : root.verbs) pages.push_back(&verb);
    for (const CommandNode* node : pages) {
      const std::string path = (std::filesystem::path(options.out_dir) / file_of(*node)).string();
      if (const Status written = write_file_whole(path, man_page(root, *node, shown)); !written)
        return cannot_write(path, written.error().detail, common);
    }
    return fine;
  }
  if (options.verb.empty()) {
    print(man_page(root, root, shown));
    return fine;
  }
  std::string known;
  for (const CommandNode& verb : root.verbs) {
    known += (known.empty() ? "" : ", ") + verb.path.back();
    if (verb.path.back() != options.verb) continue;
    print(man_page(root, verb, shown));
    return fine;
  }
  print_error(fmt::format("man: no verb \"{}\"; there are: {}", options.verb, known),
              use_color(common.color, STDERR_FILENO));
  return wrong_use;
}

} // namespace gatetwin::app
