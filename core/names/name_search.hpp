// SPDX-License-Identifier: Apache-2.0
// Who on a watch-list bears a name like this one, whatever the birth: for officers who ask. Two
// steps: an index gives candidates that share half of their trigrams (trigram_index.hpp here,
// pg_trgm in PostgreSQL; the same names come from both), Jaro-Winkler ranks them.
#pragma once
#include "core/base/calendar_date.hpp"
#include "core/names/trigram_index.hpp"
#include "core/registry/watch_list.hpp"
#include <span>
#include <string>
#include <vector>

namespace gatetwin {

struct NamedPerson {
  std::string name; // as in a machine-readable zone
  CalendarDate birth{};
  auto operator<=>(const NamedPerson&) const = default;
};

class NameCandidates {
public:
  static constexpr float least_share = 0.5F; // of trigrams

  virtual ~NameCandidates() = default;
  // io: the index can't be asked.
  virtual Result<std::vector<NamedPerson>> candidates(std::string_view mrz_name) const = 0;
};

// The index in memory.
class ListedNames final : public NameCandidates {
public:
  explicit ListedNames(std::span<const WatchListEntry> entries);
  Result<std::vector<NamedPerson>> candidates(std::string_view mrz_name) const override;

private:
  std::vector<NamedPerson> m_persons;
  TrigramIndex m_index;
};

struct FoundPerson {
  NamedPerson person;
  std::uint32_t similarity = 0; // name_similarity.hpp, thousandths
};
// The most similar first, at most so many; those below `least` thousandths are left out.
Result<std::vector<FoundPerson>> search_names(const NameCandidates& index,
                                              std::string_view mrz_name, std::uint32_t least,
                                              std::size_t most);

} // namespace gatetwin
