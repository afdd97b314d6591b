// SPDX-License-Identifier: Apache-2.0
// An observer's way to a centre: its events from any number on, the heads that it holds of units'
// journals, documents' histories, and presumed crossings. Waits for each answer; for programs that
// do nothing else.
#pragma once
#include "core/link/registry_server.hpp"
#include <functional>
#include <memory>
#include <string>

namespace gatetwin {

struct ObserverLinkOptions {
  std::string address; // "centre.example:7443"
  AuthorityId authority{};
  TlsFiles tls; // the certificate is an observer's (urn:gatetwin:observer:N)
};

class ObserverLink {
public:
  // not_found, malformed, rejected: the certificate files, in the detail what.
  static Result<std::unique_ptr<ObserverLink>> open(const ObserverLinkOptions& options);
  ~ObserverLink();

  // Hands over each event behind number `after` as it is written, until the centre ends the stream
  // or `take` returns false. unavailable: the centre is away, or stopped; rejected: it refuses;
  // corrupt: a gap, an event that is none, or a ledger that ends before `after`.
  Status follow(std::uint64_t after, const std::function<bool(const LinkEvent&)>& take);
  // unavailable, rejected.
  Result<std::vector<HeldHead>> journals(UnitId unit);
  // Crossings of a document behind `question.after`; each call is on record at the centre.
  // malformed: the question; unavailable: away, too busy, or asked too often; rejected; corrupt.
  Result<HistoryPage> history(const HistoryQuestion& question);
  // Presumed crossings behind a place, without their documents. As history().
  Result<HistoryPage> presumed(const HistoryPlace& after);
  // Who and when is the centre's to say. As history(); unavailable may also mean that it is written
  // all the same: what stands is in presumed().
  Result<SettlementResult> settle(const Settlement& settlement);

private:
  struct Parts;
  explicit ObserverLink(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> m_parts;
};

} // namespace gatetwin
