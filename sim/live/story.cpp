// SPDX-License-Identifier: Apache-2.0
#include "sim/live/story.hpp"
#include "core/domain/checked_document.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/reason_words.hpp"
#include "core/domain/words.hpp"
#include <fmt/format.h>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

struct Said {
  const char* english;
  const char* vietnamese;
};

std::string reason(std::uint32_t detail, StoryLanguage language)
{
  if (detail == 0) return {};
  const ReasonWords words = words_of(static_cast<Reason>(detail));
  return fmt::format(" ({})",
                     language == StoryLanguage::english ? words.english : words.vietnamese);
}

Said door_moves(Door door, bool opens)
{
  if (door == Door::entry)
    return opens ? Said{"entry door opens", "cửa vào mở"}
                 : Said{"entry door closes", "cửa vào đóng"};
  return opens ? Said{"exit door opens", "cửa ra mở"} : Said{"exit door closes", "cửa ra đóng"};
}

Said outcome(Outcome outcome)
{
  switch (outcome) {
  case Outcome::admitted: return {"admitted", "đã qua"};
  case Outcome::referred: return {"referred to an officer", "chuyển cho cán bộ"};
  case Outcome::refused: return {"refused", "bị từ chối"};
  case Outcome::abandoned: return {"gave up", "bỏ dở"};
  case Outcome::evacuated: return {"evacuated", "đã sơ tán"};
  case Outcome::none:
  case Outcome::unfinished: break;
  }
  return {"unfinished", "chưa xong"};
}

Said plain(const Record& r)
{
  switch (r.kind) {
  case RecordKind::transaction_started:
    return {"a document lies on the reader", "giấy tờ đặt trên đầu đọc"};
  case RecordKind::body_entered: return {"a person steps in", "hành khách bước vào"};
  case RecordKind::body_left_secure: return {"a person has passed", "hành khách đã đi qua"};
  case RecordKind::body_left_public: return {"a person went back", "hành khách quay ra"};
  case RecordKind::authorisation_stored:
    return {"the authorisation is on the disk", "quyết định cho qua đã ghi xuống đĩa"};
  case RecordKind::crossing_stored:
    return {"the crossing is on the disk", "lượt qua đã ghi xuống đĩa"};
  case RecordKind::crossing_delivered:
    return {"the registry has the crossing", "cơ sở dữ liệu đã nhận lượt qua"};
  case RecordKind::officer_called: return {"an officer is called", "gọi cán bộ"};
  case RecordKind::officer_acted: return {"the officer acts", "cán bộ xử lý"};
  case RecordKind::alarm:
    return r.value == 1 ? Said{"ALARM", "BÁO ĐỘNG"} : Said{"alarm over", "hết báo động"};
  case RecordKind::checks:
    return r.code == static_cast<std::uint16_t>(CheckResult::successful)
               ? Said{"checks: all right", "kiểm tra: đạt"}
               : Said{"checks: not all right", "kiểm tra: không đạt"};
  default: return {"", ""};
  }
}

Said of_gate(const Record& r)
{
  if (r.kind == RecordKind::gate_command) {
    const auto kind = static_cast<GateCommandKind>(r.code);
    const auto door = static_cast<Door>(r.detail & 0xFF);
    if (kind == GateCommandKind::open_door) return door_moves(door, true);
    if (kind == GateCommandKind::close_door) return door_moves(door, false);
  }
  if (r.kind == RecordKind::gate_event &&
      r.code == static_cast<std::uint16_t>(GateEventKind::face_captured))
    return {"face captured", "đã chụp khuôn mặt"};
  if (r.kind == RecordKind::gate_state) {
    if (r.code == static_cast<std::uint16_t>(GateState::idle))
      return {"the gate is free", "cổng sẵn sàng"};
    if (r.code == static_cast<std::uint16_t>(GateState::out_of_service))
      return {"the gate is closed", "cổng đóng"};
  }
  return plain(r);
}

} // namespace

std::string story_line(const Record& r, StoryLanguage language)
{
  const auto pick = [language](const Said& said) {
    return std::string(language == StoryLanguage::english ? said.english : said.vietnamese);
  };
  std::string text;
  if (r.kind == RecordKind::registry_answer && r.value >= 0) {
    text = pick({"registry answered after ", "cơ sở dữ liệu trả lời sau "}) +
           fmt::format("{} ms", r.value / 1'000'000) + reason(r.detail, language);
  } else if (r.kind == RecordKind::registry_answer) {
    text = pick({"the registry does not answer", "cơ sở dữ liệu không trả lời"});
  } else if (r.kind == RecordKind::transaction_ended) {
    text = pick(outcome(static_cast<Outcome>(r.code))) + reason(r.detail, language) +
           fmt::format(", {:.1f} s", static_cast<double>(r.value) * 1e-9);
  } else {
    text = pick(of_gate(r));
    const bool has_reason = r.kind == RecordKind::checks || r.kind == RecordKind::officer_called ||
                            r.kind == RecordKind::alarm;
    if (has_reason && !text.empty()) text += reason(r.detail, language);
  }
  if (text.empty()) return {};
  return fmt::format("{:8.2f} s  {}", static_cast<double>(r.time_ns) * 1e-9, text);
}

void StorySink::on_records(std::span<const Record> records)
{
  for (const Record& record : records) {
    const std::string line = story_line(record, m_language);
    if (!line.empty()) fmt::print(m_out, "{}\n", line);
  }
  std::fflush(m_out);
}

} // namespace gatetwin
