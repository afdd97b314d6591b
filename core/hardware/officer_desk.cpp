// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/officer_desk.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <set>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace gatetwin {
namespace {

std::uint64_t count_of(TransactionId transaction)
{
  return transaction.valid() ? transaction.value & 0xFF'FFFF'FFFFULL : 0;
}

// Ends what the call asked for; acknowledging only says that it was seen.
bool decides(OfficerAction action)
{
  return action == OfficerAction::admit || action == OfficerAction::refer ||
         action == OfficerAction::refuse || action == OfficerAction::release;
}

bool is_of_unit(OfficerAction action)
{
  return action == OfficerAction::acknowledge || action == OfficerAction::close_unit ||
         action == OfficerAction::open_unit || action == OfficerAction::reset;
}

sockaddr_un name_of(const std::string& path)
{
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path, path.c_str(), std::min(path.size() + 1, sizeof name.sun_path));
  return name;
}

OwnedDescriptor new_socket()
{
  return OwnedDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

// A socket that nobody listens on any more is left over from a crash.
Result<OwnedDescriptor> listen_on(const std::string& path)
{
  const sockaddr_un name = name_of(path);
  const auto* where = reinterpret_cast<const sockaddr*>(&name);
  struct stat file {};
  if (::lstat(path.c_str(), &file) == 0) {
    const OwnedDescriptor probe = new_socket();
    if (!S_ISSOCK(file.st_mode)) return Error{ErrorCode::conflict, "desk: a file is in the way"};
    if (::connect(probe.get(), where, sizeof name) == 0 || errno != ECONNREFUSED)
      return Error{ErrorCode::conflict, "desk: another program listens on this socket"};
    (void)::unlink(path.c_str());
  }
  OwnedDescriptor listener = new_socket();
  if (!listener.is_open() || ::bind(listener.get(), where, sizeof name) != 0 ||
      ::chmod(path.c_str(), 0660) != 0 || ::listen(listener.get(), 8) != 0)
    return Error{ErrorCode::io, "desk: the socket can't be made"};
  return listener;
}

} // namespace

Status check_desk(const OfficerDeskOptions& options)
{
  if (options.path.empty() || options.path.size() >= sizeof sockaddr_un{}.sun_path)
    return Error{ErrorCode::rejected, "desk: a socket's path up to 107 bytes"};
  if (options.officers.empty())
    return Error{ErrorCode::rejected, "desk: without officers nobody could answer"};
  std::set<std::uint32_t> numbers;
  for (const DeskOfficer& one : options.officers) {
    if (!numbers.insert(one.officer).second)
      return Error{ErrorCode::rejected, "desk: an officer's number stands there twice"};
  }
  return success();
}

Result<std::unique_ptr<OfficerDesk>> OfficerDesk::open(const OfficerDeskOptions& options,
                                                       MonotonicTime now, DeskLog* log)
{
  if (const Status fine = check_desk(options); !fine) return fine.error();
  auto listener = listen_on(options.path);
  if (!listener) return listener.error();
  return std::unique_ptr<OfficerDesk>(
      new OfficerDesk(options, std::move(listener).value(), now, log));
}

OfficerDesk::OfficerDesk(const OfficerDeskOptions& options, OwnedDescriptor listener,
                         MonotonicTime now, DeskLog* log)
    : m_options(options), m_log(log), m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_listener(std::move(listener)), m_alone_since(now), m_beat_at(now + beat)
{
  CHECK(m_epoll.is_open());
  watch(m_listener.get(), EPOLLIN, EPOLL_CTL_ADD);
}

OfficerDesk::~OfficerDesk() { (void)::unlink(m_options.path.c_str()); }

void OfficerDesk::watch(int descriptor, std::uint32_t events, int how)
{
  epoll_event when{};
  when.events = events;
  when.data.fd = descriptor;
  CHECK(::epoll_ctl(m_epoll.get(), how, descriptor, &when) == 0);
}

void OfficerDesk::call(TransactionId transaction, Reason reason)
{
  const std::uint64_t count = count_of(transaction);
  close_call(count, false); // a further reason takes the place of the one before
  if (m_calls.size() == most_calls) m_calls.erase(m_calls.begin());
  m_calls.push_back({count, reason, false});
  tell_all({GateMessageKind::call, count, 0, reason, {}});
}

void OfficerDesk::withdraw(TransactionId transaction)
{
  close_call(count_of(transaction), false);
  close_call(count_of(transaction), true);
  tell_all({GateMessageKind::withdraw, count_of(transaction), 0, Reason::none, {}});
}

void OfficerDesk::ask_for_stamp(TransactionId transaction)
{
  const std::uint64_t count = count_of(transaction);
  close_call(count, true);
  if (m_calls.size() == most_calls) m_calls.erase(m_calls.begin());
  m_calls.push_back({count, Reason::none, true});
  tell_all({GateMessageKind::stamp, count, 0, Reason::none, {}});
}

bool OfficerDesk::is_open(std::uint64_t transaction, bool stamp) const
{
  return std::any_of(m_calls.begin(), m_calls.end(), [&](const Call& call) {
    return call.transaction == transaction && call.stamp == stamp;
  });
}

void OfficerDesk::close_call(std::uint64_t transaction, bool stamp)
{
  std::erase_if(m_calls, [&](const Call& call) {
    return call.transaction == transaction && call.stamp == stamp;
  });
}

void OfficerDesk::on_ready(MonotonicTime now)
{
  std::array<epoll_event, 16> events{};
  const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
    if (descriptor == m_listener.get()) {
      welcome(now);
      continue;
    }
    for (const auto& desk : m_desks) {
      if (desk->socket.get() != descriptor) continue;
      write_out(*desk);
      read(*desk, now);
    }
  }
  part(now);
}

void OfficerDesk::welcome(MonotonicTime now)
{
  OwnedDescriptor socket(
      ::accept4(m_listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  ucred peer{};
  socklen_t size = sizeof peer;
  if (!socket.is_open() || m_desks.size() == most_desks ||
      ::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
    return;
  watch(socket.get(), EPOLLIN, EPOLL_CTL_ADD);
  m_desks.push_back(std::make_unique<Desk>());
  Desk& desk = *m_desks.back();
  desk.socket = std::move(socket);
  desk.account = peer.uid;
  desk.heard = now;
  tell(desk, {GateMessageKind::unit, 0, m_options.unit, Reason::none, {}});
  for (const Call& call : m_calls) {
    const auto kind = call.stamp ? GateMessageKind::stamp : GateMessageKind::call;
    tell(desk, {kind, call.transaction, 0, call.reason, {}});
  }
}

void OfficerDesk::read(Desk& desk, MonotonicTime now)
{
  std::array<char, 4096> piece{};
  const ssize_t count = ::recv(desk.socket.get(), piece.data(), piece.size(), 0);
  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) desk.gone = true;
  if (count <= 0) return;
  desk.in.append(piece.data(), static_cast<std::size_t>(count));
  std::size_t from = 0;
  for (std::size_t end; !desk.gone && (end = desk.in.find('\n', from)) != std::string::npos;) {
    desk.heard = now;
    take_line(desk, std::string_view(desk.in).substr(from, end - from));
    from = end + 1;
  }
  desk.in.erase(0, from);
  if (desk.in.size() <= desk_line_max) return;
  refuse(desk, "the line is too long");
  desk.gone = true; // where the next line begins nobody knows
}

void OfficerDesk::take_line(Desk& desk, std::string_view line)
{
  ++m_lines;
  const Result<DeskMessage> message = parse_desk_message(line);
  if (!message) return refuse(desk, message.error().detail);
  if (message.value().kind != DeskMessageKind::alive) answer(desk, message.value());
}

const char* OfficerDesk::why_not(const Desk& desk, const DeskMessage& message) const
{
  const auto known =
      std::find_if(m_options.officers.begin(), m_options.officers.end(),
                   [&](const DeskOfficer& one) { return one.officer == message.officer.value; });
  if (known == m_options.officers.end()) return "this officer is not known here";
  if (known->account && *known->account != desk.account)
    return "this officer's answers come from another account";
  if (message.kind == DeskMessageKind::stamped)
    return is_open(message.transaction, true) ? nullptr : "no stamp is asked for";
  if (message.transaction == 0 && !is_of_unit(message.action))
    return "this action needs a transaction";
  if (message.action == OfficerAction::reset && !known->may_reset)
    return "this officer may not reset";
  if (message.transaction == 0) return nullptr;
  return is_open(message.transaction, false) ? nullptr : "this call is not open";
}

void OfficerDesk::answer(Desk& desk, const DeskMessage& message)
{
  if (const char* why = why_not(desk, message)) return refuse(desk, why);
  if (m_reports.size() == most_reports) return refuse(desk, "the gate takes nothing at present");
  PortInput input;
  input.device = Device::officer_call;
  input.officer = message.officer;
  if (message.kind == DeskMessageKind::stamped) {
    input.kind = InputKind::stamp_applied;
    input.number = message.transaction;
    close_call(message.transaction, true);
  } else {
    input.kind = InputKind::officer;
    input.action = message.action;
    input.number = message.transaction;
    if (decides(message.action)) close_call(message.transaction, false);
  }
  report(input);
  if (m_log != nullptr) m_log->acted(message);
  tell(desk, {GateMessageKind::accepted, message.transaction, 0, Reason::none, {}});
  if (is_open(message.transaction, false) || message.transaction == 0) return;
  for (const auto& other : m_desks) { // nobody else need answer
    if (other.get() != &desk)
      tell(*other, {GateMessageKind::withdraw, message.transaction, 0, Reason::none, {}});
  }
}

void OfficerDesk::refuse(Desk& desk, const char* why)
{
  ++m_refusals;
  if (m_log != nullptr) m_log->refused(desk.account, why);
  tell(desk, {GateMessageKind::refused, 0, 0, Reason::none, why});
}

void OfficerDesk::tell(Desk& desk, const GateMessage& message)
{
  desk.out += desk_line(message);
  if (desk.out.size() > most_unsent) desk.gone = true; // it reads nothing
  write_out(desk);
}

void OfficerDesk::tell_all(const GateMessage& message)
{
  for (const auto& desk : m_desks) tell(*desk, message);
}

void OfficerDesk::write_out(Desk& desk)
{
  while (!desk.out.empty() && !desk.gone) {
    const ssize_t sent =
        ::send(desk.socket.get(), desk.out.data(), desk.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN) desk.gone = true;
    if (sent < 0) break;
    desk.out.erase(0, static_cast<std::size_t>(sent));
  }
  watch(desk.socket.get(), desk.out.empty() ? EPOLLIN : EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
}

// Desks that went, hang or were cut off leave; the last one's leaving begins the silence.
void OfficerDesk::part(MonotonicTime now)
{
  const bool any = !m_desks.empty();
  std::erase_if(m_desks, [&](const auto& desk) {
    return desk->gone || now >= desk->heard + m_options.silence;
  });
  if (m_desks.empty()) {
    if (any) m_alone_since = now;
    return;
  }
  if (!m_failed) return;
  m_failed = false;
  PortInput input;
  input.kind = InputKind::device_recovered;
  input.device = Device::officer_call;
  report(input);
}

void OfficerDesk::on_time(MonotonicTime now)
{
  part(now);
  if (now >= m_beat_at) {
    m_beat_at = now + beat;
    tell_all({GateMessageKind::alive, 0, 0, Reason::none, {}});
    part(now);
  }
  if (!m_desks.empty() || m_failed || now < m_alone_since + m_options.silence) return;
  m_failed = true;
  PortInput input;
  input.kind = InputKind::device_failed;
  input.device = Device::officer_call;
  report(input);
}

MonotonicTime OfficerDesk::next_deadline() const
{
  if (m_desks.empty()) return m_failed ? MonotonicTime::never() : m_alone_since + m_options.silence;
  return m_beat_at;
}

void OfficerDesk::report(const PortInput& input) { m_reports.push_back(input); }

void OfficerDesk::deliver(Inbox& inbox)
{
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
}

} // namespace gatetwin
