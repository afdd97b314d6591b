// SPDX-License-Identifier: Apache-2.0
// The registry of one authority: answers units' requests out of its ledger, its rules and its
// watch-list, and journals what it does. No thread, clock or socket: whoever runs it (the centre's
// program, the simulator's centre) calls handle() for one request at a time and says what time it
// is.
//
// Answers: check and reserve give admit or refer with the reason. record, confirm and cancel are
// done; repeated with the same content they are `duplicate` with the first answer, with other
// content `conflict`, and nothing is written. A request that makes no sense is `malformed`. When
// the ledger fails, nothing was written and the answer is `overloaded` with store_failed: try again
// later.
//
// One stop: reserve holds the document for reservation_validity; a second reservation or check of
// the same document meanwhile is referred (document_in_use_elsewhere). confirm writes the crossing;
// an expired reservation can still be confirmed, a cancelled one or none can't (refer,
// joint_voided). cancel after confirm is a conflict: the crossing stands.
#pragma once
#include "core/journal/journal.hpp"
#include "core/registry/ledger.hpp"
#include "core/registry/rules.hpp"
#include "core/registry/watch_list.hpp"
#include <vector>

namespace gatetwin {

struct RegistryServiceConfig {
  RulesConfig rules;
  Duration reservation_validity = minutes(2);
  // A unit's clock may differ by so much from the centre's before its checks are referred; 0: any.
  Duration max_clock_difference = minutes(5);
  // Reservations of one unit that may be neither confirmed nor cancelled; more are referred
  // (joint_in_doubt). 0: any number.
  std::uint32_t most_open_reservations = 0;
};
// Names the first faulty field in the error's detail.
Status check(const RegistryServiceConfig& config);

class RegistryService {
public:
  // `utc_offset`: of the authority's legal time. The ledger, and the journal if given, outlive the
  // service. The config must pass check().
  RegistryService(AuthorityId authority, Duration utc_offset, RegistryServiceConfig config,
                  Ledger& ledger, journal::Journal* journal);

  // A request from a unit that is not enrolled is malformed. Enrolling again replaces the profile.
  void enrol(const UnitProfile& unit);
  bool is_enrolled(UnitId unit) const { return find_unit(unit) != nullptr; }
  // rejected: not newer than the list in use.
  Status install(WatchList list);
  const WatchList& watch_list() const { return m_list; }
  void set_utc_offset(Duration utc_offset)
  {
    m_utc_offset = utc_offset;
  } // summer time begins or ends

  Status register_document(std::string_view issuer, std::string_view number);
  Status revoke_document(std::string_view issuer, std::string_view number);

  RegistryReply handle(const RegistryRequest& request, Instant now);

  AuthorityId authority() const { return m_authority; }
  // Reservations that are neither confirmed nor cancelled, oldest first, expired ones too.
  std::vector<Reservation> open_reservations() const;

private:
  struct Work;
  Reason fault_of(const RegistryRequest& request, const UnitProfile* unit) const;
  const UnitProfile* find_unit(UnitId unit) const;
  Result<RuleVerdict> judge_request(const Work& work) const;
  bool has_too_many_open(UnitId unit) const;
  void check_or_reserve(Work& work);
  void record(Work& work);
  void confirm(Work& work);
  void cancel(Work& work);
  Crossing crossing_of(const Work& work) const;
  bool answer_again(Work& work, const StoredAnswer& first);
  bool repeats_crossing(Work& work);
  bool commit(Work& work, const Crossing* crossing, const Reservation* reservation);
  void fail(Work& work);
  void conflict(Work& work, Decision decision);
  Reason why_in_conflict(const Work& work);
  void note(journal::RecordKind kind, const Work& work, std::uint32_t detail, std::int64_t value);
  void note_crossing(const Work& work, const Crossing& crossing);

  AuthorityId m_authority;
  Duration m_utc_offset;
  RegistryServiceConfig m_config;
  Ledger& m_ledger;
  journal::Journal* m_journal;
  WatchList m_list;
  std::vector<UnitProfile> m_units; // sorted by unit
};

} // namespace gatetwin
