// SPDX-License-Identifier: Apache-2.0
#include "core/link/registry_server.hpp"
#include "core/link/link.grpc.pb.h"
#include "core/link/registry_calls.hpp"
#include "core/link/tls_credentials.hpp"
#include "core/link/unit_report_codec.hpp"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <grpc/grpc.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server_builder.h>
#include <initializer_list>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

namespace gatetwin {
namespace {

namespace wire = registry::v1;

constexpr std::size_t most_inward_bytes = max_report_bytes + 1;
constexpr std::size_t part_bytes = 256U << 10;
constexpr std::size_t events_at_once = 256;
constexpr Duration longest_wait = minutes(1);

LinkRefusal refusal_of(ErrorCode code)
{
  if (code == ErrorCode::too_large) return LinkRefusal::too_large;
  return code == ErrorCode::unsupported ? LinkRefusal::unsupported : LinkRefusal::malformed;
}

class Follower;

struct ServedList {
  std::uint64_t version = 0;
  std::shared_ptr<const std::string> content;
};

using ObserverBase =
    wire::Registry::WithRawCallbackMethod_History<wire::Registry::WithRawCallbackMethod_Presumed<
        wire::Registry::WithRawCallbackMethod_Settle<wire::Registry::Service>>>;
using RawBase = wire::Registry::WithRawCallbackMethod_Exchange<
    wire::Registry::WithRawCallbackMethod_Report<ObserverBase>>;
using Base =
    wire::Registry::WithCallbackMethod_FetchList<wire::Registry::WithCallbackMethod_Journals<
        wire::Registry::WithCallbackMethod_Follow<RawBase>>>;

class RegistryFrontDoor final : public Base {
public:
  RegistryFrontDoor(const RegistryServerOptions& options, RegistryHandler& handler, EventFeed* feed,
                    LinkCounters& counters, std::function<MonotonicTime()> clock)
      : m_counters(counters), m_clock(clock), m_handler(handler), m_feed(feed),
        m_most_followers(options.followers),
        m_ledger(options.ledger, handler, counters, std::move(clock))
  {
  }

  grpc::ServerUnaryReactor* Exchange(grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer* bytes,
                                     grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Report(grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer* bytes,
                                   grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* FetchList(grpc::CallbackServerContext* context,
                                      const wire::ListRequest* request,
                                      wire::ListPart* part) override;
  grpc::ServerUnaryReactor* Journals(grpc::CallbackServerContext* context,
                                     const wire::JournalsRequest* request,
                                     wire::HeldJournals* held) override;
  grpc::ServerUnaryReactor* History(grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* bytes,
                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Presumed(grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer* bytes,
                                     grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Settle(grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer* bytes,
                                   grpc::ByteBuffer* response) override;
  grpc::ServerWriteReactor<wire::Event>* Follow(grpc::CallbackServerContext* context,
                                                const wire::FollowRequest* request) override;

  void publish(ListName list, ServedList served)
  {
    const std::lock_guard lock(m_lists_mutex);
    m_lists[static_cast<std::size_t>(list) - 1] = std::move(served);
  }
  LedgerThread& ledger() { return m_ledger; }
  EventFeed& feed() { return *m_feed; }
  std::set<Follower*>& followers() { return m_followers; } // the ledger's thread alone
  void end_followers();
  void forget(Follower* follower);

private:
  grpc::ServerUnaryReactor* refuse(grpc::CallbackServerContext* context, LinkRefusal refusal,
                                   const PeerIdentity& peer)
  {
    m_counters.add(refusal, peer);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(status_of(refusal));
    return reactor;
  }
  struct Askers {
    std::initializer_list<PeerRole> roles;
    LinkRefusal not_allowed; // of all others
  };
  // A question of at most so many bytes, last in line: `decode` reads it, `answer` gives the
  // answer's bytes on the ledger's thread.
  template <std::size_t most, typename Decode, typename Answer>
  grpc::ServerUnaryReactor* ask(grpc::CallbackServerContext* context, const Askers& askers,
                                const grpc::ByteBuffer& bytes, grpc::ByteBuffer& response,
                                Decode&& decode, Answer&& answer);
  ServedList served(std::uint32_t list) const
  {
    const std::lock_guard lock(m_lists_mutex);
    return m_lists[list - 1];
  }

  LinkCounters& m_counters;
  const std::function<MonotonicTime()> m_clock;
  RegistryHandler& m_handler;
  EventFeed* const m_feed;
  const std::size_t m_most_followers;
  std::atomic<std::size_t> m_following{0};
  mutable std::mutex m_lists_mutex;
  std::array<ServedList, list_names> m_lists;
  std::set<Follower*> m_followers;
  LedgerThread m_ledger; // last: its thread must not outlive the rest
};

// Every step after construction is a job of the ledger's thread.
class Follower final : public grpc::ServerWriteReactor<wire::Event> {
public:
  Follower(RegistryFrontDoor& door, std::uint64_t after) : m_door(door), m_after(after)
  {
    m_door.ledger().post([this] {
      m_door.followers().insert(this);
      advance();
    });
  }
  void advance()
  {
    if (m_writing || m_ended) return;
    if (m_cancelled) return end(grpc::Status(grpc::StatusCode::CANCELLED, "stopped"));
    if (m_pending.empty()) {
      const auto more = m_door.feed().events(m_after, events_at_once);
      if (!more) {
        const bool is_behind = more.error().code == ErrorCode::not_found;
        return end({is_behind ? grpc::StatusCode::OUT_OF_RANGE : grpc::StatusCode::UNAVAILABLE,
                    more.error().detail});
      }
      m_pending.assign(more.value().begin(), more.value().end());
    }
    if (m_pending.empty()) return; // events_written() comes back
    m_event.Clear();
    fill(m_pending.front(), m_event);
    m_after = m_pending.front().number;
    m_pending.pop_front();
    m_writing = true;
    StartWrite(&m_event);
  }
  void end(const grpc::Status& status)
  {
    if (std::exchange(m_ended, true)) return;
    Finish(status);
  }

private:
  void OnWriteDone(bool ok) override
  {
    m_door.ledger().post([this, ok] {
      m_writing = false;
      m_cancelled = m_cancelled || !ok;
      advance();
    });
  }
  void OnCancel() override
  {
    m_door.ledger().post([this] {
      m_cancelled = true;
      advance();
    });
  }
  void OnDone() override
  {
    m_door.ledger().post([this] { m_door.forget(this); });
  }

  RegistryFrontDoor& m_door;
  std::uint64_t m_after;
  std::deque<LinkEvent> m_pending;
  wire::Event m_event;
  bool m_writing = false;
  bool m_cancelled = false;
  bool m_ended = false;
};

void RegistryFrontDoor::end_followers()
{
  for (Follower* follower : m_followers) follower->end({grpc::StatusCode::UNAVAILABLE, "stopping"});
}

void RegistryFrontDoor::forget(Follower* follower)
{
  m_followers.erase(follower);
  m_following.fetch_sub(1);
  delete follower;
}

grpc::ServerUnaryReactor* RegistryFrontDoor::Exchange(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* bytes,
                                                      grpc::ByteBuffer* response)
{
  const PeerIdentity peer = peer_of(*context);
  if (peer.role == PeerRole::none)
    return refuse(context, LinkRefusal::certificate_without_identity, peer);
  if (peer.role != PeerRole::unit) return refuse(context, LinkRefusal::wrong_role, peer);
  const Duration left = time_left(*context);
  if (left > longest_wait) return refuse(context, LinkRefusal::no_deadline, peer);
  std::array<std::byte, max_request_bytes + 1> buffer{};
  const auto request = decode_request(from_wire(*bytes, buffer));
  if (!request) return refuse(context, refusal_of(request.error().code), peer);
  if (!peer.is_unit(request.value().unit)) return refuse(context, LinkRefusal::wrong_unit, peer);
  auto* call = new ExchangeCall(request.value(), m_clock() + left, *response);
  m_ledger.submit({request.value(), call});
  return call;
}

grpc::ServerUnaryReactor* RegistryFrontDoor::Report(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* bytes,
                                                    grpc::ByteBuffer* response)
{
  const PeerIdentity peer = peer_of(*context);
  if (peer.role != PeerRole::unit) return refuse(context, LinkRefusal::wrong_role, peer);
  if (time_left(*context) > longest_wait) return refuse(context, LinkRefusal::no_deadline, peer);
  std::array<std::byte, max_report_bytes + 1> buffer{};
  const auto read = from_wire(*bytes, buffer);
  auto report =
      decode_report({reinterpret_cast<const char*>(read.data()), read.size()}, {peer.number});
  if (!report) return refuse(context, refusal_of(report.error().code), peer);
  if (const LinkRefusal refusal = m_ledger.admit({peer.number}); refusal != LinkRefusal::none)
    return refuse(context, refusal, peer);
  auto* call = new ReportCall(std::move(report).value(), {peer.number}, *response);
  const bool posted = m_ledger.post([this, call, peer] {
    const LinkRefusal refusal = call->handle(m_handler);
    if (refusal != LinkRefusal::none) m_counters.add(refusal, peer);
  });
  if (!posted) m_counters.add(call->refuse(LinkRefusal::stopping), peer);
  return call;
}

grpc::ServerUnaryReactor* RegistryFrontDoor::FetchList(grpc::CallbackServerContext* context,
                                                       const wire::ListRequest* request,
                                                       wire::ListPart* part)
{
  const PeerIdentity peer = peer_of(*context);
  if (peer.role != PeerRole::unit) return refuse(context, LinkRefusal::wrong_role, peer);
  if (time_left(*context) > longest_wait) return refuse(context, LinkRefusal::no_deadline, peer);
  if (!is_list_name(request->list())) return refuse(context, LinkRefusal::unknown_list, peer);
  const ServedList list = served(request->list());
  const bool is_newer = list.version > request->newer_than();
  // A file that was replaced while it was fetched: the peer begins again.
  const bool same_file = request->offset() == 0 || request->version() == list.version;
  if (is_newer && same_file && request->offset() <= list.content->size()) {
    part->set_version(list.version);
    part->set_size(list.content->size());
    part->set_content(list.content->substr(request->offset(), part_bytes));
  }
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

grpc::ServerUnaryReactor* RegistryFrontDoor::Journals(grpc::CallbackServerContext* context,
                                                      const wire::JournalsRequest* request,
                                                      wire::HeldJournals* held)
{
  const PeerIdentity peer = peer_of(*context);
  if (!may_observe(peer) || m_feed == nullptr)
    return refuse(context, LinkRefusal::wrong_role, peer);
  if (time_left(*context) > longest_wait) return refuse(context, LinkRefusal::no_deadline, peer);
  auto* call = new JournalsCall;
  const UnitId unit{request->unit()};
  const bool posted =
      m_ledger.post([this, call, unit, held] { call->answer(*m_feed, unit, *held); });
  if (!posted) call->Finish(status_of(LinkRefusal::stopping));
  return call;
}

grpc::ServerUnaryReactor* RegistryFrontDoor::History(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* bytes,
                                                     grpc::ByteBuffer* response)
{
  return ask<max_history_request_bytes>(
      context, {{PeerRole::observer}, LinkRefusal::inquiry_not_allowed}, *bytes, *response,
      &decode_history_request,
      [](EventFeed& feed, std::uint32_t observer, const HistoryQuestion& question) {
        const auto page = feed.history(observer, question);
        return page.ok() ? Result(encode_history_part(page.value())) : page.error();
      });
}

grpc::ServerUnaryReactor* RegistryFrontDoor::Presumed(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* bytes,
                                                      grpc::ByteBuffer* response)
{
  return ask<max_presumed_request_bytes>(
      context, {{PeerRole::observer, PeerRole::supervisor}, LinkRefusal::settlement_not_allowed},
      *bytes, *response, &decode_presumed_request,
      [](EventFeed& feed, std::uint32_t, const HistoryPlace& after) {
        const auto page = feed.presumed(after);
        return page.ok() ? Result(encode_history_part(page.value())) : page.error();
      });
}

grpc::ServerUnaryReactor* RegistryFrontDoor::Settle(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* bytes,
                                                    grpc::ByteBuffer* response)
{
  return ask<max_settle_request_bytes>(
      context, {{PeerRole::supervisor}, LinkRefusal::settlement_not_allowed}, *bytes, *response,
      &decode_settle_request, [](EventFeed& feed, std::uint32_t supervisor, Settlement settlement) {
        settlement.supervisor = supervisor;
        const auto result = feed.settle(settlement);
        return result.ok() ? Result(encode_settled(result.value())) : result.error();
      });
}

template <std::size_t most, typename Decode, typename Answer>
grpc::ServerUnaryReactor*
RegistryFrontDoor::ask(grpc::CallbackServerContext* context, const Askers& askers,
                       const grpc::ByteBuffer& bytes, grpc::ByteBuffer& response, Decode&& decode,
                       Answer&& answer)
{
  const PeerIdentity peer = peer_of(*context);
  const bool may_ask =
      std::find(askers.roles.begin(), askers.roles.end(), peer.role) != askers.roles.end();
  if (!may_ask || m_feed == nullptr) return refuse(context, askers.not_allowed, peer);
  if (time_left(*context) > longest_wait) return refuse(context, LinkRefusal::no_deadline, peer);
  std::array<std::byte, most + 1> buffer{};
  const auto read = from_wire(bytes, buffer);
  const auto question = decode({reinterpret_cast<const char*>(read.data()), read.size()});
  if (!question) return refuse(context, refusal_of(question.error().code), peer);
  if (const LinkRefusal refusal = m_ledger.admit_inquiry(peer); refusal != LinkRefusal::none)
    return refuse(context, refusal, peer);
  auto* call = new ObserverCall(
      [asked = question.value(), asker = peer.number,
       answer](EventFeed& feed) -> Result<std::string> { return answer(feed, asker, asked); },
      response);
  const bool posted = m_ledger.post([this, call, peer] {
    const LinkRefusal refusal = call->handle(*m_feed);
    if (refusal != LinkRefusal::none) m_counters.add(refusal, peer);
  });
  if (!posted) m_counters.add(call->refuse(LinkRefusal::stopping), peer);
  return call;
}

grpc::ServerWriteReactor<wire::Event>*
RegistryFrontDoor::Follow(grpc::CallbackServerContext* context, const wire::FollowRequest* request)
{
  const PeerIdentity peer = peer_of(*context);
  const auto refuse_follower = [&](LinkRefusal refusal) {
    m_counters.add(refusal, peer);
    return new RefusedFollower(refusal);
  };
  if (!may_observe(peer) || m_feed == nullptr) return refuse_follower(LinkRefusal::wrong_role);
  if (m_following.fetch_add(1) >= m_most_followers) {
    m_following.fetch_sub(1);
    return refuse_follower(LinkRefusal::queue_full);
  }
  return new Follower(*this, request->after());
}

// gRPC's timers, and some of its waits, last until an instant of the wall clock; where that is set
// back, the instant does not come. So the grace is waited for here, by the monotonic clock; then,
// until all is shut down, what is connected is cut off.
void shut_down(grpc::Server& server, Duration grace)
{
  constexpr Duration again = milliseconds(100);
  std::mutex mutex;
  std::condition_variable ended;
  bool is_down = false;
  std::thread shutting_down([&] {
    server.Shutdown();
    const std::lock_guard lock(mutex);
    is_down = true;
    ended.notify_one();
  });
  const auto waits = [](Duration time) { return std::chrono::nanoseconds(time.ns); };
  {
    std::unique_lock lock(mutex);
    for (Duration wait = grace; !ended.wait_for(lock, waits(wait), [&] { return is_down; });
         wait = again)
      grpc_server_cancel_all_calls(server.c_server());
  }
  shutting_down.join();
  server.Wait();
}

} // namespace

struct RegistryServer::Parts {
  std::unique_ptr<RegistryFrontDoor> door; // outlives the server
  std::unique_ptr<grpc::Server> server;
};

RegistryServer::RegistryServer(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
RegistryServer::~RegistryServer() { stop(seconds(0)); }
LedgerThread& RegistryServer::ledger() { return m_parts->door->ledger(); }

Result<std::unique_ptr<RegistryServer>>
RegistryServer::start(const RegistryServerOptions& options, RegistryHandler& handler,
                      EventFeed* feed, LinkCounters& counters, std::function<MonotonicTime()> clock)
{
  if (const Status status = check(options.ledger.admission); !status.ok()) return status.error();
  const auto own = check_tls_files(options.tls, CertificateUse::server);
  if (!own) return own.error();
  if (own.value().role != PeerRole::centre)
    return Error{ErrorCode::rejected, "the certificate is no centre's (urn:gatetwin:centre:N)"};
  auto parts = std::make_unique<Parts>();
  parts->door =
      std::make_unique<RegistryFrontDoor>(options, handler, feed, counters, std::move(clock));
  grpc::ResourceQuota quota("gatetwin-registry");
  quota.Resize(options.memory_bytes);
  const auto milliseconds_of = [](Duration time) { return static_cast<int>(time.ns / 1'000'000); };
  const auto refresh_s = static_cast<unsigned>(options.certificates_every.ns / 1'000'000'000);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.address, server_credentials(options.tls, refresh_s, counters),
                           &port);
  builder.RegisterService(parts->door.get());
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(static_cast<int>(most_inward_bytes));
  for (const auto& [name, value] :
       {std::pair{GRPC_ARG_MAX_CONCURRENT_STREAMS, static_cast<int>(options.streams)},
        std::pair{GRPC_ARG_MAX_CONNECTION_AGE_MS, milliseconds_of(options.connection_age)},
        std::pair{GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, milliseconds_of(longest_wait)},
        std::pair{GRPC_ARG_KEEPALIVE_TIME_MS, milliseconds_of(options.keepalive)},
        std::pair{GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                  milliseconds_of(options.keepalive) / 2},
        std::pair{GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, 10'000},
        std::pair{GRPC_ARG_MAX_METADATA_SIZE, 4096}, std::pair{GRPC_ARG_ALLOW_REUSEPORT, 0}}) {
    builder.AddChannelArgument(name, value);
  }
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || port <= 0)
    return Error{ErrorCode::io, "the address can't be listened on"};
  auto server = std::unique_ptr<RegistryServer>(new RegistryServer(std::move(parts)));
  server->m_port = port;
  return server;
}

void RegistryServer::publish(ListName list, std::uint64_t version, std::string content)
{
  m_parts->door->publish(list, {version, std::make_shared<const std::string>(std::move(content))});
}

void RegistryServer::events_written()
{
  for (Follower* follower : m_parts->door->followers()) follower->advance();
}

void RegistryServer::stop(Duration grace)
{
  if (m_parts->server != nullptr) {
    m_parts->door->ledger().post([door = m_parts->door.get()] { door->end_followers(); });
    shut_down(*m_parts->server, grace);
  }
  m_parts->door->ledger().stop();
  m_parts->server.reset();
}

} // namespace gatetwin
