// SPDX-License-Identifier: Apache-2.0
#include "core/link/grpc_registry_link.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include "core/link/link.pb.h"
#include "core/link/tls_credentials.hpp"
#include "core/link/unit_report_codec.hpp"
#include "core/link/wire_bytes.hpp"
#include "core/registry/registry_codec.hpp"
#include <array>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <mutex>
#include <set>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace gatetwin {
namespace {

namespace wire = registry::v1;

constexpr const char* exchange_method = "/gatetwin.registry.v1.Registry/Exchange";
constexpr const char* report_method = "/gatetwin.registry.v1.Registry/Report";
constexpr const char* list_method = "/gatetwin.registry.v1.Registry/FetchList";
constexpr std::size_t most_inward_bytes = 1U << 20;
constexpr std::size_t most_list_bytes = 64U << 20;
// gRPC's timers sleep until an instant of the wall clock: when that is set back, they stand still
// for as long as it was set back by. So nothing here rests on them: who sends starts the call, and
// a call that is so much beyond its deadline is ended by us, and its connection made anew.
constexpr Duration look_every = milliseconds(250);
constexpr Duration late_by = seconds(1);

struct Outgoing {
  AuthorityId authority{};
  RequestKind kind = RequestKind::check;
  TransactionId transaction{};
  std::string bytes;
  std::optional<FetchedList> list; // a list's next part
  bool is_report = false;
  const char* method() const
  {
    if (list) return list_method;
    return is_report ? report_method : exchange_method;
  }
};

gpr_timespec monotonic_after(Duration time)
{
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_nanos(time.ns, GPR_TIMESPAN));
}

struct Call {
  Outgoing question;
  gpr_timespec late_at{};
  grpc::ClientContext context;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<grpc::ByteBuffer>> reader;
};

std::string list_question(const FetchedList& list, std::uint64_t newer_than)
{
  wire::ListRequest request;
  request.set_list(static_cast<std::uint32_t>(list.name));
  request.set_newer_than(newer_than);
  request.set_offset(list.content.size());
  request.set_version(list.version);
  return request.SerializeAsString();
}

} // namespace

Status check(const GrpcRegistryLinkOptions& options)
{
  const auto faulty = [](const char* what) { return Error{ErrorCode::rejected, what}; };
  if (!options.unit.valid()) return faulty("unit: a number");
  if (options.endpoints.empty()) return faulty("endpoints: at least one");
  std::set<AuthorityId> seen;
  for (const RegistryEndpoint& endpoint : options.endpoints) {
    if (endpoint.address.empty()) return faulty("endpoints: an address is missing");
    if (!seen.insert(endpoint.authority).second) return faulty("endpoints: an authority twice");
  }
  if (options.deadline <= Duration{0} || options.deadline > minutes(1))
    return faulty("deadline: more than 0, at most a minute");
  if (options.in_flight < 1 || options.in_flight > 1024) return faulty("in_flight: 1 to 1024");
  return success();
}

// Calls are started by whoever sends, and ended by a thread of the link's own; everything stands
// behind the mutex.
class GrpcRegistryLink::Worker {
public:
  explicit Worker(const GrpcRegistryLinkOptions& options)
      : m_options(options), m_ready(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
  {
    connect();
    m_thread = std::thread([this] { run(); });
  }
  ~Worker()
  {
    {
      const std::lock_guard lock(m_mutex);
      m_stopping = true;
      for (Call* call : m_calls) call->context.TryCancel();
    }
    m_completions.Shutdown();
    m_thread.join();
  }

  int descriptor() const { return m_ready.get(); }

  void put(Outgoing question)
  {
    const std::lock_guard lock(m_mutex);
    if (!question.list && m_queue.size() >= m_options.in_flight) {
      ++m_counts.dropped;
      return;
    }
    m_queue.push_back(std::move(question));
    start_queued();
  }
  bool is_busy() const
  {
    const std::lock_guard lock(m_mutex);
    return !m_calls.empty();
  }
  void end_late_calls()
  {
    const std::lock_guard lock(m_mutex);
    const gpr_timespec now = gpr_now(GPR_CLOCK_MONOTONIC);
    for (Call* call : m_calls) {
      if (gpr_time_cmp(call->late_at, now) > 0) continue;
      call->late_at = gpr_inf_future(GPR_CLOCK_MONOTONIC);
      call->context.TryCancel();
      m_reconnect = true;
    }
  }
  void drop()
  {
    const std::lock_guard lock(m_mutex);
    ++m_counts.dropped;
  }
  void reload()
  {
    const std::lock_guard lock(m_mutex);
    m_reconnect = true; // before anything that is sent after this
  }
  void take(std::deque<RegistryReply>& replies, std::deque<FetchedList>& lists)
  {
    std::uint64_t count = 0;
    while (::read(m_ready.get(), &count, sizeof count) > 0) {
    }
    const std::lock_guard lock(m_mutex);
    replies.insert(replies.end(), m_replies.begin(), m_replies.end());
    m_replies.clear();
    for (FetchedList& list : m_lists) lists.push_back(std::move(list));
    m_lists.clear();
  }
  RegistryLinkCounts counts() const
  {
    const std::lock_guard lock(m_mutex);
    return m_counts;
  }
  const LinkCounters& refusals() const { return *m_refusals; }
  std::vector<AuthorityId> authorities() const
  {
    std::vector<AuthorityId> all;
    for (const RegistryEndpoint& endpoint : m_options.endpoints) all.push_back(endpoint.authority);
    return all;
  }
  bool knows(AuthorityId authority) const
  {
    for (const RegistryEndpoint& endpoint : m_options.endpoints) {
      if (endpoint.authority == authority) return true;
    }
    return false;
  }

private:
  void connect()
  {
    m_stubs.clear();
    const auto refresh_s = static_cast<unsigned>(m_options.certificates_every.ns / 1'000'000'000);
    grpc::ChannelArguments arguments;
    const auto keepalive_ms = static_cast<int>(m_options.keepalive.ns / 1'000'000);
    for (const auto& [name, value] :
         {std::pair{GRPC_ARG_KEEPALIVE_TIME_MS, keepalive_ms},
          std::pair{GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000},
          std::pair{GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1},
          std::pair{GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0},
          std::pair{GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 250},
          std::pair{GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000},
          std::pair{GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 5'000},
          std::pair{GRPC_ARG_ENABLE_RETRIES, 0},
          std::pair{GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1}, // no channel of older certificates
          std::pair{GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH, static_cast<int>(most_inward_bytes)}}) {
      arguments.SetInt(name, value);
    }
    for (const RegistryEndpoint& endpoint : m_options.endpoints) {
      const auto credentials = channel_credentials(endpoint.tls.value_or(m_options.tls), refresh_s,
                                                   endpoint.authority, m_refusals);
      m_stubs.push_back(std::make_unique<grpc::GenericStub>(
          grpc::CreateCustomChannel(endpoint.address, credentials, arguments)));
    }
  }

  void run()
  {
    void* tag = nullptr;
    bool ok = false;
    while (m_completions.Next(&tag, &ok)) {
      const std::lock_guard lock(m_mutex);
      const std::unique_ptr<Call> call(static_cast<Call*>(tag)); // may free the channel it came by
      m_calls.erase(call.get());
      end(*call);
      start_queued();
    }
  }

  // -- the rest with the mutex held

  void start_queued()
  {
    while (!m_stopping && !m_queue.empty() && m_calls.size() < m_options.in_flight) {
      if (m_reconnect) connect();
      m_reconnect = false;
      auto call = std::make_unique<Call>();
      call->question = std::move(m_queue.front());
      m_queue.pop_front();
      ++m_counts.sent;
      start(std::move(call));
    }
  }

  void start(std::unique_ptr<Call> call)
  {
    std::size_t i = 0;
    while (m_options.endpoints[i].authority != call->question.authority) ++i;
    call->context.set_deadline(monotonic_after(m_options.deadline));
    call->late_at = monotonic_after(m_options.deadline + late_by);
    call->reader = m_stubs[i]->PrepareUnaryCall(&call->context, call->question.method(),
                                                to_wire(call->question.bytes), &m_completions);
    call->reader->StartCall();
    Call* const started = call.release();
    m_calls.insert(started);
    started->reader->Finish(&started->response, &started->status, started);
  }

  void end(Call& call)
  {
    if (call.question.list) return end_part(call);
    if (call.question.is_report) {
      call.status.ok() ? ++m_counts.reported : ++m_counts.failed;
      return;
    }
    std::array<std::byte, max_reply_bytes + 1> buffer{};
    const auto reply = call.status.ok() ? decode_reply(from_wire(call.response, buffer))
                                        : Result<RegistryReply>(Error{ErrorCode::unavailable, ""});
    if (!call.status.ok()) {
      ++m_counts.failed;
    } else if (!reply.ok() || reply.value().authority != call.question.authority ||
               reply.value().kind != call.question.kind ||
               reply.value().transaction != call.question.transaction) {
      ++m_counts.foreign;
    } else {
      ++m_counts.answered;
      m_replies.push_back(reply.value());
      say_ready();
    }
  }

  // A list's part came: asks for the next one, or hands the whole over.
  void end_part(Call& call)
  {
    FetchedList list = std::move(*call.question.list);
    std::vector<grpc::Slice> slices;
    wire::ListPart part;
    std::string bytes;
    list.failed = !call.status.ok() || !call.response.Dump(&slices).ok();
    for (const grpc::Slice& slice : slices)
      bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    list.failed = list.failed || !part.ParseFromString(bytes);
    list.failed = list.failed || (!list.content.empty() && part.version() != list.version) ||
                  part.size() > most_list_bytes;
    if (!list.failed && part.version() != 0) {
      list.version = part.version();
      list.content += part.content();
      if (list.content.size() < part.size() && !part.content().empty()) {
        Outgoing next = call.question;
        next.bytes = list_question(list, 0);
        next.list = std::move(list);
        m_queue.push_back(std::move(next)); // the loop starts it next
        return;
      }
      list.failed = list.content.size() != part.size();
    }
    call.status.ok() ? ++m_counts.answered : ++m_counts.failed;
    m_lists.push_back(std::move(list));
    say_ready();
  }

  void say_ready()
  {
    const std::uint64_t one = 1;
    (void)!::write(m_ready.get(), &one, sizeof one); // full: it is readable already
  }

  const GrpcRegistryLinkOptions m_options;
  const std::shared_ptr<LinkCounters> m_refusals = std::make_shared<LinkCounters>();
  OwnedDescriptor m_ready;
  grpc::CompletionQueue m_completions;

  mutable std::mutex m_mutex;
  std::vector<std::unique_ptr<grpc::GenericStub>> m_stubs; // by endpoint
  std::set<Call*> m_calls;                                 // under way
  std::deque<Outgoing> m_queue;
  std::vector<RegistryReply> m_replies;
  std::vector<FetchedList> m_lists;
  RegistryLinkCounts m_counts;
  bool m_reconnect = false;
  bool m_stopping = false;
  std::thread m_thread;
};

Result<std::unique_ptr<GrpcRegistryLink>>
GrpcRegistryLink::open(const GrpcRegistryLinkOptions& options)
{
  if (const Status status = check(options); !status.ok()) return status.error();
  for (const RegistryEndpoint& endpoint : options.endpoints) {
    const auto own = check_tls_files(endpoint.tls.value_or(options.tls), CertificateUse::client);
    if (!own) return own.error();
    if (!own.value().is_unit(options.unit))
      return Error{ErrorCode::rejected, "the certificate is not this unit's (urn:gatetwin:unit:N)"};
  }
  return std::unique_ptr<GrpcRegistryLink>(new GrpcRegistryLink(options));
}

GrpcRegistryLink::GrpcRegistryLink(const GrpcRegistryLinkOptions& options)
    : m_worker(std::make_unique<Worker>(options))
{
}

GrpcRegistryLink::~GrpcRegistryLink() = default;

void GrpcRegistryLink::send(const RegistryRequest& request)
{
  Outgoing question{request.authority, request.kind, request.transaction, {}, {}, false};
  if (!m_worker->knows(request.authority) || !encode(request, question.bytes).ok())
    return m_worker->drop();
  m_worker->put(std::move(question));
}

void GrpcRegistryLink::report(const UnitReport& report)
{
  Result<std::string> bytes = encode_report(report);
  if (!bytes.ok()) return m_worker->drop();
  for (const AuthorityId authority : m_worker->authorities())
    m_worker->put({authority, RequestKind::check, {}, bytes.value(), {}, true});
}

void GrpcRegistryLink::fetch_list(AuthorityId authority, ListName name, std::uint64_t newer_than)
{
  FetchedList list;
  list.authority = authority;
  list.name = name;
  if (!m_worker->knows(authority)) return m_worker->drop();
  std::string bytes = list_question(list, newer_than);
  m_worker->put({authority, RequestKind::check, {}, std::move(bytes), std::move(list), false});
}

std::optional<FetchedList> GrpcRegistryLink::take_list()
{
  if (m_lists.empty()) return std::nullopt;
  std::optional<FetchedList> list(std::move(m_lists.front()));
  m_lists.pop_front();
  return list;
}

void GrpcRegistryLink::reload() { m_worker->reload(); }
int GrpcRegistryLink::descriptor() const { return m_worker->descriptor(); }
void GrpcRegistryLink::on_ready(MonotonicTime) { m_worker->take(m_waiting, m_lists); }
RegistryLinkCounts GrpcRegistryLink::counts() const { return m_worker->counts(); }
const LinkCounters& GrpcRegistryLink::refusals() const { return m_worker->refusals(); }

MonotonicTime GrpcRegistryLink::next_deadline() const
{
  return m_worker->is_busy() ? m_look_at : MonotonicTime::never();
}

void GrpcRegistryLink::on_time(MonotonicTime now)
{
  m_worker->end_late_calls();
  m_look_at = now + look_every;
}

void GrpcRegistryLink::deliver(Inbox& inbox)
{
  m_handed.clear();
  while (!m_waiting.empty()) {
    m_handed.push_back(m_waiting.front());
    PortInput input;
    input.kind = InputKind::registry_reply;
    input.reply = &m_handed.back();
    if (!inbox.push(input)) {
      m_handed.pop_back();
      return;
    }
    m_waiting.pop_front();
  }
}

} // namespace gatetwin
