// SPDX-License-Identifier: Apache-2.0
// Which of many names share enough groups of three letters with one, without comparing it with all:
// the measure of PostgreSQL's pg_trgm (words padded with two blanks in front and one behind; shared
// trigrams by all trigrams of both), so that a centre on either store finds the same candidates.
#pragma once
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatetwin {

// Sorted, each once.
std::vector<std::uint32_t> trigrams_of(std::string_view name);

class TrigramIndex {
public:
  void add(std::string_view name); // numbered from 0
  // Numbers of the names whose share is at least `least`, in their order.
  std::vector<std::uint32_t> candidates(std::string_view name, float least) const;
  std::size_t size() const { return m_sizes.size(); }

private:
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>
      m_names;                        // by trigram; looked up only
  std::vector<std::uint16_t> m_sizes; // trigrams of each name
};

} // namespace gatetwin
