// SPDX-License-Identifier: Apache-2.0
#include "core/centre/json_log.hpp"
#include "core/centre/system_time.hpp"
#include <ctime>
#include <unistd.h>

namespace gatetwin {
namespace {

const char* to_string(LogLevel level)
{
  switch (level) {
  case LogLevel::info: return "info";
  case LogLevel::warning: return "warning";
  case LogLevel::error: break;
  }
  return "error";
}

} // namespace

std::string time_text(WallTime time)
{
  const std::time_t seconds_since = time.ns / 1'000'000'000;
  std::tm parts{};
  ::gmtime_r(&seconds_since, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  const std::string milliseconds = std::to_string(1'000 + time.ns / 1'000'000 % 1'000).substr(1);
  return std::string(text.data(), size) + "." + milliseconds + "Z";
}

LogLine::LogLine(LogLevel level, std::string_view event)
{
  m_text = "{\"time\":\"" + time_text(system_instant().wall) + "\"";
  add("level", to_string(level)).add("event", event);
}

void LogLine::key(std::string_view name) { m_text.append(",\"").append(name).append("\":"); }

LogLine& LogLine::add(std::string_view name, std::string_view text)
{
  constexpr std::string_view digits = "0123456789abcdef";
  key(name);
  m_text += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') m_text += '\\';
    if (byte >= 0x20 && byte != 0x7F) {
      m_text += c;
    } else {
      m_text.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
  }
  m_text += '"';
  return *this;
}

LogLine& LogLine::add(std::string_view name, std::uint64_t number)
{
  key(name);
  m_text += std::to_string(number);
  return *this;
}

void JsonLog::write(const LogLine& line) const
{
  const std::string text = line.text() + "}\n";
  (void)!::write(m_descriptor, text.data(), text.size()); // a log that is full must not stop us
}

void RefusalLog::note(LinkRefusal refusal, const PeerIdentity& peer, std::uint64_t count)
{
  const std::int64_t now_ns = system_instant().mono.ns;
  auto& silent_until = m_silent_until_ns[static_cast<std::size_t>(refusal)];
  std::int64_t until = silent_until.load();
  if (now_ns < until || !silent_until.compare_exchange_strong(until, now_ns + 1'000'000'000))
    return;
  LogLine line(LogLevel::warning, "refused");
  line.add("reason", gatetwin::to_string(refusal)).add("count", count);
  if (peer.role != PeerRole::none) line.add("peer", uri_of(peer));
  m_log.write(line);
}

} // namespace gatetwin
