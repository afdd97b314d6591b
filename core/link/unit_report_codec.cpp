// SPDX-License-Identifier: Apache-2.0
#include "core/link/unit_report_codec.hpp"
#include "core/link/link.pb.h"
#include <algorithm>

namespace gatetwin {
namespace {

namespace wire = registry::v1;

template <typename Message> bool has_unknown(const Message& message)
{
  return !message.GetReflection()->GetUnknownFields(message).empty();
}

bool read(const wire::JournalHead& message, JournalHead& head)
{
  if (has_unknown(message) || !is_journal_name(message.file()) ||
      message.digest().size() != head.digest.size())
    return false;
  head.bytes = message.bytes();
  head.records = message.records();
  const auto* digest = reinterpret_cast<const std::byte*>(message.digest().data());
  std::copy_n(digest, head.digest.size(), head.digest.begin());
  return head.file.assign(message.file());
}

bool read(const wire::PairInDoubt& message, UnitId unit, PairInDoubt& pair)
{
  pair.transaction.value = message.transaction();
  pair.since.ns = static_cast<std::int64_t>(message.since_ns());
  pair.exit_confirmed = message.exit_confirmed();
  pair.entry_confirmed = message.entry_confirmed();
  return !has_unknown(message) && pair.transaction.valid() && unit_of(pair.transaction) == unit &&
         pair.since >= Duration{0};
}

} // namespace

Result<std::string> encode_report(const UnitReport& report)
{
  if (report.journals.size() > UnitReport::most_journals ||
      report.pairs.size() > UnitReport::most_pairs)
    return Error{ErrorCode::too_large, "a report has at most 4 journals and 64 pairs"};
  wire::UnitReport message;
  for (const JournalHead& head : report.journals) {
    wire::JournalHead& into = *message.add_journals();
    into.set_file(std::string(head.file.view()));
    into.set_bytes(head.bytes);
    into.set_records(head.records);
    into.set_digest(head.digest.data(), head.digest.size());
  }
  for (const PairInDoubt& pair : report.pairs) {
    wire::PairInDoubt& into = *message.add_pairs();
    into.set_transaction(pair.transaction.value);
    into.set_since_ns(static_cast<std::uint64_t>(pair.since.ns));
    into.set_exit_confirmed(pair.exit_confirmed);
    into.set_entry_confirmed(pair.entry_confirmed);
  }
  std::string bytes = message.SerializeAsString();
  if (bytes.size() > max_report_bytes)
    return Error{ErrorCode::too_large, "a report has at most 4096 bytes"};
  return bytes;
}

Result<UnitReport> decode_report(std::string_view bytes, UnitId unit)
{
  const auto malformed = [](const char* what) { return Error{ErrorCode::malformed, what}; };
  if (bytes.size() > max_report_bytes)
    return Error{ErrorCode::too_large, "a report has at most 4096 bytes"};
  wire::UnitReport message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || has_unknown(message))
    return malformed("no report");
  if (static_cast<std::size_t>(message.journals_size()) > UnitReport::most_journals ||
      static_cast<std::size_t>(message.pairs_size()) > UnitReport::most_pairs)
    return Error{ErrorCode::too_large, "a report has at most 4 journals and 64 pairs"};
  UnitReport report;
  for (const wire::JournalHead& head : message.journals()) {
    if (!read(head, report.journals.emplace_back())) return malformed("a journal's head");
  }
  for (const wire::PairInDoubt& pair : message.pairs()) {
    if (!read(pair, unit, report.pairs.emplace_back())) return malformed("a pair in doubt");
  }
  return report;
}

} // namespace gatetwin
