// SPDX-License-Identifier: Apache-2.0
#include "core/desk/desk_words.hpp"
#include <array>

namespace gatetwin::desk {
namespace {

struct Words {
  const char* en;
  const char* vi;
  const char* in(Language language) const { return language == Language::vietnamese ? vi : en; }
};

constexpr std::array<Words, 13> sayings{{
    {"unit", "cổng"},
    {"call", "gọi cán bộ"},
    {"decision asked for", "chờ quyết định"},
    {"stamp asked for", "chờ đóng dấu"},
    {"over", "kết thúc"},
    {"accepted", "đã nhận"},
    {"refused", "bị từ chối"},
    {"no connection to the gate; trying again", "mất kết nối với cổng; đang thử lại"},
    {"nothing is open", "không có cuộc gọi nào"},
    {"admit|refer|refuse|release|acknowledge NUMBER [note]; stamped NUMBER; "
     "acknowledge|close_unit|open_unit|reset; list; quit",
     "admit (cho qua)|refer (chuyển quầy)|refuse (từ chối)|release (cho ra)|acknowledge (đã thấy) "
     "SỐ [ghi chú]; stamped (đã đóng dấu) SỐ; acknowledge|close_unit (đóng cổng)|open_unit (mở "
     "cổng)|reset (đặt lại); list (danh sách); quit (thoát)"},
    {"not understood; type help", "không hiểu lệnh; gõ help"},
    {"which transaction? give its number", "giao dịch nào? hãy ghi số"},
    {"no such call is open", "không có cuộc gọi này"},
}};

struct ReasonWords {
  Reason reason;
  Words words;
};

constexpr ReasonWords reasons[] = {
    {Reason::document_unreadable, {"document can't be read", "không đọc được giấy tờ"}},
    {Reason::document_expired, {"document has expired", "giấy tờ hết hạn"}},
    {Reason::document_not_yet_valid, {"document is not valid yet", "giấy tờ chưa có hiệu lực"}},
    {Reason::document_type_not_accepted,
     {"kind of document not accepted here", "loại giấy tờ không được chấp nhận ở đây"}},
    {Reason::document_revoked, {"document was revoked", "giấy tờ đã bị thu hồi"}},
    {Reason::document_removed_early, {"document taken away too early", "rút giấy tờ quá sớm"}},
    {Reason::document_left_behind, {"document left behind", "bỏ quên giấy tờ"}},
    {Reason::document_in_use_elsewhere,
     {"document is in use at another gate", "giấy tờ đang dùng ở cổng khác"}},
    {Reason::seal_mrz_mismatch,
     {"seal and printed lines disagree", "mã niêm phong và dòng MRZ không khớp"}},
    {Reason::signature_wrong, {"seal's signature is wrong", "chữ ký của mã niêm phong sai"}},
    {Reason::signature_missing, {"seal has no signature", "mã niêm phong không có chữ ký"}},
    {Reason::signer_unknown, {"seal's signer is unknown", "không rõ bên ký mã niêm phong"}},
    {Reason::signer_expired, {"signer's certificate has expired", "chứng thư bên ký hết hạn"}},
    {Reason::signer_revoked, {"signer was revoked", "bên ký đã bị thu hồi"}},
    {Reason::several_seals, {"several codes in view", "có nhiều mã trong khung hình"}},
    {Reason::trust_list_stale, {"trust list is too old", "danh sách tin cậy quá cũ"}},
    {Reason::trust_list_missing, {"trust list is missing", "thiếu danh sách tin cậy"}},
    {Reason::issuer_mismatch, {"issuers disagree", "cơ quan cấp không khớp"}},
    {Reason::registry_unreachable,
     {"registry can't be reached", "không kết nối được cơ sở dữ liệu"}},
    {Reason::registry_refused, {"registry refuses", "cơ sở dữ liệu từ chối"}},
    {Reason::registry_overloaded, {"registry is overloaded", "cơ sở dữ liệu quá tải"}},
    {Reason::unknown_document, {"document is not known", "giấy tờ không có trong cơ sở dữ liệu"}},
    {Reason::watch_list_hit, {"WATCH-LIST HIT", "TRÙNG DANH SÁCH THEO DÕI"}},
    {Reason::watch_list_missing, {"watch-list is missing", "thiếu danh sách theo dõi"}},
    {Reason::watch_list_stale, {"watch-list is too old", "danh sách theo dõi quá cũ"}},
    {Reason::not_eligible_here, {"may not use this checkpoint", "không được qua cửa khẩu này"}},
    {Reason::not_eligible_direction, {"may not go this way", "không được đi chiều này"}},
    {Reason::not_eligible_age, {"too young for a gate", "chưa đủ tuổi dùng cổng tự động"}},
    {Reason::checkpoint_closed, {"checkpoint is closed", "cửa khẩu đóng"}},
    {Reason::offline_policy_closed,
     {"not admitted while the registry is away", "không cho qua khi mất kết nối"}},
    {Reason::offline_time_exceeded, {"too long without registry", "mất kết nối quá lâu"}},
    {Reason::offline_allowance_used,
     {"pass already used without registry", "giấy đã dùng khi mất kết nối"}},
    {Reason::stamp_due, {"stamp is due", "cần đóng dấu"}},
    {Reason::watch_list_similar,
     {"name like one on the watch-list", "tên gần giống tên trong danh sách theo dõi"}},
    {Reason::conflicting_record, {"conflicting record", "hồ sơ mâu thuẫn"}},
    {Reason::face_missing, {"no face was captured", "không chụp được khuôn mặt"}},
    {Reason::face_late, {"face came too late", "khuôn mặt đến quá muộn"}},
    {Reason::face_stale, {"face is of an old picture", "ảnh khuôn mặt đã cũ"}},
    {Reason::face_below_threshold, {"face does not match", "khuôn mặt không khớp"}},
    {Reason::face_not_a_number, {"face score is no number", "điểm khuôn mặt không hợp lệ"}},
    {Reason::face_out_of_range, {"face score is out of range", "điểm khuôn mặt ngoài phạm vi"}},
    {Reason::liveness_missing, {"liveness was not checked", "chưa kiểm tra người thật"}},
    {Reason::liveness_below_threshold, {"may be a picture or mask", "có thể là ảnh hoặc mặt nạ"}},
    {Reason::tailgating, {"more than one person inside", "có hơn một người bên trong"}},
    {Reason::person_not_entered, {"nobody stepped in", "không có ai bước vào"}},
    {Reason::person_turned_back, {"person turned back", "người quay lại"}},
    {Reason::person_did_not_leave, {"person does not leave", "người không rời đi"}},
    {Reason::person_from_wrong_side, {"person from the wrong side", "người đi vào từ phía sai"}},
    {Reason::door_obstructed, {"a door is obstructed", "cửa bị chặn"}},
    {Reason::door_forced, {"a door was forced", "cửa bị cạy"}},
    {Reason::door_stuck, {"a door is stuck", "cửa bị kẹt"}},
    {Reason::door_contradiction, {"doors contradict each other", "trạng thái cửa mâu thuẫn"}},
    {Reason::sensor_fault, {"a sensor is broken", "cảm biến hỏng"}},
    {Reason::sensor_stale, {"a sensor is silent", "cảm biến không phản hồi"}},
    {Reason::time_limit_reading, {"reading takes too long", "đọc giấy tờ quá lâu"}},
    {Reason::time_limit_registry, {"registry takes too long", "cơ sở dữ liệu trả lời quá lâu"}},
    {Reason::time_limit_entry, {"entering takes too long", "bước vào quá lâu"}},
    {Reason::time_limit_capture, {"capture takes too long", "chụp khuôn mặt quá lâu"}},
    {Reason::time_limit_exit, {"leaving takes too long", "rời đi quá lâu"}},
    {Reason::time_limit_joint,
     {"the other country takes too long", "phía bên kia trả lời quá lâu"}},
    {Reason::time_limit_officer, {"the officer is awaited", "đang chờ cán bộ"}},
    {Reason::time_limit_enclosed, {"person shut in for long", "người bị giữ bên trong quá lâu"}},
    {Reason::store_failed, {"the gate can't store", "cổng không lưu được dữ liệu"}},
    {Reason::emergency, {"EMERGENCY", "KHẨN CẤP"}},
    {Reason::power_lost, {"mains are lost", "mất điện"}},
    {Reason::out_of_service, {"out of service", "ngừng phục vụ"}},
    {Reason::internal_error, {"internal error", "lỗi bên trong"}},
    {Reason::clock_implausible, {"the clock can't be right", "đồng hồ không đúng"}},
    {Reason::partner_refused, {"the other country refuses", "phía bên kia từ chối"}},
    {Reason::partner_unreachable,
     {"the other country can't be reached", "không kết nối được phía bên kia"}},
    {Reason::joint_in_doubt, {"joint clearance is in doubt", "kết quả kiểm tra chung chưa rõ"}},
    {Reason::symbol_not_found, {"no code on the pass", "không thấy mã trên giấy"}},
    {Reason::symbol_damaged, {"code on the pass is damaged", "mã trên giấy bị hỏng"}},
};

} // namespace

const char* say(Saying saying, Language language)
{
  return sayings.at(static_cast<std::size_t>(saying)).in(language);
}

std::string words_of(Reason reason, Language language)
{
  for (const ReasonWords& one : reasons) {
    if (one.reason == reason) return one.words.in(language);
  }
  return std::string(to_string(reason)) + " (" +
         std::to_string(static_cast<std::uint32_t>(reason)) + ")";
}

} // namespace gatetwin::desk
