// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry_codec.hpp"
#include "core/registry/registry.pb.h"
#include <algorithm>
#include <bit>
#include <limits>
#include <string_view>

namespace gatetwin {
namespace {

namespace wire = registry::v1;

constexpr std::uint32_t version = 1;

Error malformed(const char* detail) { return {ErrorCode::malformed, detail}; }

bool is_printable(std::string_view text)
{
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_state(std::string_view text)
{
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '<'; });
}

bool is_known(Reason reason) { return std::string_view(to_string(reason)) != "unknown"; }

bool is_in_range(CalendarDate date)
{
  return date.year >= 0 && date.year <= 9999 && date.month >= 0 && date.month <= 12 &&
         date.day >= 0 && date.day <= 31;
}

std::uint32_t pack(CalendarDate date)
{
  return static_cast<std::uint32_t>(date.year * 10'000 + date.month * 100 + date.day);
}

CalendarDate unpack(std::uint32_t date)
{
  const auto part = [](std::uint32_t value) { return static_cast<std::int32_t>(value); };
  return {part(std::min(date / 10'000, 10'000U)), part(date / 100 % 100), part(date % 100)};
}

// Nothing when the content can be sent.
const char* fault_of(const RegistryRequest& request)
{
  const CheckedDocument& document = request.document;
  if (request.kind > RequestKind::cancel) return "kind is unknown";
  if (request.direction > Direction::entry) return "direction is unknown";
  if (request.decision > Decision::refuse) return "decision is unknown";
  if (!is_known(request.reason)) return "reason is unknown";
  if (request.at < WallTime{0} || request.at > latest_time) return "at is out of range";
  if (document.kind > DocumentKind::crew_pass) return "document.kind is unknown";
  if (!is_state(document.issuer.view())) return "document.issuer is no state code";
  if (!is_state(document.nationality.view())) return "document.nationality is no state code";
  if (!is_printable(document.number.view())) return "document.number has unprintable characters";
  if (!is_printable(document.name.view())) return "document.name has unprintable characters";
  if (!is_printable(document.areas.view())) return "document.areas has unprintable characters";
  if (!is_in_range(document.birth)) return "document.birth is out of range";
  if (!is_in_range(document.valid_from)) return "document.valid_from is out of range";
  if (!is_in_range(document.valid_until)) return "document.valid_until is out of range";
  return nullptr;
}

const char* fault_of(const RegistryReply& reply)
{
  if (reply.kind > RequestKind::cancel) return "kind is unknown";
  if (reply.status > ReplyStatus::malformed) return "status is unknown";
  if (reply.decision > Decision::refuse) return "decision is unknown";
  if (!is_known(reply.reason)) return "reason is unknown";
  return nullptr;
}

// One byte for the tag of a field below 16, then the value; nothing for zero.
std::size_t varint_field(std::uint64_t value)
{
  if (value == 0) return 0;
  return 1 + (static_cast<std::size_t>(std::bit_width(value)) + 6) / 7;
}
std::size_t fixed64_field(std::uint64_t value) { return value == 0 ? 0 : 9; }
std::size_t text_field(std::string_view text) { return text.empty() ? 0 : 2 + text.size(); }

std::size_t document_size(const CheckedDocument& document)
{
  return varint_field(static_cast<std::uint64_t>(document.kind)) +
         fixed64_field(document.ref.value) + text_field(document.issuer.view()) +
         text_field(document.number.view()) + text_field(document.nationality.view()) +
         text_field(document.name.view()) + varint_field(pack(document.birth)) +
         varint_field(pack(document.valid_from)) + varint_field(pack(document.valid_until)) +
         text_field(document.areas.view());
}

template <typename E> bool read_enum(std::uint32_t value, E last, E& to)
{
  if (value > static_cast<std::uint32_t>(last)) return false;
  to = static_cast<E>(value);
  return true;
}

const char* read_document(const wire::Document& from, CheckedDocument& to)
{
  if (!read_enum(from.kind(), DocumentKind::crew_pass, to.kind)) return "document.kind is unknown";
  to.ref.value = from.ref();
  const bool fits = to.issuer.assign(from.issuer()) && to.number.assign(from.number()) &&
                    to.nationality.assign(from.nationality()) && to.name.assign(from.name()) &&
                    to.areas.assign(from.areas());
  if (!fits) return "a text of the document is too long";
  to.birth = unpack(from.birth());
  to.valid_from = unpack(from.valid_from());
  to.valid_until = unpack(from.valid_until());
  return nullptr;
}

const char* read_request(const wire::Request& from, RegistryRequest& to)
{
  if (from.authority() > std::numeric_limits<std::uint16_t>::max()) return "authority is too large";
  if (from.at_ns() > static_cast<std::uint64_t>(latest_time.ns)) return "at is out of range";
  if (!from.has_document()) return "document is missing";
  if (!read_enum(from.kind(), RequestKind::cancel, to.kind)) return "kind is unknown";
  if (!read_enum(from.direction(), Direction::entry, to.direction)) return "direction is unknown";
  if (!read_enum(from.decision(), Decision::refuse, to.decision)) return "decision is unknown";
  to.authority.value = static_cast<std::uint16_t>(from.authority());
  to.unit.value = from.unit();
  to.checkpoint.value = from.checkpoint();
  to.transaction.value = from.transaction();
  to.attempt = from.attempt();
  to.reason = static_cast<Reason>(from.reason());
  to.offline = from.offline();
  to.stamped = from.stamped();
  to.at.ns = static_cast<std::int64_t>(from.at_ns());
  if (const char* fault = read_document(from.document(), to.document)) return fault;
  return fault_of(to);
}

const char* read_reply(const wire::Reply& from, RegistryReply& to)
{
  if (from.authority() > std::numeric_limits<std::uint16_t>::max()) return "authority is too large";
  if (!read_enum(from.kind(), RequestKind::cancel, to.kind)) return "kind is unknown";
  if (!read_enum(from.status(), ReplyStatus::malformed, to.status)) return "status is unknown";
  if (!read_enum(from.decision(), Decision::refuse, to.decision)) return "decision is unknown";
  to.authority.value = static_cast<std::uint16_t>(from.authority());
  to.transaction.value = from.transaction();
  to.attempt = from.attempt();
  to.reason = static_cast<Reason>(from.reason());
  to.stamp_due = from.stamp_due();
  to.list_version = from.list_version();
  return fault_of(to);
}

// Parses, and takes only what would have been written just so.
template <typename Message, typename Value>
Result<Value> decode(std::span<const std::byte> bytes, std::size_t limit,
                     const char* (*read)(const Message&, Value&))
{
  if (bytes.size() > limit) return Error{ErrorCode::too_large, "the message is too long"};
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return malformed("the message can't be parsed");
  }
  if (message.version() != version) {
    return Error{ErrorCode::unsupported, "the message is of another version"};
  }
  Value value;
  if (const char* fault = read(message, value)) return malformed(fault);
  std::string canonical;
  if (Status status = encode(value, canonical); !status.ok()) return status.error();
  const auto same = std::as_bytes(std::span(canonical));
  if (!std::equal(bytes.begin(), bytes.end(), same.begin(), same.end())) {
    return malformed("the message is not in its canonical form, or has unknown fields");
  }
  return value;
}

} // namespace

Status encode(const RegistryRequest& request, std::string& out)
{
  if (const char* fault = fault_of(request)) return malformed(fault);
  wire::Request message;
  message.set_version(version);
  message.set_kind(static_cast<std::uint32_t>(request.kind));
  message.set_authority(request.authority.value);
  message.set_unit(request.unit.value);
  message.set_checkpoint(request.checkpoint.value);
  message.set_transaction(request.transaction.value);
  message.set_attempt(request.attempt);
  message.set_direction(static_cast<std::uint32_t>(request.direction));
  message.set_decision(static_cast<std::uint32_t>(request.decision));
  message.set_reason(static_cast<std::uint32_t>(request.reason));
  message.set_offline(request.offline);
  message.set_stamped(request.stamped);
  message.set_at_ns(static_cast<std::uint64_t>(request.at.ns));
  const CheckedDocument& from = request.document;
  wire::Document& document = *message.mutable_document();
  document.set_kind(static_cast<std::uint32_t>(from.kind));
  document.set_ref(from.ref.value);
  document.mutable_issuer()->assign(from.issuer.view());
  document.mutable_number()->assign(from.number.view());
  document.mutable_nationality()->assign(from.nationality.view());
  document.mutable_name()->assign(from.name.view());
  document.set_birth(pack(from.birth));
  document.set_valid_from(pack(from.valid_from));
  document.set_valid_until(pack(from.valid_until));
  document.mutable_areas()->assign(from.areas.view());
  CHECK(message.SerializeToString(&out));
  return success();
}

Status encode(const RegistryReply& reply, std::string& out)
{
  if (const char* fault = fault_of(reply)) return malformed(fault);
  wire::Reply message;
  message.set_version(version);
  message.set_kind(static_cast<std::uint32_t>(reply.kind));
  message.set_authority(reply.authority.value);
  message.set_transaction(reply.transaction.value);
  message.set_attempt(reply.attempt);
  message.set_status(static_cast<std::uint32_t>(reply.status));
  message.set_decision(static_cast<std::uint32_t>(reply.decision));
  message.set_reason(static_cast<std::uint32_t>(reply.reason));
  message.set_stamp_due(reply.stamp_due);
  message.set_list_version(reply.list_version);
  CHECK(message.SerializeToString(&out));
  return success();
}

std::size_t encoded_size(const RegistryRequest& request)
{
  const std::size_t document = document_size(request.document);
  return varint_field(version) + varint_field(static_cast<std::uint64_t>(request.kind)) +
         varint_field(request.authority.value) + varint_field(request.unit.value) +
         varint_field(request.checkpoint.value) + fixed64_field(request.transaction.value) +
         varint_field(request.attempt) +
         varint_field(static_cast<std::uint64_t>(request.direction)) +
         varint_field(static_cast<std::uint64_t>(request.decision)) +
         varint_field(static_cast<std::uint64_t>(request.reason)) +
         varint_field(request.offline ? 1 : 0) + varint_field(request.stamped ? 1 : 0) +
         varint_field(static_cast<std::uint64_t>(request.at.ns)) + (document < 128 ? 2 : 3) +
         document;
}

std::size_t encoded_size(const RegistryReply& reply)
{
  return varint_field(version) + varint_field(static_cast<std::uint64_t>(reply.kind)) +
         varint_field(reply.authority.value) + fixed64_field(reply.transaction.value) +
         varint_field(reply.attempt) + varint_field(static_cast<std::uint64_t>(reply.status)) +
         varint_field(static_cast<std::uint64_t>(reply.decision)) +
         varint_field(static_cast<std::uint64_t>(reply.reason)) +
         varint_field(reply.stamp_due ? 1 : 0) + varint_field(reply.list_version);
}

Result<RegistryRequest> decode_request(std::span<const std::byte> bytes)
{
  return decode<wire::Request, RegistryRequest>(bytes, max_request_bytes, &read_request);
}

Result<RegistryReply> decode_reply(std::span<const std::byte> bytes)
{
  return decode<wire::Reply, RegistryReply>(bytes, max_reply_bytes, &read_reply);
}

} // namespace gatetwin
