// SPDX-License-Identifier: Apache-2.0
#include "viz/app/key_queue.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

constexpr int key_s = 'S', backspace = 259, control = 341;

KeyInput down(int key) { return {.kind = KeyInput::Kind::down, .key = key}; }
KeyInput up(int key) { return {.kind = KeyInput::Kind::up, .key = key}; }
KeyInput letter(unsigned code) { return {.kind = KeyInput::Kind::letter, .letter = code}; }

// The sizes of the frames in which all of them are handed out.
std::vector<std::size_t> frames_of(const std::vector<KeyInput>& inputs)
{
  KeyQueue queue;
  for (const KeyInput& input : inputs) queue.push(input);
  std::vector<std::size_t> sizes;
  for (auto frame = queue.next_frame(); !frame.empty(); frame = queue.next_frame())
    sizes.push_back(frame.size());
  return sizes;
}

TEST(KeyQueue, ShowsAShortTapInAFrameOfItsOwn)
{
  EXPECT_EQ(frames_of({down(key_s), letter('s'), up(key_s)}), (std::vector<std::size_t>{2, 1}));
  EXPECT_EQ(frames_of({down(key_s), up(key_s), down(key_s), up(key_s)}),
            (std::vector<std::size_t>{1, 1, 1, 1}));
}

TEST(KeyQueue, KeepsKeysThatAreHeldTogetherTogether)
{
  EXPECT_EQ(frames_of({down(control), down(key_s), up(key_s), up(control)}),
            (std::vector<std::size_t>{2, 2}));
}

TEST(KeyQueue, PutsNoLetterBehindAKeyThatEdits)
{
  EXPECT_EQ(frames_of({letter('a'), down(backspace), letter('b')}),
            (std::vector<std::size_t>{2, 1}));
  EXPECT_EQ(frames_of({down(control), letter('a')}), (std::vector<std::size_t>{2}));
}

TEST(KeyQueue, HasNothingForAFrameWithoutKeys)
{
  KeyQueue queue;
  EXPECT_TRUE(queue.next_frame().empty());
}

} // namespace
} // namespace gatetwin::viz
