// SPDX-License-Identifier: Apache-2.0
#include "viz/app/key_queue.hpp"
#include <algorithm>

namespace gatetwin::viz {
namespace {

constexpr int first_function_key = 256, first_modifier = 340; // GLFW's

bool edits(const KeyInput& input)
{
  return input.kind == KeyInput::Kind::down && input.key >= first_function_key &&
         input.key < first_modifier;
}

bool fits(const KeyInput& input, const std::vector<KeyInput>& before)
{
  if (input.kind == KeyInput::Kind::letter)
    return std::none_of(before.begin(), before.end(), edits);
  return std::none_of(before.begin(), before.end(), [&](const KeyInput& other) {
    return other.kind != KeyInput::Kind::letter && other.key == input.key;
  });
}

} // namespace

std::vector<KeyInput> KeyQueue::next_frame()
{
  std::vector<KeyInput> frame;
  while (!m_inputs.empty() && fits(m_inputs.front(), frame)) {
    frame.push_back(m_inputs.front());
    m_inputs.pop_front();
  }
  return frame;
}

} // namespace gatetwin::viz
