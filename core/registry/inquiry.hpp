// SPDX-License-Identifier: Apache-2.0
// That somebody looked into the registry for where a document was used: who, when, of which
// document, and why. A row of the ledger's chain, written before anything is shown. The row holds
// the document's number, as crossings do; whoever only follows the ledger does not see it.
#pragma once
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "core/domain/short_text.hpp"
#include "core/registry/document_key.hpp"
#include <cstdint>
#include <string_view>

namespace gatetwin {

constexpr std::size_t most_inquiry_reason = 64;

struct Inquiry {
  bool at_console = false;    // by whoever may read the ledger's storage, the centre being stopped
  std::uint32_t observer = 0; // else: number of the observer's certificate; 0 at the console
  WallTime at{};              // by the centre's clock
  DocumentKey document{};
  ShortText<most_inquiry_reason> reason; // such as a case's number
  bool operator==(const Inquiry&) const = default;
};

// 1 to 64 letters and digits of ASCII, spaces and any of - _ . , : / # ( ), of which the first and
// the last is no space.
bool is_inquiry_reason(std::string_view text);
// malformed: no document, no such reason, an observer at the console.
Status check(const Inquiry& inquiry);

} // namespace gatetwin
