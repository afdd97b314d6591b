// SPDX-License-Identifier: Apache-2.0
#include "core/gate/input_journal.hpp"
#include "core/gate/unit_settings.hpp"
#include <bit>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

constexpr std::uint32_t nothing = 0xFFFF'FFFFU; // in detail: the pointer was null
constexpr std::uint32_t no_liveness = 0x100;    // in detail, above the faces

std::uint64_t packed(const RegistryReply& reply)
{
  return static_cast<std::uint64_t>(reply.kind) | static_cast<std::uint64_t>(reply.status) << 8 |
         static_cast<std::uint64_t>(reply.decision) << 16 |
         static_cast<std::uint64_t>(reply.stamp_due ? 1 : 0) << 24 |
         static_cast<std::uint64_t>(reply.authority.value) << 32 |
         static_cast<std::uint64_t>(reply.attempt & 0xFFFF) << 48;
}

bool unpack(const Record& record, RegistryReply& reply)
{
  const auto byte = [&record](unsigned shift) {
    return static_cast<std::uint8_t>(record.ref >> shift & 0xFF);
  };
  reply.kind = static_cast<RequestKind>(byte(0));
  reply.status = static_cast<ReplyStatus>(byte(8));
  reply.decision = static_cast<Decision>(byte(16));
  reply.stamp_due = byte(24) != 0;
  reply.authority = AuthorityId{static_cast<std::uint16_t>(record.ref >> 32 & 0xFFFF)};
  reply.attempt = static_cast<std::uint32_t>(record.ref >> 48);
  reply.transaction = TransactionId{record.subject};
  reply.reason = static_cast<Reason>(record.detail);
  reply.list_version = static_cast<std::uint64_t>(record.value);
  return reply.kind <= RequestKind::cancel && reply.status <= ReplyStatus::malformed &&
         reply.decision <= Decision::refuse && byte(24) <= 1;
}

void fill(const PortInput& input, Record& record)
{
  switch (input.kind) {
  case InputKind::registry_reply:
    record.detail = nothing;
    if (input.reply == nullptr) return;
    record.subject = input.reply->transaction.value;
    record.ref = packed(*input.reply);
    record.detail = static_cast<std::uint32_t>(input.reply->reason);
    record.value = static_cast<std::int64_t>(input.reply->list_version);
    return;
  case InputKind::document_scanned: record.detail = input.scan == nullptr ? nothing : 0; return;
  case InputKind::face:
    record.subject = std::bit_cast<std::uint64_t>(input.face.match_score);
    record.ref = std::bit_cast<std::uint64_t>(input.face.liveness_score.value_or(0.0));
    record.value = input.face.taken_at.ns;
    record.detail = input.face.faces_seen | (input.face.liveness_score ? 0U : no_liveness);
    return;
  case InputKind::officer:
    record.subject = static_cast<std::uint64_t>(input.action);
    record.detail = input.officer.value;
    break;
  case InputKind::reading_failed: record.detail = static_cast<std::uint32_t>(input.reason); break;
  case InputKind::device_failed:
  case InputKind::device_recovered: record.detail = static_cast<std::uint32_t>(input.device); break;
  default: record.detail = door_detail(input.door, input.door_state); break;
  }
  record.value = static_cast<std::int64_t>(input.number);
}

} // namespace

journal::Record to_record(const PortInput& input, UnitId unit, MonotonicTime now)
{
  Record record{.time_ns = now.ns,
                .unit = unit.value,
                .kind = journal::unit_input,
                .code = static_cast<std::uint16_t>(input.kind)};
  fill(input, record);
  return record;
}

bool from_record(const Record& record, PortInput& input, RegistryReply& reply, DocumentScan& scan)
{
  input = {};
  input.kind = static_cast<InputKind>(record.code);
  if (record.code > static_cast<std::uint16_t>(InputKind::steering_ends)) return false;
  switch (input.kind) {
  case InputKind::registry_reply:
    if (record.detail == nothing) return true;
    input.reply = &reply;
    return unpack(record, reply);
  case InputKind::document_scanned:
    scan = {};
    if (record.detail != nothing) input.scan = &scan;
    return true;
  case InputKind::face:
    input.face.match_score = std::bit_cast<double>(record.subject);
    input.face.liveness_score = std::bit_cast<double>(record.ref);
    if ((record.detail & no_liveness) != 0) input.face.liveness_score.reset();
    input.face.taken_at = {record.value};
    input.face.liveness_at = input.face.taken_at;
    input.face.faces_seen = static_cast<std::uint8_t>(record.detail);
    return (record.detail & ~no_liveness) <= 0xFF;
  case InputKind::officer:
    input.action = static_cast<OfficerAction>(record.subject);
    input.officer = OfficerId{record.detail};
    break;
  case InputKind::reading_failed: input.reason = static_cast<Reason>(record.detail); break;
  case InputKind::device_failed:
  case InputKind::device_recovered: input.device = static_cast<Device>(record.detail); break;
  default:
    input.door = static_cast<Door>(record.detail >> 8 & 0xFF);
    input.door_state = static_cast<DoorState>(record.detail & 0xFF);
    break;
  }
  input.number = static_cast<std::uint64_t>(record.value);
  return input.door <= Door::exit && input.door_state <= DoorState::forced &&
         input.device <= Device::power && input.action <= OfficerAction::reset;
}

std::optional<Record> liveness_record(const PortInput& input, UnitId unit, MonotonicTime now)
{
  if (input.kind != InputKind::face || input.face.liveness_at == input.face.taken_at) return {};
  return Record{.time_ns = now.ns,
                .value = input.face.liveness_at.ns,
                .unit = unit.value,
                .kind = journal::liveness_picture};
}

bool take_liveness_record(const Record& record, PortInput& input)
{
  input.face.liveness_at = {record.value};
  return input.kind == InputKind::face;
}

namespace {

// Else the record tells when the entry expires.
bool tells_when_passed(const StoreEntry& entry)
{
  return carries_request(entry) && entry.kind != StoreEntryKind::joint_in_doubt;
}

} // namespace

journal::Record to_record(const StoreEntry& entry, UnitId unit, MonotonicTime now)
{
  const RegistryRequest& request = entry.request;
  return {.time_ns = now.ns,
          .subject = entry.transaction.value,
          .value = tells_when_passed(entry) ? request.at.ns : entry.expires_at.ns,
          .ref = request.document.ref.value,
          .unit = unit.value,
          .kind = journal::store_entry,
          .code = static_cast<std::uint16_t>(entry.kind),
          .detail = static_cast<std::uint32_t>(request.direction) |
                    (request.stamped ? 1U : 0U) << 8 | (request.offline ? 1U : 0U) << 9 |
                    static_cast<std::uint32_t>(request.authority.value) << 16};
}

bool from_record(const Record& record, StoreEntry& entry)
{
  entry = {};
  entry.kind = static_cast<StoreEntryKind>(record.code);
  entry.transaction = TransactionId{record.subject};
  RegistryRequest& request = entry.request;
  request.kind = RequestKind::record;
  request.transaction = entry.transaction;
  request.unit = UnitId{record.unit};
  request.decision = Decision::admit;
  request.direction = static_cast<Direction>(record.detail & 0xFF);
  request.stamped = (record.detail >> 8 & 1) != 0;
  request.offline = (record.detail >> 9 & 1) != 0;
  request.authority = AuthorityId{static_cast<std::uint16_t>(record.detail >> 16)};
  request.document.ref = {record.ref};
  if (entry.kind == StoreEntryKind::authorisation) request.reason = Reason::passage_presumed;
  if (tells_when_passed(entry))
    request.at = {record.value};
  else
    entry.expires_at = {record.value};
  return record.code <= static_cast<std::uint16_t>(StoreEntryKind::joint_resolved) &&
         request.direction <= Direction::entry;
}

std::uint64_t RecordingStore::append(const StoreEntry& entry)
{
  const std::uint64_t ticket = m_store.append(entry);
  m_journal.append({.time_ns = m_now.ns,
                    .subject = entry.transaction.value,
                    .value = static_cast<std::int64_t>(ticket),
                    .unit = m_unit.value,
                    .kind = journal::store_ticket,
                    .code = static_cast<std::uint16_t>(entry.kind)});
  return ticket;
}

namespace {

class RecordingVisitor final : public StoreVisitor {
public:
  RecordingVisitor(StoreVisitor& visitor, journal::Journal& journal, UnitId unit, MonotonicTime now)
      : m_visitor(visitor), m_journal(journal), m_unit(unit), m_now(now)
  {
  }
  void on_entry(const StoreEntry& entry) override
  {
    m_journal.append(to_record(entry, m_unit, m_now));
    m_visitor.on_entry(entry);
  }

private:
  StoreVisitor& m_visitor;
  journal::Journal& m_journal;
  const UnitId m_unit;
  const MonotonicTime m_now;
};

} // namespace

void RecordingStore::recover(StoreVisitor& visitor)
{
  RecordingVisitor recording(visitor, m_journal, m_unit, m_now);
  m_store.recover(recording);
}

void InputJournal::append(RecordKind kind, Instant now)
{
  m_store.set_time(now.mono);
  m_journal.append(
      {.time_ns = now.mono.ns, .value = now.wall.ns, .unit = m_config.unit.value, .kind = kind});
}

void InputJournal::start(Instant now)
{
  for (const UnitSetting& setting : settings_of(m_config)) {
    m_journal.append({.time_ns = now.mono.ns,
                      .subject = setting.key,
                      .value = setting.value,
                      .unit = m_config.unit.value,
                      .kind = journal::unit_setting});
  }
  append(journal::unit_started, now);
}

void InputJournal::turn(Inbox& inbox, Instant now)
{
  for (std::size_t i = inbox.size(); i > 0; --i) { // once round
    const PortInput input = inbox.front();
    inbox.pop();
    if (const auto judged = liveness_record(input, m_config.unit, now.mono))
      m_journal.append(*judged);
    m_journal.append(to_record(input, m_config.unit, now.mono));
    CHECK(inbox.push(input));
  }
  append(journal::unit_turn, now);
}

} // namespace gatetwin
