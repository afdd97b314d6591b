// SPDX-License-Identifier: Apache-2.0
// Who is let into a registry's queue under load. Refusing is early and cheap, and in a fixed order:
// crossings on their way from outboxes first (units keep them and send them again), checks and
// reservations later, the end of a one-stop clearance last, because two countries wait for it.
// Before that, no unit may use more than its rate. Pure: the time comes with the request.
#pragma once
#include "core/base/time.hpp"
#include "core/domain/registry_message.hpp"
#include "core/link/link_refusal.hpp"
#include "core/link/peer_identity.hpp"
#include <cstddef>
#include <map>
#include <utility>

namespace gatetwin {

struct AdmissionConfig {
  std::size_t queue = 4096;                // requests that wait; then all are refused
  std::uint32_t record_share_percent = 60; // of the queue, open to crossings
  std::uint32_t check_share_percent = 95;  // open to checks and reservations
  std::uint32_t unit_rate_per_s = 200;     // of one unit, on average
  std::uint32_t unit_burst = 400;          // at once
  // Inquiries into histories, which nobody at a gate waits for: each is a write of its own.
  std::uint32_t inquiry_share_percent = 10; // of the queue, up to which they are taken
  std::uint32_t observer_rate_per_s = 2;    // of one observer, on average
  std::uint32_t observer_burst = 20;        // at once
  std::uint32_t all_observers_rate_per_s = 10;
  std::uint32_t all_observers_burst = 40;
};
// Names the first faulty field in the error's detail.
Status check(const AdmissionConfig& config);

class Admission {
public:
  // The config must pass check().
  explicit Admission(const AdmissionConfig& config) : m_config(config) {}
  // none: taken. `queued` requests wait now.
  LinkRefusal admit(UnitId unit, RequestKind kind, std::size_t queued, MonotonicTime now);
  // The same for an inquiry of an observer, or a supervisor's settlement.
  LinkRefusal admit_inquiry(const PeerIdentity& asker, std::size_t queued, MonotonicTime now);

private:
  const AdmissionConfig m_config;
  // Time until which an allowance is used up: one number in place of a bucket.
  std::map<UnitId, MonotonicTime> m_used_until;
  std::map<std::pair<PeerRole, std::uint32_t>, MonotonicTime> m_asker_used_until;
  MonotonicTime m_observers_used_until;
};

} // namespace gatetwin
