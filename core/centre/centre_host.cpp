// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_host.hpp"
#include "core/base/build_info.hpp"
#include "core/base/whole_file.hpp"
#include "core/centre/document_table.hpp"
#include "core/centre/head_file.hpp"
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_names.hpp"
#include "core/centre/system_time.hpp"
#include "core/registry/sqlite_ledger.hpp"
#include <filesystem>
#include <utility>

namespace gatetwin {
namespace {

constexpr std::size_t documents_at_once = 200;

bool fail(CentreFault& fault, int code, std::string message)
{
  fault = {code, std::move(message)};
  return false;
}

int exit_code_of(ErrorCode code)
{
  if (code == ErrorCode::rejected || code == ErrorCode::conflict) return 2;
  if (code == ErrorCode::unavailable || code == ErrorCode::not_found) return 4;
  return 3;
}

std::unique_ptr<ChainedLedger> ledger_fault(CentreFault& fault, const std::string& where,
                                            const Error& error, const LedgerDamage& damage)
{
  std::string message = where + ": " + error.detail;
  if (damage.row > 0) message += " (row " + std::to_string(damage.row) + ")";
  fail(fault, exit_code_of(error.code), message);
  return nullptr;
}

// Nothing lies where the ledger should. With a head file beside it that is a loss, no beginning.
std::unique_ptr<ChainedLedger> no_ledger(CentreFault& fault, const std::string& where,
                                         const std::optional<LedgerHead>& witness)
{
  if (witness) {
    fail(fault, 3,
         where + ": the ledger is gone: ledger.head knows " + std::to_string(witness->sequence) +
             " rows of it");
  } else {
    fail(fault, 4, where + ": there is no ledger: no centre has run with these settings");
  }
  return nullptr;
}

std::unique_ptr<ChainedLedger> open_sqlite(const centre::Centre& settings, IfAbsent absent,
                                           const std::optional<LedgerHead>& witness,
                                           CentreFault& fault)
{
  SqliteLedgerOptions options;
  options.path = state_file(settings, "ledger.db");
  options.authority.value = static_cast<std::uint16_t>(settings.authority());
  options.identity = settings.name();
  options.create = !std::filesystem::exists(options.path);
  if (options.create && absent == IfAbsent::refuse) return no_ledger(fault, options.path, witness);
  options.witness = witness;
  LedgerDamage damage;
  auto ledger = SqliteLedger::open(options, &damage);
  if (ledger.ok()) return std::move(ledger).value();
  return ledger_fault(fault, options.path, ledger.error(), damage);
}

std::unique_ptr<ChainedLedger> open_postgres(const centre::Centre& settings, IfAbsent absent,
                                             const std::optional<LedgerHead>& witness,
                                             CentreFault& fault)
{
  PostgresLedgerOptions options;
  options.connection = settings.ledger().connection();
  options.create = absent == IfAbsent::make;
  options.authority.value = static_cast<std::uint16_t>(settings.authority());
  options.identity = settings.name();
  options.witness = witness;
  LedgerDamage damage;
  auto ledger = PostgresLedger::open(options, &damage);
  if (ledger.ok()) return std::move(ledger).value();
  const std::string where = "postgresql"; // its connection is a secret
  if (ledger.error().code == ErrorCode::not_found) return no_ledger(fault, where, witness);
  return ledger_fault(fault, where, ledger.error(), damage);
}

} // namespace

std::unique_ptr<ChainedLedger> open_ledger(const centre::Centre& settings, IfAbsent absent,
                                           CentreFault& fault)
{
  const auto witness = read_head_file(state_file(settings, "ledger.head"));
  if (!witness.ok() && witness.error().code != ErrorCode::not_found) {
    fail(fault, 3, state_file(settings, "ledger.head") + ": " + witness.error().detail);
    return nullptr;
  }
  const auto known = witness.ok() ? std::optional(witness.value()) : std::nullopt;
  return settings.ledger().kind() == centre::Store::postgresql
             ? open_postgres(settings, absent, known, fault)
             : open_sqlite(settings, absent, known, fault);
}

Status publish_head(const centre::Centre& settings, const ChainedLedger& ledger)
{
  return write_head_file(state_file(settings, "ledger.head"), ledger.head());
}

CentreHost::CentreHost(const centre::Centre& settings, const JsonLog& log)
    : m_settings(settings), m_log(log), m_refusals(log), m_started(system_instant().mono),
      m_one_stop(log, state_file(settings, "one-stop.csv")), m_presumed(log)
{
  m_counters.set_listener([this](LinkRefusal refusal, const PeerIdentity& peer) {
    m_refusals.note(refusal, peer, m_counters.of(refusal));
  });
}

CentreHost::~CentreHost() { stop(); }

std::unique_ptr<CentreHost> CentreHost::open(const centre::Centre& settings, const JsonLog& log,
                                             CentreFault& fault)
{
  std::unique_ptr<CentreHost> host(new CentreHost(settings, log));
  return host->open_parts(fault) ? std::move(host) : nullptr;
}

bool CentreHost::open_parts(CentreFault& fault)
{
  if (!std::filesystem::is_directory(m_settings.state()))
    return fail(fault, 4, m_settings.state() + ": the state folder is not there");
  m_ledger = open_ledger(m_settings, IfAbsent::make, fault);
  if (m_ledger == nullptr || !open_journal(fault)) return false;
  const RegistryServiceConfig config = service_config(m_settings);
  if (const Status status = check(config); !status.ok())
    return fail(fault, 2, std::string("rules: ") + status.error().detail);
  m_service = std::make_unique<RegistryService>(m_ledger->authority(), utc_offset(m_settings),
                                                config, *m_ledger, &m_journal);
  for (const UnitProfile& unit : unit_profiles(m_settings)) m_service->enrol(unit);
  // The journal's time 0 is its start.
  const auto clock = [started = m_started] {
    Instant now = system_instant();
    now.mono.ns -= started.ns;
    return now;
  };
  m_desk = std::make_unique<RegistryDesk>(*m_service, *m_ledger, m_journal, m_counters, clock);
  watch_units();
  if (!load_documents(fault)) return false;
  for (const ListName name : every_list) {
    const auto mark = m_ledger->list(name);
    if (!mark.ok()) return fail(fault, 3, std::string("ledger: ") + mark.error().detail);
    const auto at = static_cast<std::size_t>(name);
    m_highest[at] = mark.value() ? mark.value()->version : 0;
    if (!load_list(name, fault)) return false;
  }
  auto server = RegistryServer::start(server_options(m_settings), *m_desk, m_desk.get(), m_counters,
                                      [] { return system_instant().mono; });
  if (!server.ok())
    return fail(fault, exit_code_of(server.error().code),
                m_settings.listen() + ": " + server.error().detail);
  m_server = std::move(server).value();
  m_server->ledger().post([this] { m_desk->on_written = [this] { m_server->events_written(); }; });
  for (const auto& list : m_unpublished)
    m_server->publish(list->name, list->version, std::move(list->text));
  m_unpublished.clear();
  if (m_settings.metrics().empty()) return true;
  auto page =
      MetricsPage::open(m_settings.metrics(), *m_desk, m_one_stop.figures(), m_presumed.figures(),
                        m_counters, [this] { return m_server->ledger().queued(); });
  if (!page.ok()) return fail(fault, 4, m_settings.metrics() + ": " + page.error().detail);
  m_metrics = std::move(page).value();
  return true;
}

bool CentreHost::open_journal(CentreFault& fault)
{
  if (!m_settings.journal()) return true;
  journal::JournalHeader header;
  header.producer = std::string("gatetwin-centre ") + build_info().version;
  header.commit = build_info().commit;
  header.core_build_id = build_info().core_build_id;
  header.start = system_instant().wall;
  header.authorities.push_back({m_settings.authority(), m_settings.name(), ""});
  for (const centre::UnitEntry& unit : m_settings.units())
    header.units.push_back({unit.number(), unit.name(), 0});
  const std::string path =
      state_file(m_settings, "journal-" + std::to_string(header.start.ns) + ".gtj");
  auto file = journal::JournalWriter::create(
      path, header, journal::WriterOptions::live_file(journal::Durability::page_cache));
  if (!file.ok()) return fail(fault, 3, path + ": " + file.error().detail);
  m_journal_file = std::move(file).value();
  m_journal.add_sink(*m_journal_file);
  return true;
}

bool CentreHost::load_documents(CentreFault& fault)
{
  const std::string path = state_file(m_settings, "documents.csv");
  const auto text = read_file_whole(path, document_table_max_bytes);
  if (!text.ok() && text.error().code == ErrorCode::not_found) return true;
  if (!text.ok()) return fail(fault, 3, path + ": " + text.error().detail);
  Diagnostic where;
  const auto table = read_document_table(text.value(), where);
  where.file = path;
  if (!table.ok()) return fail(fault, 3, to_string(where));
  const std::vector<DocumentEntry>& entries = table.value();
  for (std::size_t at = 0; at < entries.size(); at += documents_at_once) {
    const std::size_t end = std::min(entries.size(), at + documents_at_once);
    const Status written = m_desk->write_group([&] {
      std::vector<ForeseenCall> foreseen;
      for (std::size_t i = at; i < end; ++i) foreseen.push_back({{}, entries[i].document});
      Status status = m_ledger->foresee(foreseen);
      for (std::size_t i = at; i < end && status.ok(); ++i)
        status = m_ledger->put_document(entries[i].document, entries[i].status);
      return status;
    });
    if (!written.ok()) return fail(fault, 3, path + ": " + written.error().detail);
  }
  m_log.write(LogLine(LogLevel::info, "documents").add("rows", entries.size()));
  return true;
}

bool CentreHost::load_list(ListName name, CentreFault& fault)
{
  const std::string path = list_file(m_settings, name);
  ShelfFault of_file;
  auto read = read_list(m_settings, name, path, of_file);
  if (!read) return of_file.missing || fail(fault, of_file.of_settings ? 2 : 3, of_file.message);
  const auto list = std::make_shared<ShelfList>(std::move(*read));
  const auto at = static_cast<std::size_t>(name);
  if (list->version == m_in_use[at]) return true;
  const std::string older = rolled_back(path, name, list->version, m_highest[at]);
  if (!older.empty()) return fail(fault, 3, older);
  auto watch = std::make_shared<WatchList>();
  if (list->watch) {
    auto built = WatchList::build(list->version, list->issued_at, list->watch->entries);
    if (!built.ok()) return fail(fault, 3, path + ": " + built.error().detail);
    *watch = std::move(built).value();
  }
  if (list->watch) index_names(*list);
  if (m_server != nullptr)
    return m_server->ledger().post([this, list, watch] { (void)put_in_use(list, watch.get()); });
  return put_in_use(list, watch.get()) || fail(fault, 3, path + ": the ledger can't be written");
}

// For officers' searches: without it everything else goes on.
void CentreHost::index_names(const ShelfList& list)
{
  if (m_settings.ledger().kind() != centre::Store::postgresql) return;
  const auto names = PostgresNames::open(m_settings.ledger().connection());
  const Status put =
      names.ok() ? names.value()->put(list.version, list.watch->entries) : Status(names.error());
  if (!put.ok())
    m_log.write(LogLine(LogLevel::error, "names_not_indexed").add("fault", put.error().detail));
}

// First the ledger remembers the version, then anybody is served out of it.
bool CentreHost::put_in_use(const std::shared_ptr<ShelfList>& list, WatchList* watch)
{
  const Status marked = m_desk->write_group([&] {
    return m_ledger->put_list({list->name, list->version, false, system_instant().wall});
  });
  if (!marked.ok()) {
    m_log.write(LogLine(LogLevel::error, "list_not_in_use")
                    .add("list", to_string(list->name))
                    .add("fault", marked.error().detail));
    return false;
  }
  const auto at = static_cast<std::size_t>(list->name);
  m_highest[at] = list->version;
  m_in_use[at] = list->version;
  LogLine line(LogLevel::info, "list_in_use");
  line.add("list", to_string(list->name)).add("version", list->version);
  if (list->watch) {
    line.add("entries", list->watch->entries.size());
    m_desk->note_list(list->version);
    (void)m_service->install(std::move(*watch));
    list->watch.reset();
  }
  m_log.write(line);
  if (m_server != nullptr)
    m_server->publish(list->name, list->version, std::move(list->text));
  else
    m_unpublished.push_back(list);
  return true;
}

void CentreHost::watch_units()
{
  m_desk->on_pairs = [this](UnitId unit, std::span<const PairInDoubt> pairs) {
    m_one_stop.on_report(unit, pairs, system_instant().wall);
  };
  m_desk->on_settled = [this](const Settlement& settled) { m_presumed.on_settled(settled); };
  m_desk->on_number_in_use = [this](UnitId unit, const NumberWatch::Twins& twins) {
    m_log.write(LogLine(LogLevel::error, "unit_number_in_use")
                    .add("unit", static_cast<std::uint64_t>(unit.value))
                    .add("journal", twins.one)
                    .add("other_journal", twins.other));
  };
  m_desk->on_rolled_back = [this](const HeldHead& held, const JournalHead& reported) {
    m_log.write(LogLine(LogLevel::error, "journal_rolled_back")
                    .add("unit", static_cast<std::uint64_t>(held.unit.value))
                    .add("file", held.head.file.view())
                    .add("held_bytes", held.head.bytes)
                    .add("reported_bytes", reported.bytes));
  };
}

void CentreHost::reload()
{
  for (const ListName name : every_list) {
    CentreFault fault;
    if (load_list(name, fault)) continue;
    m_log.write(LogLine(LogLevel::error, "reload").add("fault", fault.message));
  }
  m_server->ledger().post([this] {
    CentreFault of_documents;
    if (load_documents(of_documents)) return;
    m_log.write(LogLine(LogLevel::error, "reload").add("fault", of_documents.message));
  });
}

void CentreHost::on_second()
{
  m_well = m_answered.load() == m_asked && !m_failed.load();
  ++m_asked;
  m_server->ledger().post([this] {
    if (m_journal_file != nullptr && !m_journal_file->flush().ok()) m_failed = true;
    if (m_ledger->has_failed()) m_failed = true;
    if (!m_failed.load()) publish_head();
    look_at_open_ends();
    m_answered.fetch_add(1);
  });
}

// What waits for somebody. A ledger that can't be read now is asked again in a second.
void CentreHost::look_at_open_ends()
{
  const WallTime now = system_instant().wall;
  m_one_stop.look(m_service->open_reservations(), now);
  const auto changed = m_desk->changed_presumed();
  if (changed.ok() && changed.value()) m_presumed.on_change(*changed.value());
  m_presumed.look(now);
}

bool CentreHost::is_well() const { return m_well; }

void CentreHost::publish_head()
{
  if (m_published == m_ledger->head()) return;
  if (!gatetwin::publish_head(m_settings, *m_ledger).ok()) return;
  m_published = m_ledger->head();
}

void CentreHost::stop()
{
  m_metrics.reset();
  if (m_server == nullptr) return;
  m_server->stop(seconds(5));
  m_server.reset();
  if (!m_ledger->has_failed()) publish_head();
  m_journal.flush();
  if (m_journal_file != nullptr) (void)m_journal_file->close();
}

} // namespace gatetwin
