// SPDX-License-Identifier: Apache-2.0
// The frame of signed list files: magic and version, time of issue, lines, "end", signature. For
// those who read and write kinds of lists (trust_list_file.hpp; core/lists).
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "core/document/ecdsa.hpp"
#include <cstdint>
#include <string>
#include <string_view>

namespace gatetwin {

// Reads a list's lines one by one and remembers where it is, for the diagnostic.
class ListReader {
public:
  ListReader(std::string_view file, Diagnostic& fault) : m_rest(file), m_fault(fault) {}

  Error fail(ErrorCode code, const char* what, const char* hint = "")
  {
    m_fault.line = m_line;
    m_fault.column = m_line > 0 ? 1 : 0;
    m_fault.message = what;
    m_fault.hint = hint;
    return {code, what};
  }
  // The signature first: bytes that the authority did not sign are not looked into.
  Status open(std::size_t max_bytes, const PublicKey& authority);
  Status read_head(std::string_view magic, std::uint64_t newer_than);
  std::string_view next_line()
  {
    ++m_line;
    const std::size_t end = m_rest.find('\n');
    const std::string_view line = m_rest.substr(0, end);
    m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
    return line;
  }
  // After the line "end".
  Status close()
  {
    return m_rest.empty() ? success() : fail(ErrorCode::malformed, "lines after \"end\"");
  }
  std::uint64_t version() const { return m_version; }
  WallTime issued_at() const { return m_issued_at; }

private:
  std::string_view m_rest;
  Diagnostic& m_fault;
  int m_line = 0;
  std::uint64_t m_version = 0;
  WallTime m_issued_at;
};

void append_list_head(std::string& text, std::string_view magic, std::uint64_t version,
                      WallTime issued_at);
// `text` up to and including the line "end".
std::string signed_list(std::string text, const SigningKey& authority);

} // namespace gatetwin
