// SPDX-License-Identifier: Apache-2.0
// A whole output against a file that holds what it should be. With GATETWIN_WRITE_GOLDEN set the
// file is written instead, for a person to read the difference.
#pragma once
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace gatetwin::test {

inline void expect_golden(const std::string& path, const std::string& text)
{
  const std::string file = std::string(GATETWIN_SOURCE_DIR) + "/" + path;
  if (std::getenv("GATETWIN_WRITE_GOLDEN") != nullptr) {
    std::ofstream(file, std::ios::binary) << text;
    return;
  }
  std::ifstream in(file, std::ios::binary);
  ASSERT_TRUE(in.good()) << file;
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(text, expected) << file;
}

} // namespace gatetwin::test
