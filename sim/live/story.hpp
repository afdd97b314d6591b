// SPDX-License-Identifier: Apache-2.0
// What happens at the gate, as lines for somebody who watches: a line for each step, in English or
// Vietnamese.
#pragma once
#include "core/journal/journal.hpp"
#include <cstdio>
#include <string>

namespace gatetwin {

enum class StoryLanguage : std::uint8_t { english, vietnamese };

// Empty: nothing that is worth a line.
std::string story_line(const journal::Record& record, StoryLanguage language);

class StorySink final : public journal::RecordSink {
public:
  explicit StorySink(std::FILE* out) : m_out(out) {}
  void set_language(StoryLanguage language) { m_language = language; }
  void on_records(std::span<const journal::Record> records) override;

private:
  std::FILE* m_out;
  StoryLanguage m_language = StoryLanguage::english;
};

} // namespace gatetwin
