// SPDX-License-Identifier: Apache-2.0
// Speaks to a door controller by libmodbus, whose calls wait for answers, in a thread of its own,
// so that the gate's loop never waits. The only place that knows libmodbus.
//
// It reads the status at least once a period, writes a command as soon as one is there, and says
// by its descriptor that something changed. What went wrong on the line is tried again at once,
// then with growing pauses, for ever; how long that may last is the loop's to judge, by fresh().
// After anything went wrong the status is read first: a controller that started meanwhile gets no
// command that was meant for its life before.
#pragma once
#include "core/base/time.hpp"
#include "core/hardware/modbus_map.hpp"
#include "core/hardware/wake_up.hpp"
#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatetwin {

struct ModbusOptions {
  // Over TCP to an IPv4 or IPv6 address in digits; or, if that is empty, over a serial line.
  std::string address;
  std::uint16_t port = 502;
  std::string device; // "/dev/serial/by-id/..."
  unsigned baud = 115'200;
  char parity = 'E'; // N, E or O
  std::uint8_t unit = 1;
  ModbusMap map;
  Duration period = milliseconds(20);
  // For one answer, and between two of its bytes. Shorter than `silence`.
  Duration response = milliseconds(30);
  // Without a fresh heartbeat for so long doors and sensor count as broken.
  Duration silence = milliseconds(100);
  GateWatchOptions watch;
};

// rejected: what is missing or impossible.
Status check_modbus(const ModbusOptions& options);

// How often what happened since the start.
struct ModbusCounts {
  std::uint64_t exchanges = 0; // answered
  std::uint64_t failed = 0;    // refused, late or nonsense
  std::uint64_t connects = 0;
};

class ModbusWorker {
public:
  explicit ModbusWorker(const ModbusOptions& options);
  ~ModbusWorker(); // waits for the exchange under way
  ModbusWorker(const ModbusWorker&) = delete;
  ModbusWorker& operator=(const ModbusWorker&) = delete;

  // -- the loop's thread; none of it waits
  int descriptor() const { return m_news.descriptor(); }
  void order(Door door, DoorOrder order);
  void set_screen(std::uint16_t message) { set_level(screen, message); }
  void set_alarm(std::uint16_t reason) { set_level(alarm, reason); }
  // The controller counts as lost: what was ordered is not done later, except that a released door
  // is released again. The next status is news, whatever it says.
  void forget_orders();
  // Statuses in order that differ in more than their heartbeat. Returns how many fresh ones came
  // since the start.
  std::uint64_t take(std::vector<GateStatus>& changed);
  ModbusCounts counts() const;

private:
  enum Level : std::size_t { screen, alarm, levels };
  struct Write {
    std::uint16_t address = 0;
    std::uint16_t value = 0;
  };
  class Link;

  void set_level(Level level, std::uint16_t value);
  void work();
  bool is_stopping();
  bool exchange();
  bool write_orders();
  bool write_levels();
  bool write_heartbeat();
  bool read_status();
  void note(const GateStatus& status);
  void start_anew(const GateStatus& status);
  void release_again(); // m_mutex is held
  void wait(Duration time);

  static constexpr std::size_t most_orders = 32;
  static constexpr std::size_t most_changes = 64;

  const ModbusOptions m_options;
  const RegisterRange m_range;
  WakeUp m_news;   // for the loop
  WakeUp m_orders; // for the thread

  mutable std::mutex m_mutex; // of all up to the next empty line
  std::deque<Write> m_queue;
  std::array<bool, 2> m_released{};
  std::array<std::uint8_t, 2> m_sequence{};
  std::array<std::uint16_t, levels> m_levels{};
  std::vector<GateStatus> m_changed;
  std::uint64_t m_fresh = 0;
  bool m_tell_next = true;
  bool m_stop = false;
  ModbusCounts m_counts;

  // The thread's own.
  std::unique_ptr<Link> m_link;
  bool m_unsure = true; // the status is to be read before anything is written
  bool m_known = false; // this life of the controller was greeted
  GateStatus m_last;
  std::array<std::uint16_t, levels> m_written{};
  std::uint16_t m_heartbeat = 0;
  unsigned m_rounds = 0;
  std::thread m_thread; // last: starts when all is there
};

} // namespace gatetwin
