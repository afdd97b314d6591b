// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/modbus_hardware.hpp"
#include <algorithm>

namespace gatetwin {

Result<std::unique_ptr<ModbusHardware>> ModbusHardware::open(const ModbusOptions& options,
                                                             MonotonicTime now)
{
  if (const Status fine = check_modbus(options); !fine) return fine.error();
  return std::unique_ptr<ModbusHardware>(new ModbusHardware(options, now));
}

ModbusHardware::ModbusHardware(const ModbusOptions& options, MonotonicTime now)
    : m_silence(options.silence), m_watch(options.watch), m_heard(now), m_worker(options)
{
}

void ModbusHardware::set_alarm(Reason reason, bool raised)
{
  m_alarms.set(reason, raised);
  m_worker.set_alarm(static_cast<std::uint16_t>(m_alarms.newest()));
}

void ModbusHardware::take(MonotonicTime now)
{
  const std::uint64_t fresh = m_worker.take(m_changed);
  if (fresh != m_fresh) {
    m_fresh = fresh;
    m_heard = now;
    m_lost = false;
  }
  if (m_lost) return; // what a stopped controller still says counts for nothing
  for (const GateStatus& status : m_changed) m_watch.on_status(status, now);
}

void ModbusHardware::on_time(MonotonicTime now)
{
  take(now);
  m_watch.on_time(now);
  if (m_lost || now < m_heard + m_silence) return;
  m_lost = true;
  m_watch.lose();
  m_worker.forget_orders();
}

MonotonicTime ModbusHardware::next_deadline() const
{
  if (m_lost) return MonotonicTime::never();
  return std::min(m_heard + m_silence, m_watch.next_deadline());
}

} // namespace gatetwin
