// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "tests/load/fleet/campaign.hpp"
#include <cstdio>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace gatetwin::test {
namespace {

// A small disk in memory, that can be filled.
class SmallDisk {
public:
  SmallDisk(std::string folder, unsigned mib) : m_folder(std::move(folder))
  {
    std::filesystem::create_directories(m_folder);
    const std::string size = "size=" + std::to_string(mib) + "m,mode=0755";
    CHECK(::mount("gatetwin", m_folder.c_str(), "tmpfs", 0, size.c_str()) == 0);
  }
  ~SmallDisk() { ::umount2(m_folder.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  const std::string& folder() const { return m_folder; }
  void fill(std::uint64_t leave)
  {
    struct statvfs disk {};
    CHECK(::statvfs(m_folder.c_str(), &disk) == 0);
    const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    const int filler = ::open((m_folder + "/filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    CHECK(filler >= 0);
    if (free > leave) (void)!::posix_fallocate(filler, 0, static_cast<off_t>(free - leave));
    ::close(filler);
  }
  void empty() const { ::unlink((m_folder + "/filler").c_str()); }

private:
  const std::string m_folder;
};

struct DiskCounts {
  std::uint64_t below_reserve = 0, full = 0, centres = 0, servers = 0, restarts = 0;
};

class DiskCampaign {
public:
  explicit DiskCampaign(const CampaignOptions& options)
      : m_options(options), m_state(options.fleet.folder + "/state-disk", 48),
        m_database(options.fleet.folder + "/pg", 400),
        m_luck(options.seed, 0, 0, purpose_key("fleet.disks"))
  {
    for (std::uint32_t gate = 1; gate <= options.fleet.gates; ++gate)
      m_disks.push_back(std::make_unique<SmallDisk>(folder_of(gate), 8));
    CHECK(::chmod(options.fleet.folder.c_str(), 0755) == 0); // PostgreSQL's own user passes through
    FleetPlace place;
    place.centre.state = m_state.folder();
    place.postgres_parent = m_database.folder();
    place.gate_folder = [this](std::uint32_t gate) { return folder_of(gate); };
    m_fleet = std::make_unique<Fleet>(options.fleet, place);
  }

  bool run()
  {
    bool good = m_fleet->start();
    for (std::uint64_t fault = 0; good && fault < m_options.faults; ++fault) {
      pause_for(milliseconds(static_cast<std::int64_t>(200 + m_luck.below(800))));
      good = one();
    }
    pause_for(seconds(3)); // stores are opened again once a second
    m_counts.restarts += m_fleet->mind();
    good = good && m_fleet->drain();
    const Judgement judgement = judge(*m_fleet);
    const auto n = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    std::printf("%s: %llu full disks, seed %llu: gates below the reserve %llu, gates without a "
                "byte %llu, centres %llu, database servers %llu; programs started again %llu\n",
                m_options.fleet.ledger.c_str(), n(m_options.faults), n(m_options.seed),
                n(m_counts.below_reserve), n(m_counts.full), n(m_counts.centres),
                n(m_counts.servers), n(m_counts.restarts));
    print(judgement);
    return good && judgement.good(m_counts.restarts);
  }

private:
  std::string folder_of(std::uint32_t gate) const
  {
    return m_options.fleet.folder + "/disk" + std::to_string(gate);
  }
  bool one()
  {
    const std::uint64_t victim = m_luck.below(m_fleet->server() == nullptr ? 5 : 6);
    if (victim < 4) return of_gate(victim < 2);
    return of_centre(victim == 5);
  }
  bool of_gate(bool to_the_last_byte)
  {
    SmallDisk& disk = *m_disks[m_luck.below(m_disks.size())];
    ++(to_the_last_byte ? m_counts.full : m_counts.below_reserve);
    disk.fill(to_the_last_byte ? 0 : 512 << 10);
    pause_for(milliseconds(static_cast<std::int64_t>(500 + m_luck.below(3'000))));
    disk.empty();
    m_counts.restarts += m_fleet->mind();
    return true;
  }
  // While nothing can be written it may end; it is started again when there is room.
  bool of_centre(bool server)
  {
    SmallDisk& disk = server ? m_database : m_state;
    ++(server ? m_counts.servers : m_counts.centres);
    disk.fill(0);
    pause_for(milliseconds(static_cast<std::int64_t>(500 + m_luck.below(3'000))));
    disk.empty();
    if (server) m_fleet->server()->start_if_ended();
    m_counts.restarts += m_fleet->mind();
    return m_fleet->centre().process.running();
  }

  const CampaignOptions m_options;
  SmallDisk m_state, m_database;
  std::vector<std::unique_ptr<SmallDisk>> m_disks;
  RandomStream m_luck;
  DiskCounts m_counts;
  std::unique_ptr<Fleet> m_fleet;
};

} // namespace

bool run_full_disks(const CampaignOptions& options) { return DiskCampaign(options).run(); }

} // namespace gatetwin::test
