// SPDX-License-Identifier: Apache-2.0
// A daemon's surroundings by hand: a clock that jumps to the next deadline, devices that say what a
// script has for them, a store that answers at once.
#pragma once
#include "core/daemon/gate_parts.hpp"
#include <deque>
#include <functional>
#include <vector>

namespace gatetwin {

class HandClock final : public Clock {
public:
  Instant now() override { return m_now; }
  void wait(std::span<pollfd> descriptors, MonotonicTime until) override
  {
    ++waits;
    for (pollfd& one : descriptors) one.revents = 0;
    if (poll(descriptors.data(), descriptors.size(), 0) > 0) return;
    if (until > m_now.mono && until != MonotonicTime::never()) set({until});
  }
  void set(MonotonicTime mono)
  {
    m_now.wall = m_now.wall + (mono - m_now.mono);
    m_now.mono = mono;
    if (mono < step_at) return;
    step_at = MonotonicTime::never();
    step_wall(step_by);
  }
  void set(Instant now) { m_now = now; }
  void step_wall(Duration by) { m_now.wall = m_now.wall + by; }
  std::uint64_t waits = 0;
  // Somebody sets the wall clock.
  MonotonicTime step_at = MonotonicTime::never();
  Duration step_by;

private:
  Instant m_now{{0}, {1'790'000'000'000'000'000}};
};

// Takes all commands, notes them, and delivers inputs at their times.
class ScriptedDevices final : public GateHardware,
                              public DocumentReader,
                              public FaceCamera,
                              public RegistryLink,
                              public OfficerConsole,
                              public Attended {
public:
  explicit ScriptedDevices(HandClock& clock) : m_clock(clock) {}
  void at(MonotonicTime when, const PortInput& input) { m_script.push_back({when, input}); }
  GateParts parts() { return {*this, *this, *this, *this, *this, {this}}; }

  void open_door(Door) override { said.emplace_back("open"); }
  void close_door(Door) override { said.emplace_back("close"); }
  void release_door(Door) override { said.emplace_back("release"); }
  void show(ScreenMessage) override {}
  void set_alarm(Reason, bool) override {}
  void start() override { said.emplace_back("read"); }
  void start(DocumentRef) override { said.emplace_back("capture"); }
  void cancel() override {}
  void send(const RegistryRequest& request) override { sent.push_back(request); }
  void call(TransactionId, Reason) override { said.emplace_back("officer"); }
  void withdraw(TransactionId) override {}
  void ask_for_stamp(TransactionId) override {}

  int descriptor() const override { return watched; }
  void on_ready(MonotonicTime) override { ++readies; }
  void on_time(MonotonicTime) override { ++times; }
  MonotonicTime next_deadline() const override
  {
    return m_script.empty() ? MonotonicTime::never() : m_script.front().when;
  }
  void deliver(Inbox& inbox) override
  {
    while (!m_script.empty() && m_script.front().when <= m_clock.now().mono) {
      if (!inbox.push(m_script.front().input)) return;
      m_script.pop_front();
    }
  }

  std::vector<std::string> said;
  std::vector<RegistryRequest> sent;
  std::vector<MonotonicTime> asked_for_lists;
  int watched = -1;
  int readies = 0;
  int times = 0;

private:
  struct Line {
    MonotonicTime when;
    PortInput input;
  };
  HandClock& m_clock;
  std::deque<Line> m_script;
};

class ReadyStore final : public UnitStore, private DurableStore {
public:
  DurableStore& port() override { return *this; }
  void sync(Inbox& inbox) override
  {
    for (const std::uint64_t ticket : m_asked) {
      PortInput input;
      input.kind = InputKind::stored;
      input.number = ticket;
      CHECK(inbox.push(input));
    }
    m_asked.clear();
  }
  bool check() override { return good; }
  bool is_settled() const override { return unsettled-- <= 0; }
  bool good = true;
  mutable int unsettled = 0; // so often it is asked before the disk has answered

private:
  std::uint64_t append(const StoreEntry&) override
  {
    m_asked.push_back(++m_count);
    return m_count;
  }
  void recover(StoreVisitor&) override {}
  std::uint64_t m_count = 0;
  std::vector<std::uint64_t> m_asked;
};

inline PortInput door_input(Door door, DoorState state)
{
  PortInput input;
  input.kind = InputKind::door;
  input.door = door;
  input.door_state = state;
  return input;
}

inline PortInput input_of(InputKind kind, std::uint64_t number = 0)
{
  PortInput input;
  input.kind = kind;
  input.number = number;
  return input;
}

inline GateRuntimeConfig gate_config()
{
  GateRuntimeConfig config;
  config.unit = UnitId{1};
  config.checkpoint = CheckpointId{0};
  config.authority = AuthorityId{0};
  return config;
}

} // namespace gatetwin
