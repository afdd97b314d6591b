// SPDX-License-Identifier: Apache-2.0
// Keys and letters in the order in which they came, handed out so that no frame hides one: Dear
// ImGui 1.86 looks at which keys are down once a frame, and a key that goes down and up between two
// frames would never have been down. (Versions from 1.87 on do this themselves.)
#pragma once
#include <deque>
#include <vector>

namespace gatetwin::viz {

// Keys by GLFW's numbers: printable ones are below 256.
struct KeyInput {
  enum class Kind : unsigned char { down, up, letter } kind = Kind::down;
  int key = 0;         // of down and up
  int scancode = 0;    // likewise
  int modifiers = 0;   // likewise
  unsigned letter = 0; // code point
};

class KeyQueue {
public:
  void push(const KeyInput& input) { m_inputs.push_back(input); }
  // What one frame can show: no key changes twice, and no letter follows a key such as Backspace,
  // which a frame would apply after the letter.
  std::vector<KeyInput> next_frame();

private:
  std::deque<KeyInput> m_inputs;
};

} // namespace gatetwin::viz
