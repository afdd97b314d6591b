// SPDX-License-Identifier: Apache-2.0
// Documents that another thread issues before somebody needs them: signing and verifying one takes
// longer than all the rest of a traveller. A document follows from its person and the seed alone,
// so it has the same bytes whoever issues it, and a run the same records.
//
// A fixed number of places; each is issued by the thread that comes first. Two threads: one calls
// work(), the other take().
#pragma once
#include "sim/people/issued_document.hpp"
#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace gatetwin {

class IssuedAhead {
public:
  explicit IssuedAhead(std::size_t places) : m_states(places), m_documents(places) {}

  // Issues one more; false: no place is left. What `issue` throws goes on to the caller, and the
  // place is left to take().
  bool work(const std::function<IssuedDocument(std::size_t place)>& issue);
  // Once for each place. Nothing: it is not issued, and from now on it is the caller's to issue.
  std::optional<IssuedDocument> take(std::size_t place);

private:
  enum class State : std::uint8_t { open, in_work, issued, taken };

  std::vector<std::atomic<State>> m_states;
  std::vector<IssuedDocument> m_documents;
  std::size_t m_next = 0; // of work()
};

} // namespace gatetwin
