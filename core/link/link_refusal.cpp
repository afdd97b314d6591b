// SPDX-License-Identifier: Apache-2.0
#include "core/link/link_refusal.hpp"

namespace gatetwin {

const char* to_string(LinkRefusal refusal)
{
  switch (refusal) {
  case LinkRefusal::none: return "none";
  case LinkRefusal::no_certificate: return "no_certificate";
  case LinkRefusal::certificate_expired: return "certificate_expired";
  case LinkRefusal::certificate_not_yet_valid: return "certificate_not_yet_valid";
  case LinkRefusal::certificate_self_signed: return "certificate_self_signed";
  case LinkRefusal::certificate_unknown_issuer: return "certificate_unknown_issuer";
  case LinkRefusal::certificate_wrong_use: return "certificate_wrong_use";
  case LinkRefusal::certificate_revoked: return "certificate_revoked";
  case LinkRefusal::revocations_unknown: return "revocations_unknown";
  case LinkRefusal::certificate_without_identity: return "certificate_without_identity";
  case LinkRefusal::certificate_wrong_identity: return "certificate_wrong_identity";
  case LinkRefusal::certificate_invalid: return "certificate_invalid";
  case LinkRefusal::wrong_role: return "wrong_role";
  case LinkRefusal::inquiry_not_allowed: return "inquiry_not_allowed";
  case LinkRefusal::settlement_not_allowed: return "settlement_not_allowed";
  case LinkRefusal::wrong_unit: return "wrong_unit";
  case LinkRefusal::too_large: return "too_large";
  case LinkRefusal::malformed: return "malformed";
  case LinkRefusal::unsupported: return "unsupported";
  case LinkRefusal::unknown_list: return "unknown_list";
  case LinkRefusal::no_deadline: return "no_deadline";
  case LinkRefusal::queue_full: return "queue_full";
  case LinkRefusal::over_rate: return "over_rate";
  case LinkRefusal::expired_in_queue: return "expired_in_queue";
  case LinkRefusal::cancelled: return "cancelled";
  case LinkRefusal::stopping: return "stopping";
  case LinkRefusal::store_failed: return "store_failed";
  }
  return "unknown";
}

} // namespace gatetwin
