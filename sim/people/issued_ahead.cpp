// SPDX-License-Identifier: Apache-2.0
#include "sim/people/issued_ahead.hpp"
#include <utility>

namespace gatetwin {

bool IssuedAhead::work(const std::function<IssuedDocument(std::size_t)>& issue)
{
  State open = State::open;
  while (m_next < m_states.size() &&
         !m_states[m_next].compare_exchange_strong(open, State::in_work)) {
    ++m_next;
    open = State::open;
  }
  if (m_next == m_states.size()) return false;
  const std::size_t place = m_next++;
  std::atomic<State>& state = m_states[place];
  try {
    m_documents[place] = issue(place);
    state = State::issued;
  } catch (...) {
    state = State::taken;
    state.notify_one();
    throw;
  }
  state.notify_one();
  return true;
}

std::optional<IssuedDocument> IssuedAhead::take(std::size_t place)
{
  std::atomic<State>& state = m_states[place];
  State open = State::open;
  if (state.compare_exchange_strong(open, State::taken)) return std::nullopt;
  state.wait(State::in_work);
  if (state != State::issued) return std::nullopt;
  state = State::taken;
  return std::exchange(m_documents[place], {});
}

} // namespace gatetwin
