// SPDX-License-Identifier: Apache-2.0
#include "core/document/list_reader.hpp"
#include "core/document/list_lines.hpp"

namespace gatetwin {

Status ListReader::open(std::size_t max_bytes, const PublicKey& authority)
{
  constexpr std::string_view end = "\nend\nsignature ";
  if (m_rest.empty()) return fail(ErrorCode::malformed, "the file is empty");
  if (m_rest.size() > max_bytes) return fail(ErrorCode::too_large, "the file is too large");
  const std::size_t at = m_rest.rfind(end);
  if (at == std::string_view::npos || m_rest.back() != '\n') {
    return fail(ErrorCode::malformed, "the file does not close with \"end\" and its signature");
  }
  const std::size_t signature_at = at + end.size();
  const auto signature = read_hex(m_rest.substr(signature_at, m_rest.size() - signature_at - 1));
  if (!signature) return fail(ErrorCode::malformed, "the signature is not hexadecimal in capitals");
  const std::string_view text = m_rest.substr(0, at + std::string_view("\nend\n").size());
  if (authority.verify(std::as_bytes(std::span(text.data(), text.size())), *signature) !=
      Reason::none) {
    return fail(ErrorCode::corrupt, "the signature is not the authority's over this content");
  }
  m_rest = text;
  return success();
}

Status ListReader::read_head(std::string_view magic, std::uint64_t newer_than)
{
  const Words head(next_line());
  if (!head.are(magic, 2)) return fail(ErrorCode::malformed, "not a list of this kind");
  if (head[1] != "1") return fail(ErrorCode::unsupported, "another version of the format", "1");
  const Words version(next_line());
  const auto number = version.are("version", 2) ? read_decimal(version[1]) : std::nullopt;
  if (!number || *number == 0) return fail(ErrorCode::malformed, "no version", "version NUMBER");
  m_version = *number;
  if (m_version <= newer_than) return fail(ErrorCode::expired, "not newer than the list in use");
  const Words issued(next_line());
  const auto instant = issued.are("issued", 2) ? read_instant(issued[1]) : std::nullopt;
  if (!instant)
    return fail(ErrorCode::malformed, "no time of issue", "issued 2026-03-01T00:00:00Z");
  m_issued_at = *instant;
  return success();
}

void append_list_head(std::string& text, std::string_view magic, std::uint64_t version,
                      WallTime issued_at)
{
  text.append(magic).append(" 1\nversion ").append(std::to_string(version));
  text.append("\nissued ").append(write_instant(issued_at)).append("\n");
}

std::string signed_list(std::string text, const SigningKey& authority)
{
  const Signature signature = authority.sign(std::as_bytes(std::span(text.data(), text.size())));
  text.append("signature ").append(write_hex({signature.data(), signature.size()})).append("\n");
  return text;
}

} // namespace gatetwin
