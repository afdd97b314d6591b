// SPDX-License-Identifier: Apache-2.0
// What a door controller says of itself at one moment, as it came: nothing is checked yet. And what
// of it is worth telling the core.
//
// GateStatusWatch takes one status after the other and turns changes into inputs. A value that
// can't be, a fault that the controller admits, and a value that flaps count as a broken device,
// which is silent until it is whole again and then says its state once. Without a clock or a
// thread: time comes with each call.
#pragma once
#include "core/base/time.hpp"
#include "core/hardware/signals.hpp"
#include "core/ports/port_input.hpp"
#include <array>
#include <cstdint>
#include <deque>
#include <optional>

namespace gatetwin {

enum StatusFlag : std::uint16_t {
  body_in_entry_line = 1 << 0,
  body_in_exit_line = 1 << 1,
  emergency_contact = 1 << 2, // fire alarm or emergency button
  key_turned = 1 << 3,        // the reset switch on site, while it is held
  mains_lost = 1 << 4,
  entry_door_fault = 1 << 5,
  exit_door_fault = 1 << 6,
  presence_fault = 1 << 7
};
constexpr std::uint16_t known_status_flags = 0xFF;

struct GateStatus {
  std::uint16_t heartbeat = 0;
  std::uint16_t starts = 0;
  std::array<std::uint16_t, 2> doors{}; // DoorState, by Door
  std::uint16_t occupancy = 0;          // bodies clear of both door lines
  std::uint16_t flags = 0;              // StatusFlag; others must be 0

  bool same_but_for_heartbeat(const GateStatus& other) const
  {
    return starts == other.starts && doors == other.doors && occupancy == other.occupancy &&
           flags == other.flags;
  }
};

struct GateWatchOptions {
  std::uint16_t most_bodies = 20; // more can't stand between the doors
  // More changes than these within a second is no door and no person; whole again after so long
  // without a change.
  std::uint32_t most_changes_per_s = 12;
  Duration calm = seconds(2);
};

class GateStatusWatch final : public AlarmContacts {
public:
  explicit GateStatusWatch(const GateWatchOptions& options) : m_options(options) {}
  void on_status(const GateStatus& status, MonotonicTime now);
  // Nothing is heard of the controller any more: doors and sensor count as broken until the next
  // status.
  void lose();
  // Before the first status: contacts elsewhere, which outlive it.
  void heed(const AlarmContacts& others) { m_others = &others; }
  bool emergency_lasts() const override { return m_emergency_lasts; }
  bool mains_are_lost() const override { return m_mains_lost_told; }
  void on_time(MonotonicTime now); // looks again at the last status, when calm has come
  MonotonicTime next_deadline() const;
  // As long as it takes them; the rest stays.
  void deliver(Inbox& inbox);

private:
  static constexpr std::size_t parts = 3; // entry door, exit door, presence sensor
  static constexpr std::size_t most_reports = 256;
  struct Part {
    bool failed = false;
    std::optional<std::uint16_t> told; // door's state, or occupancy
    std::optional<std::uint16_t> raw;  // and doorway: as last heard, to see it flap
    bool line_told = false;            // a body in the door's line
    std::deque<MonotonicTime> changes; // of the last second
    MonotonicTime flaps_until{INT64_MIN};
  };
  void on_restart(MonotonicTime now);
  void judge(MonotonicTime now);
  void judge_parts(MonotonicTime now);
  void note_change(Part& part, std::uint16_t raw, MonotonicTime now);
  bool is_wrong(std::size_t part) const;
  void fail(std::size_t part);
  void tell(std::size_t part);
  void tell_contacts();
  void report(const PortInput& input);
  void report(InputKind kind, Device device);

  const GateWatchOptions m_options;
  std::array<Part, parts> m_parts;
  std::optional<GateStatus> m_status; // none: lost, or not yet heard
  std::optional<std::uint16_t> m_starts;
  std::optional<MonotonicTime> m_restarted;
  const AlarmContacts* m_others = nullptr;
  bool m_emergency_told = false;
  bool m_emergency_lasts = false; // as last heard
  bool m_key_seen = false;
  bool m_mains_lost_told = false;
  std::deque<PortInput> m_reports;
};

} // namespace gatetwin
