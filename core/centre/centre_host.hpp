// SPDX-License-Identifier: Apache-2.0
// One authority's centre, put together from its settings: ledger, service, lists, journal, log,
// metrics, and the server that units reach. The program gatetwin-centre runs one.
//
// In the state folder: ledger.db (SQLite), ledger.head (the newest head that was published: an
// older copy of the ledger is refused), watch-list, revocation-list, trust-list (signed files),
// documents.csv (issuer, number, known or revoked), one-stop.csv (what is open or in doubt),
// journal-TIME.gtj of each start.
#pragma once
#include "core/centre/centre_settings.hpp"
#include "core/centre/json_log.hpp"
#include "core/centre/list_shelf.hpp"
#include "core/centre/metrics_page.hpp"
#include "core/centre/one_stop_watch.hpp"
#include "core/journal/journal_writer.hpp"
#include <memory>
#include <string>

namespace gatetwin {

// What went wrong, for a person, with the program's exit code: 2 settings, 3 damaged or unreadable
// data, 4 something that is missing or in use.
struct CentreFault {
  int exit_code = 0;
  std::string message;
};

// A command about a ledger that is not there names the wrong folder. (A database's tables are made
// in any case.)
enum class IfAbsent : std::uint8_t { make, refuse };
// The ledger that the settings name.
std::unique_ptr<ChainedLedger> open_ledger(const centre::Centre& settings, IfAbsent absent,
                                           CentreFault& fault);

// The ledger's newest head into its file, after something was written without a running centre.
Status publish_head(const centre::Centre& settings, const ChainedLedger& ledger);

class CentreHost {
public:
  // Null: see `fault`. The log outlives the centre.
  static std::unique_ptr<CentreHost> open(const centre::Centre& settings, const JsonLog& log,
                                          CentreFault& fault);
  ~CentreHost(); // stop()
  CentreHost(const CentreHost&) = delete;
  CentreHost& operator=(const CentreHost&) = delete;

  int port() const { return m_server->port(); }
  // Reads the watch-list and the documents again; what can't be read leaves what was in use.
  void reload();
  // To be called about every second: flushes the journal, publishes the head, asks the ledger's
  // thread for a sign of life.
  void on_second();
  // The ledger's thread answered the last question, and its ledger takes writes.
  bool is_well() const;
  bool has_failed() const { return m_failed.load(); }
  void stop();

private:
  CentreHost(const centre::Centre& settings, const JsonLog& log);
  bool open_parts(CentreFault& fault);
  bool load_documents(CentreFault& fault);
  bool load_list(ListName name, CentreFault& fault);
  bool put_in_use(const std::shared_ptr<ShelfList>& list, WatchList* watch);
  void index_names(const ShelfList& list);
  void watch_units();
  void look_at_open_ends();
  bool open_journal(CentreFault& fault);
  void publish_head();

  const centre::Centre m_settings;
  const JsonLog& m_log;
  RefusalLog m_refusals;
  LinkCounters m_counters;
  std::unique_ptr<ChainedLedger> m_ledger;
  journal::Journal m_journal;
  std::unique_ptr<journal::JournalWriter> m_journal_file;
  MonotonicTime m_started;
  std::unique_ptr<RegistryService> m_service;
  std::unique_ptr<RegistryDesk> m_desk;
  std::unique_ptr<RegistryServer> m_server;
  std::unique_ptr<MetricsPage> m_metrics;
  OneStopWatch m_one_stop;
  PresumedWatch m_presumed;
  // The version of each list that must not be gone behind, by number; written on the ledger's
  // thread once the server is there.
  std::array<std::atomic<std::uint64_t>, list_names + 1> m_highest{};
  std::array<std::atomic<std::uint64_t>, list_names + 1> m_in_use{};
  std::vector<std::shared_ptr<ShelfList>> m_unpublished; // before there is a server
  LedgerHead m_published;
  std::atomic<std::uint64_t> m_answered{0}; // questions to the ledger's thread
  std::uint64_t m_asked = 0;
  bool m_well = true;
  std::atomic<bool> m_failed{false};
};

} // namespace gatetwin
