// SPDX-License-Identifier: Apache-2.0
// The registry's end of the link: gRPC with mutual TLS (link.proto) in front of the one thread that
// owns the ledger. A peer is who its certificate says it is. What it may do: a unit exchanges its
// own requests and fetches lists; an observer or another centre follows events; an observer asks
// for documents' histories and settles presumed crossings. Everything else is refused with its own
// reason, and counted.
//
// Bounds: messages of some hundred bytes inwards, streams of a connection, age of a connection (so
// that old certificates leave), memory and threads of gRPC, queue and rates (admission.hpp).
#pragma once
#include "core/base/result.hpp"
#include "core/domain/list_name.hpp"
#include "core/link/certificate_judge.hpp"
#include "core/link/history_codec.hpp"
#include "core/link/ledger_thread.hpp"
#include "core/link/settlement_codec.hpp"
#include "core/registry/ledger_row.hpp"
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

struct LinkEvent { // message Event of link.proto
  std::uint64_t number = 0;
  std::array<std::byte, 32> digest{};
  std::uint32_t kind = 0; // RequestKind + 1, or 0
  UnitId unit{};
  TransactionId transaction{};
  Direction direction = Direction::entry;
  Decision decision = Decision::none;
  Reason reason = Reason::none;
  bool is_crossing = false;
  bool stamped = false;
  bool offline = false;
  WallTime at{};
  WallTime received_at{};
  DocumentRef ref{};
  std::optional<SettlementOutcome> settled{}; // of a presumed crossing
};

// Works on the ledger's thread alone.
class EventFeed {
public:
  virtual ~EventFeed() = default;
  // At most `most` events, the first of them `after` + 1; none: not written yet. not_found: there
  // is no event `after`.
  virtual Result<std::vector<LinkEvent>> events(std::uint64_t after, std::size_t most) = 0;
  // The heads that are held of one unit's journals, by name.
  virtual Result<std::vector<HeldHead>> journals(UnitId)
  {
    return Error{ErrorCode::unsupported, "no journals are held"};
  }
  // What that observer asks for; returns when it is durable that it was asked.
  virtual Result<HistoryPage> history(std::uint32_t, const HistoryQuestion&)
  {
    return Error{ErrorCode::unsupported, "no histories are shown"};
  }
  // The presumed crossings behind that place, with what became of them.
  virtual Result<HistoryPage> presumed(const HistoryPlace&)
  {
    return Error{ErrorCode::unsupported, "no presumed crossings are shown"};
  }
  // Returns when it is durable; when is the centre's to say.
  virtual Result<SettlementResult> settle(const Settlement&)
  {
    return Error{ErrorCode::unsupported, "nothing is settled"};
  }
};

struct RegistryServerOptions {
  std::string address; // "0.0.0.0:7443", "[::]:7443"; port 0: any that is free
  TlsFiles tls;
  LedgerThreadConfig ledger;
  Duration certificates_every = seconds(60);
  Duration connection_age = hours(1);
  Duration keepalive = seconds(20);
  std::uint32_t streams = 32; // of one connection
  std::size_t memory_bytes = 256U << 20;
  std::size_t followers = 64;
};

class RegistryServer {
public:
  // rejected, not_found, malformed: the certificates, in the detail what; io: the address can't be
  // used. Handler, feed and counters outlive the server. `clock`: monotonic, asked from any thread.
  static Result<std::unique_ptr<RegistryServer>> start(const RegistryServerOptions& options,
                                                       RegistryHandler& handler, EventFeed* feed,
                                                       LinkCounters& counters,
                                                       std::function<MonotonicTime()> clock);
  ~RegistryServer(); // stop(seconds(0))
  RegistryServer(const RegistryServer&) = delete;
  RegistryServer& operator=(const RegistryServer&) = delete;

  int port() const { return m_port; }
  // From then on units get this file. Any thread.
  void publish(ListName list, std::uint64_t version, std::string content);
  LedgerThread& ledger();
  // On the ledger's thread, after new events can be read.
  void events_written();
  // Takes nothing new, lets what is under way end within `grace`, then cuts it.
  void stop(Duration grace);

private:
  struct Parts;
  explicit RegistryServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> m_parts;
  int m_port = 0;
};

} // namespace gatetwin
