// SPDX-License-Identifier: Apache-2.0
// The project's own sources as the house tests see them: paths relative to the root, and lines.
#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::house {

struct SourceFile {
  std::string path; // "core/gate/gate_controller.cpp"
  std::vector<std::string> lines;
};

inline std::vector<SourceFile> source_tree(const std::vector<std::string>& roots,
                                           const std::vector<std::string>& endings)
{
  namespace fs = std::filesystem;
  const fs::path top = GATETWIN_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const std::string& root : roots) {
    if (!fs::exists(top / root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(top / root)) {
      const std::string ending = entry.path().extension().string();
      if (!entry.is_regular_file()) continue;
      if (std::find(endings.begin(), endings.end(), ending) == endings.end()) continue;
      SourceFile file{fs::relative(entry.path(), top).generic_string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

// Code without comments and string contents, so that words in them don't count.
inline std::string code_of(const std::string& line)
{
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote != 0) {
      if (line[i] == '\\')
        ++i;
      else if (line[i] == quote) {
        quote = 0;
        out += line[i];
      }
      continue;
    }
    if (line[i] == '/' && i + 1 < line.size() && line[i + 1] == '/') break;
    const bool digit_separator =
        line[i] == '\'' && i > 0 && std::isxdigit(static_cast<unsigned char>(line[i - 1])) != 0;
    if ((line[i] == '"' || line[i] == '\'') && !digit_separator) quote = line[i];
    out += line[i];
  }
  return out;
}

} // namespace gatetwin::house
