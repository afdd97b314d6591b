// SPDX-License-Identifier: Apache-2.0
#include "viz/words/terms.hpp"
#include "core/domain/reason_words.hpp"
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace gatetwin::viz {
namespace {

constexpr std::pair<std::string_view, const char*> vietnamese_terms[] = {
    // states of a gate and a booth
    {"starting", "đang khởi động"},
    {"closed", "đóng"},
    {"idle", "trống"},
    {"reading", "đang đọc"},
    {"querying", "đang hỏi CSDL"},
    {"entry_open", "cửa vào mở"},
    {"entry_closing", "cửa vào đang đóng"},
    {"capturing", "đang chụp mặt"},
    {"joint", "kiểm tra chung"},
    {"authorising", "đang ghi quyết định"},
    {"exit_open", "cửa ra mở"},
    {"exit_closing", "cửa ra đang đóng"},
    {"turning_back", "đang quay lại"},
    {"referred", "chuyển cán bộ"},
    {"tailgating", "đi bám"},
    {"obstructed", "cửa bị vướng"},
    {"forced", "cửa bị cạy"},
    {"emergency", "khẩn cấp"},
    {"without_power", "mất điện"},
    {"out_of_service", "ngừng hoạt động"},
    {"typing", "đang nhập"},
    {"deciding", "đang quyết định"},
    {"stamping", "đang đóng dấu"},
    {"counter_busy", "quầy bận"},
    // doors
    {"open", "mở"},
    {"opening", "đang mở"},
    {"closing", "đang đóng"},
    {"blocked", "bị kẹt"},
    {"unknown", "không rõ"},
    // checks
    {"structure", "cấu trúc"},
    {"mrz_check_digits", "số kiểm tra MRZ"},
    {"seal_authenticity", "tính xác thực của mã"},
    {"signer_signature", "chữ ký của bên ký"},
    {"signer_validity", "hiệu lực của bên ký"},
    {"trust", "danh sách tin cậy"},
    {"revocation", "thu hồi"},
    {"issuer_match", "khớp bên cấp"},
    {"cross_check", "đối chiếu chéo"},
    {"document_type", "loại giấy tờ"},
    {"document_expiry", "thời hạn giấy tờ"},
    {"eligibility", "điều kiện"},
    {"single_person", "một người"},
    {"presence", "sự có mặt"},
    {"face_match", "khớp khuôn mặt"},
    {"liveness", "người thật"},
    {"watch_list", "danh sách theo dõi"},
    {"registry_known", "có trong CSDL"},
    {"registry_verdict", "kết luận của CSDL"},
    {"stamp", "dấu kiểm chứng"},
    {"technology", "loại đọc được"},
    {"decoding", "giải mã"},
    {"meaning", "nội dung"},
    {"authorisation_durable", "quyết định đã ghi"},
    // results and outcomes
    {"successful", "đạt"},
    {"failed", "không đạt"},
    {"undetermined", "không xác định"},
    {"not_supported", "không hỗ trợ"},
    {"aborted", "bị ngắt"},
    {"served", "đã phục vụ"},
    {"admitted", "được qua"},
    {"refused", "bị từ chối"},
    {"abandoned", "bỏ về"},
    {"evacuated", "sơ tán"},
    {"unfinished", "chưa xong"},
    // officers
    {"acknowledge", "xác nhận"},
    {"admit", "cho qua"},
    {"refer", "chuyển tiếp"},
    {"refuse", "từ chối"},
    {"release", "cho ra"},
    {"reset", "đặt lại"},
    {"clear_alarm", "tắt báo động"},
    {"open_unit", "mở vị trí"},
    {"close_unit", "đóng vị trí"},
    {"apply_stamp", "đóng dấu"},
    {"officer_call", "gọi cán bộ"},
    {"officer_admitted", "cán bộ cho qua"},
    {"officer_refused", "cán bộ từ chối"},
    {"officer_referred", "cán bộ chuyển tiếp"},
    // joint clearance
    {"reserving", "đang giữ chỗ"},
    {"reserved", "đã giữ chỗ"},
    {"confirming", "đang xác nhận"},
    {"committed", "đã xác nhận"},
    {"cancelling", "đang hủy"},
    {"cancelled", "đã hủy"},
    {"in_doubt", "chưa rõ"},
    {"resolved_committed", "đã rõ: xác nhận"},
    {"resolved_cancelled", "đã rõ: hủy"},
    // devices, directions, documents
    {"entry_door", "cửa vào"},
    {"exit_door", "cửa ra"},
    {"presence_sensor", "cảm biến hiện diện"},
    {"document_reader", "đầu đọc giấy tờ"},
    {"camera", "máy ảnh"},
    {"registry_link", "đường tới CSDL"},
    {"store", "bộ nhớ"},
    {"power", "nguồn điện"},
    {"entry", "nhập cảnh"},
    {"exit", "xuất cảnh"},
    {"passport", "hộ chiếu"},
    {"identity_card", "căn cước"},
    {"visa", "thị thực"},
    {"border_pass", "giấy thông hành"},
    {"port_permit", "giấy phép vào cảng"},
    {"crew_pass", "thẻ đi bờ"},
    // what a unit records
    {"transaction_started", "bắt đầu giao dịch"},
    {"authorisation_stored", "đã ghi quyết định"},
    {"crossing_stored", "đã ghi lượt qua"},
    {"crossing_delivered", "lượt qua đã đến trung tâm"},
};

using Table = std::map<std::string_view, const char*>;

// Where a state or an action has the name of a reason, it keeps its own shorter words.
Table with_reasons()
{
  Table table(std::begin(vietnamese_terms), std::end(vietnamese_terms));
  constexpr std::uint32_t beyond_codes = 2000;
  for (std::uint32_t code = 0; code < beyond_codes; ++code) {
    const auto reason = static_cast<Reason>(code);
    table.emplace(to_string(reason), words_of(reason).vietnamese);
  }
  return table;
}

const Table& vietnamese()
{
  static const Table table = with_reasons();
  return table;
}

} // namespace

std::string term(std::string_view name, Language language)
{
  if (language == Language::vietnamese) {
    const auto found = vietnamese().find(name);
    if (found != vietnamese().end()) return found->second;
  }
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

} // namespace gatetwin::viz
