// SPDX-License-Identifier: Apache-2.0
#include "core/journal/record_codec.hpp"
#include "core/base/check.hpp"
#include "core/journal/frame_chain.hpp"
#include <cstring>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

namespace gatetwin::journal {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

enum WireType : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2 };
constexpr std::uint8_t tag(unsigned field, WireType type)
{
  return static_cast<std::uint8_t>(field << 3 | type);
}

constexpr std::uint8_t kind_tag = tag(1, varint);
constexpr std::uint8_t delta_tag = tag(2, varint);
constexpr std::uint8_t subject_tag = tag(3, varint);
constexpr std::uint8_t value_tag = tag(4, varint);
constexpr std::uint8_t ref_tag = tag(5, fixed64);
constexpr std::uint8_t unit_tag = tag(6, varint);
constexpr std::uint8_t station_tag = tag(7, varint);
constexpr std::uint8_t code_tag = tag(8, varint);
constexpr std::uint8_t detail_tag = tag(9, varint);
constexpr std::uint8_t sequence_tag = tag(1, varint);
constexpr std::uint8_t first_time_tag = tag(2, varint);
constexpr std::uint8_t record_tag = tag(3, bytes);
constexpr std::uint8_t end_records_tag = tag(1, varint);
constexpr std::uint8_t end_digest_tag = tag(2, bytes);

std::uint8_t* put32(std::uint8_t* at, std::uint8_t field_tag, std::uint32_t number)
{
  if (number == 0) return at;
  *at++ = field_tag;
  return CodedOutputStream::WriteVarint32ToArray(number, at);
}

std::uint8_t* put64(std::uint8_t* at, std::uint8_t field_tag, std::uint64_t number)
{
  if (number == 0) return at;
  *at++ = field_tag;
  return CodedOutputStream::WriteVarint64ToArray(number, at);
}

// Reads one message's fields in the order of their numbers. The first fault sticks; after it
// everything reads as 0.
class FieldReader {
public:
  FieldReader(const std::byte* begin, const std::byte* end, const std::byte* payload)
      : m_at(begin), m_end(end), m_payload(payload)
  {
  }

  bool more() const { return m_at < m_end && m_fault.ok(); }
  const std::byte* at() const { return m_at; }
  const PayloadFault& fault() const { return m_fault; }
  void refuse(ReadFaultKind kind, const char* what)
  {
    if (!m_fault.ok()) return;
    m_fault = {kind, static_cast<std::size_t>(m_at - m_payload), what};
  }

  // Takes the tag if it is the next.
  bool take(std::uint8_t field_tag)
  {
    if (m_at == m_end || std::to_integer<std::uint8_t>(*m_at) != field_tag) return false;
    ++m_at;
    return true;
  }
  std::uint64_t number()
  {
    std::uint64_t result = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (m_at == m_end) return bad("a number is cut off");
      const auto byte = std::to_integer<std::uint64_t>(*m_at++);
      if (shift == 63 && byte > 1) return bad("a number is beyond 64 bits");
      result |= (byte & 0x7F) << shift;
      if (byte < 0x80) return byte != 0 ? result : bad("a number is zero or has leading zeros");
    }
    return bad("a number is beyond 64 bits");
  }
  std::uint32_t number(std::uint64_t limit)
  {
    const std::uint64_t n = number();
    return n <= limit ? static_cast<std::uint32_t>(n)
                      : static_cast<std::uint32_t>(bad("a number is beyond its field's range"));
  }
  std::uint64_t fixed()
  {
    if (m_end - m_at < 8) return bad("a field is cut off");
    std::uint64_t n = 0;
    std::memcpy(&n, m_at, sizeof n);
    m_at += 8;
    return n != 0 ? n : bad("a field holds the zero that is left out");
  }
  const std::byte* skip(std::size_t size)
  {
    if (static_cast<std::size_t>(m_end - m_at) < size) {
      bad("a field is longer than what holds it");
      return m_at;
    }
    m_at += size;
    return m_at;
  }
  // At the end of a message: whatever is left is a field out of order or one that nobody knows.
  void finish(unsigned highest_field)
  {
    if (!more()) return;
    const auto next = std::to_integer<unsigned>(*m_at);
    const bool known = next < 0x80 && next >> 3 >= 1 && next >> 3 <= highest_field;
    if (known)
      refuse(ReadFaultKind::bad_encoding, "a field is repeated, out of order or of the wrong type");
    else
      refuse(ReadFaultKind::unknown_field, "a field that this build does not know");
  }

private:
  std::uint64_t bad(const char* what)
  {
    refuse(ReadFaultKind::bad_encoding, what);
    m_at = m_end;
    return 0;
  }

  const std::byte* m_at;
  const std::byte* m_end;
  const std::byte* m_payload;
  PayloadFault m_fault;
};

void read_record(FieldReader& in, Record& record, std::int64_t& time_ns)
{
  const std::uint32_t kind = in.take(kind_tag) ? in.number(UINT16_MAX) : 0;
  if (!is_known(static_cast<RecordKind>(kind))) {
    in.refuse(ReadFaultKind::unknown_kind, "a record of a kind that this build does not know");
  }
  record.kind = static_cast<RecordKind>(kind);
  if (in.take(delta_tag)) {
    const std::uint64_t delta = in.number();
    if (delta > static_cast<std::uint64_t>(INT64_MAX) - static_cast<std::uint64_t>(time_ns)) {
      in.refuse(ReadFaultKind::bad_encoding, "a time beyond 64 bits");
      return;
    }
    time_ns = static_cast<std::int64_t>(static_cast<std::uint64_t>(time_ns) + delta);
  }
  record.time_ns = time_ns;
  record.subject = in.take(subject_tag) ? in.number() : 0;
  record.value = in.take(value_tag) ? WireFormatLite::ZigZagDecode64(in.number()) : 0;
  record.ref = in.take(ref_tag) ? in.fixed() : 0;
  record.unit = in.take(unit_tag) ? in.number(UINT32_MAX) - 1 : none_id;
  record.station = in.take(station_tag) ? in.number(UINT32_MAX) - 1 : none_id;
  record.code =
      in.take(code_tag) ? static_cast<std::uint16_t>(in.number(UINT16_MAX)) : std::uint16_t{0};
  record.detail = in.take(detail_tag) ? in.number(UINT32_MAX) : 0;
  in.finish(9);
}

} // namespace

std::byte* put_record(std::byte* into, const Record& record, std::uint64_t time_delta_ns)
{
  auto* const begin = reinterpret_cast<std::uint8_t*>(into);
  std::uint8_t* at = begin + 2; // tag and length: a record is shorter than 128 bytes
  at = put32(at, kind_tag, static_cast<std::uint32_t>(record.kind));
  at = put64(at, delta_tag, time_delta_ns);
  at = put64(at, subject_tag, record.subject);
  at = put64(at, value_tag, WireFormatLite::ZigZagEncode64(record.value));
  if (record.ref != 0) {
    *at++ = ref_tag;
    at = CodedOutputStream::WriteLittleEndian64ToArray(record.ref, at);
  }
  at = put32(at, unit_tag, record.unit + 1);
  at = put32(at, station_tag, record.station + 1);
  at = put32(at, code_tag, record.code);
  at = put32(at, detail_tag, record.detail);
  begin[0] = record_tag;
  begin[1] = static_cast<std::uint8_t>(at - begin - 2);
  return into + (at - begin);
}

std::byte* put_block_prefix(std::byte* into, std::uint64_t first_sequence,
                            std::int64_t first_time_ns)
{
  auto* const begin = reinterpret_cast<std::uint8_t*>(into);
  std::uint8_t* at = put64(begin, sequence_tag, first_sequence);
  at = put64(at, first_time_tag, WireFormatLite::ZigZagEncode64(first_time_ns));
  return into + (at - begin);
}

std::byte* put_end(std::byte* into, std::uint64_t records,
                   const std::array<std::byte, 16>& run_digest)
{
  auto* const begin = reinterpret_cast<std::uint8_t*>(into);
  std::uint8_t* at = put64(begin, end_records_tag, records);
  *at++ = end_digest_tag;
  *at++ = static_cast<std::uint8_t>(run_digest.size());
  std::memcpy(at, run_digest.data(), run_digest.size());
  return into + (at - begin) + run_digest.size();
}

PayloadFault decode_block(std::span<const std::byte> payload, DecodedBlock& into)
{
  FieldReader in(payload.data(), payload.data() + payload.size(), payload.data());
  into.records.clear();
  into.first_sequence = in.take(sequence_tag) ? in.number() : 0;
  std::int64_t time_ns = in.take(first_time_tag) ? WireFormatLite::ZigZagDecode64(in.number()) : 0;
  while (in.take(record_tag)) {
    // An empty record has no kind, so its length is never the zero that number() refuses.
    const std::size_t size = in.number(max_record_bytes - 2);
    const std::byte* begin = in.at();
    const std::byte* end = in.skip(size);
    if (!in.fault().ok()) break;
    if (into.records.size() == max_block_records) {
      in.refuse(ReadFaultKind::too_many_records, "more records in a block than the format allows");
      break;
    }
    FieldReader fields(begin, end, payload.data());
    read_record(fields, into.records.emplace_back(), time_ns);
    if (!fields.fault().ok()) return fields.fault();
  }
  in.finish(3);
  if (in.fault().ok() && into.records.empty()) {
    in.refuse(ReadFaultKind::bad_encoding, "a block without records");
  }
  return in.fault();
}

PayloadFault decode_end(std::span<const std::byte> payload, DecodedEnd& into)
{
  FieldReader in(payload.data(), payload.data() + payload.size(), payload.data());
  into.records = in.take(end_records_tag) ? in.number() : 0;
  if (in.take(end_digest_tag) && in.number(into.run_digest.size()) == into.run_digest.size()) {
    const std::byte* begin = in.at();
    in.skip(into.run_digest.size());
    if (in.fault().ok()) std::memcpy(into.run_digest.data(), begin, into.run_digest.size());
  } else {
    in.refuse(ReadFaultKind::bad_encoding, "the end does not hold a digest of 16 bytes");
  }
  in.finish(2);
  return in.fault();
}

} // namespace gatetwin::journal
