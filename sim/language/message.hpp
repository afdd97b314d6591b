// SPDX-License-Identifier: Apache-2.0
// A saying that is translated: English where it is used, every other language in a catalogue that
// translators keep with gettext's tools. xgettext finds the calls of msg, msgc and msgn; their
// texts must be literals. {0}, {1}, ... are filled in later.
#pragma once

namespace gatetwin {

struct Message {
  const char* id = nullptr;      // English; none: no saying
  const char* context = nullptr; // tells equal English of two meanings apart
  const char* plural = nullptr;  // English for every number but 1
};

constexpr Message msg(const char* english) { return {english, nullptr, nullptr}; }
constexpr Message msgc(const char* context, const char* english)
{
  return {english, context, nullptr};
}
constexpr Message msgn(const char* one, const char* other) { return {one, nullptr, other}; }

} // namespace gatetwin
