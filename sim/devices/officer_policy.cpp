// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/officer_policy.hpp"

namespace gatetwin {
namespace {

constexpr bool within(Reason reason, Reason first, Reason last)
{
  return reason >= first && reason <= last;
}

bool is_biometric(Reason reason)
{
  return within(reason, Reason::face_missing, Reason::liveness_below_threshold) ||
         reason == Reason::time_limit_capture;
}

// A gate that lost control of a door waits for a reset on site.
bool is_door_trouble(Reason reason)
{
  return within(reason, Reason::door_obstructed, Reason::door_contradiction);
}

// Seals that do not verify and documents that were withdrawn: not a matter of a worn label.
bool is_false_document(Reason reason)
{
  return within(reason, Reason::signature_range, Reason::signature_wrong) ||
         within(reason, Reason::signer_revoked, Reason::signer_wrong_country) ||
         reason == Reason::document_revoked || reason == Reason::seal_mrz_mismatch;
}

} // namespace

OfficerAction decision_at_gate(Reason reason)
{
  if (is_door_trouble(reason)) return OfficerAction::reset;
  return is_biometric(reason) ? OfficerAction::admit : OfficerAction::refer;
}

OfficerAction decision_at_booth(Reason reason)
{
  switch (reason) {
  case Reason::none:
  case Reason::stamp_due:
  case Reason::stamp_still_valid: return OfficerAction::admit;
  case Reason::watch_list_hit:
  case Reason::document_expired:
  case Reason::document_not_yet_valid:
  case Reason::not_eligible_direction:
  case Reason::partner_refused: return OfficerAction::refuse;
  default: return is_false_document(reason) ? OfficerAction::refuse : OfficerAction::refer;
  }
}

} // namespace gatetwin
