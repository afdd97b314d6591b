// SPDX-License-Identifier: Apache-2.0
// Why a link between a unit and a registry turned something away: one reason for each cause, each
// with a counter. Nothing is refused without being counted.
#pragma once
#include "core/link/peer_identity.hpp"
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

namespace gatetwin {

enum class LinkRefusal : std::uint8_t {
  none,
  // of a peer's certificate
  no_certificate,
  certificate_expired,
  certificate_not_yet_valid,
  certificate_self_signed,
  certificate_unknown_issuer,
  certificate_wrong_use, // a server's used as a client's, or the reverse
  certificate_revoked,
  revocations_unknown, // the list of revoked certificates is missing, expired or foreign
  certificate_without_identity,
  certificate_wrong_identity, // client: another authority's centre
  certificate_invalid,        // anything else that is wrong with it or its chain
  // of a call
  wrong_role,             // a unit asks what only observers may, or the reverse
  inquiry_not_allowed,    // anybody but an observer asks for a document's history
  settlement_not_allowed, // anybody but an observer settles presumed crossings
  wrong_unit,             // the request names another unit than the certificate
  too_large,              // longer than any message can be
  malformed,              // the strict codec refused it
  unsupported,            // another version of the message
  unknown_list,
  no_deadline, // none, or later than a minute: nobody waits so long
  // of load
  queue_full,
  over_rate,
  expired_in_queue,
  cancelled,
  stopping,
  store_failed
};
constexpr std::size_t link_refusals = static_cast<std::size_t>(LinkRefusal::store_failed) + 1;

const char* to_string(LinkRefusal refusal); // as in metrics and logs: "certificate_expired"

// Counted from any thread.
class LinkCounters {
public:
  using Listener = std::function<void(LinkRefusal, const PeerIdentity&)>;
  // Hears of each refusal, on whatever thread it happens. Before anything is counted.
  void set_listener(Listener listener) { m_listener = std::move(listener); }
  void add(LinkRefusal refusal, const PeerIdentity& peer = {})
  {
    m_counts[static_cast<std::size_t>(refusal)].fetch_add(1, std::memory_order_relaxed);
    if (m_listener) m_listener(refusal, peer);
  }
  std::uint64_t of(LinkRefusal refusal) const
  {
    return m_counts[static_cast<std::size_t>(refusal)].load(std::memory_order_relaxed);
  }

private:
  std::array<std::atomic<std::uint64_t>, link_refusals> m_counts{};
  Listener m_listener;
};

} // namespace gatetwin
