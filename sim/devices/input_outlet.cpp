// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/input_outlet.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

PortInput device_input(InputKind kind, Device device)
{
  PortInput input;
  input.kind = kind;
  input.device = device;
  return input;
}

} // namespace

void InputOutlet::keep(const PortInput& input, Device from)
{
  m_kept.push_back(input);
  if (std::find(m_refused.begin(), m_refused.end(), from) != m_refused.end()) return;
  m_refused.push_back(from);
  m_kept.push_back(device_input(InputKind::device_failed, from));
}

void InputOutlet::flush_kept()
{
  auto kept = m_kept.begin();
  while (kept != m_kept.end() && m_inbox->push(*kept)) ++kept;
  m_kept.erase(m_kept.begin(), kept);
  if (!m_kept.empty()) return;
  const std::vector<Device> refused = std::move(m_refused);
  m_refused.clear();
  m_recovered = m_recovered || !refused.empty();
  for (const Device device : refused)
    post(device_input(InputKind::device_recovered, device), device);
}

} // namespace gatetwin
