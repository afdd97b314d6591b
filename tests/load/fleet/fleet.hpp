// SPDX-License-Identifier: Apache-2.0
// Real programs for the campaigns of faults: gates (gatetwin-gate on simulated devices, in real
// time, with people who hurry), one centre, and with PostgreSQL its server. Each gate has a folder
// for its store and journals, and beside it its witness's notes (sim/live/witness.hpp).
#pragma once
#include "core/registry/chained_ledger.hpp"
#include "tests/core/centre/postgres_server.hpp"
#include "tests/load/centre_process.hpp"
#include <functional>
#include <memory>
#include <set>

namespace gatetwin::test {

struct FleetOptions {
  std::string centre, gate; // programs
  std::string ledger = "sqlite";
  std::string folder;
  std::uint32_t gates = 24;
};

// Where the fleet stands when it is not on one network, one disk and one clock.
struct FleetPlace {
  CentrePlace centre;
  std::string postgres_parent = "/tmp";
  // Of each gate, by its number; what is left empty is as usual.
  std::function<std::string(std::uint32_t)> gate_folder;
  std::function<std::vector<std::string>(std::uint32_t)> before_gate; // words before its command
  std::function<std::string(std::uint32_t)> address; // of the centre, as this gate reaches it
};

// What the gates' witnesses and stores say: the truth that the registry is held against.
struct GroundTruth {
  std::uint64_t exits = 0, unauthorised = 0;
  std::set<std::uint64_t> passed; // bodies on the secure side, by transaction
  std::set<std::uint64_t> sent;   // crossings that were durable and went out
  std::set<std::uint64_t> stored; // crossings that a store held when it was looked at
};

// What is open in a gate's store: transactions.
struct StoreContent {
  std::set<std::uint64_t> crossings, authorisations;
};

class Fleet {
public:
  Fleet(const FleetOptions& options, const FleetPlace& place);
  ~Fleet(); // whatever still runs is killed
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  bool start(); // everything
  bool
  start_centre(); // as a service manager does: again while its database or its disk is not back
  void start_gate(std::uint32_t gate);
  // False: it had ended by itself.
  bool kill_gate(std::uint32_t gate);
  bool kill_centre();
  void kill_server();
  // Starts again who has ended by itself, as a service manager does; how many.
  std::uint64_t mind();
  // People stop coming, everybody finishes, outboxes empty: all ended cleanly.
  bool drain();

  std::uint32_t gates() const { return m_options.gates; }
  std::string gate_folder(std::uint32_t gate) const;
  CentreProcess& centre() { return m_centre; }
  PostgresServer* server() { return m_server.get(); }
  GroundTruth truth() const;
  std::unique_ptr<ChainedLedger> open_ledger() const;
  std::vector<std::string> journals(std::uint32_t gate) const;

private:
  std::string beside(std::uint32_t gate, const char* what) const;
  void write_settings(std::uint32_t gate);
  void publish_lists();
  void launch(std::uint32_t gate, const char* pause_s);
  StoreContent content_of_store(std::uint32_t gate) const;
  bool end_gates();

  const FleetOptions m_options;
  const FleetPlace m_place;
  std::unique_ptr<PostgresServer> m_server;
  std::string m_connection;
  CentreProcess m_centre;
  std::vector<ChildProcess> m_gates; // by number - 1
  std::set<std::uint64_t> m_stored;
  std::uint64_t m_launches = 0;
};

void pause_for(Duration time);
// Of this process's centre: two campaigns at once do not meet.
int centre_port();

} // namespace gatetwin::test
