// SPDX-License-Identifier: Apache-2.0
#include "core/link/observer_link.hpp"
#include "core/link/link.grpc.pb.h"
#include "core/link/tls_credentials.hpp"
#include <algorithm>
#include <grpcpp/create_channel.h>
#include <utility>

namespace gatetwin {
namespace {

namespace wire = registry::v1;

constexpr unsigned refresh_s = 60;
constexpr std::int64_t answer_within_s = 30;

bool copy_digest(const std::string& from, std::array<std::byte, 32>& to)
{
  if (from.size() != to.size()) return false;
  std::copy_n(reinterpret_cast<const std::byte*>(from.data()), to.size(), to.begin());
  return true;
}

template <typename E> bool copy_name(std::uint32_t number, E last, E& to)
{
  if (number > static_cast<std::uint32_t>(last)) return false;
  to = static_cast<E>(number);
  return true;
}

bool read(const wire::Event& message, LinkEvent& event)
{
  event.number = message.number();
  event.kind = message.kind();
  event.unit.value = message.unit();
  event.transaction.value = message.transaction();
  event.reason = static_cast<Reason>(message.reason());
  event.is_crossing = message.is_crossing();
  event.stamped = message.stamped();
  event.offline = message.offline();
  event.at.ns = static_cast<std::int64_t>(message.at_ns());
  event.received_at.ns = static_cast<std::int64_t>(message.received_at_ns());
  event.ref.value = message.ref();
  if (message.settled() != 0 &&
      !copy_name(message.settled(), SettlementOutcome::annulled, event.settled.emplace()))
    return false;
  return copy_digest(message.digest(), event.digest) &&
         copy_name(message.direction(), Direction::entry, event.direction) &&
         copy_name(message.decision(), Decision::refuse, event.decision);
}

bool read(const wire::HeldJournal& message, UnitId unit, HeldHead& held)
{
  held.unit = unit;
  held.head.bytes = message.head().bytes();
  held.head.records = message.head().records();
  held.received_at.ns = static_cast<std::int64_t>(message.received_at_ns());
  return is_journal_name(message.head().file()) && held.head.file.assign(message.head().file()) &&
         copy_digest(message.head().digest(), held.head.digest);
}

Error error_of(const grpc::Status& status)
{
  switch (status.error_code()) {
  case grpc::StatusCode::PERMISSION_DENIED:
  case grpc::StatusCode::UNAUTHENTICATED:
    return {ErrorCode::rejected, "the centre refuses: the certificate must be an observer's"};
  case grpc::StatusCode::RESOURCE_EXHAUSTED:
    return {ErrorCode::unavailable, "the centre has too many followers"};
  case grpc::StatusCode::OUT_OF_RANGE:
    return {ErrorCode::corrupt, "the centre's ledger ends before the last event that was seen: it "
                                "is another one, or was cut"};
  default: return {ErrorCode::unavailable, "the centre is away, or refused the connection"};
  }
}

Error error_of_question(const grpc::Status& status)
{
  switch (status.error_code()) {
  case grpc::StatusCode::PERMISSION_DENIED:
  case grpc::StatusCode::UNAUTHENTICATED:
    return {ErrorCode::rejected,
            "the centre refuses: that is not for the holder of this certificate"};
  case grpc::StatusCode::RESOURCE_EXHAUSTED:
    return {ErrorCode::unavailable, "the centre is busy, or was asked too often: ask again later"};
  case grpc::StatusCode::INVALID_ARGUMENT:
    return {ErrorCode::rejected, "the centre does not take the question"};
  case grpc::StatusCode::UNIMPLEMENTED:
    return {ErrorCode::unavailable, "the centre is of a version that knows no such question"};
  default: return error_of(status);
  }
}

void end_in_time(grpc::ClientContext& context)
{
  context.set_deadline(gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                                    gpr_time_from_seconds(answer_within_s, GPR_TIMESPAN)));
}

// One question and its answer, as the bytes of their strict codecs.
template <typename Request, typename Answer>
Result<std::string> ask(wire::Registry::Stub& stub, const Result<std::string>& question,
                        grpc::Status (wire::Registry::Stub::*method)(grpc::ClientContext*,
                                                                     const Request&, Answer*))
{
  if (!question.ok()) return question.error();
  grpc::ClientContext context;
  end_in_time(context);
  Request request;
  CHECK(request.ParseFromString(question.value()));
  Answer answer;
  const grpc::Status status = (stub.*method)(&context, request, &answer);
  if (!status.ok()) return error_of_question(status);
  return answer.SerializeAsString();
}

} // namespace

struct ObserverLink::Parts {
  AuthorityId authority{};
  const std::shared_ptr<LinkCounters> refusals = std::make_shared<LinkCounters>();
  std::unique_ptr<wire::Registry::Stub> stub;
};

ObserverLink::ObserverLink(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
ObserverLink::~ObserverLink() = default;

Result<std::unique_ptr<ObserverLink>> ObserverLink::open(const ObserverLinkOptions& options)
{
  const auto own = check_tls_files(options.tls, CertificateUse::client);
  if (!own) return own.error();
  const PeerRole role = own.value().role;
  if (role != PeerRole::observer && role != PeerRole::supervisor && role != PeerRole::centre)
    return Error{ErrorCode::rejected, "the certificate is no observer's (urn:gatetwin:observer:N)"};
  auto parts = std::make_unique<Parts>();
  parts->authority = options.authority;
  grpc::ChannelArguments arguments;
  for (const auto& [name, value] : {std::pair{GRPC_ARG_KEEPALIVE_TIME_MS, 20'000},
                                    std::pair{GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000}})
    arguments.SetInt(name, value);
  parts->stub = wire::Registry::NewStub(grpc::CreateCustomChannel(
      options.address,
      channel_credentials(options.tls, refresh_s, options.authority, parts->refusals), arguments));
  return std::unique_ptr<ObserverLink>(new ObserverLink(std::move(parts)));
}

Status ObserverLink::follow(std::uint64_t after, const std::function<bool(const LinkEvent&)>& take)
{
  grpc::ClientContext context;
  wire::FollowRequest request;
  request.set_after(after);
  const auto stream = m_parts->stub->Follow(&context, request);
  wire::Event message;
  while (stream->Read(&message)) {
    LinkEvent event;
    const bool good = read(message, event) && event.number == after + 1;
    if (good && take(event)) {
      after = event.number;
      continue;
    }
    context.TryCancel();
    while (stream->Read(&message)) {
    }
    (void)stream->Finish();
    if (good) return success();
    return Error{ErrorCode::corrupt, "the centre skips an event, or sends what is none"};
  }
  const grpc::Status ended = stream->Finish();
  return ended.ok() ? success() : Status(error_of(ended));
}

Result<std::vector<HeldHead>> ObserverLink::journals(UnitId unit)
{
  grpc::ClientContext context;
  end_in_time(context);
  wire::JournalsRequest request;
  request.set_unit(unit.value);
  wire::HeldJournals answer;
  const grpc::Status status = m_parts->stub->Journals(&context, request, &answer);
  if (!status.ok()) return error_of(status);
  std::vector<HeldHead> heads;
  for (const wire::HeldJournal& one : answer.journals()) {
    if (!read(one, unit, heads.emplace_back()))
      return Error{ErrorCode::corrupt, "the centre sends what is no journal's head"};
  }
  return heads;
}

Result<HistoryPage> ObserverLink::history(const HistoryQuestion& question)
{
  const auto answer =
      ask(*m_parts->stub, encode_history_request(question), &wire::Registry::Stub::History);
  if (!answer.ok()) return answer.error();
  return decode_history_part(answer.value(), question, m_parts->authority);
}

Result<HistoryPage> ObserverLink::presumed(const HistoryPlace& after)
{
  const auto answer =
      ask(*m_parts->stub, encode_presumed_request(after), &wire::Registry::Stub::Presumed);
  if (!answer.ok()) return answer.error();
  return decode_presumed_part(answer.value(), after, m_parts->authority);
}

Result<SettlementResult> ObserverLink::settle(const Settlement& settlement)
{
  const auto answer =
      ask(*m_parts->stub, encode_settle_request(settlement), &wire::Registry::Stub::Settle);
  if (!answer.ok()) return answer.error();
  return decode_settled(answer.value());
}

} // namespace gatetwin
