// SPDX-License-Identifier: Apache-2.0
#include "core/domain/reason_words.hpp"

namespace gatetwin {

// One line per code; the compiler warns when a code has no words.
ReasonWords words_of(Reason reason) // NOLINT(readability-function-size)
{
  switch (reason) {
  case Reason::none: return {"none", "không có"};
  case Reason::empty_input: return {"nothing was read", "không đọc được gì"};
  case Reason::input_too_long: return {"more was read than can be", "dữ liệu đọc quá dài"};
  case Reason::unknown_format: return {"format is not known", "định dạng không rõ"};
  case Reason::wrong_length: return {"wrong length", "sai độ dài"};
  case Reason::bad_character:
    return {"a character that does not belong there", "ký tự không hợp lệ"};
  case Reason::bad_line_count: return {"wrong number of lines", "sai số dòng"};
  case Reason::check_digit_document_number:
    return {"check digit of the document number is wrong", "sai số kiểm tra của số giấy tờ"};
  case Reason::check_digit_birth_date:
    return {"check digit of the date of birth is wrong", "sai số kiểm tra của ngày sinh"};
  case Reason::check_digit_expiry_date:
    return {"check digit of the date of expiry is wrong", "sai số kiểm tra của ngày hết hạn"};
  case Reason::check_digit_optional_data:
    return {"check digit of the optional data is wrong", "sai số kiểm tra của dữ liệu tùy chọn"};
  case Reason::check_digit_composite:
    return {"composite check digit is wrong", "sai số kiểm tra tổng hợp"};
  case Reason::bad_date: return {"no such date", "ngày không hợp lệ"};
  case Reason::bad_name: return {"name can't be read", "tên không đọc được"};
  case Reason::bad_sex: return {"sex is not of its form", "giới tính không hợp lệ"};
  case Reason::bad_state_code: return {"no such state code", "mã quốc gia không hợp lệ"};
  case Reason::bad_magic: return {"is no seal", "không phải mã niêm phong"};
  case Reason::bad_seal_version:
    return {"seal is of an unknown version", "phiên bản mã niêm phong không rõ"};
  case Reason::bad_header:
    return {"seal's header can't be read", "phần đầu mã niêm phong không đọc được"};
  case Reason::bad_c40:
    return {"seal's text can't be read", "văn bản trong mã niêm phong không đọc được"};
  case Reason::bad_tlv_length:
    return {"a field of the seal has a wrong length", "trường trong mã niêm phong sai độ dài"};
  case Reason::duplicate_field:
    return {"a field of the seal stands twice", "trường trong mã niêm phong bị lặp"};
  case Reason::missing_field:
    return {"a field of the seal is missing", "mã niêm phong thiếu trường"};
  case Reason::unknown_field:
    return {"a field of the seal is not known", "trường lạ trong mã niêm phong"};
  case Reason::field_length:
    return {"a field is too long or too short", "trường quá dài hoặc quá ngắn"};
  case Reason::signature_missing: return {"seal has no signature", "mã niêm phong không có chữ ký"};
  case Reason::signature_not_last:
    return {"something follows the seal's signature", "sau chữ ký còn dữ liệu"};
  case Reason::trailing_bytes: return {"bytes follow the seal", "sau mã niêm phong còn dữ liệu"};
  case Reason::signature_length:
    return {"seal's signature has a wrong length", "chữ ký của mã niêm phong sai độ dài"};
  case Reason::signature_range:
    return {"seal's signature is out of range", "chữ ký của mã niêm phong ngoài phạm vi"};
  case Reason::signature_wrong:
    return {"seal's signature is wrong", "chữ ký của mã niêm phong sai"};
  case Reason::unknown_profile: return {"kind of seal is not known", "loại mã niêm phong không rõ"};
  case Reason::wrong_profile:
    return {"seal is of another kind of document", "mã niêm phong của loại giấy tờ khác"};
  case Reason::signer_unknown: return {"seal's signer is unknown", "không rõ bên ký mã niêm phong"};
  case Reason::signer_not_yet_valid:
    return {"signer's certificate is not valid yet", "chứng thư bên ký chưa có hiệu lực"};
  case Reason::signer_expired:
    return {"signer's certificate has expired", "chứng thư bên ký hết hạn"};
  case Reason::signer_revoked: return {"signer was revoked", "bên ký đã bị thu hồi"};
  case Reason::signer_wrong_key:
    return {"signer's key is of another kind", "khóa của bên ký không đúng loại"};
  case Reason::signer_wrong_country:
    return {"signer is of another country", "bên ký thuộc nước khác"};
  case Reason::trust_list_missing: return {"trust list is missing", "thiếu danh sách tin cậy"};
  case Reason::trust_list_stale: return {"trust list is too old", "danh sách tin cậy quá cũ"};
  case Reason::issued_in_future: return {"issued in the future", "ngày cấp ở tương lai"};
  case Reason::signed_before_issue: return {"signed before it was issued", "ký trước ngày cấp"};
  case Reason::several_seals:
    return {"several seals in view", "có nhiều dấu điện tử trong khung hình"};
  case Reason::issued_after_expiry: return {"issued after its expiry", "cấp sau ngày hết hạn"};
  case Reason::signer_wrong_purpose:
    return {"signer may not sign such documents", "bên ký không được ký loại giấy tờ này"};
  case Reason::state_not_in_trust_list:
    return {"country is not in the trust list", "nước không có trong danh sách tin cậy"};
  case Reason::issuer_mismatch: return {"issuers disagree", "cơ quan cấp không khớp"};
  case Reason::revocation_list_missing:
    return {"revocation list is missing", "thiếu danh sách thu hồi"};
  case Reason::revocation_list_stale:
    return {"revocation list is too old", "danh sách thu hồi quá cũ"};
  case Reason::seal_format_not_supported:
    return {"seal of a format that is not supported", "định dạng mã niêm phong chưa được hỗ trợ"};
  case Reason::document_expired: return {"document has expired", "giấy tờ hết hạn"};
  case Reason::document_not_yet_valid:
    return {"document is not valid yet", "giấy tờ chưa có hiệu lực"};
  case Reason::document_type_not_accepted:
    return {"kind of document not accepted here", "loại giấy tờ không được chấp nhận ở đây"};
  case Reason::document_revoked: return {"document was revoked", "giấy tờ đã bị thu hồi"};
  case Reason::document_unreadable: return {"document can't be read", "không đọc được giấy tờ"};
  case Reason::document_removed_early:
    return {"document taken away too early", "rút giấy tờ quá sớm"};
  case Reason::document_left_behind: return {"document left behind", "bỏ quên giấy tờ"};
  case Reason::document_in_use_elsewhere:
    return {"document is in use at another gate", "giấy tờ đang dùng ở cổng khác"};
  case Reason::seal_mrz_mismatch:
    return {"seal and printed lines disagree", "mã niêm phong và dòng MRZ không khớp"};
  case Reason::registry_unreachable:
    return {"registry can't be reached", "không kết nối được cơ sở dữ liệu"};
  case Reason::registry_refused: return {"registry refuses", "cơ sở dữ liệu từ chối"};
  case Reason::registry_overloaded: return {"registry is overloaded", "cơ sở dữ liệu quá tải"};
  case Reason::unknown_document:
    return {"document is not known", "giấy tờ không có trong cơ sở dữ liệu"};
  case Reason::watch_list_hit: return {"WATCH-LIST HIT", "TRÙNG DANH SÁCH THEO DÕI"};
  case Reason::watch_list_missing: return {"watch-list is missing", "thiếu danh sách theo dõi"};
  case Reason::watch_list_stale: return {"watch-list is too old", "danh sách theo dõi quá cũ"};
  case Reason::not_eligible_here:
    return {"may not use this checkpoint", "không được qua cửa khẩu này"};
  case Reason::not_eligible_direction: return {"may not go this way", "không được đi chiều này"};
  case Reason::not_eligible_age: return {"too young for a gate", "chưa đủ tuổi dùng cổng tự động"};
  case Reason::checkpoint_closed: return {"checkpoint is closed", "cửa khẩu đóng"};
  case Reason::offline_policy_closed:
    return {"not admitted while the registry is away", "không cho qua khi mất kết nối"};
  case Reason::offline_time_exceeded: return {"too long without registry", "mất kết nối quá lâu"};
  case Reason::offline_allowance_used:
    return {"pass already used without registry", "giấy đã dùng khi mất kết nối"};
  case Reason::stamp_due: return {"stamp is due", "cần đóng dấu"};
  case Reason::stamp_still_valid: return {"stamp is still valid", "dấu còn hiệu lực"};
  case Reason::unit_number_in_use:
    return {"another unit has this number", "số hiệu này đã có cổng khác dùng"};
  case Reason::watch_list_similar:
    return {"name like one on the watch-list", "tên gần giống tên trong danh sách theo dõi"};
  case Reason::conflicting_record: return {"conflicting record", "hồ sơ mâu thuẫn"};
  case Reason::face_missing: return {"no face was captured", "không chụp được khuôn mặt"};
  case Reason::face_late: return {"face came too late", "khuôn mặt đến quá muộn"};
  case Reason::face_stale: return {"face is of an old picture", "ảnh khuôn mặt đã cũ"};
  case Reason::face_not_a_number: return {"face score is no number", "điểm khuôn mặt không hợp lệ"};
  case Reason::face_out_of_range:
    return {"face score is out of range", "điểm khuôn mặt ngoài phạm vi"};
  case Reason::face_below_threshold: return {"face does not match", "khuôn mặt không khớp"};
  case Reason::liveness_missing: return {"liveness was not checked", "chưa kiểm tra người thật"};
  case Reason::liveness_late: return {"liveness came too late", "kiểm tra người thật đến quá muộn"};
  case Reason::liveness_stale:
    return {"liveness is of an old picture", "kiểm tra người thật từ ảnh đã cũ"};
  case Reason::liveness_not_a_number:
    return {"liveness score is no number", "điểm người thật không hợp lệ"};
  case Reason::liveness_out_of_range:
    return {"liveness score is out of range", "điểm người thật ngoài phạm vi"};
  case Reason::liveness_below_threshold:
    return {"may be a picture or mask", "có thể là ảnh hoặc mặt nạ"};
  case Reason::tailgating: return {"more than one person inside", "có hơn một người bên trong"};
  case Reason::person_not_entered: return {"nobody stepped in", "không có ai bước vào"};
  case Reason::person_turned_back: return {"person turned back", "người quay lại"};
  case Reason::person_did_not_leave: return {"person does not leave", "người không rời đi"};
  case Reason::person_from_wrong_side:
    return {"person from the wrong side", "người đi vào từ phía sai"};
  case Reason::door_obstructed: return {"a door is obstructed", "cửa bị chặn"};
  case Reason::door_forced: return {"a door was forced", "cửa bị cạy"};
  case Reason::door_stuck: return {"a door is stuck", "cửa bị kẹt"};
  case Reason::door_contradiction:
    return {"doors contradict each other", "trạng thái cửa mâu thuẫn"};
  case Reason::sensor_fault: return {"a sensor is broken", "cảm biến hỏng"};
  case Reason::sensor_stale: return {"a sensor is silent", "cảm biến không phản hồi"};
  case Reason::time_limit_reading: return {"reading takes too long", "đọc giấy tờ quá lâu"};
  case Reason::time_limit_registry:
    return {"registry takes too long", "cơ sở dữ liệu trả lời quá lâu"};
  case Reason::time_limit_entry: return {"entering takes too long", "bước vào quá lâu"};
  case Reason::time_limit_capture: return {"capture takes too long", "chụp khuôn mặt quá lâu"};
  case Reason::time_limit_store: return {"storing takes too long", "lưu dữ liệu quá lâu"};
  case Reason::time_limit_exit: return {"leaving takes too long", "rời đi quá lâu"};
  case Reason::time_limit_joint:
    return {"the other country takes too long", "phía bên kia trả lời quá lâu"};
  case Reason::time_limit_officer: return {"the officer is awaited", "đang chờ cán bộ"};
  case Reason::time_limit_enclosed:
    return {"person shut in for long", "người bị giữ bên trong quá lâu"};
  case Reason::store_failed: return {"the gate can't store", "cổng không lưu được dữ liệu"};
  case Reason::emergency: return {"EMERGENCY", "KHẨN CẤP"};
  case Reason::power_lost: return {"mains are lost", "mất điện"};
  case Reason::out_of_service: return {"out of service", "ngừng phục vụ"};
  case Reason::officer_admitted: return {"an officer admitted", "cán bộ cho qua"};
  case Reason::officer_referred: return {"an officer referred", "cán bộ chuyển tiếp"};
  case Reason::officer_refused: return {"an officer refused", "cán bộ từ chối"};
  case Reason::officer_released: return {"an officer let the person out", "cán bộ cho ra"};
  case Reason::officer_input_incomplete:
    return {"the officer's entry is incomplete", "cán bộ nhập chưa đủ"};
  case Reason::internal_error: return {"internal error", "lỗi bên trong"};
  case Reason::clock_implausible: return {"the clock can't be right", "đồng hồ không đúng"};
  case Reason::passage_presumed:
    return {"presumed passed when power was lost", "mất điện lúc qua cổng, coi như đã qua"};
  case Reason::officer_decision_impossible:
    return {"the decision can't be followed here", "không thực hiện được quyết định này"};
  case Reason::partner_refused: return {"the other country refuses", "phía bên kia từ chối"};
  case Reason::partner_unreachable:
    return {"the other country can't be reached", "không kết nối được phía bên kia"};
  case Reason::joint_in_doubt:
    return {"joint clearance is in doubt", "kết quả kiểm tra chung chưa rõ"};
  case Reason::joint_voided: return {"joint clearance was voided", "kiểm tra chung đã bị hủy"};
  case Reason::joint_before_passage:
    return {"both countries recorded it beforehand", "hai bên ghi nhận trước khi qua"};
  case Reason::joint_without_passage:
    return {"both countries recorded it, nobody passed", "hai bên đã ghi nhận, chưa ai qua"};
  case Reason::frame_implausible: return {"is no picture", "không phải hình ảnh"};
  case Reason::symbol_not_found: return {"no code on the pass", "không thấy mã trên giấy"};
  case Reason::symbol_damaged: return {"code on the pass is damaged", "mã trên giấy bị hỏng"};
  case Reason::symbol_in_parts:
    return {"code is one of several parts", "mã chỉ là một phần của nhiều mã"};
  case Reason::symbol_programs_reader:
    return {"code would reprogram readers", "mã có lệnh lập trình đầu đọc"};
  case Reason::decoder_crashed: return {"the reader of codes crashed", "bộ giải mã gặp sự cố"};
  case Reason::decoder_late: return {"the reader of codes takes too long", "bộ giải mã quá chậm"};
  case Reason::decoder_answer_wrong:
    return {"the reader of codes answers nonsense", "bộ giải mã trả lời sai"};
  case Reason::decoder_missing: return {"the reader of codes is missing", "thiếu bộ giải mã"};
  case Reason::several_symbols: return {"several codes in view", "có nhiều mã trong khung hình"};
  }
  return {"unknown", "không rõ"};
}

} // namespace gatetwin
