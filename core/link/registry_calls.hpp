// SPDX-License-Identifier: Apache-2.0
// The calls that RegistryServer answers on the ledger's thread, each a gRPC reactor of its own.
// Inside this room only.
#pragma once
#include "core/link/ledger_thread.hpp"
#include "core/link/link.pb.h"
#include "core/link/registry_server.hpp"
#include "core/link/wire_bytes.hpp"
#include "core/registry/registry_codec.hpp"
#include <atomic>
#include <grpcpp/support/server_callback.h>
#include <utility>

namespace gatetwin {

inline grpc::Status status_of(LinkRefusal refusal)
{
  using grpc::StatusCode;
  StatusCode code = StatusCode::UNAVAILABLE;
  switch (refusal) {
  case LinkRefusal::wrong_role:
  case LinkRefusal::inquiry_not_allowed:
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

// A document's history, answered when it is on the disk that it was asked for.
class HistoryCall final : public grpc::ServerUnaryReactor {
public:
  HistoryCall(const HistoryQuestion& question, std::uint32_t observer, grpc::ByteBuffer& response)
      : m_question(question), m_observer(observer), m_response(response)
  {
  }
  LinkRefusal handle(EventFeed& feed)
  {
    if (m_cancelled) return refuse(LinkRefusal::cancelled);
    const auto page = feed.history(m_observer, m_question);
    if (!page.ok()) return refuse(LinkRefusal::store_failed);
    m_response = to_wire(encode_history_part(page.value()));
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

  const HistoryQuestion m_question;
  const std::uint32_t m_observer;
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
