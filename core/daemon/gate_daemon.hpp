// SPDX-License-Identifier: Apache-2.0
// A gate's daemon, whole: settings, lists, store, journal, devices and the unit, from the start's
// self-test to the clean stop. One thread runs it.
#pragma once
#include "core/daemon/document_lists.hpp"
#include "core/daemon/gate_log.hpp"
#include "core/daemon/gate_loop.hpp"
#include "core/daemon/gate_metrics.hpp"
#include "core/daemon/gate_settings.hpp"
#include "core/daemon/journal_folder.hpp"
#include "core/hardware/signal_descriptor.hpp"
#include "core/service/service_notice.hpp"
#include <functional>
#include <memory>
#include <optional>

namespace gatetwin {

// One thing that was looked at before the unit goes into service.
struct SelfTestResult {
  std::string name; // "store", "journal", ...
  bool passed = false;
  std::string detail; // what is wrong, or what was found
};

// What a daemon is put into; all of it outlives it.
struct DaemonSurroundings {
  using OpenStore = std::function<std::unique_ptr<UnitStore>(const LoadedGateSettings& loaded,
                                                             std::string& fault)>;
  Clock& clock;
  SignalDescriptor& signals;
  GateLog& log;
  ServiceNotice& notice;
  OpenStore open_store; // empty: SQLite's
};

class GateDaemon final : private LoopOwner {
public:
  GateDaemon(const LoadedGateSettings& loaded, const DaemonSurroundings& around);
  ~GateDaemon() override;
  GateDaemon(const GateDaemon&) = delete;
  GateDaemon& operator=(const GateDaemon&) = delete;

  // Before open(): further readers of the records, which outlive the daemon.
  void add_sink(journal::RecordSink& sink) { m_journal.add_sink(sink); }
  // Opens everything but the devices' own start; false: a test failed, nothing was started.
  bool open(DeviceFactory& factory);
  const std::vector<SelfTestResult>& self_test() const { return m_results; }

  // Until it is told to stop. Returns the exit code.
  int run();
  const std::string& journal_path() const { return m_files.path(); }
  const GateRuntime& runtime() const { return m_service->runtime(); }
  GateMetrics& metrics() { return m_metrics; }

private:
  void test(const char* name, bool passed, std::string detail);
  void test_clock(Instant now);
  void test_lists();
  void open_store();
  void open_journal_file(Instant now);
  void on_signal(Instant now) override;
  void on_second(Instant now) override;
  void on_worked(Duration took) override;
  void begin_stop(Instant now, const char* why);
  void break_off();
  bool may_end(Instant now) const;
  void watch_service(Instant now);
  void watch_clock(Instant now);
  void reload(Instant now);
  void read_certificate();
  void take_lists(Instant now);
  void fetch_lists(Instant now);
  void report(Instant now);
  void use_watch_list(Instant now);
  void tell_refused(const Diagnostics& faults);
  void set_gauges(Instant now, bool store_good);
  void tell_number_conflicts();
  void keep_journal();

  const LoadedGateSettings& m_loaded;
  const daemon::GateSettings& m_settings;
  const DaemonSurroundings m_around;
  Clock& m_clock;
  GateLog& m_log;
  GateMetrics m_metrics;
  std::vector<SelfTestResult> m_results;
  journal::Journal m_journal;
  JournalFolder m_files;
  std::unique_ptr<UnitStore> m_store;
  std::unique_ptr<DocumentLists> m_lists;
  std::unique_ptr<GateDevices> m_devices;
  std::optional<GateService> m_service;
  std::optional<GateLoop> m_loop;
  WallStepWatch m_wall;
  MonotonicTime m_heard_by;  // devices should be heard until then
  bool m_told_ready = false; // the start is over, well or not
  std::optional<WallTime> m_certificate_expiry;
  std::unique_ptr<WatchList> m_watch_list;         // in use by the offline policy
  std::unique_ptr<WatchList> m_refused_watch_list; // by it, as from the future: tried again
  MonotonicTime m_fetch_at;
  MonotonicTime m_take_lists_by; // whoever is in the gate
  MonotonicTime m_report_journals_at;
  MonotonicTime m_report_pairs_at;
  std::size_t m_pairs_reported = 0;
  std::uint64_t m_told_number_conflicts = 0;
  bool m_store_failed = false;
  bool m_journal_failed = false;
  bool m_stopping = false;
  bool m_broken_off = false;
  MonotonicTime m_stop_by;
};

} // namespace gatetwin
