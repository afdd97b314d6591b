// SPDX-License-Identifier: Apache-2.0
#include "core/link/settlement_codec.hpp"
#include "core/link/link.pb.h"
#include <algorithm>

namespace gatetwin {
namespace {

namespace wire = registry::v1;

// Takes only what would have been written just so.
template <typename Message, typename Value>
Result<Value> decode(std::string_view bytes, std::size_t limit,
                     Result<Value> (*read)(const Message&),
                     Result<std::string> (*encode)(const Value&))
{
  const Error malformed{ErrorCode::malformed, "no such request"};
  if (bytes.size() > limit) return Error{ErrorCode::too_large, "the message is too long"};
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return malformed;
  Result<Value> value = read(message);
  if (!value.ok()) return value;
  const auto canonical = encode(value.value());
  if (!canonical.ok()) return canonical.error();
  if (canonical.value() != bytes) return malformed;
  return value;
}

Result<HistoryPlace> read_place(const wire::PresumedRequest& message)
{
  if (!message.has_after()) return HistoryPlace{};
  const auto ns = static_cast<std::int64_t>(message.after().at_ns()); // judged by check()
  return HistoryPlace{{ns}, {message.after().transaction()}};
}

Result<Settlement> read_settlement(const wire::SettleRequest& message)
{
  const Error malformed{ErrorCode::malformed, "no settlement"};
  Settlement settlement;
  settlement.transaction.value = message.transaction();
  if (message.outcome() > static_cast<std::uint32_t>(SettlementOutcome::annulled)) return malformed;
  settlement.outcome = static_cast<SettlementOutcome>(message.outcome());
  settlement.correction = message.correction();
  if (!settlement.reason.assign(message.reason())) return malformed;
  return settlement;
}

} // namespace

Result<std::string> encode_presumed_request(const HistoryPlace& after)
{
  if (Status status = check(after); !status.ok()) return status.error();
  wire::PresumedRequest message;
  if (after != HistoryPlace{}) {
    message.mutable_after()->set_at_ns(static_cast<std::uint64_t>(after.at.ns));
    message.mutable_after()->set_transaction(after.transaction.value);
  }
  return message.SerializeAsString();
}

Result<HistoryPlace> decode_presumed_request(std::string_view bytes)
{
  return decode(bytes, max_presumed_request_bytes, &read_place, &encode_presumed_request);
}

Result<HistoryPage> decode_presumed_part(std::string_view bytes, const HistoryPlace& after,
                                         AuthorityId authority)
{
  auto page = decode_crossings(bytes, after, {}, authority);
  if (!page.ok()) return page;
  const auto& crossings = page.value().crossings;
  const bool all = std::all_of(crossings.begin(), crossings.end(),
                               [](const Crossing& one) { return is_presumed(one.reason); });
  if (!all) return Error{ErrorCode::corrupt, "the centre sends a crossing that was not presumed"};
  return page;
}

Result<std::string> encode_settle_request(const Settlement& settlement)
{
  if (Status status = check(settlement); !status.ok()) return status.error();
  wire::SettleRequest message;
  message.set_transaction(settlement.transaction.value);
  message.set_outcome(static_cast<std::uint32_t>(settlement.outcome));
  message.set_correction(settlement.correction);
  message.set_reason(std::string(settlement.reason.view()));
  return message.SerializeAsString();
}

Result<Settlement> decode_settle_request(std::string_view bytes)
{
  return decode(bytes, max_settle_request_bytes, &read_settlement, &encode_settle_request);
}

std::string encode_settled(SettlementResult result)
{
  wire::Settled message;
  message.set_result(static_cast<std::uint32_t>(result));
  return message.SerializeAsString();
}

Result<SettlementResult> decode_settled(std::string_view bytes)
{
  wire::Settled message;
  const auto last = static_cast<std::uint32_t>(SettlementResult::nothing_to_correct);
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      message.result() > last)
    return Error{ErrorCode::corrupt, "the centre sends no answer"};
  return static_cast<SettlementResult>(message.result());
}

} // namespace gatetwin
