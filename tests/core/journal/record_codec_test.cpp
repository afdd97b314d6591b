// SPDX-License-Identifier: Apache-2.0
#include "core/journal/record.pb.h"
#include "core/journal/record_codec.hpp"
#include "tests/core/journal/journal_bytes.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin::journal {
namespace {

std::uint32_t plus_1(std::uint32_t id) { return id + 1; }

v1::Record to_message(const Record& record, std::uint64_t delta)
{
  v1::Record message;
  message.set_kind(static_cast<std::uint32_t>(record.kind));
  message.set_time_delta_ns(delta);
  message.set_subject(record.subject);
  message.set_value(record.value);
  message.set_ref(record.ref);
  message.set_unit_plus_1(plus_1(record.unit));
  message.set_station_plus_1(plus_1(record.station));
  message.set_code(record.code);
  message.set_detail(record.detail);
  return message;
}

std::string encode_block(std::uint64_t sequence, const std::vector<Record>& records)
{
  std::string payload(max_block_prefix_bytes + records.size() * max_record_bytes, '\0');
  std::byte* begin = std::as_writable_bytes(std::span(payload)).data();
  std::byte* at = put_block_prefix(begin, sequence, records.empty() ? 0 : records[0].time_ns);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::int64_t before = i == 0 ? records[i].time_ns : records[i - 1].time_ns;
    at = put_record(at, records[i],
                    static_cast<std::uint64_t>(records[i].time_ns) -
                        static_cast<std::uint64_t>(before));
  }
  payload.resize(static_cast<std::size_t>(at - begin));
  return payload;
}

v1::Block block_message(std::uint64_t sequence, const std::vector<Record>& records)
{
  v1::Block message;
  message.set_first_sequence(sequence);
  message.set_first_time_ns(records.empty() ? 0 : records[0].time_ns);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::int64_t before = i == 0 ? records[i].time_ns : records[i - 1].time_ns;
    *message.add_records() = to_message(records[i], static_cast<std::uint64_t>(records[i].time_ns) -
                                                        static_cast<std::uint64_t>(before));
  }
  return message;
}

PayloadFault decode(const std::string& payload)
{
  DecodedBlock block;
  return decode_block(std::as_bytes(std::span(payload)), block);
}

// Numbers of all lengths are equally likely, and the ends of the range are there.
template <typename Number> Number any_number()
{
  const int shift = *rc::gen::inRange(0, static_cast<int>(sizeof(Number) * 8) + 1);
  if (shift == 0) return std::numeric_limits<Number>::max();
  if (shift == static_cast<int>(sizeof(Number) * 8)) return 0;
  return static_cast<Number>(static_cast<Number>(*rc::gen::arbitrary<std::uint64_t>()) >> shift);
}

std::vector<Record> any_records()
{
  std::vector<Record> records(*rc::gen::inRange<std::size_t>(1, 60));
  auto time = static_cast<std::uint64_t>(*rc::gen::arbitrary<std::int32_t>());
  for (Record& r : records) {
    r.time_ns = static_cast<std::int64_t>(time);
    time += any_number<std::uint32_t>();
    r.subject = any_number<std::uint64_t>();
    r.value = static_cast<std::int64_t>(any_number<std::uint64_t>());
    r.ref = any_number<std::uint64_t>();
    r.unit = any_number<std::uint32_t>();
    r.station = any_number<std::uint32_t>();
    do {
      r.kind = static_cast<RecordKind>(*rc::gen::inRange(1, 100));
    } while (!is_known(r.kind));
    r.code = any_number<std::uint16_t>();
    r.detail = any_number<std::uint32_t>();
  }
  return records;
}

RC_GTEST_PROP(RecordCodec, WritesTheBytesThatProtobufWrites, ())
{
  const auto records = any_records();
  const auto sequence = any_number<std::uint64_t>();
  RC_ASSERT(encode_block(sequence, records) ==
            block_message(sequence, records).SerializeAsString());
}

RC_GTEST_PROP(RecordCodec, ReadsBackWhatItWrote, ())
{
  const auto records = any_records();
  const auto sequence = any_number<std::uint64_t>();
  const std::string payload = encode_block(sequence, records);
  DecodedBlock block;
  RC_ASSERT(decode_block(std::as_bytes(std::span(payload)), block).ok());
  RC_ASSERT(block.first_sequence == sequence);
  RC_ASSERT(same(block.records, records));
}

RC_GTEST_PROP(RecordCodec, ChangedBytesAreRefusedOrMeanWhatProtobufSays, ())
{
  std::string payload = encode_block(7, any_records());
  payload[*rc::gen::inRange<std::size_t>(0, payload.size())] = *rc::gen::arbitrary<char>();
  DecodedBlock block;
  if (!decode_block(std::as_bytes(std::span(payload)), block).ok()) return;
  v1::Block message;
  RC_ASSERT(message.ParseFromString(payload));
  RC_ASSERT(message.first_sequence() == block.first_sequence);
  RC_ASSERT(static_cast<std::size_t>(message.records_size()) == block.records.size());
  for (std::size_t i = 0; i < block.records.size(); ++i) {
    const v1::Record& expected = message.records(static_cast<int>(i));
    const v1::Record got = to_message(block.records[i], expected.time_delta_ns());
    RC_ASSERT(got.SerializeAsString() == expected.SerializeAsString());
  }
}

TEST(RecordCodec, LongestRecordFitsItsBound)
{
  Record r{INT64_MAX,   UINT64_MAX,   INT64_MIN,  UINT64_MAX, none_id - 1,
           none_id - 1, RecordKind{}, UINT16_MAX, UINT32_MAX};
  r.kind = static_cast<RecordKind>(UINT16_MAX);
  std::array<std::byte, max_record_bytes> buffer{};
  EXPECT_EQ(put_record(buffer.data(), r, UINT64_MAX), buffer.data() + buffer.size());
  std::array<std::byte, max_block_prefix_bytes> prefix{};
  EXPECT_EQ(put_block_prefix(prefix.data(), UINT64_MAX, INT64_MIN), prefix.data() + prefix.size());
}

TEST(RecordCodec, RefusesEveryKindThatRecordHppDoesNotName)
{
  for (std::uint32_t kind = 0; kind <= UINT16_MAX; ++kind) {
    Record r;
    r.kind = static_cast<RecordKind>(kind);
    const bool named = std::string_view(to_string(r.kind)) != "unknown";
    const ReadFaultKind expected = named       ? ReadFaultKind::none
                                   : kind == 0 ? ReadFaultKind::bad_encoding // an empty record
                                               : ReadFaultKind::unknown_kind;
    EXPECT_EQ(decode(encode_block(0, {r})).kind, expected) << kind;
    EXPECT_EQ(is_known(r.kind), named) << kind;
  }
}

TEST(RecordCodec, RefusesUnknownFieldsWhereverTheyStand)
{
  const auto plant = [](google::protobuf::Message& message, int field) {
    message.GetReflection()->MutableUnknownFields(&message)->AddVarint(field, 1);
  };
  for (const int field : {4, 15, 16, 1000}) {
    v1::Block message = block_message(1, sample_records(3));
    plant(message, field);
    EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field) << field;
  }
  for (const int field : {10, 15, 16, 1000}) {
    v1::Block message = block_message(1, sample_records(3));
    plant(*message.mutable_records(1), field);
    EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field) << field;
  }
}

TEST(RecordCodec, RefusesOtherFormsOfTheSame)
{
  const std::string good("\x08\x05\x1A\x02\x08\x01", 6); // first_sequence 5, one record of kind 1
  EXPECT_TRUE(decode(good).ok());
  const std::vector<std::pair<const char*, std::string>> forms{
      {"zero sequence written out", std::string("\x08\x00\x1A\x02\x08\x01", 6)},
      {"number with leading zeros", std::string("\x08\x85\x00\x1A\x02\x08\x01", 7)},
      {"number beyond 64 bits",
       std::string("\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02\x1A\x02\x08\x01", 15)},
      {"number of eleven bytes",
       std::string("\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x81\x01\x1A\x02\x08\x01", 16)},
      {"field repeated", std::string("\x08\x05\x08\x05\x1A\x02\x08\x01", 8)},
      {"fields out of order", std::string("\x1A\x02\x08\x01\x08\x05", 6)},
      {"wrong wire type", std::string("\x0D\x05\x00\x00\x00\x1A\x02\x08\x01", 9)},
      {"zero field in a record", std::string("\x1A\x04\x08\x01\x18\x00", 6)},
      {"zero ref", std::string("\x1A\x0B\x08\x01\x29\0\0\0\0\0\0\0\0", 13)},
      {"record fields out of order", std::string("\x1A\x04\x18\x01\x08\x01", 6)},
      {"code beyond 16 bits", std::string("\x1A\x06\x08\x01\x40\x80\x80\x04", 8)},
      {"unit beyond 32 bits", std::string("\x1A\x08\x08\x01\x30\x80\x80\x80\x80\x10", 10)},
      {"record longer than the block", std::string("\x1A\x03\x08\x01", 4)},
      {"record cut in a number", std::string("\x1A\x02\x08\x81", 4)},
      {"no records", std::string("\x08\x05", 2)},
      {"nothing", ""},
  };
  for (const auto& [name, payload] : forms) {
    const PayloadFault fault = decode(payload);
    const bool kind_missing = std::string_view(name) == "record fields out of order";
    EXPECT_EQ(fault.kind, kind_missing ? ReadFaultKind::unknown_kind : ReadFaultKind::bad_encoding)
        << name << ": " << fault.what;
    EXPECT_LE(fault.offset, payload.size());
  }
}

TEST(RecordCodec, RefusesATimeBeyond64Bits)
{
  v1::Block message = block_message(0, sample_records(2));
  message.set_first_time_ns(INT64_MAX - 10);
  message.mutable_records(1)->set_time_delta_ns(10);
  EXPECT_TRUE(decode(message.SerializeAsString()).ok());
  message.mutable_records(1)->set_time_delta_ns(11);
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::bad_encoding);
  message.set_first_time_ns(INT64_MIN);
  message.mutable_records(1)->set_time_delta_ns(UINT64_MAX);
  EXPECT_TRUE(decode(message.SerializeAsString()).ok());
}

TEST(RecordCodec, RefusesMoreRecordsThanABlockMayHold)
{
  std::vector<Record> records(max_block_records, sample_records(2)[1]);
  EXPECT_TRUE(decode(encode_block(0, records)).ok());
  records.push_back(records[0]);
  EXPECT_EQ(decode(encode_block(0, records)).kind, ReadFaultKind::too_many_records);
}

TEST(RecordCodec, EndParsesAsItsMessageAndComesBack)
{
  const DigestValue digest{0x0807060504030201ULL, 0x100F0E0D0C0B0A09ULL};
  std::array<std::byte, max_end_bytes> buffer{};
  const std::byte* end = put_end(buffer.data(), 15'000'000, digest.bytes());
  v1::End message;
  ASSERT_TRUE(message.ParseFromArray(buffer.data(), static_cast<int>(end - buffer.data())));
  EXPECT_EQ(message.records(), 15'000'000U);
  EXPECT_EQ(message.run_digest(),
            "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10");
  DecodedEnd decoded;
  const std::span payload(buffer.data(), end);
  ASSERT_TRUE(decode_end(payload, decoded).ok());
  EXPECT_EQ(decoded.records, 15'000'000U);
  EXPECT_EQ(decoded.run_digest, digest.bytes());
  EXPECT_EQ(decode_end(payload.first(payload.size() - 1), decoded).kind,
            ReadFaultKind::bad_encoding);
  message.set_run_digest("short");
  const std::string bad = message.SerializeAsString();
  EXPECT_EQ(decode_end(std::as_bytes(std::span(bad)), decoded).kind, ReadFaultKind::bad_encoding);
}

} // namespace
} // namespace gatetwin::journal
