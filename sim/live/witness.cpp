// SPDX-License-Identifier: Apache-2.0
#include "sim/live/witness.hpp"
#include "core/base/check.hpp"
#include "core/registry/sqlite_store.hpp"
#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatetwin {
namespace {

class Authorisations final : public StoreVisitor {
public:
  explicit Authorisations(MonotonicTime now) : m_now(now) {}
  void on_entry(const StoreEntry& entry) override
  {
    if (entry.kind == StoreEntryKind::authorisation && entry.expires_at > m_now)
      newest = entry.transaction;
    if (entry.kind == StoreEntryKind::authorisation_consumed && entry.transaction == newest)
      newest = {};
  }
  TransactionId newest{};

private:
  const MonotonicTime m_now;
};

} // namespace

std::unique_ptr<Witness> Witness::open(const WitnessOptions& options, const LiveClock& clock)
{
  const int notes =
      ::open(options.notes.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (notes < 0) return nullptr;
  return std::unique_ptr<Witness>(new Witness(options, clock, notes));
}

Witness::Witness(const WitnessOptions& options, const LiveClock& clock, int notes)
    : m_options(options), m_clock(clock),
      m_notes(notes), m_main{options.store}, m_log{options.store + "-wal"}
{
}

Witness::~Witness() { ::close(m_notes); }

void Witness::stand_before(GateHardware& hardware, RegistryLink& link)
{
  m_hardware = &hardware;
  m_link = &link;
}

void Witness::open_door(Door door)
{
  look_at_exit(door);
  m_hardware->open_door(door);
}

void Witness::release_door(Door door)
{
  look_at_exit(door);
  m_hardware->release_door(door);
}

void Witness::send(const RegistryRequest& request)
{
  if (request.kind == RequestKind::record) note("sent", request.transaction);
  m_link->send(request);
}

void Witness::body_passed() { note("passed", m_last); }

void Witness::look_at_exit(Door door)
{
  if (door != Door::exit) return;
  m_last = authorised();
  note(m_last.valid() ? "exit" : "unauthorised", m_last);
}

// What the store's files say without its program, without what its program holds in memory. Its
// thread may write meanwhile: a last transaction that is not whole in the log does not count, and a
// log that was moved into the main file between the two copies is seen by that file's change.
TransactionId Witness::authorised()
{
  const std::string beside = m_options.notes + ".store";
  struct stat before {
  }, after{};
  do {
    if (::stat(m_main.path.c_str(), &before) != 0 || !copy(m_main, beside)) return {};
    if (!copy(m_log, beside + "-wal")) ::unlink((beside + "-wal").c_str());
    if (::stat(m_main.path.c_str(), &after) != 0) return {};
  } while (before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
           before.st_mtim.tv_nsec != after.st_mtim.tv_nsec);
  Authorisations found(m_clock.last().mono);
  if (const auto store = SqliteStore::open({beside, m_options.unit, 0}); store)
    store.value()->recover(found);
  ::unlink((beside + "-wal").c_str());
  ::unlink(beside.c_str());
  return found.newest;
}

bool Witness::copy(Source& source, const std::string& to)
{
  struct stat now {};
  if (::stat(source.path.c_str(), &now) != 0) return false;
  struct stat had {};
  const bool same = source.descriptor >= 0 && ::fstat(source.descriptor, &had) == 0 &&
                    had.st_ino == now.st_ino && had.st_dev == now.st_dev;
  if (!same) source.descriptor = ::open(source.path.c_str(), O_RDONLY | O_CLOEXEC);
  const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool good = source.descriptor >= 0 && out >= 0;
  std::array<char, 1 << 16> bytes{};
  for (off_t at = 0; good;) {
    const ssize_t count = ::pread(source.descriptor, bytes.data(), bytes.size(), at);
    if (count == 0) break;
    good = count > 0 && ::write(out, bytes.data(), static_cast<std::size_t>(count)) == count;
    at += count;
  }
  ::close(out);
  return good;
}

void Witness::note(const char* what, TransactionId transaction)
{
  const std::uint64_t number = transaction.valid() ? transaction.value : 0;
  const std::string line = std::string(what) + " " + std::to_string(number) + "\n";
  CHECK(::write(m_notes, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
}

} // namespace gatetwin
