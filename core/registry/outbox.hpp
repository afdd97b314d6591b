// SPDX-License-Identifier: Apache-2.0
// The unit's crossings on their way to the registries: made durable first, then delivered at least
// once until acknowledged, in order, a bounded number in flight, with back-off while nobody
// answers. The registry's idempotency key makes it exactly once. After a restart recover() brings
// back what was not acknowledged.
//
// A record that the registry answers with conflict or malformed is quarantined: counted, named,
// alarmed, left unacknowledged in the store for a person to look at, and in nobody's way.
//
// Full: record() refuses. accepts() turns false while there is still room for the crossings under
// way, so that a lane closes before a crossing could go unrecorded. A crossing whose write failed
// is delivered from memory all the same (it happened), and accepts() stays false until
// on_store_reopened().
//
// Bounded: memory grows in blocks of 64 crossings up to `capacity`; `preallocate` takes it all at
// once.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/result.hpp"
#include "core/journal/journal.hpp"
#include "core/ports/durable_store.hpp"
#include "core/ports/registry_link.hpp"
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace gatetwin {

struct OutboxConfig {
  std::size_t capacity = 100'000;  // crossings not yet acknowledged
  std::size_t reserve = 4;         // places kept for crossings under way
  std::uint32_t max_in_flight = 8; // 1 to 16
  Duration first_retry = seconds(2);
  Duration max_retry = minutes(1);
  std::uint32_t jitter_percent = 30;
  bool preallocate = false;
};
// Names the first faulty field in the error's detail.
Status check(const OutboxConfig& config);

class Outbox final : public StoreVisitor {
public:
  // Store, link, and journal if given, outlive the outbox. The config must pass check().
  Outbox(const OutboxConfig& config, UnitId unit, DurableStore& store, RegistryLink& link,
         journal::Journal* journal);

  // Before the first record(): the store's entries, in order (others than crossings are ignored);
  // then start() sends what is outstanding.
  void on_entry(const StoreEntry& entry) override;
  void start(Instant now);

  // The crossing of request.transaction took place; kind is record. unavailable: full, not taken;
  // io: the store refused, taken but not durable; rejected: not a crossing record.
  Status record(const RegistryRequest& request, Instant now);
  bool accepts() const;

  // True: the ticket was this outbox's. Crossings are sent once they are durable.
  bool on_stored(std::uint64_t ticket, Instant now);
  bool on_store_failed(std::uint64_t ticket, Instant now);
  // The store takes entries again: writes what it refused.
  void on_store_reopened(Instant now);
  // True: the reply was to one of this outbox's crossings.
  bool on_reply(const RegistryReply& reply, Instant now);
  void on_time(Instant now);
  MonotonicTime next_deadline() const;

  std::size_t outstanding() const { return m_outstanding; } // neither acknowledged nor quarantined
  std::size_t quarantined() const { return m_quarantined; }
  // The first ones, for the officer's screen.
  static constexpr std::size_t named_at_most = 64;
  const BoundedVector<TransactionId, named_at_most>& quarantine() const { return m_quarantine; }
  std::size_t undurable() const { return m_undurable; } // outstanding ones whose write failed

private:
  static constexpr std::size_t block_size = 64;
  static constexpr std::size_t most_in_flight = 16;
  static constexpr std::size_t most_storing = 64;
  static constexpr std::uint64_t no_position = UINT64_MAX; // the ticket of an acknowledgement
  enum class State : std::uint8_t { storing, ready, in_flight, done };
  struct Item {
    TransactionId transaction{};
    WallTime at{};
    MonotonicTime stored_at{};
    DocumentRef ref{};
    CalendarDate birth, valid_from, valid_until;
    Reason reason = Reason::none;
    CheckpointId checkpoint{};
    AuthorityId authority{};
    State state = State::done;
    Direction direction = Direction::entry;
    Decision decision = Decision::none;
    DocumentKind kind = DocumentKind::unknown;
    bool offline = false;
    bool stamped = false;
    bool durable = false;
    ShortText<3> issuer, nationality;
    ShortText<24> number{};
    ShortText<64> name{};
    ShortText<32> areas{};
  };
  using Block = std::array<Item, block_size>;
  struct Flight {
    std::uint64_t position = 0;
    std::uint32_t attempts = 0;
    MonotonicTime due{};
  };
  struct Ticket {
    std::uint64_t ticket = 0;
    std::uint64_t position = 0;
  };

  Item& item(std::uint64_t position);
  std::uint64_t append_item(const RegistryRequest& request);
  void fill_request(const Item& item, RegistryRequest& request) const;
  bool store(std::uint64_t position);
  bool take_ticket(std::uint64_t ticket, std::uint64_t& position);
  std::size_t find_flight(const RegistryReply& reply);
  void recycle();
  void fill_window(Instant now);
  void send(Flight& flight, Instant now);
  void land(std::size_t flight);
  void acknowledge(std::size_t flight, Instant now);
  void quarantine(std::size_t flight, Reason reason, Instant now);

  OutboxConfig m_config;
  UnitId m_unit{};
  DurableStore& m_store;
  RegistryLink& m_link;
  journal::Journal* m_journal;
  std::vector<std::unique_ptr<Block>> m_blocks; // from position m_base on
  std::uint64_t m_base = 0;
  std::uint64_t m_head = 0; // oldest position that is not done
  std::uint64_t m_next = 0; // first position not in flight yet
  std::uint64_t m_tail = 0;
  BoundedVector<Flight, most_in_flight> m_flights; // by position
  BoundedVector<Ticket, most_storing> m_tickets;
  StoreEntry m_entry; // scratch: a StoreEntry is large
  RegistryRequest m_request;
  std::size_t m_outstanding = 0;
  std::size_t m_quarantined = 0;
  std::size_t m_undurable = 0;
  bool m_store_failed = false;
  BoundedVector<TransactionId, named_at_most> m_quarantine;
};

} // namespace gatetwin
