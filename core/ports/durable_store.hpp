// SPDX-License-Identifier: Apache-2.0
// Port: the unit's own storage, which survives power loss. Real: SQLite with synchronous=FULL;
// simulated: sim/devices/simulated_store.
//
// Promises: append() takes the entry in order and returns a ticket > 0, or 0 when it can't (full,
// failed). A `stored` input with that ticket comes after the entry is durable, never before;
// store_failed when it will not be. After a store_failed nothing more is acknowledged until the
// store was reopened and verified. recover() hands back, in order, exactly the entries that were
// durable (and perhaps some that were not yet acknowledged). May report broken: store.
#pragma once
#include "core/domain/registry_message.hpp"
#include <cstdint>

namespace gatetwin {

enum class StoreEntryKind : std::uint8_t {
  authorisation,          // this transaction may pass, until expires_at; see StoreEntry::request
  authorisation_consumed, // the passage happened, or the authorisation was withdrawn
  crossing,               // to be delivered to the registry: `request` is what will be sent
  crossing_delivered,     // acknowledged by the registry of `request.authority`
  joint_in_doubt, // one stop: confirmations under way; must be resolved before anything else of it
  joint_resolved
};

struct StoreEntry {
  StoreEntryKind kind = StoreEntryKind::authorisation;
  TransactionId transaction;
  MonotonicTime expires_at;
  // Filled for crossing, crossing_delivered and joint entries. Of an authorisation: the crossing
  // that is presumed should nobody ever learn whether the person passed; its authority is not valid
  // where none is (one stop, whose crossings are written before the passage, and older stores).
  RegistryRequest request;
};

// Whether recover() must give the request back as it was.
constexpr bool carries_request(const StoreEntry& entry)
{
  switch (entry.kind) {
  case StoreEntryKind::crossing:
  case StoreEntryKind::joint_in_doubt: return true;
  case StoreEntryKind::authorisation: return entry.request.authority.valid();
  default: return false;
  }
}

class StoreVisitor {
public:
  virtual ~StoreVisitor() = default;
  virtual void on_entry(const StoreEntry& entry) = 0;
};

class DurableStore {
public:
  virtual ~DurableStore() = default;
  virtual std::uint64_t append(const StoreEntry& entry) = 0;
  virtual void recover(StoreVisitor& visitor) = 0;
};

} // namespace gatetwin
