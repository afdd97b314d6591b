// SPDX-License-Identifier: Apache-2.0
#include "viz/words/words.hpp"

namespace gatetwin::viz {
namespace {

struct Pair {
  const char* en;
  const char* vi;
};

Pair pair_of(Word w)
{
  switch (w) {
  case Word::plan: return {"Plan", "Sơ đồ"};
  case Word::plots: return {"Plots", "Biểu đồ"};
  case Word::centre: return {"Command centre", "Trung tâm chỉ huy"};
  case Word::story: return {"Traveller", "Hành khách"};
  case Word::gate: return {"Gate", "Cổng"};
  case Word::compare: return {"Compare", "So sánh"};
  case Word::play: return {"Play", "Chạy"};
  case Word::pause: return {"Pause", "Dừng"};
  case Word::travellers: return {"Travellers", "Hành khách"};
  case Word::inside: return {"inside", "bên trong"};
  case Word::walking: return {"walking", "đang đi"};
  case Word::waiting: return {"waiting", "đang chờ"};
  case Word::being_served: return {"being served", "đang được phục vụ"};
  case Word::left: return {"through", "đã qua"};
  case Word::closed: return {"closed", "đóng"};
  case Word::idle: return {"free", "trống"};
  case Word::busy: return {"busy", "bận"};
  case Word::turnaround: return {"getting ready", "đang chuẩn bị"};
  case Word::blocked: return {"blocked", "bị nghẽn"};
  case Word::needs_officer: return {"officer called", "cần cán bộ"};
  case Word::out_of_order: return {"out of order", "hỏng"};
  case Word::alarm: return {"alarm", "báo động"};
  case Word::people_inside: return {"People inside", "Số người bên trong"};
  case Word::queue: return {"Queue", "Hàng chờ"};
  case Word::wait: return {"Mean wait", "Thời gian chờ TB"};
  case Word::throughput: return {"Served per hour", "Phục vụ mỗi giờ"};
  case Word::utilisation: return {"Utilisation", "Mức sử dụng"};
  case Word::registry_latency: return {"Registry answer time", "Thời gian trả lời của CSDL"};
  case Word::alarms: return {"Alarms", "Báo động"};
  case Word::heat: return {"Heat", "Bản đồ nhiệt"};
  case Word::heat_none: return {"none", "không"};
  case Word::heat_density: return {"density", "mật độ"};
  case Word::heat_wait: return {"wait", "thời gian chờ"};
  case Word::checkpoint: return {"Checkpoint", "Cửa khẩu"};
  case Word::station: return {"Station", "Vị trí"};
  case Word::longest_wait: return {"Longest wait", "Chờ lâu nhất"};
  case Word::in_service: return {"In service", "Đang mở"};
  case Word::served: return {"Served", "Đã phục vụ"};
  case Word::queue_over_time: return {"Queue over time", "Hàng chờ theo thời gian"};
  case Word::click_a_person:
    return {"Click a person on the plan to see what happened to them.",
            "Bấm vào một người trên sơ đồ để xem hành trình của họ."};
  case Word::click_a_gate:
    return {"Click a unit on the plan to see its transaction.",
            "Bấm vào một cổng trên sơ đồ để xem giao dịch của nó."};
  case Word::time: return {"Time", "Thời điểm"};
  case Word::where: return {"Where", "Ở đâu"};
  case Word::what: return {"What", "Việc gì"};
  case Word::entry_door: return {"entry door", "cửa vào"};
  case Word::exit_door: return {"exit door", "cửa ra"};
  case Word::state: return {"state", "trạng thái"};
  case Word::bodies: return {"persons inside", "số người trong cổng"};
  case Word::registry: return {"registry", "CSDL"};
  case Word::checks: return {"checks", "kiểm tra"};
  case Word::transaction: return {"Transaction", "Giao dịch"};
  case Word::no_transaction: return {"No transaction here yet", "Chưa có giao dịch nào"};
  case Word::reading: return {"reading", "đang đọc"};
  case Word::growing: return {"still growing", "đang ghi tiếp"};
  case Word::whole: return {"whole", "nguyên vẹn"};
  case Word::damaged: return {"damaged", "hư hỏng"};
  case Word::link_down: return {"registry line down", "mất đường truyền CSDL"};
  case Word::emergency: return {"EMERGENCY", "KHẨN CẤP"};
  case Word::outside_persons: return {"before the entrance", "trước lối vào"};
  case Word::all_stations: return {"all stations", "mọi vị trí"};
  case Word::difference: return {"difference", "chênh lệch"};
  case Word::first_run: return {"first run", "lần chạy thứ nhất"};
  case Word::second_run: return {"second run", "lần chạy thứ hai"};
  case Word::light: return {"Light", "Nền sáng"};
  case Word::dark: return {"Dark", "Nền tối"};
  case Word::nothing_yet: return {"nothing yet", "chưa có gì"};
  case Word::keys:
    return {"Space play  + - speed  \xE2\x86\x90 \xE2\x86\x92 step  1-6 view  H heat  L language  "
            "T theme",
            "Cách chạy  + - tốc độ  \xE2\x86\x90 \xE2\x86\x92 từng bước  1-6 khung nhìn  H nhiệt  "
            "L ngôn "
            "ngữ  T nền"};
  }
  return {"", ""};
}

} // namespace

const char* word(Word w, Language language)
{
  const Pair pair = pair_of(w);
  return language == Language::english ? pair.en : pair.vi;
}

} // namespace gatetwin::viz
