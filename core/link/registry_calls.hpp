// SPDX-License-Identifier: Apache-2.0
// Who calls RegistryServer, and the calls that it answers on the ledger's thread, each a gRPC
// reactor of its own. Inside this room only.
#pragma once
#include "core/link/ledger_thread.hpp"
#include "core/link/link.pb.h"
#include "core/link/registry_server.hpp"
#include "core/link/wire_bytes.hpp"
#include "core/registry/registry_codec.hpp"
#include <atomic>
#include <functional>
#include <grpc/grpc.h>
#include <grpc/grpc_security_constants.h>
#include <grpcpp/support/server_callback.h>
#include <limits>
#include <utility>

namespace gatetwin {

// Who the certificate of this connection belongs to.
inline PeerIdentity peer_of(const grpc::CallbackServerContext& context)
{
  std::vector<std::string> uris;
  const auto properties = context.auth_context()->FindPropertyValues(GRPC_PEER_URI_PROPERTY_NAME);
  uris.reserve(properties.size());
  for (const grpc::string_ref& uri : properties) uris.emplace_back(uri.data(), uri.size());
  const auto peer = peer_identity(uris);
  return peer.ok() ? peer.value() : PeerIdentity{};
}

inline bool may_observe(const PeerIdentity& peer)
{
  return peer.role == PeerRole::observer || peer.role == PeerRole::centre;
}

// From now on; never(): none, or in more than a century.
inline Duration time_left(const grpc::CallbackServerContext& context)
{
  const gpr_timespec deadline = context.raw_deadline();
  if (deadline.tv_sec > std::numeric_limits<std::int64_t>::max() / 2'000'000'000)
    return {INT64_MAX};
  const gpr_timespec left = gpr_time_sub(deadline, gpr_now(deadline.clock_type));
  return nanoseconds(left.tv_sec * 1'000'000'000 + left.tv_nsec);
}

inline void fill(const LinkEvent& event, registry::v1::Event& message)
{
  message.set_number(event.number);
  message.set_digest(event.digest.data(), event.digest.size());
  message.set_kind(event.kind);
  message.set_unit(event.unit.value);
  message.set_transaction(event.transaction.value);
  message.set_direction(static_cast<std::uint32_t>(event.direction));
  message.set_decision(static_cast<std::uint32_t>(event.decision));
  message.set_reason(static_cast<std::uint32_t>(event.reason));
  message.set_is_crossing(event.is_crossing);
  message.set_stamped(event.stamped);
  message.set_offline(event.offline);
  message.set_at_ns(static_cast<std::uint64_t>(event.at.ns));
  message.set_received_at_ns(static_cast<std::uint64_t>(event.received_at.ns));
  message.set_ref(event.ref.value);
  if (event.settled) message.set_settled(static_cast<std::uint32_t>(*event.settled));
}

inline grpc::Status status_of(LinkRefusal refusal)
{
  using grpc::StatusCode;
  StatusCode code = StatusCode::UNAVAILABLE;
  switch (refusal) {
  case LinkRefusal::wrong_role:
  case LinkRefusal::inquiry_not_allowed:
  case LinkRefusal::settlement_not_allowed:
  case LinkRefusal::wrong_unit: code = StatusCode::PERMISSION_DENIED; break;
  case LinkRefusal::certificate_without_identity: code = StatusCode::UNAUTHENTICATED; break;
  case LinkRefusal::too_large:
  case LinkRefusal::malformed:
  case LinkRefusal::unknown_list:
  case LinkRefusal::no_deadline: code = StatusCode::INVALID_ARGUMENT; break;
  case LinkRefusal::unsupported: code = StatusCode::UNIMPLEMENTED; break;
  case LinkRefusal::expired_in_queue: code = StatusCode::DEADLINE_EXCEEDED; break;
  case LinkRefusal::cancelled: code = StatusCode::CANCELLED; break;
  case LinkRefusal::queue_full:
  case LinkRefusal::over_rate: code = StatusCode::RESOURCE_EXHAUSTED; break;
  default: break;
  }
  return {code, to_string(refusal)};
}

// Overload is an answer: the unit's client and outbox know what to do with it.
inline bool is_answered(LinkRefusal refusal)
{
  return refusal == LinkRefusal::queue_full || refusal == LinkRefusal::over_rate;
}

class RefusedFollower final : public grpc::ServerWriteReactor<registry::v1::Event> {
public:
  explicit RefusedFollower(LinkRefusal refusal) { Finish(status_of(refusal)); }
  void OnDone() override { delete this; }
};

class ExchangeCall final : public grpc::ServerUnaryReactor, public LinkCall {
public:
  ExchangeCall(const RegistryRequest& request, MonotonicTime deadline, grpc::ByteBuffer& response)
      : m_request(request), m_deadline(deadline), m_response(response)
  {
  }

  bool is_cancelled() const override { return m_cancelled.load(std::memory_order_relaxed); }
  MonotonicTime deadline() const override { return m_deadline; }
  void answer(const RegistryReply& reply) override
  {
    std::string bytes;
    CHECK(encode(reply, bytes).ok());
    m_response = to_wire(bytes);
    Finish(grpc::Status::OK);
  }
  void refuse(LinkRefusal refusal) override
  {
    if (!is_answered(refusal)) return Finish(status_of(refusal));
    answer({.kind = m_request.kind,
            .authority = m_request.authority,
            .transaction = m_request.transaction,
            .attempt = m_request.attempt,
            .status = ReplyStatus::overloaded,
            .decision = Decision::refer,
            .reason = Reason::registry_overloaded});
  }

private:
  void OnCancel() override { m_cancelled.store(true, std::memory_order_relaxed); }
  void OnDone() override { delete this; }

  const RegistryRequest m_request;
  const MonotonicTime m_deadline;
  grpc::ByteBuffer& m_response;
  std::atomic<bool> m_cancelled{false};
};

// A unit's report: answered when it is on the disk.
class ReportCall final : public grpc::ServerUnaryReactor {
public:
  ReportCall(UnitReport report, UnitId unit, grpc::ByteBuffer& response)
      : m_report(std::move(report)), m_unit(unit), m_response(response)
  {
  }
  LinkRefusal handle(RegistryHandler& handler)
  {
    const Status status = handler.on_report(m_unit, m_report);
    if (status.ok()) {
      m_response = to_wire({});
      Finish(grpc::Status::OK);
      return LinkRefusal::none;
    }
    const bool foreign = status.error().code == ErrorCode::rejected;
    return refuse(foreign ? LinkRefusal::wrong_unit : LinkRefusal::store_failed);
  }
  LinkRefusal refuse(LinkRefusal refusal)
  {
    Finish(status_of(refusal));
    return refusal;
  }

private:
  void OnDone() override { delete this; }

  const UnitReport m_report;
  const UnitId m_unit;
  grpc::ByteBuffer& m_response;
};

// What an observer asks of the ledger, answered when it is on the disk that it was asked for.
class ObserverCall final : public grpc::ServerUnaryReactor {
public:
  using Question = std::function<Result<std::string>(EventFeed&)>; // gives the answer's bytes

  ObserverCall(Question question, grpc::ByteBuffer& response)
      : m_question(std::move(question)), m_response(response)
  {
  }
  LinkRefusal handle(EventFeed& feed)
  {
    if (m_cancelled) return refuse(LinkRefusal::cancelled);
    const auto answer = m_question(feed);
    if (!answer.ok()) return refuse(LinkRefusal::store_failed);
    m_response = to_wire(answer.value());
    Finish(grpc::Status::OK);
    return LinkRefusal::none;
  }
  LinkRefusal refuse(LinkRefusal refusal)
  {
    Finish(status_of(refusal));
    return refusal;
  }

private:
  void OnCancel() override { m_cancelled = true; }
  void OnDone() override { delete this; }

  const Question m_question;
  grpc::ByteBuffer& m_response;
  std::atomic<bool> m_cancelled{false};
};

// What an observer asks about a unit's journals, answered on the ledger's thread.
class JournalsCall final : public grpc::ServerUnaryReactor {
public:
  void answer(EventFeed& feed, UnitId unit, registry::v1::HeldJournals& into)
  {
    const auto held = feed.journals(unit);
    if (!held.ok()) return Finish(status_of(LinkRefusal::store_failed));
    for (const HeldHead& one : held.value()) {
      registry::v1::HeldJournal& journal = *into.add_journals();
      journal.set_received_at_ns(static_cast<std::uint64_t>(one.received_at.ns));
      registry::v1::JournalHead& head = *journal.mutable_head();
      head.set_file(std::string(one.head.file.view()));
      head.set_bytes(one.head.bytes);
      head.set_records(one.head.records);
      head.set_digest(one.head.digest.data(), one.head.digest.size());
    }
    Finish(grpc::Status::OK);
  }

private:
  void OnDone() override { delete this; }
};

} // namespace gatetwin
