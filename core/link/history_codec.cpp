// SPDX-License-Identifier: Apache-2.0
#include "core/link/history_codec.hpp"
#include "core/link/link.pb.h"
#include "core/registry/registry_codec.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

namespace wire = registry::v1;

bool is_state(std::string_view text)
{
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

template <typename E> bool read_name(std::uint32_t number, E last, E& to)
{
  if (number > static_cast<std::uint32_t>(last)) return false;
  to = static_cast<E>(number);
  return true;
}

bool read_time(std::uint64_t ns, WallTime& to)
{
  if (ns > static_cast<std::uint64_t>(latest_time.ns)) return false;
  to.ns = static_cast<std::int64_t>(ns);
  return true;
}

void fill(const Crossing& crossing, wire::PastCrossing& message)
{
  message.set_transaction(crossing.transaction.value);
  message.set_unit(crossing.unit.value);
  message.set_checkpoint(crossing.checkpoint.value);
  message.set_direction(static_cast<std::uint32_t>(crossing.direction));
  message.set_decision(static_cast<std::uint32_t>(crossing.decision));
  message.set_reason(static_cast<std::uint32_t>(crossing.reason));
  message.set_offline(crossing.offline);
  message.set_stamped(crossing.stamped);
  message.set_at_ns(static_cast<std::uint64_t>(crossing.at.ns));
  message.set_received_at_ns(static_cast<std::uint64_t>(crossing.received_at.ns));
  message.set_document_kind(static_cast<std::uint32_t>(crossing.kind));
  message.set_ref(crossing.ref.value);
}

// A settlement of what was recorded after its passage is none.
bool read_settled(const wire::PastCrossing& message, const Crossing& crossing, HistoryPage& page)
{
  if (message.settled() == 0) return message.settled_at_ns() == 0;
  SettledCrossing& settled = page.settled[crossing.transaction];
  return may_be_settled(crossing.reason) && read_time(message.settled_at_ns(), settled.at) &&
         read_name(message.settled(), SettlementOutcome::annulled, settled.outcome);
}

bool read(const wire::PastCrossing& message, Crossing& crossing)
{
  crossing.transaction.value = message.transaction();
  crossing.unit.value = message.unit();
  crossing.checkpoint.value = message.checkpoint();
  crossing.reason = static_cast<Reason>(message.reason());
  crossing.offline = message.offline();
  crossing.stamped = message.stamped();
  crossing.ref.value = message.ref();
  return crossing.transaction.valid() && read_time(message.at_ns(), crossing.at) &&
         read_time(message.received_at_ns(), crossing.received_at) &&
         read_name(message.direction(), Direction::entry, crossing.direction) &&
         read_name(message.decision(), Decision::refuse, crossing.decision) &&
         read_name(message.document_kind(), DocumentKind::crew_pass, crossing.kind);
}

} // namespace

Status check(const HistoryQuestion& question)
{
  const auto malformed = [](const char* what) { return Error{ErrorCode::malformed, what}; };
  if (!is_state(question.document.issuer())) return malformed("the issuer is no state's letters");
  if (question.document.empty()) return malformed("the document has no number");
  if (!is_inquiry_reason(question.reason.view())) return malformed("that is no reason");
  return check(question.after);
}

Status check(const HistoryPlace& after)
{
  if (after == HistoryPlace{}) return success();
  if (after.at < WallTime{0} || after.at > latest_time || !after.transaction.valid())
    return Error{ErrorCode::malformed, "no crossing is at that place"};
  return success();
}

Result<std::string> encode_history_request(const HistoryQuestion& question)
{
  if (Status status = check(question); !status.ok()) return status.error();
  wire::HistoryRequest message;
  message.set_issuer(std::string(question.document.issuer()));
  message.set_number(std::string(question.document.number()));
  message.set_reason(std::string(question.reason.view()));
  if (question.after != HistoryPlace{}) {
    message.mutable_after()->set_at_ns(static_cast<std::uint64_t>(question.after.at.ns));
    message.mutable_after()->set_transaction(question.after.transaction.value);
  }
  return message.SerializeAsString();
}

Result<HistoryQuestion> decode_history_request(std::string_view bytes)
{
  const Error malformed{ErrorCode::malformed, "no question for a history"};
  if (bytes.size() > max_history_request_bytes)
    return Error{ErrorCode::too_large, "the message is too long"};
  wire::HistoryRequest message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return malformed;
  HistoryQuestion question;
  question.document = document_key(message.issuer(), message.number());
  if (!question.reason.assign(message.reason())) return malformed;
  if (message.has_after()) {
    if (!read_time(message.after().at_ns(), question.after.at)) return malformed;
    question.after.transaction.value = message.after().transaction();
  }
  const auto canonical = encode_history_request(question);
  if (!canonical.ok()) return canonical.error();
  if (canonical.value() != bytes) return malformed;
  return question;
}

std::string encode_history_part(const HistoryPage& page)
{
  wire::HistoryPart message;
  for (const Crossing& crossing : page.crossings) {
    wire::PastCrossing& past = *message.add_crossings();
    fill(crossing, past);
    const auto settled = page.settled.find(crossing.transaction);
    if (settled == page.settled.end()) continue;
    past.set_settled(static_cast<std::uint32_t>(settled->second.outcome));
    past.set_settled_at_ns(static_cast<std::uint64_t>(settled->second.at.ns));
  }
  message.set_more(page.more);
  return message.SerializeAsString();
}

Result<HistoryPage> decode_history_part(std::string_view bytes, const HistoryQuestion& question,
                                        AuthorityId authority)
{
  return decode_crossings(bytes, question.after, question.document, authority);
}

Result<HistoryPage> decode_crossings(std::string_view bytes, const HistoryPlace& after,
                                     const DocumentKey& document, AuthorityId authority)
{
  const auto corrupt = [](const char* what) { return Error{ErrorCode::corrupt, what}; };
  wire::HistoryPart message;
  if (bytes.size() > (1U << 20) ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return corrupt("the centre sends what is no history");
  if (static_cast<std::size_t>(message.crossings_size()) > most_in_history_part)
    return corrupt("the centre sends more crossings than a part may have");
  HistoryPage page;
  HistoryPlace last = after;
  for (const wire::PastCrossing& one : message.crossings()) {
    Crossing& crossing = page.crossings.emplace_back();
    crossing.authority = authority;
    crossing.document = document;
    if (!read(one, crossing) || !read_settled(one, crossing, page))
      return corrupt("the centre sends what is no crossing");
    if (place_of(crossing) <= last) return corrupt("the centre's crossings are out of order");
    last = place_of(crossing);
  }
  page.more = message.more();
  if (page.more && page.crossings.empty()) return corrupt("the centre's history has a hole");
  return page;
}

} // namespace gatetwin
