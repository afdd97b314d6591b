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
    return {"Space play  + - speed  \xE2\x86\x90 \xE2\x86\x92 step  1-7 view  H heat  L language  "
            "T theme",
            "Cách chạy  + - tốc độ  \xE2\x86\x90 \xE2\x86\x92 từng bước  1-7 khung nhìn  H nhiệt  "
            "L ngôn "
            "ngữ  T nền"};
  case Word::scenario: return {"Scenario", "Kịch bản"};
  case Word::general: return {"General", "Chung"};
  case Word::authorities: return {"Authorities", "Cơ quan"};
  case Word::checkpoints: return {"Checkpoints", "Cửa khẩu"};
  case Word::areas: return {"Areas", "Khu vực"};
  case Word::layout: return {"Walking paths", "Lối đi"};
  case Word::entrances: return {"Entrances", "Lối vào"};
  case Word::stations: return {"Stations", "Vị trí kiểm soát"};
  case Word::classes: return {"Travellers", "Hành khách"};
  case Word::profiles: return {"Arrival profiles", "Nhịp đến"};
  case Word::demand: return {"Demand", "Lưu lượng"};
  case Word::routes: return {"Routes", "Tuyến đi"};
  case Word::faults: return {"Failures", "Sự cố"};
  case Word::platform: return {"Computers, lines", "Máy tính, đường truyền"};
  case Word::service_levels: return {"Service levels", "Mức phục vụ"};
  case Word::barcodes: return {"2D codes", "Mã 2D"};
  case Word::save: return {"Save", "Lưu"};
  case Word::undo: return {"Undo", "Hoàn tác"};
  case Word::redo: return {"Redo", "Làm lại"};
  case Word::as_form: return {"Form", "Biểu mẫu"};
  case Word::as_text: return {"Text", "Văn bản"};
  case Word::run_it: return {"Run", "Chạy mô phỏng"};
  case Word::cancel: return {"Cancel", "Hủy"};
  case Word::cancelling: return {"ending\xE2\x80\xA6", "đang dừng\xE2\x80\xA6"};
  case Word::replications: return {"replications", "lần lặp"};
  case Word::checking: return {"checking\xE2\x80\xA6", "đang kiểm tra\xE2\x80\xA6"};
  case Word::no_faults: return {"no faults", "không có lỗi"};
  case Word::no_check: return {"can't be checked", "không kiểm tra được"};
  case Word::unsaved: return {"not saved", "chưa lưu"};
  case Word::changed_on_disk:
    return {"The file was changed by somebody else.", "Tệp đã bị người khác sửa."};
  case Word::reload: return {"Take theirs", "Lấy bản trên đĩa"};
  case Word::keep_mine: return {"Keep mine", "Giữ bản này"};
  case Word::recovered:
    return {"There are unsaved changes of an earlier session.",
            "Có thay đổi chưa lưu từ lần làm việc trước."};
  case Word::restore: return {"Restore", "Khôi phục"};
  case Word::discard: return {"Discard", "Bỏ"};
  case Word::unsaved_question:
    return {"The scenario has changes that are not saved.", "Kịch bản có thay đổi chưa được lưu."};
  case Word::save_and_close: return {"Save and close", "Lưu và đóng"};
  case Word::close_unsaved: return {"Close without saving", "Đóng không lưu"};
  case Word::go_back: return {"Back", "Quay lại"};
  case Word::add: return {"Add", "Thêm"};
  case Word::copy: return {"Copy", "Nhân bản"};
  case Word::remove: return {"Remove", "Xóa"};
  case Word::new_name: return {"name of the new one", "tên mới"};
  case Word::from_base: return {"from the file it extends", "từ tệp gốc"};
  case Word::figure: return {"Figure", "Chỉ tiêu"};
  case Word::before: return {"Before", "Trước"};
  case Word::this_run: return {"This run", "Lần này"};
  case Word::change: return {"Change", "Thay đổi"};
  case Word::no_run_yet:
    return {"Not run yet. F5 runs what is on the screen.",
            "Chưa chạy. F5 chạy nội dung trên màn hình."};
  case Word::wait_p95: return {"Wait, 95 of 100", "Chờ, 95 trên 100"};
  case Word::time_in_system: return {"Arrival to departure", "Từ lúc đến đến lúc đi"};
  case Word::longest_queue: return {"Longest queue", "Hàng dài nhất"};
  case Word::within_limit: return {"Within the limit", "Trong hạn"};
  case Word::show_plan: return {"See it", "Xem"};
  case Word::show_compare: return {"Compare", "So sánh"};
  case Word::more_fields: return {"choose an item", "chọn một mục"};
  case Word::officer: return {"officer", "cán bộ"};
  case Word::limits: return {"limits", "giới hạn"};
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
