// SPDX-License-Identifier: Apache-2.0
#include "core/domain/check_weights.hpp"

namespace gatetwin {
namespace {

struct Floor {
  CheckWeight unattended = CheckWeight::mandatory;
  CheckWeight attended = CheckWeight::mandatory;
  const char* why = nullptr; // a whole sentence
};

constexpr Floor always(const char* why)
{
  return {CheckWeight::mandatory, CheckWeight::mandatory, why};
}

Floor floor_of(CheckKind kind)
{
  using enum CheckWeight;
  switch (kind) {
  case CheckKind::presence: return always("presence: is always mandatory, or nothing is checked");
  case CheckKind::technology:
    return always("technology: is always mandatory, or a document of unknown make is admitted");
  case CheckKind::decoding:
    return always("decoding: is always mandatory, or an unreadable document is admitted");
  case CheckKind::structure:
    return always("structure: is always mandatory, or an unreadable document is admitted");
  case CheckKind::meaning:
    return always("meaning: is always mandatory, or somebody is admitted whose name can't be read");
  case CheckKind::mrz_check_digits:
    return always("mrz_check_digits: are always mandatory, or a misread number is looked up");
  case CheckKind::signer_signature:
    return always("signer_signature: is always mandatory, or anybody can make a valid document");
  case CheckKind::signer_validity:
    return {mandatory, evaluatory,
            "signer_validity: is mandatory where no officer attends, or an old stolen key signs"};
  case CheckKind::revocation:
    return {optional, optional,
            "revocation: is at least optional, or a document that is known as revoked is admitted"};
  case CheckKind::trust:
    return {mandatory, optional,
            "trust: is mandatory where no officer attends and else at least optional, or an "
            "unlisted signer counts"};
  case CheckKind::seal_authenticity:
    return always("seal_authenticity: is always mandatory; it sums up the checks of a seal");
  case CheckKind::issuer_match:
    return always("issuer_match: is always mandatory, or one state issues for another");
  case CheckKind::document_type:
    return always("document_type: is always mandatory, or any document is accepted");
  case CheckKind::document_expiry:
    return {mandatory, optional,
            "document_expiry: is mandatory where no officer attends and else at least optional, or "
            "an expired document is admitted"};
  case CheckKind::cross_check: return {evaluatory, evaluatory, "cross_check: may be evaluatory"};
  case CheckKind::registry_known:
  case CheckKind::watch_list:
  case CheckKind::eligibility:
  case CheckKind::stamp:
    return always("the registry's answer: is always mandatory, or a hit is admitted");
  case CheckKind::single_person:
  case CheckKind::liveness:
  case CheckKind::face_match:
    return always("the person's checks: are always mandatory, or another person is admitted");
  case CheckKind::authorisation_durable: break;
  }
  return always("authorisation_durable: is always mandatory, or a crossing is lost");
}

} // namespace

CheckWeight least_weight(CheckKind check, Attendance attendance)
{
  const Floor floor = floor_of(check);
  return attendance == Attendance::attended ? floor.attended : floor.unattended;
}

const char* why_no_less(CheckKind check) { return floor_of(check).why; }

std::vector<WeightFault> faults_of(const CheckWeights& weights, Attendance attendance)
{
  std::vector<WeightFault> faults;
  for (std::size_t d = 1; d < document_kinds; ++d) {
    for (std::size_t k = 0; k < check_kinds; ++k) {
      const WeightFault here{static_cast<DocumentKind>(d), static_cast<CheckKind>(k)};
      if (weights.of(here.document, here.check) > least_weight(here.check, attendance))
        faults.push_back(here);
    }
  }
  return faults;
}

Status check(const CheckWeights& weights, Attendance attendance)
{
  const auto bad = [](const char* fault) { return Error{ErrorCode::rejected, fault}; };
  if (weights.of_documents.front() != 0)
    return bad("checks: a document of unknown kind has no weights");
  for (const PackedWeights packed : weights.of_documents) {
    const PackedWeights both = packed & packed >> 1 & 0x5555'5555'5555'5555U;
    if (packed >> 2 * check_kinds != 0 || both != 0) return bad("checks: a weight is unknown");
  }
  const std::vector<WeightFault> faults = faults_of(weights, attendance);
  return faults.empty() ? success() : bad(why_no_less(faults.front().check));
}

} // namespace gatetwin
