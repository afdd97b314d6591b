// SPDX-License-Identifier: Apache-2.0
#include "viz/words/terms.hpp"
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
    // reasons that a day brings
    {"document_expired", "giấy tờ hết hạn"},
    {"document_unreadable", "giấy tờ không đọc được"},
    {"document_left_behind", "để quên giấy tờ"},
    {"document_removed_early", "rút giấy tờ quá sớm"},
    {"document_revoked", "giấy tờ đã bị thu hồi"},
    {"document_in_use_elsewhere", "giấy tờ đang dùng nơi khác"},
    {"document_not_yet_valid", "giấy tờ chưa có hiệu lực"},
    {"document_type_not_accepted", "loại giấy tờ không được nhận"},
    {"unknown_document", "giấy tờ lạ"},
    {"person_did_not_leave", "người chưa ra"},
    {"person_not_entered", "không ai vào"},
    {"person_turned_back", "người quay lại"},
    {"person_from_wrong_side", "người từ phía sai"},
    {"face_below_threshold", "khuôn mặt không đủ khớp"},
    {"face_missing", "không có khuôn mặt"},
    {"liveness_below_threshold", "không đủ dấu hiệu người thật"},
    {"liveness_missing", "thiếu kiểm tra người thật"},
    {"watch_list_hit", "có trong danh sách theo dõi"},
    {"registry_unreachable", "không liên lạc được CSDL"},
    {"registry_refused", "CSDL từ chối"},
    {"registry_overloaded", "CSDL quá tải"},
    {"signature_wrong", "chữ ký sai"},
    {"signer_unknown", "bên ký lạ"},
    {"signer_revoked", "bên ký bị thu hồi"},
    {"seal_mrz_mismatch", "mã và MRZ không khớp"},
    {"door_obstructed", "cửa bị vướng"},
    {"door_forced", "cửa bị cạy"},
    {"door_stuck", "cửa bị kẹt"},
    {"partner_refused", "bên kia từ chối"},
    {"partner_unreachable", "không liên lạc được bên kia"},
    {"checkpoint_closed", "cửa khẩu đóng"},
    {"offline_policy_closed", "đóng khi mất kết nối"},
    {"not_eligible_here", "không đủ điều kiện tại đây"},
    {"not_eligible_age", "không đủ tuổi"},
    {"not_eligible_direction", "sai chiều"},
    {"stamp_due", "đến hạn đóng dấu"},
    {"stamp_still_valid", "dấu còn hiệu lực"},
    {"power_lost", "mất điện"},
    {"several_seals", "có nhiều mã"},
    {"time_limit_capture", "quá giờ chụp mặt"},
    {"time_limit_entry", "quá giờ vào"},
    {"time_limit_exit", "quá giờ ra"},
    {"time_limit_officer", "quá giờ chờ cán bộ"},
    {"time_limit_reading", "quá giờ đọc"},
    {"time_limit_registry", "quá giờ chờ CSDL"},
    {"time_limit_enclosed", "ở trong quá lâu"},
    {"time_limit_joint", "quá giờ kiểm tra chung"},
    // what a unit records
    {"transaction_started", "bắt đầu giao dịch"},
    {"authorisation_stored", "đã ghi quyết định"},
    {"crossing_stored", "đã ghi lượt qua"},
    {"crossing_delivered", "lượt qua đã đến trung tâm"},
};

const std::map<std::string_view, const char*>& vietnamese()
{
  static const std::map<std::string_view, const char*> table(std::begin(vietnamese_terms),
                                                             std::end(vietnamese_terms));
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
