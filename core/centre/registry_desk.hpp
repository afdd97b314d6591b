// SPDX-License-Identifier: Apache-2.0
// The centre's composition around RegistryService: groups of calls become durable together and are
// answered only then; what happened is journalled only then; the ledger's rows are its events. All
// of it on the ledger's thread; figures may be read from any.
#pragma once
#include "core/centre/number_watch.hpp"
#include "core/journal/journal.hpp"
#include "core/link/registry_server.hpp"
#include "core/registry/chained_ledger.hpp"
#include "core/registry/registry_service.hpp"
#include <array>
#include <atomic>
#include <functional>

namespace gatetwin {

struct DeskFigures {
  static constexpr std::size_t kinds = 5, statuses = 5;
  // Upper bounds of a group's time in microseconds; the last one is open.
  static constexpr std::array<std::uint32_t, 8> bounds_us{250,    1'000,   4'000,    16'000,
                                                          64'000, 256'000, 1'000'000};
  std::array<std::array<std::atomic<std::uint64_t>, statuses>, kinds> replies{};
  std::array<std::atomic<std::uint64_t>, bounds_us.size()> groups{};
  std::atomic<std::uint64_t> group_time_us{0};
  std::atomic<std::uint64_t> rows{0};
  std::atomic<std::uint64_t> list_version{0};
  std::atomic<std::uint64_t> failed_groups{0};
  std::atomic<std::uint64_t> reports{0};
  std::atomic<std::uint64_t> inquiries{0};            // into documents' histories
  std::atomic<std::uint64_t> settlements{0};          // of presumed crossings
  std::atomic<std::uint64_t> numbers_in_use{0};       // reports of two gates under one number
  std::atomic<std::uint64_t> journals_rolled_back{0}; // heads behind or beside what is held
};

class RegistryDesk final : public RegistryHandler, public EventFeed {
public:
  // All outlive the desk.
  RegistryDesk(RegistryService& service, ChainedLedger& ledger, journal::Journal& journal,
               LinkCounters& counters, std::function<Instant()> clock);

  void handle(std::span<const QueuedCall> calls, std::span<RegistryReply> replies) override;
  Status on_report(UnitId unit, const UnitReport& report) override;
  Result<std::vector<LinkEvent>> events(std::uint64_t after, std::size_t most) override;
  Result<std::vector<HeldHead>> journals(UnitId unit) override;
  Result<HistoryPage> history(std::uint32_t observer, const HistoryQuestion& question) override;
  Result<HistoryPage> presumed(const HistoryPlace& after) override;
  Result<SettlementResult> settle(const Settlement& settlement) override;

  // All presumed crossings where any may have come or been settled since the last time, and at
  // first; nothing: no change.
  Result<std::optional<std::vector<PresumedCrossing>>> changed_presumed();

  // One group of writes of another origin: documents issued or revoked.
  Status write_group(const std::function<Status()>& writes);
  // After each group that was written; on the ledger's thread.
  std::function<void()> on_written;
  // A unit reports a journal that is behind or beside the head that is held of it.
  std::function<void(const HeldHead& held, const JournalHead& reported)> on_rolled_back;
  // Two gates report under this number.
  std::function<void(UnitId unit, const NumberWatch::Twins& twins)> on_number_in_use;
  std::function<void(UnitId unit, std::span<const PairInDoubt> pairs)> on_pairs;
  std::function<void(const Settlement& settlement)> on_settled; // it is written
  const DeskFigures& figures() const { return m_figures; }
  void note_list(std::uint64_t version) { m_figures.list_version = version; }

private:
  void watch_number(UnitId unit, const JournalHead& current);
  Status hold(UnitId unit, const JournalHead& head, WallTime now);
  Status foresee(std::span<const QueuedCall> calls);
  void refuse_all(std::span<const QueuedCall> calls, std::span<RegistryReply> replies);
  void count(std::span<const RegistryReply> replies, Duration took);

  RegistryService& m_service;
  ChainedLedger& m_ledger;
  journal::Journal& m_journal;
  LinkCounters& m_counters;
  const std::function<Instant()> m_clock;
  NumberWatch m_numbers;
  DeskFigures m_figures;
  std::vector<ForeseenCall> m_foreseen;
  bool m_presumed_changed = true;
};

} // namespace gatetwin
