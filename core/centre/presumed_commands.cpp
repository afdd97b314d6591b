// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_commands.hpp"
#include "core/centre/centre_host.hpp"
#include "core/centre/json_log.hpp"
#include "core/centre/observer_words.hpp"
#include "core/centre/presumed_pages.hpp"
#include "core/centre/system_time.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace gatetwin {
namespace {

struct PresumedWords {
  std::string config, format = "table", transaction, reason, outcome;
  ObserverWords observer;
  bool correct = false;
};

struct PresumedRow {
  Crossing crossing;
  std::optional<SettledCrossing> settled;
};

const char* state_of(const PresumedRow& row)
{
  return row.settled ? to_string(row.settled->outcome) : "open";
}

std::string line_of(const PresumedRow& row, bool as_json)
{
  const Crossing& crossing = row.crossing;
  const std::string settled_at = row.settled ? time_text(row.settled->at) : "";
  constexpr const char* json =
      R"({{"transaction":{},"state":"{}","unit":{},"checkpoint":{},"direction":"{}","at":"{}",)"
      R"("received_at":"{}","stamped":{},"settled_at":{}}})";
  if (as_json)
    return fmt::format(json, crossing.transaction.value, state_of(row), crossing.unit.value,
                       crossing.checkpoint.value, to_string(crossing.direction),
                       time_text(crossing.at), time_text(crossing.received_at), crossing.stamped,
                       row.settled ? '"' + settled_at + '"' : "null");
  std::string line = fmt::format(
      "{:>20}  {:9}  {:>8}  {:>10}  {:9}  {:24}  {:24}  {}", crossing.transaction.value,
      state_of(row), crossing.unit.value, crossing.checkpoint.value, to_string(crossing.direction),
      time_text(crossing.at), time_text(crossing.received_at), settled_at);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

// Every part in order.
template <typename NextPart> std::vector<PresumedRow> all_of(NextPart&& next_part)
{
  std::vector<PresumedRow> rows;
  for (bool more = true; more;) {
    const HistoryPage page =
        next_part(rows.empty() ? HistoryPlace{} : place_of(rows.back().crossing));
    for (const Crossing& crossing : page.crossings) {
      const auto settled = page.settled.find(crossing.transaction);
      const bool open = settled == page.settled.end();
      rows.push_back({crossing, open ? std::nullopt : std::optional(settled->second)});
    }
    more = page.more;
  }
  return rows;
}

std::vector<PresumedRow> rows_at_centre(const PresumedWords& words)
{
  const auto link = words.observer.open();
  return all_of([&](const HistoryPlace& after) {
    auto page = link->presumed(after);
    if (!page.ok()) throw words.observer.stop(page.error());
    return std::move(page).value();
  });
}

std::vector<PresumedRow> rows_in_ledger(const PresumedWords& words)
{
  const auto ledger = ledger_of(settings_of(words.config));
  return all_of([&](const HistoryPlace& after) {
    const auto found = ledger->presumed(after, most_in_history_part + 1);
    if (!found.ok()) throw Stop{unreadable, std::string("error: ") + found.error().detail};
    return page_of(found.value());
  });
}

// Those that wait for somebody first.
void list(const PresumedWords& words)
{
  const bool as_json = words.format == "json";
  std::vector<PresumedRow> rows =
      words.observer.is_asked(words.config) ? rows_at_centre(words) : rows_in_ledger(words);
  const auto settled = std::stable_partition(rows.begin(), rows.end(),
                                             [](const PresumedRow& row) { return !row.settled; });
  if (!as_json && !rows.empty())
    fmt::print("{:>20}  {:9}  {:>8}  {:>10}  {:9}  {:24}  {:24}  {}\n", "transaction", "state",
               "unit", "checkpoint", "direction", "at (UTC)", "received", "settled");
  for (const PresumedRow& row : rows) fmt::print("{}\n", line_of(row, as_json));
  if (!as_json)
    fmt::print("{} presumed, {} open\n", rows.size(), std::distance(rows.begin(), settled));
}

// First it is durable, then it is said.
SettlementResult settle_in_ledger(const PresumedWords& words, Settlement settlement)
{
  const centre::Centre settings = settings_of(words.config);
  const auto ledger = ledger_of(settings);
  settlement.at_console = true;
  settlement.at = system_instant().wall;
  const auto result = ledger->settle(settlement);
  if (!result.ok()) throw Stop{unreadable, std::string("error: ") + result.error().detail};
  if (!publish_head(settings, *ledger).ok())
    throw Stop{unreadable, "error: ledger.head can't be written"};
  return result.value();
}

SettlementResult settle_at_centre(const PresumedWords& words, const Settlement& settlement)
{
  const auto result = words.observer.open()->settle(settlement);
  if (!result.ok()) throw words.observer.stop(result.error());
  return result.value();
}

std::string refusal_of(SettlementResult result, const Settlement& settlement)
{
  switch (result) {
  case SettlementResult::written: return "";
  case SettlementResult::no_crossing: return "there is no crossing of that transaction";
  case SettlementResult::not_presumed:
    return "that crossing was not presumed: its gate recorded it after the passage";
  case SettlementResult::settled_before:
    return "it is settled already (presumed list); to take that back: --correct";
  case SettlementResult::nothing_to_correct:
    return fmt::format("there is nothing to correct: it is open, or {} already",
                       to_string(settlement.outcome));
  }
  return "unknown";
}

void settle(const PresumedWords& words)
{
  const bool running = words.observer.is_asked(words.config);
  const bool annulled = words.outcome == to_string(SettlementOutcome::annulled);
  const Settlement settlement{.transaction = transaction_of(words.transaction),
                              .outcome = annulled ? SettlementOutcome::annulled
                                                  : SettlementOutcome::confirmed,
                              .correction = words.correct,
                              .reason = reason_of(words.reason)};
  const SettlementResult result =
      running ? settle_at_centre(words, settlement) : settle_in_ledger(words, settlement);
  if (result != SettlementResult::written)
    throw Stop{refused, fmt::format("{}: {}", words.transaction, refusal_of(result, settlement))};
  fmt::print("{}: {}{}\n", words.transaction, to_string(settlement.outcome),
             words.correct ? ", as a correction" : "");
}

} // namespace

void add_presumed_commands(CLI::App& app)
{
  const auto words = std::make_shared<PresumedWords>();
  const auto reaches_a_centre = [&](CLI::App* command) {
    command->add_option("--config", words->config, "The configuration file of a stopped centre");
    words->observer.add_to(command);
    return command;
  };
  CLI::App* all = app.add_subcommand(
      "presumed", "Crossings that gates presumed because the power went at a passage");
  all->require_subcommand(1);
  CLI::App* show = reaches_a_centre(
      all->add_subcommand("list", "All of them and what became of them, open ones first"));
  show->add_option("--format", words->format, "table, or json: a line for each crossing")
      ->check(CLI::IsMember({"table", "json"}));
  show->callback([words] { list(*words); });
  CLI::App* end = reaches_a_centre(all->add_subcommand(
      "settle", "Say that one happened or did not; who says so, and why, is on record"));
  end->add_option("--reason", words->reason, "Why, such as a case's number; kept on record")
      ->required();
  end->add_flag("--correct", words->correct, "Take back what was said before");
  end->add_option("TRANSACTION", words->transaction, "As listed")->required();
  end->add_option("OUTCOME", words->outcome, "confirmed: it happened; annulled: it did not")
      ->required()
      ->check(CLI::IsMember({"confirmed", "annulled"}));
  end->callback([words] { settle(*words); });
}

} // namespace gatetwin
