// SPDX-License-Identifier: Apache-2.0
// Faulty scenarios say in their head what is to be found in them, a line each:
//   # expect: LINE:COLUMN: MESSAGE; HINT            in this file
//   # expect: other.yaml:LINE:COLUMN: MESSAGE; HINT  in a file that it names
// All of it is to be found, in this order, and nothing else.
#pragma once
#include "core/base/diagnostic.hpp"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace gatetwin::test {

inline std::vector<std::string> expectations_of(const std::filesystem::path& file)
{
  const std::string mark = "# expect: ";
  std::vector<std::string> expected;
  std::ifstream in(file, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(mark, 0) == 0) expected.push_back(line.substr(mark.size()));
  }
  return expected;
}

// As an expectation is written.
inline std::string as_expectation(const Diagnostic& found, const std::filesystem::path& file)
{
  const std::filesystem::path where = found.file;
  std::string text = where.filename() == file.filename() ? "" : where.filename().string() + ":";
  text += std::to_string(found.line) + ":" + std::to_string(found.column) + ": " + found.message;
  return found.hint.empty() ? text : text + "; " + found.hint;
}

inline std::vector<std::string> as_expectations(const Diagnostics& found,
                                                const std::filesystem::path& file)
{
  std::vector<std::string> texts;
  for (const Diagnostic& diagnostic : found) texts.push_back(as_expectation(diagnostic, file));
  return texts;
}

inline std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder)
{
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

inline std::string text_of(const std::filesystem::path& file)
{
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace gatetwin::test
