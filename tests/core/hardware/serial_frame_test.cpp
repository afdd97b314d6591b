// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/serial_frame.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

std::vector<std::string> frames_of(FrameAssembler& assembler)
{
  std::vector<std::string> all;
  for (FrameAssembler::Frame frame; assembler.next(frame);)
    all.push_back(frame.type + std::string(frame.payload));
  return all;
}

TEST(SerialFrame, HasThePublishedChecksum)
{
  EXPECT_EQ(crc16("123456789"), 0x29B1); // CRC-16/CCITT-FALSE
}

TEST(SerialFrame, ComesInAnyPieces)
{
  const std::string bytes = encode_frame('P', "") + encode_frame('D', std::string(300, '\x02'));
  const std::vector<std::string> expected{"P", "D" + std::string(300, '\x02')};
  for (std::size_t piece = 1; piece < bytes.size(); piece += 13) {
    FrameAssembler assembler;
    std::vector<std::string> all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      assembler.add(bytes.substr(at, piece));
      for (const std::string& one : frames_of(assembler)) all.push_back(one);
    }
    EXPECT_EQ(all, expected) << piece;
    EXPECT_EQ(assembler.skipped(), 0U);
  }
}

TEST(SerialFrame, FindsItsWayAfterNoise)
{
  FrameAssembler assembler;
  assembler.add("zz\x02zzz" + encode_frame('P', "a") + "noise" + encode_frame('R', ""));
  EXPECT_EQ(frames_of(assembler), (std::vector<std::string>{"Pa", "R"}));
  EXPECT_EQ(assembler.skipped(), 11U);
}

TEST(SerialFrame, AStrayStartHoldsFramesBackUntilSomebodyGivesUp)
{
  FrameAssembler assembler;
  assembler.add(std::string("\x02z\x10\x01", 4) + encode_frame('P', "a"));
  EXPECT_TRUE(frames_of(assembler).empty());
  EXPECT_TRUE(assembler.is_waiting());
  assembler.give_up();
  EXPECT_EQ(frames_of(assembler), std::vector<std::string>{"Pa"});
  EXPECT_FALSE(assembler.is_waiting());
  assembler.give_up();
  EXPECT_EQ(assembler.skipped(), 4U);
}

TEST(SerialFrame, EveryFlippedBitIsNoticed)
{
  const std::string whole = encode_frame('D', "a label");
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    FrameAssembler assembler;
    assembler.add(bytes);
    EXPECT_TRUE(frames_of(assembler).empty()) << "bit " << bit;
  }
}

TEST(SerialFrame, TakesTheLongestAndNoLonger)
{
  const std::string longest(max_frame_payload, 'x');
  FrameAssembler assembler;
  assembler.add(encode_frame('D', longest));
  EXPECT_EQ(frames_of(assembler), std::vector<std::string>{"D" + longest});
  assembler.add(std::string("\x02"
                            "D\xff\xff") +
                encode_frame('P', ""));
  EXPECT_EQ(frames_of(assembler), std::vector<std::string>{"P"});
}

} // namespace
} // namespace gatetwin
