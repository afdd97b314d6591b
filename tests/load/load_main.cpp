// SPDX-License-Identifier: Apache-2.0
// Load on a real centre, open loop: requests are sent at drawn instants whether or not earlier ones
// were answered, and each one's time counts from the instant at which it should have been sent, so
// that waiting is never hidden. 117 units with connections and certificates of their own; each
// crossing is a check and, two seconds later, a record. Refusals and losses are counted.
//
// load [--ledger sqlite|postgresql] [--seconds N] [--rate N] [--burst N] [--burst-seconds N]
//      [--travellers N] [--names N] --centre PROGRAM
#include "core/base/build_info.hpp"
#include "core/base/random_stream.hpp"
#include "core/centre/system_time.hpp"
#include "core/link/grpc_registry_link.hpp"
#include "tests/core/centre/postgres_server.hpp"
#include "tests/core/registry/samples.hpp"
#include "tests/load/centre_process.hpp"
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <optional>
#include <queue>
#include <sys/epoll.h>
#include <sys/utsname.h>
#include <thread>

namespace gatetwin::test {
namespace {

constexpr std::uint32_t units = 117;
constexpr Duration passage = seconds(2); // from the check to the record

struct LoadOptions {
  std::string ledger = "sqlite", centre;
  std::int64_t run_s = 20, burst_s = 3;
  double rate_per_s = 500, burst_per_s = 2000;
  std::uint64_t travellers = 100'000, names = 100'000;
};

std::string number_of(std::uint64_t traveller)
{
  std::string digits = std::to_string(traveller);
  return "BP" + std::string(8 - digits.size(), '0') + digits;
}

std::string name_of(std::uint64_t person)
{
  std::string name = "X"; // nobody who crosses is called so
  for (int i = 0; i < 6; ++i, person /= 26) name += static_cast<char>('A' + person % 26);
  return name;
}

void write_data(const CentreProcess& centre, const LoadOptions& options)
{
  std::ofstream documents(centre.folder() + "/state/documents.csv");
  documents << "issuer,number,status\n";
  for (std::uint64_t i = 0; i < options.travellers; ++i)
    documents << "VNM," << number_of(i) << ",known\n";
  std::ofstream table(centre.folder() + "/list.csv");
  table << "issuer,number,name,birth\n";
  for (std::uint64_t i = 0; i < options.names; ++i)
    table << ",,\"" << name_of(i) << ", Van\"," << 1950 + i % 50 << "-01-02\n";
}

int run_silently(const std::vector<std::string>& command)
{
  int out = -1;
  ChildProcess child = spawn(command, &out);
  char bytes[4096];
  while (::read(out, bytes, sizeof bytes) > 0) {
  }
  ::close(out);
  return child.wait();
}

void sign_list(const CentreProcess& centre)
{
  const std::string folder = centre.folder();
  const std::string key = folder + "/list.key", pub = folder + "/list.pub";
  CHECK(run_silently({"/usr/bin/openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout",
                      "-out", key}) == 0);
  CHECK(run_silently({"/usr/bin/openssl", "pkey", "-in", key, "-pubout", "-out", pub}) == 0);
  CHECK(run_silently(centre.command({"watch-list", "sign", folder + "/list.csv", "--key", key,
                                     "--version", "1", "-o", folder + "/list.signed"})) == 0);
  CHECK(run_silently(centre.command(
            {"watch-list", "import", "--config", centre.config(), folder + "/list.signed"})) == 0);
}

struct Tally {
  std::vector<std::int64_t> took_ns; // answered, of any status
  std::uint64_t sent = 0, done = 0, overloaded = 0, other = 0;
  std::uint64_t admitted = 0;
};

struct Planned {
  MonotonicTime at;
  RegistryRequest request;
  bool operator<(const Planned& other) const { return at > other.at; } // earliest first
};

class Generator {
public:
  Generator(CentreProcess& centre, const LoadOptions& options)
      : m_options(options), m_epoll(::epoll_create1(EPOLL_CLOEXEC))
  {
    for (std::uint32_t unit = 1; unit <= units; ++unit) {
      GrpcRegistryLinkOptions link;
      link.unit = {unit};
      link.endpoints = {{{0}, centre.address()}};
      link.tls = centre.unit_files(unit);
      link.in_flight = 1024;
      auto opened = GrpcRegistryLink::open(link);
      CHECK(opened.ok());
      m_links.push_back(std::move(opened).value());
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u32 = unit - 1;
      CHECK(::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_links.back()->descriptor(), &event) == 0);
    }
  }
  // Connections are made before the clock starts.
  bool connect()
  {
    for (std::uint32_t unit = 1; unit <= units; ++unit) send(crossing(unit, RequestKind::check));
    const MonotonicTime until = system_instant().mono + seconds(60);
    while (m_tallies[RequestKind::check].took_ns.size() < units && system_instant().mono < until)
      listen(system_instant().mono + milliseconds(50));
    const bool all = m_tallies[RequestKind::check].took_ns.size() == units;
    m_tallies.clear();
    return all;
  }
  void run()
  {
    const MonotonicTime start = system_instant().mono;
    const MonotonicTime calm_end = start + seconds(m_options.run_s);
    const MonotonicTime end = calm_end + seconds(m_options.burst_s);
    MonotonicTime next = start;
    std::uint32_t unit = 0;
    for (;;) {
      const MonotonicTime now = system_instant().mono;
      for (; next <= now && next < end; ++unit) {
        RegistryRequest check = crossing(unit % units + 1, RequestKind::check);
        plan(next, check);
        check.kind = RequestKind::record;
        check.decision = Decision::admit;
        plan(next + passage, check);
        const bool burst = next >= calm_end;
        const double rate = burst ? m_options.burst_per_s : m_options.rate_per_s;
        next = next + from_seconds(m_arrivals.exponential(1 / rate));
      }
      while (!m_planned.empty() && m_planned.top().at <= now) {
        send(m_planned.top().request, m_planned.top().at);
        m_planned.pop();
      }
      if (m_planned.empty() && next >= end && (m_open.empty() || now > end + seconds(10))) break;
      MonotonicTime wake = now + milliseconds(20);
      if (next < end) wake = std::min(wake, next);
      if (!m_planned.empty()) wake = std::min(wake, m_planned.top().at);
      listen(wake);
    }
  }
  std::map<RequestKind, Tally>& tallies() { return m_tallies; }
  std::size_t lost() const { return m_open.size(); }
  std::uint64_t records_done() const { return m_records_done; }

private:
  RegistryRequest crossing(std::uint32_t unit, RequestKind kind)
  {
    const std::uint64_t traveller = m_people.below(m_options.travellers);
    RegistryRequest request = sample::request(
        kind, ++m_count, sample::border_pass(number_of(traveller)), {unit}, system_instant().wall);
    request.checkpoint = {1};
    request.authority = {0};
    return request;
  }
  void plan(MonotonicTime at, const RegistryRequest& request) { m_planned.push({at, request}); }
  void send(RegistryRequest request, MonotonicTime due = system_instant().mono)
  {
    request.at = system_instant().wall;
    m_open[{request.transaction, request.kind}] = due;
    ++m_tallies[request.kind].sent;
    m_links[request.unit.value - 1]->send(request);
  }
  void listen(MonotonicTime until)
  {
    const Duration wait = until - system_instant().mono;
    epoll_event events[units];
    const int ms = wait.ns <= 500'000 ? 0 : static_cast<int>((wait.ns + 999'999) / 1'000'000);
    const int count = ::epoll_wait(m_epoll, events, units, ms);
    for (int i = 0; i < count; ++i) take(*m_links[events[i].data.u32]);
  }
  void take(GrpcRegistryLink& link)
  {
    link.on_ready(system_instant().mono);
    for (;;) {
      Inbox inbox;
      link.deliver(inbox);
      if (inbox.empty()) return;
      const MonotonicTime now = system_instant().mono;
      for (; !inbox.empty(); inbox.pop()) {
        const RegistryReply& reply = *inbox.front().reply;
        const auto open = m_open.find({reply.transaction, reply.kind});
        if (open == m_open.end()) continue;
        Tally& tally = m_tallies[reply.kind];
        tally.took_ns.push_back((now - open->second).ns);
        m_open.erase(open);
        const bool done = reply.status == ReplyStatus::done;
        ++(done                                      ? tally.done
           : reply.status == ReplyStatus::overloaded ? tally.overloaded
                                                     : tally.other);
        tally.admitted += done && reply.decision == Decision::admit ? 1 : 0;
        m_records_done += done && reply.kind == RequestKind::record ? 1 : 0;
      }
    }
  }

  const LoadOptions m_options;
  int m_epoll;
  std::vector<std::unique_ptr<GrpcRegistryLink>> m_links;
  RandomStream m_arrivals{1, 0, 0, purpose_key("load.arrivals")};
  RandomStream m_people{1, 0, 0, purpose_key("load.people")};
  std::uint64_t m_count = 0;
  std::priority_queue<Planned> m_planned;
  std::map<std::pair<TransactionId, RequestKind>, MonotonicTime> m_open;
  std::map<RequestKind, Tally> m_tallies;
  std::uint64_t m_records_done = 0;
};

double quantile_ms(std::vector<std::int64_t>& sorted, double share)
{
  if (sorted.empty()) return 0;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return static_cast<double>(sorted[std::min(at, sorted.size() - 1)]) * 1e-6;
}

std::string machine()
{
  std::ifstream in("/proc/cpuinfo");
  std::string model = "unknown processor";
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("model name", 0) == 0) model = line.substr(line.find(':') + 2);
  }
  utsname system{};
  ::uname(&system);
  return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " processors, " +
         system.sysname + " " + system.release;
}

void print(const LoadOptions& options, Generator& generator)
{
  std::printf("%s, %s ledger, %llu travellers, %llu names on the watch-list\n", machine().c_str(),
              options.ledger.c_str(), static_cast<unsigned long long>(options.travellers),
              static_cast<unsigned long long>(options.names));
  std::printf("%u units, %.0f crossings/s for %lld s, then %.0f/s for %lld s; generator and centre "
              "share the machine\n",
              units, options.rate_per_s, static_cast<long long>(options.run_s), options.burst_per_s,
              static_cast<long long>(options.burst_s));
  std::printf("%-8s %9s %9s %10s %6s %9s %9s %9s %9s\n", "", "sent", "done", "overloaded", "other",
              "p50 ms", "p99 ms", "p99.9 ms", "max ms");
  for (auto& [kind, tally] : generator.tallies()) {
    std::sort(tally.took_ns.begin(), tally.took_ns.end());
    std::printf("%-8s %9llu %9llu %10llu %6llu %9.2f %9.2f %9.2f %9.2f\n",
                kind == RequestKind::check ? "check" : "record",
                static_cast<unsigned long long>(tally.sent),
                static_cast<unsigned long long>(tally.done),
                static_cast<unsigned long long>(tally.overloaded),
                static_cast<unsigned long long>(tally.other), quantile_ms(tally.took_ns, 0.5),
                quantile_ms(tally.took_ns, 0.99), quantile_ms(tally.took_ns, 0.999),
                quantile_ms(tally.took_ns, 1));
  }
  std::printf("not answered within the deadline: %zu\n", generator.lost());
  std::fflush(stdout);
}

template <typename Number> bool read_number(const char* text, Number& number)
{
  const std::string_view digits(text);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return fault == std::errc() && end == digits.data() + digits.size() && number >= 0;
}

bool read_options(int argc, char** argv, LoadOptions& options)
{
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const char* value = argv[i + 1];
    bool good = true;
    if (name == "--ledger")
      options.ledger = value;
    else if (name == "--centre")
      options.centre = value;
    else if (name == "--seconds")
      good = read_number(value, options.run_s);
    else if (name == "--burst-seconds")
      good = read_number(value, options.burst_s);
    else if (name == "--rate")
      good = read_number(value, options.rate_per_s);
    else if (name == "--burst")
      good = read_number(value, options.burst_per_s);
    else if (name == "--travellers")
      good = read_number(value, options.travellers);
    else if (name == "--names")
      good = read_number(value, options.names);
    else
      good = false;
    if (!good) return false;
  }
  const bool known = options.ledger == "sqlite" || options.ledger == "postgresql";
  return argc % 2 == 1 && known && !options.centre.empty() && options.travellers > 0 &&
         options.travellers <= 99'999'999 && options.names > 0 && options.rate_per_s > 0;
}

int run(const LoadOptions& options)
{
  std::string folder = "/tmp/gatetwin-load-XXXXXX";
  CHECK(mkdtemp(folder.data()) != nullptr);
  std::optional<PostgresServer> server;
  std::string ledger = "sqlite";
  if (options.ledger == "postgresql") {
    server.emplace("/tmp");
    ledger = "{ kind: postgresql, connection: \"" + server->connection(server->fresh()) + "\" }";
  }
  int code = 1;
  {
    CentreProcess centre(options.centre, folder, units, ledger, 7444);
    write_data(centre, options);
    sign_list(centre);
    const MonotonicTime begun = system_instant().mono;
    if (centre.start()) {
      std::printf("the centre started in %.1f s, with all documents registered\n",
                  (system_instant().mono - begun).seconds());
      Generator generator(centre, options);
      if (generator.connect()) {
        generator.run();
        print(options, generator);
        code = centre.process.end(SIGTERM) == 0 ? 0 : 1;
      }
    }
    if (!centre.last_words.empty()) std::printf("%s\n", centre.last_words.c_str());
    if (centre.process.running()) centre.process.end(SIGKILL);
    if (code == 0)
      code = spawn(centre.command({"audit", "verify", "--config", centre.config()})).wait();
  }
  std::filesystem::remove_all(folder);
  return code;
}

} // namespace
} // namespace gatetwin::test

int main(int argc, char** argv)
{
  gatetwin::test::LoadOptions options;
  if (!gatetwin::test::read_options(argc, argv, options)) {
    std::fprintf(stderr,
                 "usage: load --centre PROGRAM [--ledger sqlite|postgresql] [--seconds N] "
                 "[--rate N] [--burst N] [--burst-seconds N] [--travellers N] [--names N]\n");
    return 2;
  }
  return gatetwin::test::run(options);
}
