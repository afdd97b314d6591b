// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/rank_study.hpp"
#include <algorithm>
#include <boost/mpi/collectives/broadcast.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <poll.h>
#include <string_view>

namespace gatetwin::experiment {
namespace {

namespace mpi = boost::mpi;

// What goes between rank 0 and the others.
enum Tag : int { asks, block, ended, stop };

// A list of places among the tasks, empty: no more.
using Block = std::vector<std::uint64_t>;

struct EndMessage {
  std::uint64_t place = 0;
  bool complete = false;
  std::string bytes;
  std::string why;
  template <typename Archive> void serialize(Archive& archive, unsigned)
  {
    archive& place& complete& bytes& why;
  }
};

// Small enough that ranks end at about the same time, large enough that asking costs nothing.
std::size_t block_size(std::size_t tasks, int ranks)
{
  return std::clamp<std::size_t>(tasks / (static_cast<std::size_t>(ranks) * 8), 1, 32);
}

} // namespace

struct RankStudy::Inside {
  mpi::environment environment{mpi::threading::single, /* abort_on_exception */ false};
  mpi::communicator world;
  bool lost_ranks = false;
};

bool started_by_mpirun()
{
  const char* size = std::getenv("OMPI_COMM_WORLD_SIZE"); // NOLINT(concurrency-mt-unsafe)
  return size != nullptr && std::string_view(size) != "1";
}

int rank_by_mpirun()
{
  const char* rank = std::getenv("OMPI_COMM_WORLD_RANK"); // NOLINT(concurrency-mt-unsafe)
  int value = 0;
  if (rank != nullptr) std::from_chars(rank, rank + std::strlen(rank), value);
  return value;
}

RankStudy::RankStudy() : m_inside(std::make_unique<Inside>()) {}
RankStudy::~RankStudy() = default;
int RankStudy::rank() const { return m_inside->world.rank(); }
int RankStudy::ranks() const { return m_inside->world.size(); }
bool RankStudy::has_lost_ranks() const { return m_inside->lost_ranks; }

namespace {

constexpr int patience_ms = 5;
// A rank that was told to stop answers within so many patiences, or never.
constexpr int most_patiences = 2000;

// Rank 0's side: which tasks are to be done, which are where, and what has ended.
class HandOut {
public:
  HandOut(mpi::communicator& world, StudyFile& file, std::span<const StudyTask> tasks, Keep keep,
          const StudyRunHooks& hooks)
      : m_world(world), m_file(file), m_tasks(tasks), m_keep(keep), m_hooks(hooks),
        m_done(tasks.size()), m_block(block_size(tasks.size(), world.size()))
  {
    for (std::size_t i = 0; i < tasks.size(); ++i) m_open.push_back(i);
  }

  StudyRunEnd run(const Simulate& simulate)
  {
    compute(simulate, [this] { return next_open(); });
    // What is still with others is computed here once more: whoever ends first counts, and a rank
    // that has died keeps nobody waiting.
    compute(simulate, [this] { return next_elsewhere(); });
    dismiss();
    sort_lost(m_out);
    return std::move(m_out);
  }
  bool lost_ranks() const { return m_dismissed + 1 < m_world.size(); }

private:
  void compute(const Simulate& simulate, const ProcessPool::Next& next)
  {
    ProcessPool pool(1, [&](std::uint64_t place, const std::function<void(double)>& progress) {
      return encode(simulate(m_tasks[place], progress));
    });
    const auto tick = [this] {
      listen();
      if (m_hooks.on_progress) m_hooks.on_progress(static_cast<double>(m_ended));
      return stopped();
    };
    const auto on_end = [this](const TaskEnd& one) { end(one); };
    pool.run(next, {on_end, {}, tick, patience_ms});
  }
  // What the others have to say; they are answered at once.
  void listen()
  {
    while (const auto status = m_world.iprobe(mpi::any_source, ended)) {
      EndMessage message;
      m_world.recv(status->source(), ended, message);
      end({message.place, message.complete, std::move(message.bytes), std::move(message.why)});
    }
    while (const auto status = m_world.iprobe(mpi::any_source, asks)) {
      m_world.recv(status->source(), asks);
      answer(status->source());
    }
  }
  void answer(int rank)
  {
    Block given;
    while (!stopped() && given.size() < m_block) {
      const std::optional<std::uint64_t> place = next_open();
      if (!place) break;
      given.push_back(*place);
      m_elsewhere.push_back(*place);
    }
    if (given.empty()) ++m_dismissed;
    m_world.send(rank, block, given);
  }
  std::optional<std::uint64_t> next_open()
  {
    if (stopped()) return std::nullopt;
    return first_undone(m_open);
  }
  std::optional<std::uint64_t> next_elsewhere()
  {
    listen();
    if (stopped()) return std::nullopt;
    return first_undone(m_elsewhere);
  }
  std::optional<std::uint64_t> first_undone(std::deque<std::uint64_t>& places)
  {
    while (!places.empty()) {
      const std::uint64_t place = places.front();
      places.pop_front();
      if (!m_done[place]) return place;
    }
    return std::nullopt;
  }
  void end(const TaskEnd& one)
  {
    if (one.task >= m_done.size() || m_done[one.task]) return; // twice: the same bytes
    m_done[one.task] = true;
    ++m_ended;
    keep_end(m_file, m_tasks, one, m_keep, m_out);
  }
  bool stopped()
  {
    m_out.interrupted = m_out.interrupted || (m_hooks.interrupted && m_hooks.interrupted());
    return m_out.interrupted || !m_out.file || m_ended == m_tasks.size();
  }
  // Whoever is at work on what is done already leaves it, asks, and is told that there is no more.
  void dismiss()
  {
    for (int rank = 1; rank < m_world.size(); ++rank) m_world.isend(rank, stop);
    for (int i = 0; i < most_patiences && lost_ranks(); ++i) {
      listen();
      ::poll(nullptr, 0, patience_ms);
    }
  }

  mpi::communicator& m_world;
  StudyFile& m_file;
  std::span<const StudyTask> m_tasks;
  Keep m_keep;
  const StudyRunHooks& m_hooks;
  std::deque<std::uint64_t> m_open;
  std::deque<std::uint64_t> m_elsewhere; // handed out, in that order
  std::vector<bool> m_done;
  std::size_t m_block;
  std::size_t m_ended = 0;
  int m_dismissed = 0; // ranks that were told that there is no more
  StudyRunEnd m_out;
};

} // namespace

namespace {

// Everybody gets rank 0's list.
std::vector<StudyTask> share(const mpi::communicator& world, std::span<const StudyTask> tasks)
{
  std::vector<std::uint64_t> flat;
  for (const StudyTask& task : tasks) flat.insert(flat.end(), {task.design, task.replication});
  mpi::broadcast(world, flat, 0);
  std::vector<StudyTask> out;
  for (std::size_t i = 0; i + 1 < flat.size(); i += 2)
    out.push_back({static_cast<std::uint32_t>(flat[i]), flat[i + 1]});
  return out;
}

} // namespace

StudyRunEnd RankStudy::hand_out(StudyFile& file, std::span<const StudyTask> tasks, Keep keep,
                                const Simulate& simulate, const StudyRunHooks& hooks)
{
  share(m_inside->world, tasks);
  if (tasks.empty()) return {};
  HandOut hand_out(m_inside->world, file, tasks, keep, hooks);
  StudyRunEnd end = hand_out.run(simulate);
  m_inside->lost_ranks = hand_out.lost_ranks();
  return end;
}

void RankStudy::send_home() { share(m_inside->world, {}); }

void RankStudy::take(const Simulate& simulate, const std::function<bool()>& interrupted)
{
  const std::vector<StudyTask> tasks = share(m_inside->world, {});
  if (tasks.empty()) return;
  mpi::communicator& world = m_inside->world;
  ProcessPool pool(1, [&](std::uint64_t place, const std::function<void(double)>& progress) {
    return encode(simulate(tasks[place], progress));
  });
  const auto on_end = [&](TaskEnd one) {
    world.send(0, ended,
               EndMessage{one.task, one.complete, std::move(one.bytes), std::move(one.why)});
  };
  bool stopped = false;
  const auto tick = [&] {
    if (!stopped && world.iprobe(0, stop)) {
      world.recv(0, stop);
      stopped = true;
    }
    return stopped || interrupted();
  };
  while (!interrupted()) {
    world.send(0, asks);
    while (!world.iprobe(0, block)) {
      if (interrupted()) return;
      ::poll(nullptr, 0, patience_ms);
    }
    Block given;
    world.recv(0, block, given);
    if (given.empty()) return;
    pool.run(given, {on_end, {}, tick, patience_ms});
  }
}

} // namespace gatetwin::experiment
