// SPDX-License-Identifier: Apache-2.0
// Why a check or a transaction ended as it did. TR-03135-1 section 5.3: integers, none is empty,
// the vendor's range is 1,000 to 999,999. Append only; each cause has its own code and none masks
// another.
#pragma once
#include <cstdint>

namespace gatetwin {

enum class Reason : std::uint32_t {
  none = 0,
  // document: bytes and format
  empty_input = 1000,
  input_too_long,
  unknown_format,
  wrong_length,
  bad_character,
  bad_line_count,
  check_digit_document_number,
  check_digit_birth_date,
  check_digit_expiry_date,
  check_digit_optional_data,
  check_digit_composite,
  bad_date,
  bad_name,
  bad_sex,
  bad_state_code,
  // seal
  bad_magic = 1100,
  bad_seal_version,
  bad_header,
  bad_c40,
  bad_tlv_length,
  duplicate_field,
  missing_field,
  unknown_field,
  field_length,
  signature_missing,
  signature_not_last,
  trailing_bytes,
  signature_length,
  signature_range,
  signature_wrong,
  unknown_profile,
  wrong_profile,
  signer_unknown,
  signer_not_yet_valid,
  signer_expired,
  signer_revoked,
  signer_wrong_key,
  signer_wrong_country,
  trust_list_missing,
  trust_list_stale,
  issued_in_future,
  signed_before_issue,
  several_seals,
  issued_after_expiry,
  signer_wrong_purpose,
  state_not_in_trust_list,
  issuer_mismatch,
  revocation_list_missing,
  revocation_list_stale,
  seal_format_not_supported,
  // document: validity
  document_expired = 1200,
  document_not_yet_valid,
  document_type_not_accepted,
  document_revoked,
  document_unreadable,
  document_removed_early,
  document_left_behind,
  document_in_use_elsewhere,
  seal_mrz_mismatch,
  // registry and rules
  registry_unreachable = 1300,
  registry_refused,
  registry_overloaded,
  unknown_document,
  watch_list_hit,
  watch_list_missing,
  watch_list_stale,
  not_eligible_here,
  not_eligible_direction,
  not_eligible_age,
  checkpoint_closed,
  offline_policy_closed,
  offline_time_exceeded,
  offline_allowance_used,
  stamp_due,
  stamp_still_valid,
  conflicting_record,
  watch_list_similar, // a name like one on the list, of somebody born on that day
  unit_number_in_use, // another unit, or an earlier store, has this transaction's number
  // biometrics
  face_missing = 1400,
  face_late,
  face_stale,
  face_not_a_number,
  face_out_of_range,
  face_below_threshold,
  liveness_missing,
  liveness_late,
  liveness_stale,
  liveness_not_a_number,
  liveness_out_of_range,
  liveness_below_threshold,
  // persons and doors
  tailgating = 1500,
  person_not_entered,
  person_turned_back,
  person_did_not_leave,
  person_from_wrong_side,
  door_obstructed,
  door_forced,
  door_stuck,
  door_contradiction,
  sensor_fault,
  sensor_stale,
  // time limits
  time_limit_reading = 1600,
  time_limit_registry,
  time_limit_entry,
  time_limit_capture,
  time_limit_store,
  time_limit_exit,
  time_limit_joint,
  time_limit_officer,
  time_limit_enclosed, // somebody was shut in for too long without progress
  // operation
  store_failed = 1700,
  emergency,
  power_lost,
  out_of_service,
  officer_admitted,
  officer_referred,
  officer_refused,
  officer_released,
  officer_input_incomplete,
  internal_error,
  clock_implausible,
  passage_presumed,            // the power went at the passage: who was let out counts as passed
  officer_decision_impossible, // can't be followed as things stand: whoever waited still waits
  // one stop
  partner_refused = 1800,
  partner_unreachable,
  joint_in_doubt,
  joint_voided,
  joint_without_passage, // both have written the crossing, and the person stayed
  joint_before_passage,  // a gate's crossing, which both wrote before the exit opened
  // 2D code under a camera
  frame_implausible = 1900, // not a picture: sides, stride or bytes that no camera gives
  symbol_not_found,
  symbol_damaged,         // seen, but beyond its error correction
  symbol_in_parts,        // structured append: a part of a message
  symbol_programs_reader, // a reader's programming symbol
  decoder_crashed,
  decoder_late,
  decoder_answer_wrong,
  decoder_missing, // its program can't be started
  several_symbols  // in view: one was chosen, or could not be; of seals alone: several_seals
};

const char* to_string(Reason reason);

} // namespace gatetwin
