// SPDX-License-Identifier: Apache-2.0
// The travellers of a run and their real documents (issuing_office.hpp). Persons follow from the
// seed alone.
//
// Who of a class's population comes is drawn for each traveller anew; a person's document is made
// at the first visit and then shared, so a visit costs a few draws and memory is O(population).
// Where a class has no population everybody's document is new, memory is O(1), and names and dates
// come from a fixed stock; but passes, which a registry has on file, are never new: they come from
// a fixed stock as a whole. Each class also has a few persons with an expired document, on the
// watch-list, or unknown to the registry: the shares of HabitModel decide how often they come. A
// population that is smaller than the crowd inside grows, because nobody is in two places.
#pragma once
#include "core/registry/ledger.hpp"
#include "core/registry/watch_list.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/people/carried_document.hpp"
#include "sim/people/habits.hpp"
#include "sim/people/issued_ahead.hpp"
#include "sim/people/issuing_office.hpp"
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatetwin {

// Of the list that centres publish at the start of a run, and that units hold a copy of.
constexpr std::uint64_t first_watch_list_version = 1;

class People {
public:
  // `model` outlives it.
  People(const CheckpointModel& model, std::uint64_t replication);
  ~People();

  // Nobody is in two places at once: from arrive() to depart() the person drawn for a traveller
  // comes to no other; whoever draws an absent number meanwhile gets the next who is at home. Where
  // all are out, somebody further comes, whose document was issued this moment. A watch-list names
  // only so many: where all of them are out, somebody regular comes.
  // Gives the reference of the person's document, which need not exist before it is shown.
  DocumentRef arrive(std::uint64_t traveller, Index traveller_class);
  void depart(std::uint64_t traveller, Index traveller_class);

  // Puts the document of this traveller into `document`, which is used again from visit to visit.
  void equip(std::uint64_t traveller, Index traveller_class, CarriedDocument& document);
  Habits habits_of(std::uint64_t traveller, Index traveller_class) const;

  // For another thread, while the run goes on: issues one more of the passes of the populations,
  // and looks with `verifies` whether its label is signed right, which equip() then says once of
  // the bytes. False: all are issued. Makes no difference but in time.
  using Verifies = std::function<bool(std::span<const std::byte> label)>;
  bool issue_ahead(const Verifies& verifies);

  const std::vector<IssuingAuthority>& authorities() const { return m_office.authorities(); }
  // Under which documents are known in journals: every unit of the run uses it.
  SipKey ref_key() const { return m_office.ref_key(); }

  // Told of every document that is put on file after register_documents(); all centres need it.
  using Issued = std::function<void(const DocumentKey& document)>;
  void on_issued(Issued issued) { m_issued = std::move(issued); }
  // Persons of a class who came because all that it has were inside.
  std::uint64_t further_persons(Index traveller_class) const;

  // What an authority's centre knows before the first crossing: the documents on its file, and its
  // watch-list. Both list the same persons for every authority. Newcomers are on no file.
  void register_documents(Ledger& ledger) const;
  WatchList make_watch_list(std::uint64_t version, WallTime signed_at) const;

private:
  struct Shelf;
  struct Papers;
  struct Choice;

  struct Place { // in the papers of a class and kind
    Pool pool = Pool::regular;
    std::uint32_t index = 0;
  };

  void list_holders();
  Choice choose(std::uint64_t traveller, Index traveller_class) const;
  Shelf& shelf_of(const Choice& choice);
  Place send_somebody(const Choice& wanted);
  void put_on_file(const PersonKey& key) const;
  void hand_out(const Choice& choice, CarriedDocument& document);
  const std::string& nationality_of(const PersonKey& key) const;

  const CheckpointModel& m_model;
  std::uint64_t m_replication;
  IssuingOffice m_office;
  std::vector<Papers> m_papers; // by class
  // Of travellers inside whose first choice was out; looked up, never walked through.
  std::unordered_map<std::uint64_t, Place> m_moved;
  Issued m_issued;
  std::vector<PersonKey> m_holders; // of passes, by place in m_ahead
  std::optional<IssuedAhead> m_ahead;
};

} // namespace gatetwin
