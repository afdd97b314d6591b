// SPDX-License-Identifier: Apache-2.0
// The officers' desk of a gate or booth, over a Unix socket that the gate listens on (port:
// core/ports/officer_console.hpp; lines: desk_line.hpp). Its simulated twin is
// sim/devices/simulated_officer; both pass the same contract tests. gatetwin-desk is a desk in a
// terminal.
//
// Calls are shown on every desk, also on one that comes later, until an officer decides or they are
// withdrawn. An answer counts when it names an officer whom the gate knows, from that officer's own
// account where one is given, and a transaction whose call is open; actions on the unit itself name
// transaction 0. A reset counts only from an officer who may give it. The rest is refused, and told
// to the desk and to the log: a forged name, an answer that comes late or twice, one for the person
// before. Without any desk for `silence` the call is broken (officer_call).
#pragma once
#include "core/base/time.hpp"
#include "core/hardware/attended.hpp"
#include "core/hardware/desk_line.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include "core/ports/officer_console.hpp"
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

struct DeskOfficer {
  std::uint32_t officer = 0;
  std::optional<std::uint32_t> account; // user id that the answer must come from
  bool may_reset = false;               // on site, with the doors in sight
};

struct OfficerDeskOptions {
  std::string path;       // of the socket, mode 0660: the group decides who may sit at a desk
  std::uint32_t unit = 0; // shown on the desk
  std::vector<DeskOfficer> officers;
  Duration silence = seconds(5); // a desk says at least every second that it is there
};

// rejected: no path or one too long, nobody to answer, or one officer twice.
Status check_desk(const OfficerDeskOptions& options);

// Who did what, for the log: an act that counted, or one that was refused and why.
class DeskLog {
public:
  virtual ~DeskLog() = default;
  virtual void acted(const DeskMessage& message) = 0;
  virtual void refused(std::uint32_t account, const char* why) = 0;
};

class OfficerDesk final : public OfficerConsole, public Attended {
public:
  // io: the socket can't be made; conflict: another program listens on it; rejected: check_desk().
  // `log` may be missing; else it outlives this.
  static Result<std::unique_ptr<OfficerDesk>> open(const OfficerDeskOptions& options,
                                                   MonotonicTime now, DeskLog* log = nullptr);
  ~OfficerDesk() override; // takes the socket away
  OfficerDesk(const OfficerDesk&) = delete;
  OfficerDesk& operator=(const OfficerDesk&) = delete;

  void call(TransactionId transaction, Reason reason) override;
  void withdraw(TransactionId transaction) override;
  void ask_for_stamp(TransactionId transaction) override;

  int descriptor() const override { return m_epoll.get(); }
  void on_ready(MonotonicTime now) override;
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override;
  void deliver(Inbox& inbox) override;

  std::size_t desks() const { return m_desks.size(); }
  std::uint64_t refusals() const { return m_refusals; }
  std::uint64_t lines() const { return m_lines; } // taken, of any kind

private:
  struct Desk {
    OwnedDescriptor socket;
    std::uint32_t account = 0;
    std::string in, out;
    MonotonicTime heard;
    bool gone = false;
  };
  struct Call {
    std::uint64_t transaction = 0;
    Reason reason = Reason::none;
    bool stamp = false;
  };

  OfficerDesk(const OfficerDeskOptions& options, OwnedDescriptor listener, MonotonicTime now,
              DeskLog* log);
  void watch(int descriptor, std::uint32_t events, int how);
  void welcome(MonotonicTime now);
  void read(Desk& desk, MonotonicTime now);
  void take_line(Desk& desk, std::string_view line);
  void answer(Desk& desk, const DeskMessage& message);
  const char* why_not(const Desk& desk, const DeskMessage& message) const;
  bool is_open(std::uint64_t transaction, bool stamp) const;
  void close_call(std::uint64_t transaction, bool stamp);
  void refuse(Desk& desk, const char* why);
  void tell(Desk& desk, const GateMessage& message);
  void tell_all(const GateMessage& message);
  void write_out(Desk& desk);
  void part(MonotonicTime now);
  void report(const PortInput& input);

  static constexpr std::size_t most_desks = 8;
  static constexpr std::size_t most_calls = 64;
  static constexpr std::size_t most_unsent = 64 * 1024;
  static constexpr std::size_t most_reports = 64;
  static constexpr Duration beat = seconds(1);

  const OfficerDeskOptions m_options;
  DeskLog* m_log;
  OwnedDescriptor m_epoll;
  OwnedDescriptor m_listener;
  std::vector<std::unique_ptr<Desk>> m_desks;
  std::vector<Call> m_calls;
  MonotonicTime m_alone_since;
  MonotonicTime m_beat_at;
  bool m_failed = false;
  std::deque<PortInput> m_reports;
  std::uint64_t m_refusals = 0;
  std::uint64_t m_lines = 0;
};

} // namespace gatetwin
