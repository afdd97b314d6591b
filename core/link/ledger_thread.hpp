// SPDX-License-Identifier: Apache-2.0
// The one thread that owns a registry's service and its ledger. Calls come in from the link's
// threads through a bounded queue (admission.hpp); they are handled in groups, so that one write to
// the disk makes many answers durable, and answered only when the whole group is. Travellers who
// wait go before crossings that are delivered, but one in four is the oldest of those, so that
// outboxes always drain. A call that nobody waits for any more costs no work.
#pragma once
#include "core/domain/unit_report.hpp"
#include "core/link/admission.hpp"
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace gatetwin {

// One call. Exactly one of answer() and refuse() is called, once, from any thread; then the call
// may be gone.
class LinkCall {
public:
  virtual ~LinkCall() = default;
  virtual bool is_cancelled() const = 0;
  virtual MonotonicTime deadline() const = 0;
  virtual void answer(const RegistryReply& reply) = 0;
  virtual void refuse(LinkRefusal refusal) = 0;
};

struct QueuedCall {
  RegistryRequest request;
  LinkCall* call = nullptr;
};

// Works on the ledger's thread alone.
class RegistryHandler {
public:
  virtual ~RegistryHandler() = default;
  // As many replies as requests. Returns when everything that they say is durable.
  virtual void handle(std::span<const QueuedCall> calls, std::span<RegistryReply> replies) = 0;
  // What a unit tells of itself; returns when it is durable. rejected: the unit is not enrolled.
  virtual Status on_report(UnitId, const UnitReport&)
  {
    return Error{ErrorCode::unsupported, "reports are not taken"};
  }
};

struct LedgerThreadConfig {
  AdmissionConfig admission;
  std::size_t group = 64; // calls handled together at most
};

class LedgerThread {
public:
  // Handler and counters outlive it. `clock` is asked from any thread.
  LedgerThread(const LedgerThreadConfig& config, RegistryHandler& handler, LinkCounters& counters,
               std::function<MonotonicTime()> clock);
  ~LedgerThread(); // stop()
  LedgerThread(const LedgerThread&) = delete;
  LedgerThread& operator=(const LedgerThread&) = delete;

  // Takes the call, or refuses it at once.
  void submit(const QueuedCall& call);
  // Runs between two groups, in order. Never after stop(); false then.
  bool post(std::function<void()> job);
  // May this unit send something else than a request now? Under the same terms as a crossing from
  // an outbox, and of the same allowance.
  LinkRefusal admit(UnitId unit);
  // May this one ask for a document's history now, or settle?
  LinkRefusal admit_inquiry(const PeerIdentity& asker);
  // What waits is still handled; what comes is refused. Returns when the thread has ended.
  void stop();

  std::size_t queued() const;

private:
  struct State;
  void run();
  bool take_group(std::vector<QueuedCall>& group, std::vector<std::function<void()>>& jobs);
  void work(std::vector<QueuedCall>& group);

  const LedgerThreadConfig m_config;
  RegistryHandler& m_handler;
  LinkCounters& m_counters;
  const std::function<MonotonicTime()> m_clock;
  std::vector<RegistryReply> m_replies;
  std::unique_ptr<State> m_state;
};

} // namespace gatetwin
