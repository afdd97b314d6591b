// SPDX-License-Identifier: Apache-2.0
// Presumed crossings on the wire (messages PresumedRequest, SettleRequest and Settled of
// link.proto): which there are, and what became of one. Requests are read strictly: one encoding of
// a content, a reason that the ledger takes. Crossings come as a part of a history
// (history_codec.hpp).
#pragma once
#include "core/base/result.hpp"
#include "core/link/history_codec.hpp"
#include <cstddef>
#include <string>
#include <string_view>

namespace gatetwin {

constexpr std::size_t max_presumed_request_bytes = 32;
constexpr std::size_t max_settle_request_bytes = 96;

// Behind which place; malformed: where no crossing can be.
Result<std::string> encode_presumed_request(const HistoryPlace& after);
// too_large, malformed.
Result<HistoryPlace> decode_presumed_request(std::string_view bytes);
// corrupt: no presumed crossings behind that place.
Result<HistoryPage> decode_presumed_part(std::string_view bytes, const HistoryPlace& after,
                                         AuthorityId authority);

// Who and when is the centre's to say: at_console, supervisor and time are not sent. malformed:
// what check(settlement) says.
Result<std::string> encode_settle_request(const Settlement& settlement);
// too_large, malformed.
Result<Settlement> decode_settle_request(std::string_view bytes);

std::string encode_settled(SettlementResult result);
// corrupt: no answer.
Result<SettlementResult> decode_settled(std::string_view bytes);

} // namespace gatetwin
