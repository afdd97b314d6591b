// SPDX-License-Identifier: Apache-2.0
// How long a search for a name takes among 100,000, in memory and in PostgreSQL: `./dev load names`
// prints p50, p99 and the worst of 200 names with one slip each.
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_names.hpp"
#include "core/centre/system_time.hpp"
#include "tests/core/centre/postgres_server.hpp"
#include "tests/core/names/name_search_cases.hpp"
#include <cstdio>

namespace gatetwin::test {
namespace {

void measure(const char* what, const NameCandidates& index, std::span<const WatchListEntry> entries)
{
  RandomStream luck(9, 0, 0, purpose_key("load.names"));
  std::vector<double> took_ms;
  std::size_t candidates = 0;
  for (int i = 0; i < 200; ++i) {
    const auto& wanted = entries[luck.below(entries.size())];
    const std::string name = with_slip(std::string(wanted.name.view()), luck);
    const MonotonicTime begun = system_instant().mono;
    const auto found = search_names(index, name, 850, 20);
    took_ms.push_back(static_cast<double>((system_instant().mono - begun).ns) / 1e6);
    CHECK(found.ok());
    candidates += index.candidates(name).value().size();
  }
  std::sort(took_ms.begin(), took_ms.end());
  std::printf("%s: %zu names, %zu candidates a query; p50 %.1f ms, p99 %.1f ms, worst %.1f ms\n",
              what, entries.size(), candidates / took_ms.size(), took_ms[100], took_ms[198],
              took_ms[199]);
}

} // namespace
} // namespace gatetwin::test

int main()
{
  using namespace gatetwin;
  using namespace gatetwin::test;
  const auto entries = listed_names(100'000);
  measure("in memory", ListedNames(entries), entries);
  PostgresServer server;
  const std::string connection = server.connection(server.fresh());
  CHECK(PostgresLedger::open({connection, {0}, "vn/main", {}, seconds(60)}).ok());
  const auto names = PostgresNames::open(connection).value();
  const MonotonicTime begun = system_instant().mono;
  CHECK(names->put(1, entries).ok());
  std::printf("postgresql: taken over in %.1f s\n",
              static_cast<double>((system_instant().mono - begun).ns) / 1e9);
  measure("postgresql", *names, entries);
  return 0;
}
