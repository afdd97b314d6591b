// SPDX-License-Identifier: Apache-2.0
#include "core/registry/request_content.hpp"
#include "core/registry/content_hash.hpp"
#include <array>
#include <cstring>
#include <type_traits>

namespace gatetwin {
namespace {

// The content as it is hashed: no padding, so that equal contents have equal bytes. Its layout is
// part of what ledgers store.
struct Content {
  std::uint64_t transaction, ref;
  std::int64_t at_ns;
  std::uint32_t unit, checkpoint, reason;
  std::int32_t dates[9];
  std::uint16_t authority;
  std::uint8_t kind, direction, decision, offline, stamped, document_kind;
  std::uint8_t sizes[5];
  char issuer[3], nationality[3], number[24], name[64], areas[32];
  std::uint8_t end[5];
};
static_assert(std::has_unique_object_representations_v<Content>);

// Behind its text a ShortText holds zeros up to its capacity.
template <std::size_t N> std::uint8_t copy(const ShortText<N>& text, char (&to)[N])
{
  std::memcpy(to, text.view().data(), N);
  return static_cast<std::uint8_t>(text.view().size());
}

} // namespace

std::uint64_t content_digest(const RegistryRequest& request)
{
  const CheckedDocument& document = request.document;
  Content content;
  content.transaction = request.transaction.value;
  content.ref = document.ref.value;
  content.at_ns = request.at.ns;
  content.unit = request.unit.value;
  content.checkpoint = request.checkpoint.value;
  content.reason = static_cast<std::uint32_t>(request.reason);
  std::size_t part = 0;
  for (const CalendarDate& date : {document.birth, document.valid_from, document.valid_until}) {
    content.dates[part++] = date.year;
    content.dates[part++] = date.month;
    content.dates[part++] = date.day;
  }
  content.authority = request.authority.value;
  content.kind = static_cast<std::uint8_t>(request.kind);
  content.direction = static_cast<std::uint8_t>(request.direction);
  content.decision = static_cast<std::uint8_t>(request.decision);
  content.offline = request.offline ? 1 : 0;
  content.stamped = request.stamped ? 1 : 0;
  content.document_kind = static_cast<std::uint8_t>(document.kind);
  content.sizes[0] = copy(document.issuer, content.issuer);
  content.sizes[1] = copy(document.nationality, content.nationality);
  content.sizes[2] = copy(document.number, content.number);
  content.sizes[3] = copy(document.name, content.name);
  content.sizes[4] = copy(document.areas, content.areas);
  std::memset(content.end, 0, sizeof content.end);
  return content_hash(&content, sizeof content);
}

} // namespace gatetwin
