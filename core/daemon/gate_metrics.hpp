// SPDX-License-Identifier: Apache-2.0
// A unit's figures for supervision. What happened is read from the journal's records, what is, is
// set once a second; the core knows nothing of it. Whoever scrapes does so in another thread: all
// values are atomic and nothing here ever waits.
#pragma once
#include "core/base/time.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/words.hpp"
#include "core/journal/journal.hpp"
#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace gatetwin {

// Counts of durations up to each bound, as Prometheus' histograms are.
class LatencyHistogram {
public:
  static constexpr std::array<std::int64_t, 18> bounds_us{
      10,     20,     50,     100,     200,     500,     1'000,     2'000,     5'000,
      10'000, 20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000, 5'000'000, 20'000'000};
  void observe(Duration took);
  std::uint64_t count() const;
  // The bound that so large a share lies at or below; never: beyond all bounds.
  Duration quantile(double share) const;
  std::uint64_t in_bucket(std::size_t i) const { return m_counts[i].load(relaxed); }
  double sum_s() const { return static_cast<double>(m_sum_ns.load(relaxed)) * 1e-9; }

private:
  static constexpr auto relaxed = std::memory_order_relaxed;
  std::array<std::atomic<std::uint64_t>, bounds_us.size() + 1> m_counts{};
  std::atomic<std::int64_t> m_sum_ns{0};
};

// What only a look tells.
struct GateGauges {
  bool ready = false;
  bool registry_reachable = false;
  bool store_good = false;
  bool journal_good = false;
  std::uint64_t outbox = 0; // crossings not yet delivered
  std::optional<double> trust_list_left_d;
  std::optional<double> revocation_list_left_d;
  std::optional<double> certificate_left_d;
};

class GateMetrics final : public journal::RecordSink {
public:
  explicit GateMetrics(std::string unit);
  ~GateMetrics() override;
  GateMetrics(const GateMetrics&) = delete;
  GateMetrics& operator=(const GateMetrics&) = delete;

  // How often a registry had somebody else's transaction under this unit's number.
  std::uint64_t number_conflicts() const { return m_number_conflicts.load(); }
  void on_records(std::span<const journal::Record> records) override;
  void set(const GateGauges& gauges);
  LatencyHistogram& event_to_command() { return m_event_to_command; }
  LatencyHistogram& inspection() { return m_inspection; }

  // Serves them at http://ADDRESS:PORT/metrics. Empty, or what went wrong.
  std::string serve(const std::string& address, unsigned port);
  std::string text() const; // as it is served

private:
  void count_number_conflict(const journal::Record& record);
  void count_evaluated(const journal::Record& record);
  class Page;
  static constexpr std::size_t outcomes = 7;
  static constexpr std::size_t devices = 9;
  static constexpr std::size_t check_results = 5;

  const std::string m_unit;
  std::array<std::atomic<std::uint64_t>, outcomes> m_ended{};
  std::array<std::atomic<bool>, devices> m_failed{};
  std::array<std::atomic<std::uint64_t>, check_kinds * check_results> m_evaluated{};
  std::atomic<std::uint64_t> m_store_failures{0};
  std::atomic<std::uint64_t> m_officer_calls{0};
  std::atomic<std::uint64_t> m_alarms{0};
  std::atomic<std::uint64_t> m_number_conflicts{0};
  std::atomic<std::uint64_t> m_presumed{0};
  std::atomic<std::uint64_t> m_unanswered{0};
  std::atomic<std::uint64_t> m_delivered{0};
  std::atomic<std::uint32_t> m_state{0};
  LatencyHistogram m_cycle;
  LatencyHistogram m_registry;
  LatencyHistogram m_inspection;
  LatencyHistogram m_event_to_command;
  std::atomic<bool> m_ready{false}, m_reachable{false}, m_store_good{false}, m_journal_good{false};
  std::atomic<std::uint64_t> m_outbox{0};
  std::atomic<double> m_trust_left_d, m_revocations_left_d, m_certificate_left_d;
  std::shared_ptr<Page> m_page; // last: its threads read the rest
};

} // namespace gatetwin
