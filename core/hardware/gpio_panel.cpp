// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/gpio_panel.hpp"
#include <algorithm>
#include <set>

namespace gatetwin {

LampPicture lamps_of(ScreenMessage message)
{
  switch (message) {
  case ScreenMessage::blank: return {};
  case ScreenMessage::welcome:
  case ScreenMessage::present_document:
  case ScreenMessage::step_in:
  case ScreenMessage::go_on:
  case ScreenMessage::leave_now: return {true, false, false};
  case ScreenMessage::reading:
  case ScreenMessage::take_document:
  case ScreenMessage::look_at_camera:
  case ScreenMessage::please_wait:
  case ScreenMessage::document_left: return {false, true, false};
  case ScreenMessage::one_person_only:
  case ScreenMessage::see_officer:
  case ScreenMessage::step_back:
  case ScreenMessage::closed: return {false, false, true};
  }
  return {false, false, true};
}

Status check_panel(const GpioPanelOptions& options)
{
  if (options.chip.empty()) return Error{ErrorCode::rejected, "gpio: the chip's path is missing"};
  if (options.debounce < milliseconds(0) || options.debounce > seconds(1))
    return Error{ErrorCode::rejected, "gpio debounce: 0 to 1 s"};
  std::set<unsigned> lines;
  std::size_t wanted = 0;
  const auto take = [&](const auto& one) {
    if (!one) return;
    lines.insert(one->line);
    ++wanted;
  };
  for (const auto& contact : {options.emergency, options.reset_key, options.mains_lost})
    take(contact);
  for (const auto& lamp : {options.go, options.wait, options.stop, options.sounder}) take(lamp);
  if (wanted == 0) return Error{ErrorCode::rejected, "gpio: no line is named"};
  if (lines.size() != wanted)
    return Error{ErrorCode::rejected, "gpio: each line can be one thing only"};
  return success();
}

Result<std::unique_ptr<GpioPanel>> GpioPanel::open(const GpioPanelOptions& options,
                                                   MonotonicTime now, GpioOpener opener)
{
  if (const Status fine = check_panel(options); !fine) return fine.error();
  std::unique_ptr<GpioPanel> panel(new GpioPanel(options, std::move(opener)));
  panel->try_to_open(now);
  return panel;
}

GpioPanel::GpioPanel(const GpioPanelOptions& options, GpioOpener opener)
    : m_options(options), m_opener(std::move(opener))
{
  m_request.chip = options.chip;
  const std::array wanted_in{options.emergency, options.reset_key, options.mains_lost};
  for (std::size_t i = 0; i < contacts; ++i) {
    if (!wanted_in[i]) continue;
    m_input[i] = m_request.inputs.size();
    m_request.inputs.push_back(*wanted_in[i]);
  }
  const std::array wanted_out{options.go, options.wait, options.stop, options.sounder};
  for (std::size_t i = 0; i < lamps; ++i) {
    if (!wanted_out[i]) continue;
    m_output[i] = m_request.outputs.size();
    m_request.outputs.push_back(*wanted_out[i]);
  }
}

void GpioPanel::try_to_open(MonotonicTime now)
{
  auto opened = m_opener(m_request);
  if (!opened) return lose(opened.error(), now);
  m_lines = std::move(opened).value();
  m_trouble = "";
  // A key that is turned already was not seen to be turned.
  m_levels[reset_key].told = m_levels[reset_key].seen = true;
  if (m_failed) report(InputKind::device_recovered);
  m_failed = false;
  m_now = now;
  drive();
  if (m_lines) look(now);
}

void GpioPanel::on_ready(MonotonicTime now)
{
  m_now = now;
  if (!m_lines) return;
  if (const Status fine = m_lines->settle(); !fine) return lose(fine.error(), now);
  look(now);
}

void GpioPanel::look(MonotonicTime now)
{
  for (std::size_t i = 0; i < contacts; ++i) {
    if (!m_input[i]) continue;
    const Result<bool> active = m_lines->is_active(*m_input[i]);
    if (!active) return lose(active.error(), now);
    see(static_cast<Contact>(i), active.value(), now);
  }
}

void GpioPanel::see(Contact contact, bool active, MonotonicTime now)
{
  Level& level = m_levels[contact];
  if (active != level.seen) level.settles = now + m_options.debounce;
  level.seen = active;
  if (active == level.told) {
    level.settles = MonotonicTime::never();
    if (contact == emergency) m_emergency_lasts = active;
    return;
  }
  // What makes the gate safe does not wait for the contact to settle.
  if ((active && contact != reset_key) || level.settles <= now) settle(contact);
}

void GpioPanel::settle(Contact contact)
{
  Level& level = m_levels[contact];
  level.told = level.seen;
  level.settles = MonotonicTime::never();
  switch (contact) {
  case emergency:
    m_emergency_lasts = level.told;
    if (level.told) report(InputKind::emergency_raised);
    return;
  case reset_key:
    if (level.told && !m_emergency_lasts && (m_others == nullptr || !m_others->emergency_lasts()))
      report(InputKind::emergency_reset);
    return;
  case mains_lost:
    if (level.told) return report(InputKind::power_lost);
    if (m_others == nullptr || !m_others->mains_are_lost()) report(InputKind::power_restored);
    return;
  case contacts: break;
  }
}

void GpioPanel::on_time(MonotonicTime now)
{
  m_now = now;
  if (!m_lines) {
    if (now >= m_retry_at) try_to_open(now);
    return;
  }
  const auto due = [now](const Level& level) { return level.settles <= now; };
  if (std::any_of(m_levels.begin(), m_levels.end(), due)) look(now);
}

MonotonicTime GpioPanel::next_deadline() const
{
  if (!m_lines) return m_retry_at;
  MonotonicTime next = MonotonicTime::never();
  for (const Level& level : m_levels) next = std::min(next, level.settles);
  return next;
}

void GpioPanel::show(ScreenMessage message)
{
  const LampPicture picture = lamps_of(message);
  m_lit[go] = picture.go;
  m_lit[wait] = picture.wait;
  m_lit[stop] = picture.stop;
  drive();
}

void GpioPanel::set_alarm(Reason reason, bool raised)
{
  m_alarms.set(reason, raised);
  m_lit[sounder] = !m_alarms.empty();
  drive();
}

void GpioPanel::drive()
{
  for (std::size_t i = 0; m_lines && i < lamps; ++i) {
    if (!m_output[i]) continue;
    if (const Status fine = m_lines->set(*m_output[i], m_lit[i]); !fine) lose(fine.error(), m_now);
  }
}

void GpioPanel::lose(const Error& error, MonotonicTime now)
{
  m_lines.reset();
  m_retry_at = now + retry;
  m_trouble = error.detail;
  for (Level& level : m_levels) level.settles = MonotonicTime::never();
  m_levels[emergency] = {}; // one that lasts is told again
  if (!m_failed) report(InputKind::device_failed);
  m_failed = true;
}

void GpioPanel::report(InputKind kind)
{
  PortInput input;
  input.kind = kind;
  input.device = Device::power;
  // Nobody takes them: what was told holds, and the oldest are the least worth.
  if (m_reports.size() == most_reports) m_reports.pop_front();
  m_reports.push_back(input);
}

void GpioPanel::deliver(Inbox& inbox)
{
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
}

} // namespace gatetwin
