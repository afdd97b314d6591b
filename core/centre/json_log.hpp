// SPDX-License-Identifier: Apache-2.0
// The centre's log: one JSON object a line on standard output, where the service manager keeps it.
// No personal data: units, transactions and counts only. From any thread; each line is one write.
#pragma once
#include "core/base/time.hpp"
#include "core/link/link_refusal.hpp"
#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatetwin {

std::string time_text(WallTime time); // 2026-11-26T08:15:30.250Z

enum class LogLevel : std::uint8_t { info, warning, error };

class LogLine {
public:
  LogLine(LogLevel level, std::string_view event);
  LogLine& add(std::string_view key, std::string_view text); // escaped: no line can be forged
  LogLine& add(std::string_view key, std::uint64_t number);
  const std::string& text() const { return m_text; } // without the closing brace
private:
  void key(std::string_view name);
  std::string m_text;
};

class JsonLog {
public:
  explicit JsonLog(int descriptor) : m_descriptor(descriptor) {}
  void write(const LogLine& line) const;

private:
  const int m_descriptor;
};

// Refusals as lines: of each reason at most one a second, with how many there were since the start,
// so that nobody can fill the log.
class RefusalLog {
public:
  explicit RefusalLog(const JsonLog& log) : m_log(log) {}
  void note(LinkRefusal refusal, const PeerIdentity& peer, std::uint64_t count);

private:
  const JsonLog& m_log;
  std::array<std::atomic<std::int64_t>, link_refusals> m_silent_until_ns{};
};

} // namespace gatetwin
