// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_daemon.hpp"
#include "core/base/build_info.hpp"
#include "core/base/whole_file.hpp"
#include "core/daemon/certificate_expiry.hpp"
#include "core/daemon/store_thread.hpp"
#include "core/journal/clock_record.hpp"
#include <fmt/format.h>

namespace gatetwin {
namespace {

// Who acts where no person does: this program.
constexpr OfficerId nobody{0};
// Doors that are moving when the unit is broken off get so long to arrive.
constexpr Duration doors_arrive = seconds(2);

// Nobody is under way, and the doors are as they should be while nobody steers them.
bool is_at_rest(GateState state)
{
  switch (state) {
  case GateState::starting:
  case GateState::out_of_service:
  case GateState::emergency:
  case GateState::without_power: return true;
  default: return false;
  }
}

PortInput act_on_unit(OfficerAction action)
{
  PortInput input;
  input.kind = InputKind::officer;
  input.action = action;
  input.officer = nobody;
  return input;
}

} // namespace

GateDaemon::GateDaemon(const LoadedGateSettings& loaded, const DaemonSurroundings& around)
    : m_loaded(loaded), m_settings(*loaded.settings), m_around(around), m_clock(around.clock),
      m_log(around.log), m_metrics(loaded.settings->unit().name()), m_files(m_settings),
      m_wall(from_seconds(loaded.settings->service().wall_step()))
{
  m_journal.add_sink(m_metrics);
}

GateDaemon::~GateDaemon() = default;

void GateDaemon::test(const char* name, bool passed, std::string detail)
{
  m_log.write(passed ? daemon::Log::info : daemon::Log::error, "self_test",
              {{"test", name}, {"passed", passed}, {"detail", detail}});
  m_results.push_back({name, passed, std::move(detail)});
}

// A clock that never was set says 1970, or when the image was built.
void GateDaemon::test_clock(Instant now)
{
  constexpr WallTime plausible{1'767'225'600'000'000'000}; // 2026-01-01
  test("clock", now.wall >= plausible,
       now.wall >= plausible ? "plausible" : "the wall clock is before 2026: set it");
}

void GateDaemon::test_lists()
{
  m_lists = std::make_unique<DocumentLists>(
      m_settings, m_clock, [this](Duration took) { m_metrics.inspection().observe(took); });
  const Diagnostics faults = m_lists->load();
  for (const Diagnostic& fault : faults) test("lists", false, to_string(fault));
  if (!faults.empty()) return;
  const WallTime now = m_clock.now().wall;
  // One that was kept from the centre gives way to a newer one once the centre is heard.
  const auto fresh = [this](const char* name, std::optional<Duration> left, bool configured) {
    if (!left) return test(name, true, "none configured");
    const bool good = left->ns > 0 || !configured;
    test(name, good,
         fmt::format("{} h until it is too old", left->ns / hours(1).ns) +
             (good ? "" : ": fetch a newer one"));
  };
  fresh("trust_list", m_lists->trust_left(now), m_settings.lists().has_trust());
  fresh("revocation_list", m_lists->revocations_left(now), m_settings.lists().has_revocations());
}

void GateDaemon::open_store()
{
  if (m_around.open_store) {
    std::string fault;
    m_store = m_around.open_store(m_loaded, fault);
    return test("store", m_store != nullptr, fault);
  }
  const SqliteStoreOptions options{m_settings.store().path(), m_loaded.config.unit,
                                   std::uint64_t{m_settings.store().reserve_mib()} << 20};
  Result<std::unique_ptr<SqliteStore>> store = SqliteStore::open(options);
  if (!store) return test("store", false, m_settings.store().path() + ": " + store.error().detail);
  m_store = std::make_unique<StoreThread>(std::move(store).value());
  test("store", true, "opened and verified: " + m_settings.store().path());
}

void GateDaemon::open_journal_file(Instant now)
{
  const std::string fault = m_files.open(now);
  test("journal", fault.empty(), fault.empty() ? m_files.path() : fault);
  if (fault.empty()) m_journal.add_sink(m_files);
}

bool GateDaemon::open(DeviceFactory& factory)
{
  const Instant now = m_clock.now();
  m_log.write(daemon::Log::info, "starting",
              {{"version", build_info().version},
               {"commit", build_info().commit},
               {"core_build_id", build_info().core_build_id}});
  test_clock(now);
  test_lists();
  open_store();
  open_journal_file(now);
  read_certificate();
  if (m_settings.metrics().port() != 0) {
    const std::string refused =
        m_metrics.serve(m_settings.metrics().address(), m_settings.metrics().port());
    test("metrics", refused.empty(), refused.empty() ? "served" : refused);
  }
  DevicesFault fault;
  factory.use_log(m_log);
  m_devices = factory.open(m_settings, m_clock, m_journal, fault);
  test("devices", m_devices != nullptr, m_devices ? "opened" : fault.message);
  for (const SelfTestResult& result : m_results) {
    if (!result.passed) return false;
  }
  for (const std::string& remark : m_devices->remarks())
    m_log.write(daemon::Log::warning, "remark", {{"text", remark}});
  GateParts parts = m_devices->parts();
  if (Attended* store = m_store->attended()) parts.attended.push_back(store);
  m_service.emplace(m_loaded.config, parts, *m_store, m_lists->inspector(), m_journal,
                    m_settings.journal().inputs());
  m_loop.emplace(m_clock, *m_service, parts.attended, m_around.signals.descriptor(),
                 static_cast<LoopOwner&>(*this));
  return true;
}

int GateDaemon::run()
{
  const Instant now = m_clock.now();
  m_wall.look(now);
  m_heard_by = now.mono + from_seconds(m_settings.service().devices_within());
  m_service->start(now);
  use_watch_list(now);
  while (!may_end(m_clock.now())) {
    m_loop->round();
    m_journal.flush();
    if (!m_stopping && m_devices->is_finished()) begin_stop(m_clock.now(), "finished");
    if (m_stopping && m_clock.now().mono >= m_stop_by) break_off();
  }
  m_journal.flush();
  const Status closed = m_files.close();
  if (!closed)
    m_log.write(daemon::Log::error, "journal_failed", {{"detail", closed.error().detail}});
  m_log.write(daemon::Log::info, "stopped",
              {{"undelivered", static_cast<std::int64_t>(runtime().undelivered())}});
  return 0;
}

bool GateDaemon::may_end(Instant now) const
{
  if (!m_stopping) return false;
  if (m_broken_off) return now.mono >= m_stop_by + doors_arrive;
  // The last crossing is on the disk, or it is known and journalled that it is not.
  return !runtime().transaction().valid() && is_at_rest(runtime().state()) && m_store->is_settled();
}

// The person at hand finishes, then the unit is closed, its doors shut.
void GateDaemon::begin_stop(Instant now, const char* why)
{
  if (m_stopping) {
    m_stop_by = now.mono; // told again: no more waiting
    return;
  }
  m_log.write(daemon::Log::info, "stopping", {{"why", why}});
  m_around.notice.stopping();
  m_stopping = true;
  m_stop_by = now.mono + from_seconds(m_settings.service().stop_within());
  m_service->post(act_on_unit(OfficerAction::close_unit));
}

// From here on the unit only sees to it that the exit shuts and that whoever is inside gets out on
// the public side.
void GateDaemon::break_off()
{
  if (m_broken_off) return;
  m_broken_off = true;
  m_log.write(daemon::Log::warning, "broken_off",
              {{"transaction", static_cast<std::int64_t>(runtime().transaction().value)}});
  PortInput input;
  input.kind = InputKind::steering_ends;
  m_service->post(input);
}

void GateDaemon::on_signal(Instant now)
{
  while (const int signal = m_around.signals.take()) {
    if (signal == SIGHUP)
      reload(now);
    else
      begin_stop(now, signal == SIGTERM ? "SIGTERM" : "SIGINT");
  }
}

void GateDaemon::read_certificate()
{
  if (!m_settings.link().has_certificate()) return;
  constexpr std::size_t most = 1U << 20;
  const Result<std::string> pem = read_file_whole(m_settings.link().certificate(), most);
  m_certificate_expiry = pem ? certificate_expiry(pem.value()) : std::nullopt;
}

// What is refused stays as it was.
void GateDaemon::reload(Instant now)
{
  const Diagnostics faults = m_lists->load();
  tell_refused(faults);
  use_watch_list(now);
  m_devices->reload();
  read_certificate();
  m_log.write(daemon::Log::info, "reloaded",
              {{"refused", static_cast<std::int64_t>(faults.size())}});
}

void GateDaemon::tell_refused(const Diagnostics& faults)
{
  for (const Diagnostic& fault : faults)
    m_log.write(daemon::Log::error, "list_refused", {{"detail", to_string(fault)}});
}

void GateDaemon::use_watch_list(Instant now)
{
  std::unique_ptr<WatchList> fresh = m_lists->take_watch_list();
  const bool is_new = fresh != nullptr;
  if (!is_new) fresh = std::move(m_refused_watch_list); // the clock may have been set meanwhile
  if (!fresh) return;
  if (const Status used = m_service->use_watch_list(fresh.get(), now); !used) {
    if (is_new) m_log.write(daemon::Log::error, "list_refused", {{"detail", used.error().detail}});
    m_refused_watch_list = std::move(fresh);
    return;
  }
  m_watch_list = std::move(fresh);
  m_refused_watch_list.reset();
  m_log.write(daemon::Log::info, "watch_list",
              {{"version", static_cast<std::int64_t>(m_watch_list->version())}});
}

// To verify a long list takes the loop for a while: between two persons, unless they come without a
// pause.
void GateDaemon::take_lists(Instant now)
{
  if (runtime().transaction().valid() && now.mono < m_take_lists_by) return;
  m_take_lists_by = now.mono + minutes(1);
  while (const std::optional<FetchedList> list = m_devices->take_list()) {
    tell_refused(m_lists->take(*list));
    use_watch_list(now);
  }
}

// The centre's lists, under the same terms as files.
void GateDaemon::fetch_lists(Instant now)
{
  take_lists(now);
  if (m_lists->has_lost_one())
    m_log.write(daemon::Log::error, "list_not_kept",
                {{"detail", "the store's folder takes no file; the next start has no such list "
                            "until the centre is heard"}});
  if (now.mono < m_fetch_at) return;
  m_fetch_at = now.mono + from_seconds(m_settings.lists().fetch_every());
  use_watch_list(now);
  for (const ListName name : {ListName::trust_list, ListName::revocations, ListName::watch_list})
    m_devices->fetch_list(name, m_lists->version_of(name));
}

// What can be lost on the way is told again: journals now and then, pairs while there are any.
void GateDaemon::report(Instant now)
{
  constexpr Duration pairs_every = seconds(10);
  UnitReport report;
  report.pairs = m_service->runtime().pairs_in_doubt(now.mono);
  const bool journals_due = now.mono >= m_report_journals_at && !m_journal_failed;
  const bool pairs_changed = report.pairs.size() != m_pairs_reported;
  const bool pairs_due = !report.pairs.empty() && now.mono >= m_report_pairs_at;
  if (!journals_due && !pairs_changed && !pairs_due) return;
  m_pairs_reported = report.pairs.size();
  m_report_pairs_at = now.mono + pairs_every;
  if (journals_due) {
    m_report_journals_at = now.mono + from_seconds(m_settings.journal().report_every());
    if (m_files.previous()) report.journals.push_back(*m_files.previous());
    if (const auto head = m_files.head()) report.journals.push_back(*head);
  }
  m_devices->report(report);
}

void GateDaemon::watch_service(Instant now)
{
  if (m_told_ready) return;
  const bool heard = runtime().is_ready();
  if (!heard && now.mono < m_heard_by) return;
  m_told_ready = true;
  test("devices_heard", heard,
       heard ? "all" : "doors or sensors were not heard: out of service until they are");
  m_around.notice.ready(heard ? "in service" : "out of service: devices not heard");
  m_log.write(heard ? daemon::Log::info : daemon::Log::error, heard ? "in_service" : "not_ready",
              {{"journal", m_files.path()}});
}

void GateDaemon::watch_clock(Instant now)
{
  const Duration step = m_wall.look(now);
  if (step.ns == 0) return;
  m_log.write(daemon::Log::warning, "wall_clock_stepped", {{"by_ns", step.ns}});
  m_journal.append({.time_ns = now.mono.ns,
                    .value = step.ns,
                    .unit = m_loaded.config.unit.value,
                    .kind = journal::wall_clock_stepped});
}

void GateDaemon::tell_number_conflicts()
{
  const std::uint64_t all = m_metrics.number_conflicts();
  if (all == m_told_number_conflicts) return;
  m_told_number_conflicts = all;
  m_log.write(
      daemon::Log::error, "unit_number_in_use",
      {{"unit", static_cast<std::int64_t>(m_loaded.config.unit.value)},
       {"detail", "the registry has another unit's transactions under this number, or those "
                  "of an earlier store of this unit: give it an unused number and a store "
                  "of its own (docs/deploy.md)"}});
}

void GateDaemon::keep_journal()
{
  m_journal.flush();
  Status written = m_files.flush();
  if (!written && m_journal_failed && m_files.go_on_after_failure()) {
    written = success();
    m_log.write(daemon::Log::warning, "journal_recovered", {{"journal", m_files.path()}});
  }
  if (written && m_files.is_full() && !runtime().transaction().valid()) {
    written = m_files.go_on();
    if (written) m_log.write(daemon::Log::info, "journal_goes_on", {{"journal", m_files.path()}});
  }
  if (!written && !m_journal_failed)
    m_log.write(daemon::Log::error, "journal_failed", {{"detail", written.error().detail}});
  m_journal_failed = !written;
}

void GateDaemon::on_second(Instant now)
{
  watch_clock(now);
  watch_service(now);
  fetch_lists(now);
  const bool store_good = m_store->check();
  if (store_good == m_store_failed) {
    m_store_failed = !store_good;
    m_log.write(store_good ? daemon::Log::info : daemon::Log::error,
                store_good ? "store_recovered" : "store_failed");
  }
  keep_journal();
  report(now);
  tell_number_conflicts();
  set_gauges(now, store_good);
  // Only while crossings can be kept: else the service manager starts the unit anew.
  if (store_good) m_around.notice.alive();
}

void GateDaemon::set_gauges(Instant now, bool store_good)
{
  const auto days_left = [](std::optional<Duration> left) {
    return left ? std::optional<double>(left->seconds() / 86400) : std::nullopt;
  };
  GateGauges gauges;
  gauges.ready = runtime().is_ready();
  gauges.registry_reachable = runtime().is_reachable(m_loaded.config.authority);
  gauges.store_good = store_good;
  gauges.journal_good = !m_journal_failed;
  gauges.outbox = runtime().undelivered();
  gauges.trust_list_left_d = days_left(m_lists->trust_left(now.wall));
  gauges.revocation_list_left_d = days_left(m_lists->revocations_left(now.wall));
  if (m_certificate_expiry) gauges.certificate_left_d = days_left(*m_certificate_expiry - now.wall);
  m_metrics.set(gauges);
}

void GateDaemon::on_worked(Duration took) { m_metrics.event_to_command().observe(took); }

} // namespace gatetwin
