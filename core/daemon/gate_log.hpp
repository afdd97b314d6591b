// SPDX-License-Identifier: Apache-2.0
// Messages for operators: one JSON object a line on the standard error stream, where journald takes
// them. An event has a name that never changes, and fields; documents appear as their keyed
// reference only, and only callers who have one can write it: nothing here takes a document.
#pragma once
#include "core/daemon/gate_settings.pb.h"
#include "core/domain/words.hpp"
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
namespace sinks {
class sink;
}
} // namespace spdlog

namespace gatetwin {

struct LogField {
  LogField(std::string_view name_in, std::string_view text);
  LogField(std::string_view name_in, const char* text);
  LogField(std::string_view name_in, std::int64_t number);
  LogField(std::string_view name_in, bool value);
  LogField(std::string_view name_in, DocumentRef ref); // sixteen hexadecimal digits
  std::string_view name;
  std::string json; // its value
};

class GateLog {
public:
  using Level = daemon::Log::Level;
  // `unit` stands in every line. A sink of one's own is for tests.
  GateLog(std::string_view unit, Level level, std::shared_ptr<spdlog::sinks::sink> sink = nullptr);
  ~GateLog();
  GateLog(const GateLog&) = delete;
  GateLog& operator=(const GateLog&) = delete;

  bool writes(Level level) const { return level <= m_level; }
  void write(Level level, std::string_view event, std::initializer_list<LogField> fields = {});

private:
  const std::string m_unit; // as JSON
  const Level m_level;
  std::shared_ptr<spdlog::logger> m_logger;
};

std::string json_text(std::string_view text);

} // namespace gatetwin
