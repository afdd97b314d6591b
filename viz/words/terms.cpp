// SPDX-License-Identifier: Apache-2.0
#include "viz/words/terms.hpp"
#include "core/domain/reason_words.hpp"
#include <algorithm>
#include <map>

namespace gatetwin::viz {
namespace {

// By the journal's names, which are the English ones with blanks.
constexpr Message terms[] = {
    // states of a gate and a booth
    msgc("term", "starting"),
    msgc("term", "closed"),
    msgc("term", "idle"),
    msgc("term", "reading"),
    msgc("term", "querying"),
    msgc("term", "entry_open"),
    msgc("term", "entry_closing"),
    msgc("term", "capturing"),
    msgc("term", "joint"),
    msgc("term", "authorising"),
    msgc("term", "exit_open"),
    msgc("term", "exit_closing"),
    msgc("term", "turning_back"),
    msgc("term", "referred"),
    msgc("term", "tailgating"),
    msgc("term", "obstructed"),
    msgc("term", "forced"),
    msgc("term", "emergency"),
    msgc("term", "without_power"),
    msgc("term", "out_of_service"),
    msgc("term", "typing"),
    msgc("term", "deciding"),
    msgc("term", "stamping"),
    msgc("term", "counter_busy"),
    // doors
    msgc("term", "open"),
    msgc("term", "opening"),
    msgc("term", "closing"),
    msgc("term", "blocked"),
    msgc("term", "unknown"),
    // checks
    msgc("term", "structure"),
    msgc("term", "mrz_check_digits"),
    msgc("term", "seal_authenticity"),
    msgc("term", "signer_signature"),
    msgc("term", "signer_validity"),
    msgc("term", "trust"),
    msgc("term", "revocation"),
    msgc("term", "issuer_match"),
    msgc("term", "cross_check"),
    msgc("term", "document_type"),
    msgc("term", "document_expiry"),
    msgc("term", "eligibility"),
    msgc("term", "single_person"),
    msgc("term", "presence"),
    msgc("term", "face_match"),
    msgc("term", "liveness"),
    msgc("term", "watch_list"),
    msgc("term", "registry_known"),
    msgc("term", "registry_verdict"),
    msgc("term", "stamp"),
    msgc("term", "technology"),
    msgc("term", "decoding"),
    msgc("term", "meaning"),
    msgc("term", "authorisation_durable"),
    // results and outcomes
    msgc("term", "successful"),
    msgc("term", "failed"),
    msgc("term", "undetermined"),
    msgc("term", "not_supported"),
    msgc("term", "aborted"),
    msgc("term", "served"),
    msgc("term", "admitted"),
    msgc("term", "refused"),
    msgc("term", "abandoned"),
    msgc("term", "evacuated"),
    msgc("term", "unfinished"),
    // officers
    msgc("term", "acknowledge"),
    msgc("term", "admit"),
    msgc("term", "refer"),
    msgc("term", "refuse"),
    msgc("term", "release"),
    msgc("term", "reset"),
    msgc("term", "clear_alarm"),
    msgc("term", "open_unit"),
    msgc("term", "close_unit"),
    msgc("term", "apply_stamp"),
    msgc("term", "officer_call"),
    msgc("term", "officer_admitted"),
    msgc("term", "officer_refused"),
    msgc("term", "officer_referred"),
    // joint clearance
    msgc("term", "reserving"),
    msgc("term", "reserved"),
    msgc("term", "confirming"),
    msgc("term", "committed"),
    msgc("term", "cancelling"),
    msgc("term", "cancelled"),
    msgc("term", "in_doubt"),
    msgc("term", "resolved_committed"),
    msgc("term", "resolved_cancelled"),
    // devices, directions, documents
    msgc("term", "entry_door"),
    msgc("term", "exit_door"),
    msgc("term", "presence_sensor"),
    msgc("term", "document_reader"),
    msgc("term", "camera"),
    msgc("term", "registry_link"),
    msgc("term", "store"),
    msgc("term", "power"),
    msgc("term", "entry"),
    msgc("term", "exit"),
    msgc("term", "passport"),
    msgc("term", "identity_card"),
    msgc("term", "visa"),
    msgc("term", "border_pass"),
    msgc("term", "port_permit"),
    msgc("term", "crew_pass"),
    // what a unit records
    msgc("term", "transaction_started"),
    msgc("term", "authorisation_stored"),
    msgc("term", "crossing_stored"),
    msgc("term", "crossing_delivered"),
};

// Where a state or an action has the name of a reason, it keeps its own shorter words.
std::map<std::string_view, const char*> words_in(Language language)
{
  std::map<std::string_view, const char*> table;
  for (const Message& term : terms) table.emplace(term.id, translated(term, language));
  constexpr std::uint32_t beyond_codes = 2000;
  for (std::uint32_t code = 0; code < beyond_codes; ++code) {
    const auto reason = static_cast<Reason>(code);
    table.emplace(to_string(reason), words_of(reason).vietnamese);
  }
  return table;
}

} // namespace

std::string term(std::string_view name, Language language)
{
  if (language == Language::vietnamese) {
    static const auto vietnamese = words_in(Language::vietnamese);
    const auto found = vietnamese.find(name);
    if (found != vietnamese.end()) return found->second;
  }
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

} // namespace gatetwin::viz
