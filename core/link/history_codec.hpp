// SPDX-License-Identifier: Apache-2.0
// A document's travel history on the wire (messages HistoryRequest and HistoryPart of link.proto).
// The question is read strictly: one encoding of a content, the document in the form under which
// the registry finds it, a reason that the ledger takes. Of the answer, what is impossible or out
// of order is refused; fields of a newer centre are passed over.
#pragma once
#include "core/base/result.hpp"
#include "core/registry/inquiry.hpp"
#include "core/registry/ledger.hpp"
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

constexpr std::size_t max_history_request_bytes = 128;
constexpr std::size_t most_in_history_part = 500; // crossings

struct HistoryQuestion {
  DocumentKey document{};
  ShortText<most_inquiry_reason> reason;
  HistoryPlace after{};
  bool operator==(const HistoryQuestion&) const = default;
};
// malformed: no question that a centre takes.
Status check(const HistoryQuestion& question);
// malformed: neither the start nor where a crossing can be.
Status check(const HistoryPlace& after);

struct SettledCrossing {
  SettlementOutcome outcome = SettlementOutcome::confirmed;
  WallTime at{};
  bool operator==(const SettledCrossing&) const = default;
};
struct HistoryPage {
  std::vector<Crossing> crossings;
  bool more = false;
  // What became of those that were presumed; those that are not here are open.
  std::map<TransactionId, SettledCrossing> settled{};
  bool operator==(const HistoryPage&) const = default;
};

// malformed: what check() says.
Result<std::string> encode_history_request(const HistoryQuestion& question);
// too_large, malformed.
Result<HistoryQuestion> decode_history_request(std::string_view bytes);

// At most most_in_history_part crossings.
std::string encode_history_part(const HistoryPage& page);
// corrupt: no answer to that question.
Result<HistoryPage> decode_history_part(std::string_view bytes, const HistoryQuestion& question,
                                        AuthorityId authority);
// The same where crossings are not of one known document.
Result<HistoryPage> decode_crossings(std::string_view bytes, const HistoryPlace& after,
                                     const DocumentKey& document, AuthorityId authority);

} // namespace gatetwin
