// SPDX-License-Identifier: Apache-2.0
// Lamps, sounder and contacts of a gate that are wired to the computer's own GPIO chip: emergency
// contact, reset key, mains contact. It is half of a GateHardware, the half without doors; together
// with a door controller it makes a whole one (split_hardware.hpp).
//
// Contacts bounce: a change counts when it has lasted for `debounce`. But an emergency and a loss
// of mains count at their first edge; only their end is waited for. The reset key counts as it is
// turned, while no emergency lasts, here or at contacts elsewhere that it heeds. A panel that can't
// be opened or does not answer is reported as device power, without which nobody is let in; it is
// opened again every second.
#pragma once
#include "core/base/time.hpp"
#include "core/hardware/attended.hpp"
#include "core/hardware/gpio_lines.hpp"
#include "core/hardware/signals.hpp"
#include <array>
#include <deque>
#include <optional>

namespace gatetwin {

struct GpioPanelOptions {
  std::string chip; // "/dev/gpiochip0"
  std::optional<GpioInput> emergency;
  std::optional<GpioInput> reset_key;
  std::optional<GpioInput> mains_lost;
  std::optional<GpioOutput> go;      // green arrow
  std::optional<GpioOutput> wait;    // amber
  std::optional<GpioOutput> stop;    // red cross
  std::optional<GpioOutput> sounder; // while any alarm is raised
  Duration debounce = milliseconds(20);
};

// rejected: no chip, no line at all, or one line twice.
Status check_panel(const GpioPanelOptions& options);

// Which lamps stand for a message. None of them tells a watch-list hit from another referral.
struct LampPicture {
  bool go = false, wait = false, stop = false;
};
LampPicture lamps_of(ScreenMessage message);

class GpioPanel final : public GateSignals, public AlarmContacts, public Attended {
public:
  // Errors of check_panel(). A chip that is not there is no error here: it counts as broken until
  // it is.
  static Result<std::unique_ptr<GpioPanel>> open(const GpioPanelOptions& options, MonotonicTime now,
                                                 GpioOpener opener = open_gpio);

  // Before the first input: contacts elsewhere, which outlive it.
  void heed(const AlarmContacts& others) { m_others = &others; }
  bool emergency_lasts() const override { return m_emergency_lasts; }
  bool mains_are_lost() const override { return m_levels[mains_lost].told; }

  void show(ScreenMessage message) override;
  void set_alarm(Reason reason, bool raised) override;

  int descriptor() const override { return m_lines ? m_lines->descriptor() : -1; }
  void on_ready(MonotonicTime now) override;
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override;
  void deliver(Inbox& inbox) override;
  const char* trouble() const { return m_trouble; } // why it is broken; empty: it is not

private:
  enum Contact : std::size_t { emergency, reset_key, mains_lost, contacts };
  enum Lamp : std::size_t { go, wait, stop, sounder, lamps };
  struct Level {
    bool told = false; // what counts
    bool seen = false; // what the line says
    MonotonicTime settles = MonotonicTime::never();
  };

  GpioPanel(const GpioPanelOptions& options, GpioOpener opener);
  void try_to_open(MonotonicTime now);
  void look(MonotonicTime now);
  void see(Contact contact, bool active, MonotonicTime now);
  void settle(Contact contact);
  void drive();
  void lose(const Error& error, MonotonicTime now);
  void report(InputKind kind);

  static constexpr Duration retry = seconds(1);
  static constexpr std::size_t most_reports = 64;

  const GpioPanelOptions m_options;
  const GpioOpener m_opener;
  const AlarmContacts* m_others = nullptr;
  GpioRequest m_request;
  std::array<std::optional<std::size_t>, contacts> m_input; // index in the request
  std::array<std::optional<std::size_t>, lamps> m_output;
  std::unique_ptr<GpioLines> m_lines;
  std::array<Level, contacts> m_levels;
  bool m_emergency_lasts = false;
  std::array<bool, lamps> m_lit{};
  AlarmSet m_alarms;
  MonotonicTime m_retry_at;
  MonotonicTime m_now;
  bool m_failed = false;
  const char* m_trouble = "";
  std::deque<PortInput> m_reports;
};

} // namespace gatetwin
