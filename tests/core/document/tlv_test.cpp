// SPDX-License-Identifier: Apache-2.0
#include "core/document/tlv.hpp"
#include "tests/core/document/bytes.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

bool reads(const Bytes& bytes)
{
  TlvReader in(bytes);
  TlvField field;
  return in.next(field) && in.at_end();
}

TEST(Tlv, WritesTheShortestLengthAndReadsItBack)
{
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65'535U}) {
    Bytes bytes;
    append_tlv(bytes, 0x42, Bytes(size, std::byte{7}));
    EXPECT_EQ(bytes.size(), size + (size < 128 ? 2 : size < 256 ? 3 : 4));
    TlvReader in(bytes);
    TlvField field;
    ASSERT_TRUE(in.next(field));
    EXPECT_EQ(field.tag, 0x42);
    EXPECT_EQ(field.value.size(), size);
    EXPECT_TRUE(in.at_end());
  }
}

TEST(Tlv, RefusesLengthsThatAreNotDer)
{
  Bytes long_form = from_hex("01810A");
  long_form.resize(13);
  EXPECT_FALSE(reads(long_form)); // 10 has a shorter form
  Bytes two_bytes = from_hex("01820080");
  two_bytes.resize(4 + 128);
  EXPECT_FALSE(reads(two_bytes));
  for (const char* bytes : {"01", "0102", "010203", "0180", "0181", "0182", "018201", "0183010000",
                            "01FF", "0181FF00", "01840000000100"}) {
    EXPECT_FALSE(reads(from_hex(bytes))) << bytes;
  }
  EXPECT_TRUE(reads(from_hex("0100")));
}

} // namespace
} // namespace gatetwin
