// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_log.hpp"
#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace gatetwin {
namespace {

spdlog::level::level_enum level_of(GateLog::Level level)
{
  switch (level) {
  case daemon::Log::error: return spdlog::level::err;
  case daemon::Log::warning: return spdlog::level::warn;
  case daemon::Log::info: return spdlog::level::info;
  case daemon::Log::debug: break;
  }
  return spdlog::level::debug;
}

} // namespace

std::string json_text(std::string_view text)
{
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\u{:04x}", byte);
    else
      out += c;
  }
  return out + "\"";
}

LogField::LogField(std::string_view name_in, std::string_view text)
    : name(name_in), json(json_text(text))
{
}
LogField::LogField(std::string_view name_in, const char* text)
    : LogField(name_in, std::string_view(text))
{
}
LogField::LogField(std::string_view name_in, std::int64_t number)
    : name(name_in), json(std::to_string(number))
{
}
LogField::LogField(std::string_view name_in, bool value)
    : name(name_in), json(value ? "true" : "false")
{
}
LogField::LogField(std::string_view name_in, DocumentRef ref)
    : name(name_in), json(fmt::format("\"{:016x}\"", ref.value))
{
}

GateLog::GateLog(std::string_view unit, Level level, std::shared_ptr<spdlog::sinks::sink> sink)
    : m_unit(json_text(unit)), m_level(level)
{
  if (!sink) sink = std::make_shared<spdlog::sinks::stderr_sink_st>();
  m_logger = std::make_shared<spdlog::logger>("gate", std::move(sink));
  m_logger->set_level(level_of(level));
  m_logger->set_pattern("{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",\"level\":\"%l\",%v}",
                        spdlog::pattern_time_type::utc);
  m_logger->flush_on(spdlog::level::debug);
}

GateLog::~GateLog() = default;

void GateLog::write(Level level, std::string_view event, std::initializer_list<LogField> fields)
{
  if (!writes(level)) return;
  std::string line = fmt::format("\"unit\":{},\"event\":{}", m_unit, json_text(event));
  for (const LogField& field : fields)
    line += fmt::format(",{}:{}", json_text(field.name), field.json);
  m_logger->log(level_of(level), spdlog::string_view_t(line));
}

} // namespace gatetwin
