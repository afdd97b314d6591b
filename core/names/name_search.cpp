// SPDX-License-Identifier: Apache-2.0
#include "core/names/name_search.hpp"
#include "core/registry/name_similarity.hpp"
#include <algorithm>

namespace gatetwin {

ListedNames::ListedNames(std::span<const WatchListEntry> entries)
{
  for (const WatchListEntry& entry : entries) {
    if (entry.name.empty()) continue;
    m_persons.push_back({std::string(entry.name.view()), entry.birth});
    m_index.add(entry.name.view());
  }
}

Result<std::vector<NamedPerson>> ListedNames::candidates(std::string_view mrz_name) const
{
  std::vector<NamedPerson> found;
  for (const std::uint32_t number : m_index.candidates(mrz_name, least_share))
    found.push_back(m_persons[number]);
  return found;
}

Result<std::vector<FoundPerson>> search_names(const NameCandidates& index,
                                              std::string_view mrz_name, std::uint32_t least,
                                              std::size_t most)
{
  auto candidates = index.candidates(mrz_name);
  if (!candidates.ok()) return candidates.error();
  std::vector<FoundPerson> found;
  for (NamedPerson& person : candidates.value()) {
    const std::uint32_t similarity = name_similarity(mrz_name, person.name);
    if (similarity >= least) found.push_back({std::move(person), similarity});
  }
  std::sort(found.begin(), found.end(), [](const FoundPerson& a, const FoundPerson& b) {
    return a.similarity != b.similarity ? a.similarity > b.similarity : a.person < b.person;
  });
  if (found.size() > most) found.resize(most);
  return found;
}

} // namespace gatetwin
