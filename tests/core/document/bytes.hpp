// SPDX-License-Identifier: Apache-2.0
// Bytes from hexadecimal and from text, for test data.
#pragma once
#include "core/base/check.hpp"
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

using Bytes = std::vector<std::byte>;

inline Bytes from_hex(std::string_view text)
{
  const auto value = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    CHECK(c >= 'A' && c <= 'F');
    return c - 'A' + 10;
  };
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes.push_back(static_cast<std::byte>(value(text[i]) * 16 + value(text[i + 1])));
  }
  return bytes;
}

inline Bytes from_text(std::string_view text)
{
  Bytes bytes;
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

} // namespace gatetwin
