// SPDX-License-Identifier: Apache-2.0
#include "core/domain/reason.hpp"

namespace gatetwin {

// One line per code; the compiler warns when a code has no words.
const char* to_string(Reason reason) // NOLINT(readability-function-size)
{
  switch (reason) {
  case Reason::none: return "none";
  case Reason::empty_input: return "empty_input";
  case Reason::input_too_long: return "input_too_long";
  case Reason::unknown_format: return "unknown_format";
  case Reason::wrong_length: return "wrong_length";
  case Reason::bad_character: return "bad_character";
  case Reason::bad_line_count: return "bad_line_count";
  case Reason::check_digit_document_number: return "check_digit_document_number";
  case Reason::check_digit_birth_date: return "check_digit_birth_date";
  case Reason::check_digit_expiry_date: return "check_digit_expiry_date";
  case Reason::check_digit_optional_data: return "check_digit_optional_data";
  case Reason::check_digit_composite: return "check_digit_composite";
  case Reason::bad_date: return "bad_date";
  case Reason::bad_name: return "bad_name";
  case Reason::bad_sex: return "bad_sex";
  case Reason::bad_state_code: return "bad_state_code";
  case Reason::bad_magic: return "bad_magic";
  case Reason::bad_seal_version: return "bad_seal_version";
  case Reason::bad_header: return "bad_header";
  case Reason::bad_c40: return "bad_c40";
  case Reason::bad_tlv_length: return "bad_tlv_length";
  case Reason::duplicate_field: return "duplicate_field";
  case Reason::missing_field: return "missing_field";
  case Reason::unknown_field: return "unknown_field";
  case Reason::field_length: return "field_length";
  case Reason::signature_missing: return "signature_missing";
  case Reason::signature_not_last: return "signature_not_last";
  case Reason::trailing_bytes: return "trailing_bytes";
  case Reason::signature_length: return "signature_length";
  case Reason::signature_range: return "signature_range";
  case Reason::signature_wrong: return "signature_wrong";
  case Reason::unknown_profile: return "unknown_profile";
  case Reason::wrong_profile: return "wrong_profile";
  case Reason::signer_unknown: return "signer_unknown";
  case Reason::signer_not_yet_valid: return "signer_not_yet_valid";
  case Reason::signer_expired: return "signer_expired";
  case Reason::signer_revoked: return "signer_revoked";
  case Reason::signer_wrong_key: return "signer_wrong_key";
  case Reason::signer_wrong_country: return "signer_wrong_country";
  case Reason::trust_list_missing: return "trust_list_missing";
  case Reason::trust_list_stale: return "trust_list_stale";
  case Reason::issued_in_future: return "issued_in_future";
  case Reason::signed_before_issue: return "signed_before_issue";
  case Reason::several_seals: return "several_seals";
  case Reason::issued_after_expiry: return "issued_after_expiry";
  case Reason::signer_wrong_purpose: return "signer_wrong_purpose";
  case Reason::state_not_in_trust_list: return "state_not_in_trust_list";
  case Reason::issuer_mismatch: return "issuer_mismatch";
  case Reason::revocation_list_missing: return "revocation_list_missing";
  case Reason::revocation_list_stale: return "revocation_list_stale";
  case Reason::seal_format_not_supported: return "seal_format_not_supported";
  case Reason::document_expired: return "document_expired";
  case Reason::document_not_yet_valid: return "document_not_yet_valid";
  case Reason::document_type_not_accepted: return "document_type_not_accepted";
  case Reason::document_revoked: return "document_revoked";
  case Reason::document_unreadable: return "document_unreadable";
  case Reason::document_removed_early: return "document_removed_early";
  case Reason::document_left_behind: return "document_left_behind";
  case Reason::document_in_use_elsewhere: return "document_in_use_elsewhere";
  case Reason::seal_mrz_mismatch: return "seal_mrz_mismatch";
  case Reason::registry_unreachable: return "registry_unreachable";
  case Reason::registry_refused: return "registry_refused";
  case Reason::registry_overloaded: return "registry_overloaded";
  case Reason::unknown_document: return "unknown_document";
  case Reason::watch_list_hit: return "watch_list_hit";
  case Reason::watch_list_missing: return "watch_list_missing";
  case Reason::watch_list_stale: return "watch_list_stale";
  case Reason::not_eligible_here: return "not_eligible_here";
  case Reason::not_eligible_direction: return "not_eligible_direction";
  case Reason::not_eligible_age: return "not_eligible_age";
  case Reason::checkpoint_closed: return "checkpoint_closed";
  case Reason::offline_policy_closed: return "offline_policy_closed";
  case Reason::offline_time_exceeded: return "offline_time_exceeded";
  case Reason::offline_allowance_used: return "offline_allowance_used";
  case Reason::stamp_due: return "stamp_due";
  case Reason::stamp_still_valid: return "stamp_still_valid";
  case Reason::conflicting_record: return "conflicting_record";
  case Reason::face_missing: return "face_missing";
  case Reason::face_late: return "face_late";
  case Reason::face_stale: return "face_stale";
  case Reason::face_not_a_number: return "face_not_a_number";
  case Reason::face_out_of_range: return "face_out_of_range";
  case Reason::face_below_threshold: return "face_below_threshold";
  case Reason::liveness_missing: return "liveness_missing";
  case Reason::liveness_late: return "liveness_late";
  case Reason::liveness_stale: return "liveness_stale";
  case Reason::liveness_not_a_number: return "liveness_not_a_number";
  case Reason::liveness_out_of_range: return "liveness_out_of_range";
  case Reason::liveness_below_threshold: return "liveness_below_threshold";
  case Reason::tailgating: return "tailgating";
  case Reason::person_not_entered: return "person_not_entered";
  case Reason::person_turned_back: return "person_turned_back";
  case Reason::person_did_not_leave: return "person_did_not_leave";
  case Reason::person_from_wrong_side: return "person_from_wrong_side";
  case Reason::door_obstructed: return "door_obstructed";
  case Reason::door_forced: return "door_forced";
  case Reason::door_stuck: return "door_stuck";
  case Reason::door_contradiction: return "door_contradiction";
  case Reason::sensor_fault: return "sensor_fault";
  case Reason::sensor_stale: return "sensor_stale";
  case Reason::time_limit_reading: return "time_limit_reading";
  case Reason::time_limit_registry: return "time_limit_registry";
  case Reason::time_limit_entry: return "time_limit_entry";
  case Reason::time_limit_capture: return "time_limit_capture";
  case Reason::time_limit_store: return "time_limit_store";
  case Reason::time_limit_exit: return "time_limit_exit";
  case Reason::time_limit_joint: return "time_limit_joint";
  case Reason::time_limit_officer: return "time_limit_officer";
  case Reason::time_limit_enclosed: return "time_limit_enclosed";
  case Reason::store_failed: return "store_failed";
  case Reason::emergency: return "emergency";
  case Reason::power_lost: return "power_lost";
  case Reason::out_of_service: return "out_of_service";
  case Reason::officer_admitted: return "officer_admitted";
  case Reason::officer_referred: return "officer_referred";
  case Reason::officer_refused: return "officer_refused";
  case Reason::officer_released: return "officer_released";
  case Reason::officer_input_incomplete: return "officer_input_incomplete";
  case Reason::internal_error: return "internal_error";
  case Reason::clock_implausible: return "clock_implausible";
  case Reason::partner_refused: return "partner_refused";
  case Reason::partner_unreachable: return "partner_unreachable";
  case Reason::joint_in_doubt: return "joint_in_doubt";
  case Reason::joint_voided: return "joint_voided";
  }
  return "unknown";
}

} // namespace gatetwin
