// SPDX-License-Identifier: Apache-2.0
// A unit's way to the registries of its authorities (port: core/ports/registry_link.hpp): gRPC with
// mutual TLS, one channel for each authority. The simulated twin is sim/engine's exchanges.
//
// send() begins a call, or puts the request into a bounded queue, and returns; a thread of the
// link's own hears of what became of calls. What can't be queued, sent, or answered in time is lost
// and counted, as the port allows: deadlines and repetition are the client's and the outbox's.
// Replies wait behind the descriptor; deliver() hands them to the inbox, where each stays as it is
// until the next deliver().
//
// Renewed certificate files are read again by themselves and serve the next connection; reload()
// makes that now. Replies are believed only from the centre of the authority that was asked.
#pragma once
#include "core/base/result.hpp"
#include "core/domain/list_name.hpp"
#include "core/domain/unit_report.hpp"
#include "core/hardware/attended.hpp"
#include "core/link/certificate_judge.hpp"
#include "core/ports/registry_link.hpp"
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

struct RegistryEndpoint {
  AuthorityId authority{};
  // "centre.example:7443", several with commas: "ipv4:10.0.0.1:7443,10.0.0.2:7443"
  std::string address;
  // Another authority's own root, and the certificate that it issued to this unit; without them,
  // those of the link.
  std::optional<TlsFiles> tls = {};
};

struct GrpcRegistryLinkOptions {
  UnitId unit{}; // the certificate must be this unit's
  std::vector<RegistryEndpoint> endpoints;
  TlsFiles tls;
  Duration deadline = seconds(5); // of a call; at most a minute
  std::size_t in_flight = 64;     // calls under way, and as many again in the queue
  Duration keepalive = seconds(20);
  Duration certificates_every = seconds(60);
};
// Names the first faulty field in the error's detail.
Status check(const GrpcRegistryLinkOptions& options);

struct RegistryLinkCounts {
  std::uint64_t sent = 0; // calls begun
  std::uint64_t answered = 0;
  std::uint64_t reported = 0; // reports that a centre holds
  std::uint64_t failed = 0;   // refused, unreachable, too late
  std::uint64_t dropped = 0;  // queue full, no endpoint, not encodable
  std::uint64_t foreign = 0;  // replies to something else than was asked, or malformed
};

// A list file as a centre hands it out, before anybody verified it.
struct FetchedList {
  AuthorityId authority{};
  ListName name = ListName::watch_list;
  std::uint64_t version = 0; // 0: nothing newer
  std::string content;
  bool failed = false;
};

class GrpcRegistryLink final : public RegistryLink, public Attended {
public:
  // not_found, malformed, rejected: options or certificate files, in the detail what.
  static Result<std::unique_ptr<GrpcRegistryLink>> open(const GrpcRegistryLinkOptions& options);
  ~GrpcRegistryLink() override; // cancels what is under way
  GrpcRegistryLink(const GrpcRegistryLink&) = delete;
  GrpcRegistryLink& operator=(const GrpcRegistryLink&) = delete;

  void send(const RegistryRequest& request) override;
  // What the unit tells of itself, to every centre; lost when a centre is away: report again.
  void report(const UnitReport& report);
  // One at a time for each authority and list; the outcome comes by take_list().
  void fetch_list(AuthorityId authority, ListName name, std::uint64_t newer_than);
  std::optional<FetchedList> take_list();
  void reload();

  int descriptor() const override;
  void on_ready(MonotonicTime now) override;
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override;
  void deliver(Inbox& inbox) override;

  RegistryLinkCounts counts() const;
  const LinkCounters& refusals() const; // of centres' certificates

private:
  class Worker;
  explicit GrpcRegistryLink(const GrpcRegistryLinkOptions& options);

  std::unique_ptr<Worker> m_worker;
  MonotonicTime m_look_at{};           // for calls that are late
  std::deque<RegistryReply> m_waiting; // that the inbox has not taken yet
  std::deque<RegistryReply> m_handed;  // that the turn under way reads
  std::deque<FetchedList> m_lists;
};

} // namespace gatetwin
