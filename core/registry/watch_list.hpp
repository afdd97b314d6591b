// SPDX-License-Identifier: Apache-2.0
// Persons of interest, as one authority publishes them: a numbered, signed list, replaced as a
// whole. Exact look-up by document (issuer and number) or by name and birth date, both in the form
// of a machine-readable zone. The signature is verified by whoever fetched the list.
//
// Ignorance is never "no hits": no list, an empty list, or a list that is too old each have their
// own verdict. Two list names that agree up to where a zone's name field ends (30, 31 or 39
// characters) can't be told apart on such a document: both are hits.
//
// Beside exact look-up: names that are only similar, of persons whose births agree. That is a
// question for an officer, never a hit and never a clearance by itself.
#pragma once
#include "core/base/calendar_date.hpp"
#include "core/domain/checked_document.hpp"
#include "core/registry/document_key.hpp"
#include <cstdint>
#include <span>
#include <vector>

namespace gatetwin {

struct WatchListEntry {
  ShortText<3> issuer{}; // with number: a document
  ShortText<24> number{};
  ShortText<64> name{}; // with birth: a person
  CalendarDate birth{}; // the year at least; month and day may be 0, unknown
};

enum class WatchListVerdict : std::uint8_t {
  clear,
  hit,
  similar,   // not listed so, but like somebody listed
  missing,   // no list, or a list without entries
  unreadable // the document's name can't be looked up
};

class WatchList {
public:
  WatchList() = default; // missing
  // malformed: an entry is neither a document nor a person with a birth year, or a name is not in
  // Latin letters; `faulty_entry`, when given, gets its position.
  static Result<WatchList> build(std::uint64_t version, WallTime signed_at,
                                 std::span<const WatchListEntry> entries,
                                 std::size_t* faulty_entry = nullptr);

  WatchListVerdict look_up(const CheckedDocument& document) const;
  WatchListVerdict look_up(const CheckedDocument& document, const DocumentKey& key) const;

  // Is there somebody whose birth agrees and whose name is that similar (name_similarity.hpp)?
  // False where the document tells no year of birth or no name.
  bool lists_similar(const CheckedDocument& document, std::uint32_t threshold) const;

  std::uint64_t version() const { return m_version; }
  WallTime signed_at() const { return m_signed_at; }
  bool missing() const { return m_entries == 0; }
  std::size_t size() const { return m_entries; }

private:
  struct Person {
    std::uint64_t name = 0; // hash; 0: free slot
    std::uint32_t birth = 0;
  };
  Status add(const WatchListEntry& entry);
  void add_document(std::uint64_t hash);
  void add_person(std::uint64_t name, std::uint32_t birth);
  bool lists_document(std::uint64_t hash) const;
  bool lists_person(std::uint64_t name, std::uint32_t birth) const;

  struct NamedPerson {
    std::uint32_t birth = 0;
    NameKey name{};
  };
  std::vector<NamedPerson> m_names;       // by birth
  std::vector<std::uint64_t> m_documents; // open addressing, 0 is free
  std::vector<Person> m_persons;          // likewise; one name may have several births
  std::uint64_t m_version = 0;
  WallTime m_signed_at{};
  std::size_t m_entries = 0;
};

} // namespace gatetwin
