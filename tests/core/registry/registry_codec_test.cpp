// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.pb.h"
#include "core/registry/registry_codec.hpp"
#include "core/registry/request_content.hpp"
#include "tests/core/registry/samples.hpp"
#include <functional>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

std::span<const std::byte> bytes_of(const std::string& text)
{
  return std::as_bytes(std::span(text));
}

RegistryRequest full_request()
{
  RegistryRequest request =
      sample::request(RequestKind::record, 0xFF'FFFF'FFFF, sample::border_pass());
  request.authority = {0xFFFE};
  request.unit = {0xFFFF'FFFE};
  request.checkpoint = {0xFFFF'FFFF};
  request.attempt = 0xFFFF'FFFF;
  request.direction = Direction::entry;
  request.decision = Decision::refuse;
  request.reason = Reason::joint_voided;
  request.offline = request.stamped = true;
  request.at = {9'000'000'000'000'000'000};
  CheckedDocument& document = request.document;
  document.kind = DocumentKind::crew_pass;
  document.issuer = sample::text<3>("D<<");
  document.nationality = sample::text<3>("XXA");
  document.number = sample::text<24>("ABCDEFGHIJKLMNOPQRSTUVWX");
  document.name = sample::text<64>(std::string(64, 'N'));
  document.areas = sample::text<32>(std::string(32, '~'));
  document.birth = document.valid_from = document.valid_until = {9999, 12, 31};
  return request;
}

std::string encoded(const RegistryRequest& request)
{
  std::string out;
  EXPECT_TRUE(encode(request, out).ok());
  return out;
}

TEST(RegistryCodec, CarriesEveryFieldOfARequest)
{
  for (const RegistryRequest& request :
       {full_request(), RegistryRequest{},
        sample::request(RequestKind::check, 1, sample::border_pass())}) {
    const std::string bytes = encoded(request);
    EXPECT_EQ(bytes.size(), encoded_size(request));
    EXPECT_LE(bytes.size(), max_request_bytes);
    const auto decoded = decode_request(bytes_of(bytes));
    ASSERT_TRUE(decoded.ok()) << decoded.error().detail;
    EXPECT_EQ(content_digest(decoded.value()), content_digest(request));
    EXPECT_EQ(decoded.value().attempt, request.attempt);
    EXPECT_TRUE(decoded.value().document.checks.empty());
  }
}

TEST(RegistryCodec, BoundsTheLongestRequest)
{
  EXPECT_LE(encoded_size(full_request()), max_request_bytes);
  EXPECT_GT(encoded_size(full_request()) + 8, max_request_bytes); // and not by far
}

TEST(RegistryCodec, CarriesEveryFieldOfAReply)
{
  RegistryReply reply;
  reply.kind = RequestKind::cancel;
  reply.authority = {0xFFFF};
  reply.transaction = {0xFFFF'FFFF'FFFF'FFFE};
  reply.attempt = 0xFFFF'FFFF;
  reply.status = ReplyStatus::malformed;
  reply.decision = Decision::refuse;
  reply.reason = Reason::joint_voided;
  reply.stamp_due = true;
  reply.list_version = UINT64_MAX;
  std::string bytes;
  ASSERT_TRUE(encode(reply, bytes).ok());
  EXPECT_EQ(bytes.size(), encoded_size(reply));
  EXPECT_LE(bytes.size(), max_reply_bytes);
  const auto decoded = decode_reply(bytes_of(bytes));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded.value().kind, reply.kind);
  EXPECT_EQ(decoded.value().authority, reply.authority);
  EXPECT_EQ(decoded.value().transaction, reply.transaction);
  EXPECT_EQ(decoded.value().attempt, reply.attempt);
  EXPECT_EQ(decoded.value().status, reply.status);
  EXPECT_EQ(decoded.value().decision, reply.decision);
  EXPECT_EQ(decoded.value().reason, reply.reason);
  EXPECT_EQ(decoded.value().stamp_due, reply.stamp_due);
  EXPECT_EQ(decoded.value().list_version, reply.list_version);
}

TEST(RegistryCodec, SendsNothingThatTheWireCannotCarry)
{
  const auto code = [](const std::function<void(RegistryRequest&)>& change) {
    RegistryRequest request = sample::request(RequestKind::check, 1, sample::border_pass());
    change(request);
    std::string out;
    const Status status = encode(request, out);
    return status.ok() ? std::string() : std::string(status.error().detail);
  };
  EXPECT_EQ(code([](RegistryRequest&) {}), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.kind = static_cast<RequestKind>(5); }), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.reason = static_cast<Reason>(999); }), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.at = {-1}; }), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.document.birth = {10'000, 1, 1}; }), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.document.birth.day = -1; }), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.document.issuer = sample::text<3>("vnm"); }), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.document.name = sample::text<64>("A\nB"); }), "");
  EXPECT_NE(code([](RegistryRequest& r) { r.document.number = sample::text<24>("\xC4\x90"); }), "");
  using namespace std::string_view_literals;
  EXPECT_NE(code([](RegistryRequest& r) { r.document.areas = sample::text<32>("A\0B"sv); }), "");
}

std::string wire_with(const std::function<void(registry::v1::Request&)>& change)
{
  registry::v1::Request message;
  EXPECT_TRUE(message.ParseFromString(encoded(full_request())));
  change(message);
  return message.SerializeAsString();
}

TEST(RegistryCodec, RefusesImpossibleFields)
{
  using Wire = registry::v1::Request;
  const auto code = [](const std::function<void(Wire&)>& change) {
    const auto decoded = decode_request(bytes_of(wire_with(change)));
    return decoded.ok() ? ErrorCode::io : decoded.error().code;
  };
  EXPECT_EQ(code([](Wire& m) { m.set_version(2); }), ErrorCode::unsupported);
  EXPECT_EQ(code([](Wire& m) { m.clear_version(); }), ErrorCode::unsupported);
  EXPECT_EQ(code([](Wire& m) { m.set_kind(5); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.set_authority(0x1'0000); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.set_direction(2); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.set_decision(4); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.set_reason(1); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.set_at_ns(UINT64_MAX); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.clear_document(); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.mutable_document()->set_kind(7); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.mutable_document()->set_issuer("VNMX"); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.mutable_document()->set_nationality("V1"); }),
            ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.mutable_document()->set_number("\x7F"); }), ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.mutable_document()->set_birth(20'251'301); }),
            ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.mutable_document()->set_valid_from(UINT32_MAX); }),
            ErrorCode::malformed);
  EXPECT_EQ(code([](Wire& m) { m.mutable_document()->set_name(std::string(200, 'A')); }),
            ErrorCode::too_large);
}

TEST(RegistryCodec, TakesOnlyTheCanonicalForm)
{
  const std::string good = encoded(sample::request(RequestKind::record, 1, sample::border_pass()));
  ASSERT_TRUE(decode_request(bytes_of(good)).ok());
  const auto refused = [&](const std::string& bytes) {
    const auto decoded = decode_request(bytes_of(bytes));
    return !decoded.ok() && decoded.error().code == ErrorCode::malformed;
  };
  EXPECT_TRUE(refused(good + std::string("\x78\x01", 2)));               // unknown field 15
  EXPECT_TRUE(refused(good + std::string("\x50\x00", 2)));               // a default written out
  EXPECT_TRUE(refused(good + std::string("\x20\x12", 2)));               // unit once more, as good
  EXPECT_TRUE(refused(std::string("\x08\x81\x00", 3) + good.substr(2))); // padded varint
  EXPECT_TRUE(refused(good.substr(2) + good.substr(0, 2)));              // reordered
  EXPECT_TRUE(refused(good + std::string("\x7B\x7C", 2)));               // a group
  EXPECT_TRUE(refused(good + '\0'));
}

TEST(RegistryCodec, RefusesEveryCutAndLongInput)
{
  const std::string good = encoded(full_request());
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(decode_request(bytes_of(good.substr(0, size))).ok()) << size;
  }
  EXPECT_EQ(decode_request(bytes_of(std::string(max_request_bytes + 1, '\0'))).error().code,
            ErrorCode::too_large);
  EXPECT_EQ(decode_reply(bytes_of(std::string(max_reply_bytes + 1, '\0'))).error().code,
            ErrorCode::too_large);
  EXPECT_EQ(decode_request({}).error().code, ErrorCode::unsupported);
  EXPECT_EQ(decode_reply({}).error().code, ErrorCode::unsupported);
}

// No flipped bit is taken for the same content.
TEST(RegistryCodec, TakesNoFlippedBitForTheSameContent)
{
  const RegistryRequest request = full_request();
  const std::string good = encoded(request);
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(static_cast<unsigned char>(bad[bit / 8]) ^ (1U << bit % 8));
    const auto decoded = decode_request(bytes_of(bad));
    if (!decoded.ok()) continue;
    const bool other = content_digest(decoded.value()) != content_digest(request) ||
                       decoded.value().attempt != request.attempt;
    EXPECT_TRUE(other) << bit;
  }
}

RC_GTEST_PROP(RegistryCodec, KnowsTheSizeOfEveryRequest, ())
{
  const auto number = [](std::uint64_t most) {
    return *rc::gen::inRange<std::uint64_t>(0, most) >> *rc::gen::inRange(0, 64);
  };
  const auto printable = [](std::size_t most) {
    const auto size = *rc::gen::inRange<std::size_t>(0, most + 1);
    return *rc::gen::container<std::string>(size, rc::gen::inRange<char>(' ', '~'));
  };
  RegistryRequest request;
  request.kind = static_cast<RequestKind>(*rc::gen::inRange(0, 5));
  request.authority.value = static_cast<std::uint16_t>(number(0xFFFF));
  request.unit.value = static_cast<std::uint32_t>(number(UINT32_MAX));
  request.checkpoint.value = static_cast<std::uint32_t>(number(UINT32_MAX));
  request.transaction.value = number(UINT64_MAX);
  request.attempt = static_cast<std::uint32_t>(number(UINT32_MAX));
  request.offline = *rc::gen::arbitrary<bool>();
  request.at.ns = static_cast<std::int64_t>(number(9'000'000'000'000'000'000));
  request.document.ref.value = number(UINT64_MAX);
  request.document.number = sample::text<24>(printable(24));
  request.document.name = sample::text<64>(printable(64));
  request.document.areas = sample::text<32>(printable(32));
  request.document.birth = {static_cast<int>(number(9999)), static_cast<int>(number(12)), 0};
  const std::string bytes = encoded(request);
  RC_ASSERT(bytes.size() == encoded_size(request));
  RC_ASSERT(content_digest(decode_request(bytes_of(bytes)).value()) == content_digest(request));
}

} // namespace
} // namespace gatetwin
