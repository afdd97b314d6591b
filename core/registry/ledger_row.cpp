// SPDX-License-Identifier: Apache-2.0
#include "core/registry/ledger_row.hpp"
#include <bit>
#include <cstring>
#include <memory>
#include <openssl/evp.h>
#include <type_traits>

namespace gatetwin {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are written as they lie");

constexpr std::uint8_t write_row = 1;
constexpr std::uint8_t document_row = 2;
constexpr std::uint8_t list_row = 3;
constexpr std::uint8_t journal_row = 4;
constexpr std::uint8_t inquiry_row = 5;
constexpr std::uint8_t settlement_row = 6;
constexpr std::uint8_t has_crossing = 1;
constexpr std::uint8_t has_reservation = 2;

class RowWriter {
public:
  RowWriter() { m_bytes.reserve(usual_bytes); }
  template <typename T> void number(T value)
  {
    static_assert(std::is_integral_v<T>);
    bytes(&value, sizeof value);
  }
  template <typename E> void name(E value)
  {
    number(static_cast<std::underlying_type_t<E>>(value));
  }
  void flag(bool value) { number(static_cast<std::uint8_t>(value ? 1 : 0)); }
  void key(const DocumentKey& value) { bytes(value.bytes.data(), value.bytes.size()); }
  void text(std::string_view value)
  {
    number(static_cast<std::uint8_t>(value.size()));
    bytes(value.data(), value.size());
  }
  void digest(const LedgerDigest& value) { bytes(value.data(), value.size()); }
  std::vector<std::byte> take() { return std::move(m_bytes); }

private:
  void bytes(const void* from, std::size_t size)
  {
    const std::size_t at = m_bytes.size();
    m_bytes.resize(at + size);
    if (size > 0) std::memcpy(m_bytes.data() + at, from, size);
  }
  static constexpr std::size_t usual_bytes = 128;
  std::vector<std::byte> m_bytes;
};

class RowReader {
public:
  explicit RowReader(std::span<const std::byte> bytes) : m_left(bytes) {}
  template <typename T> T number()
  {
    static_assert(std::is_integral_v<T>);
    T value{};
    bytes(&value, sizeof value);
    return value;
  }
  template <typename E> E name(E last)
  {
    using Number = std::underlying_type_t<E>;
    const Number value = number<Number>();
    m_good = m_good && value <= static_cast<Number>(last);
    return static_cast<E>(value);
  }
  bool flag()
  {
    const auto value = number<std::uint8_t>();
    m_good = m_good && value <= 1;
    return value == 1;
  }
  DocumentKey key()
  {
    DocumentKey raw;
    bytes(raw.bytes.data(), raw.bytes.size());
    DocumentKey key = document_key(raw.issuer(), raw.number());
    m_good = m_good && key.bytes == raw.bytes; // in its normal form
    return key;
  }
  template <std::size_t N> ShortText<N> text()
  {
    ShortText<N> value;
    std::array<char, N> letters{};
    const auto size = number<std::uint8_t>();
    m_good = m_good && size <= N;
    if (!m_good) return value;
    bytes(letters.data(), size);
    return value.assign({letters.data(), size}) ? value : ShortText<N>();
  }
  LedgerDigest digest()
  {
    LedgerDigest value{};
    bytes(value.data(), value.size());
    return value;
  }
  void expect(bool good) { m_good = m_good && good; }
  bool is_whole() const { return m_good && m_left.empty(); }

private:
  void bytes(void* to, std::size_t size)
  {
    if (m_left.size() < size) {
      m_good = false;
      return;
    }
    std::memcpy(to, m_left.data(), size);
    m_left = m_left.subspan(size);
  }
  std::span<const std::byte> m_left;
  bool m_good = true;
};

void write_crossing(RowWriter& out, const Crossing& crossing)
{
  out.number(crossing.unit.value);
  out.number(crossing.checkpoint.value);
  out.name(crossing.direction);
  out.name(crossing.decision);
  out.name(crossing.reason);
  out.flag(crossing.offline);
  out.flag(crossing.stamped);
  out.number(crossing.at.ns);
  out.number(crossing.received_at.ns);
  out.name(crossing.kind);
  out.number(crossing.ref.value);
  out.key(crossing.document);
}

Crossing read_crossing(RowReader& in, const AnswerKey& key)
{
  Crossing crossing{.transaction = key.transaction, .authority = key.authority};
  crossing.unit.value = in.number<std::uint32_t>();
  crossing.checkpoint.value = in.number<std::uint32_t>();
  crossing.direction = in.name(Direction::entry);
  crossing.decision = in.name(Decision::refuse);
  crossing.reason = in.name(static_cast<Reason>(UINT32_MAX));
  crossing.offline = in.flag();
  crossing.stamped = in.flag();
  crossing.at.ns = in.number<std::int64_t>();
  crossing.received_at.ns = in.number<std::int64_t>();
  crossing.kind = in.name(DocumentKind::crew_pass);
  crossing.ref.value = in.number<std::uint64_t>();
  crossing.document = in.key();
  return crossing;
}

void read_write(RowReader& in, LedgerRow& row, AuthorityId authority)
{
  row.is_write = true;
  row.key.transaction.value = in.number<std::uint64_t>();
  row.key.authority = authority;
  row.key.kind = in.name(RequestKind::cancel);
  row.answer.content = in.number<std::uint64_t>();
  row.answer.list_version = in.number<std::uint64_t>();
  row.answer.reason = in.name(static_cast<Reason>(UINT32_MAX));
  row.answer.decision = in.name(Decision::refuse);
  row.answer.stamp_due = in.flag();
  const auto parts = in.number<std::uint8_t>();
  in.expect(parts <= (has_crossing | has_reservation));
  if ((parts & has_crossing) != 0) row.crossing = read_crossing(in, row.key);
  if ((parts & has_reservation) == 0) return;
  Reservation& reservation = row.reservation.emplace();
  reservation.transaction = row.key.transaction;
  reservation.state = in.name(ReservationState::cancelled);
  reservation.expires_at.ns = in.number<std::int64_t>();
  reservation.ref.value = in.number<std::uint64_t>();
  reservation.document = in.key();
}

ListMark read_list(RowReader& in)
{
  ListMark mark;
  const auto list = in.number<std::uint8_t>();
  in.expect(is_list_name(list));
  mark.list = static_cast<ListName>(list);
  mark.version = in.number<std::uint64_t>();
  in.expect(mark.version > 0);
  mark.accepted_older = in.flag();
  mark.at.ns = in.number<std::int64_t>();
  return mark;
}

HeldHead read_journal(RowReader& in)
{
  HeldHead held;
  held.unit.value = in.number<std::uint32_t>();
  held.head.file = in.text<96>();
  in.expect(is_journal_name(held.head.file.view()));
  held.head.bytes = in.number<std::uint64_t>();
  held.head.records = in.number<std::uint64_t>();
  held.head.digest = in.digest();
  held.received_at.ns = in.number<std::int64_t>();
  return held;
}

Inquiry read_inquiry(RowReader& in)
{
  Inquiry inquiry;
  inquiry.at_console = in.flag();
  inquiry.observer = in.number<std::uint32_t>();
  inquiry.at.ns = in.number<std::int64_t>();
  inquiry.document = in.key();
  inquiry.reason = in.text<most_inquiry_reason>();
  in.expect(check(inquiry).ok());
  return inquiry;
}

Settlement read_settlement(RowReader& in)
{
  Settlement settlement;
  settlement.transaction.value = in.number<std::uint64_t>();
  settlement.outcome = in.name(SettlementOutcome::annulled);
  settlement.correction = in.flag();
  settlement.at_console = in.flag();
  settlement.supervisor = in.number<std::uint32_t>();
  settlement.at.ns = in.number<std::int64_t>();
  settlement.reason = in.text<most_inquiry_reason>();
  in.expect(check(settlement).ok());
  return settlement;
}

LedgerDigest sha256(std::span<const std::span<const std::byte>> parts)
{
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  CHECK(context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1);
  for (const std::span<const std::byte> part : parts) {
    CHECK(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
  }
  LedgerDigest digest;
  unsigned size = 0;
  CHECK(EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size) ==
        1);
  CHECK(size == digest.size());
  return digest;
}

} // namespace

std::vector<std::byte> encode_write(const LedgerWrite& write)
{
  RowWriter out;
  out.number(write_row);
  out.number(write.key.transaction.value);
  out.name(write.key.kind);
  out.number(write.answer.content);
  out.number(write.answer.list_version);
  out.name(write.answer.reason);
  out.name(write.answer.decision);
  out.flag(write.answer.stamp_due);
  out.number(static_cast<std::uint8_t>((write.crossing != nullptr ? has_crossing : 0) |
                                       (write.reservation != nullptr ? has_reservation : 0)));
  if (write.crossing != nullptr) write_crossing(out, *write.crossing);
  if (write.reservation != nullptr) {
    out.name(write.reservation->state);
    out.number(write.reservation->expires_at.ns);
    out.number(write.reservation->ref.value);
    out.key(write.reservation->document);
  }
  return out.take();
}

std::vector<std::byte> encode_document(const DocumentKey& document, DocumentStatus status)
{
  RowWriter out;
  out.number(document_row);
  out.name(status);
  out.key(document);
  return out.take();
}

std::vector<std::byte> encode_list(const ListMark& mark)
{
  RowWriter out;
  out.number(list_row);
  out.name(mark.list);
  out.number(mark.version);
  out.flag(mark.accepted_older);
  out.number(mark.at.ns);
  return out.take();
}

std::vector<std::byte> encode_journal(const HeldHead& held)
{
  RowWriter out;
  out.number(journal_row);
  out.number(held.unit.value);
  out.text(held.head.file.view());
  out.number(held.head.bytes);
  out.number(held.head.records);
  out.digest(held.head.digest);
  out.number(held.received_at.ns);
  return out.take();
}

std::vector<std::byte> encode_inquiry(const Inquiry& inquiry)
{
  RowWriter out;
  out.number(inquiry_row);
  out.flag(inquiry.at_console);
  out.number(inquiry.observer);
  out.number(inquiry.at.ns);
  out.key(inquiry.document);
  out.text(inquiry.reason.view());
  return out.take();
}

std::vector<std::byte> encode_settlement(const Settlement& settlement)
{
  RowWriter out;
  out.number(settlement_row);
  out.number(settlement.transaction.value);
  out.name(settlement.outcome);
  out.flag(settlement.correction);
  out.flag(settlement.at_console);
  out.number(settlement.supervisor);
  out.number(settlement.at.ns);
  out.text(settlement.reason.view());
  return out.take();
}

Result<LedgerRow> decode_row(std::span<const std::byte> bytes, AuthorityId authority)
{
  RowReader in(bytes);
  LedgerRow row;
  const auto type = in.number<std::uint8_t>();
  switch (type) {
  case write_row: read_write(in, row, authority); break;
  case document_row:
    row.status = in.name(DocumentStatus::revoked);
    row.document = in.key();
    break;
  case list_row: row.list = read_list(in); break;
  case journal_row: row.journal = read_journal(in); break;
  case inquiry_row: row.inquiry = read_inquiry(in); break;
  case settlement_row: row.settlement = read_settlement(in); break;
  default: return Error{ErrorCode::malformed, "the row is of an unknown type"};
  }
  if (!in.is_whole()) return Error{ErrorCode::malformed, "the row's fields don't fit its length"};
  return row;
}

LedgerDigest first_digest(AuthorityId authority, std::string_view identity)
{
  constexpr std::string_view format = "gatetwin ledger 1";
  const std::byte prefix{0x00};
  const std::array<std::span<const std::byte>, 4> parts{
      std::span(&prefix, 1), std::as_bytes(std::span(format)),
      std::as_bytes(std::span(&authority.value, 1)), std::as_bytes(std::span(identity))};
  return sha256(parts);
}

LedgerDigest next_digest(const LedgerDigest& before, std::uint64_t sequence,
                         std::span<const std::byte> row)
{
  const std::byte prefix{0x01};
  const std::array<std::span<const std::byte>, 4> parts{
      std::span(&prefix, 1), std::span<const std::byte>(before),
      std::as_bytes(std::span(&sequence, 1)), row};
  return sha256(parts);
}

} // namespace gatetwin
