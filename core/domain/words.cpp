// SPDX-License-Identifier: Apache-2.0
#include "core/domain/words.hpp"

namespace gatetwin {

const char* to_string(Direction value)
{
  switch (value) {
  case Direction::exit: return "exit";
  case Direction::entry: return "entry";
  }
  return "unknown";
}

const char* to_string(DocumentKind value)
{
  switch (value) {
  case DocumentKind::unknown: return "unknown";
  case DocumentKind::passport: return "passport";
  case DocumentKind::identity_card: return "identity_card";
  case DocumentKind::visa: return "visa";
  case DocumentKind::border_pass: return "border_pass";
  case DocumentKind::port_permit: return "port_permit";
  case DocumentKind::crew_pass: return "crew_pass";
  }
  return "unknown";
}

const char* to_string(CheckResult value)
{
  switch (value) {
  case CheckResult::successful: return "successful";
  case CheckResult::failed: return "failed";
  case CheckResult::undetermined: return "undetermined";
  case CheckResult::not_supported: return "not_supported";
  case CheckResult::aborted: return "aborted";
  }
  return "unknown";
}

const char* to_string(CheckKind value)
{
  switch (value) {
  case CheckKind::presence: return "presence";
  case CheckKind::technology: return "technology";
  case CheckKind::decoding: return "decoding";
  case CheckKind::structure: return "structure";
  case CheckKind::meaning: return "meaning";
  case CheckKind::mrz_check_digits: return "mrz_check_digits";
  case CheckKind::signer_signature: return "signer_signature";
  case CheckKind::signer_validity: return "signer_validity";
  case CheckKind::revocation: return "revocation";
  case CheckKind::trust: return "trust";
  case CheckKind::seal_authenticity: return "seal_authenticity";
  case CheckKind::issuer_match: return "issuer_match";
  case CheckKind::document_type: return "document_type";
  case CheckKind::document_expiry: return "document_expiry";
  case CheckKind::cross_check: return "cross_check";
  case CheckKind::registry_known: return "registry_known";
  case CheckKind::watch_list: return "watch_list";
  case CheckKind::eligibility: return "eligibility";
  case CheckKind::stamp: return "stamp";
  case CheckKind::single_person: return "single_person";
  case CheckKind::liveness: return "liveness";
  case CheckKind::face_match: return "face_match";
  case CheckKind::authorisation_durable: return "authorisation_durable";
  }
  return "unknown";
}

const char* to_string(CheckWeight value)
{
  switch (value) {
  case CheckWeight::mandatory: return "mandatory";
  case CheckWeight::optional: return "optional";
  case CheckWeight::evaluatory: return "evaluatory";
  }
  return "unknown";
}

const char* to_string(Decision value)
{
  switch (value) {
  case Decision::none: return "none";
  case Decision::admit: return "admit";
  case Decision::refer: return "refer";
  case Decision::refuse: return "refuse";
  }
  return "unknown";
}

const char* to_string(Outcome value)
{
  switch (value) {
  case Outcome::none: return "none";
  case Outcome::admitted: return "admitted";
  case Outcome::referred: return "referred";
  case Outcome::refused: return "refused";
  case Outcome::abandoned: return "abandoned";
  case Outcome::evacuated: return "evacuated";
  case Outcome::unfinished: return "unfinished";
  }
  return "unknown";
}

} // namespace gatetwin
