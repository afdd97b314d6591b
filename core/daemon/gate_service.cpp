// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_service.hpp"

namespace gatetwin {
namespace {

GatePorts ports_of(const GateParts& parts, DurableStore& store)
{
  return {parts.hardware, parts.reader, parts.camera, parts.link, store, parts.console};
}

} // namespace

GateService::GateService(const GateRuntimeConfig& config, const GateParts& parts, UnitStore& store,
                         DocumentInspector& inspector, journal::Journal& journal,
                         bool journals_inputs)
    : m_parts(parts), m_store(store),
      m_inputs(journals_inputs
                   ? std::optional<InputJournal>(std::in_place, config, store.port(), journal)
                   : std::nullopt),
      m_runtime(config, ports_of(parts, m_inputs ? m_inputs->store() : store.port()), inspector,
                journal)
{
  m_posted.reserve(8);
}

void GateService::start(Instant now)
{
  if (m_inputs) m_inputs->start(now);
  m_runtime.start(now);
  sync();
}

void GateService::gather()
{
  Inbox& inbox = m_runtime.inbox();
  std::size_t taken = 0;
  while (taken < m_posted.size() && inbox.push(m_posted[taken])) ++taken;
  m_posted.erase(m_posted.begin(), m_posted.begin() + static_cast<std::ptrdiff_t>(taken));
  for (Attended* device : m_parts.attended) device->deliver(inbox);
}

bool GateService::work(Instant now)
{
  Inbox& inbox = m_runtime.inbox();
  gather();
  m_turned = !inbox.empty() || m_runtime.next_deadline() <= now.mono;
  if (!m_turned) return false;
  if (m_inputs) m_inputs->turn(inbox, now);
  m_runtime.turn(now);
  return true;
}

} // namespace gatetwin
