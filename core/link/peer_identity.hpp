// SPDX-License-Identifier: Apache-2.0
// Who a certificate says that its holder is: exactly one name of the form urn:gatetwin:ROLE:NUMBER
// among its URI names. What a message says of its sender is compared with this, never believed.
#pragma once
#include "core/base/result.hpp"
#include "core/domain/words.hpp"
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gatetwin {

enum class PeerRole : std::uint8_t {
  none,
  unit,      // number: UnitId
  centre,    // number: AuthorityId
  observer,  // may follow events and ask for histories
  supervisor // may settle presumed crossings
};

struct PeerIdentity {
  PeerRole role = PeerRole::none;
  std::uint32_t number = 0;
  bool operator==(const PeerIdentity&) const = default;
  bool is_unit(UnitId unit) const { return role == PeerRole::unit && number == unit.value; }
};

// not_found: no URI name of ours; conflict: several; malformed: one of ours that is not well
// formed.
Result<PeerIdentity> peer_identity(std::span<const std::string> uris);
std::string uri_of(const PeerIdentity& identity);

} // namespace gatetwin
