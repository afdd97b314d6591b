// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_commands.hpp"
#include "core/centre/centre_host.hpp"
#include "core/centre/observer_words.hpp"
#include "core/centre/presumed_pages.hpp"
#include "core/centre/system_time.hpp"
#include "core/domain/reason.hpp"
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace gatetwin {
namespace {

struct HistoryWords {
  std::string config, issuer, number, reason, format = "table";
  ObserverWords observer;
};

// What would vanish from a key silently must not name another document.
bool is_whole(std::string_view text, std::string_view key)
{
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
  const auto significant = std::count_if(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
  return ascii && !key.empty() && static_cast<std::size_t>(significant) == key.size();
}

HistoryQuestion question_of(const HistoryWords& words)
{
  HistoryQuestion question;
  question.document = document_key(words.issuer, words.number);
  if (!is_whole(words.issuer, question.document.issuer()))
    throw Stop{wrong_use, words.issuer + ": error: an issuer is a state's one to three letters, "
                                         "such as VNM"};
  if (!is_whole(words.number, question.document.number()))
    throw Stop{wrong_use, words.number + ": error: a number has 1 to 24 letters and digits"};
  question.reason = reason_of(words.reason);
  if (const Status status = check(question); !status.ok())
    throw Stop{wrong_use, std::string("error: ") + status.error().detail};
  return question;
}

// "": there is nothing to settle, or nobody has.
std::string state_of(const Crossing& crossing, const HistoryPage& page)
{
  const auto settled = page.settled.find(crossing.transaction);
  if (settled != page.settled.end()) return to_string(settled->second.outcome);
  return is_presumed(crossing.reason) ? "open" : "";
}

std::string json_of(const Crossing& crossing, const std::string& state)
{
  return fmt::format(
      R"({{"at":"{}","direction":"{}","unit":{},"checkpoint":{},"decision":"{}",)"
      R"("reason":"{}","document":"{}","stamped":{},"offline":{},"received_at":"{}",)"
      R"("transaction":{},"ref":"{:016x}","presumed":{},"settlement":{}}})",
      time_text(crossing.at), to_string(crossing.direction), crossing.unit.value,
      crossing.checkpoint.value, to_string(crossing.decision), to_string(crossing.reason),
      to_string(crossing.kind), crossing.stamped, crossing.offline, time_text(crossing.received_at),
      crossing.transaction.value, crossing.ref.value, is_presumed(crossing.reason),
      state.empty() ? "null" : '"' + state + '"');
}

std::string row_of(const Crossing& crossing, const std::string& state)
{
  std::string remarks;
  const auto remark = [&](const std::string& words) {
    remarks += (remarks.empty() ? "" : ", ") + words;
  };
  if (state == to_string(SettlementOutcome::annulled)) remark("ANNULLED: it did not happen");
  if (!state.empty() && remarks.empty())
    remark((is_presumed(crossing.reason) ? "presumed, " : "one stop, ") + state);
  if (crossing.stamped) remark("stamped");
  if (crossing.offline) remark("offline, received " + time_text(crossing.received_at));
  std::string row = fmt::format(
      "{}  {:9}  {:>8}  {:>10}  {:8}  {:13}  {:28}  {}", time_text(crossing.at),
      to_string(crossing.direction), crossing.unit.value, crossing.checkpoint.value,
      to_string(crossing.decision), to_string(crossing.kind), to_string(crossing.reason), remarks);
  row.erase(row.find_last_not_of(' ') + 1);
  return row;
}

void print(const HistoryPage& page, bool as_json)
{
  for (const Crossing& crossing : page.crossings) {
    const std::string state = state_of(crossing, page);
    fmt::print("{}\n", as_json ? json_of(crossing, state) : row_of(crossing, state));
  }
}

// Asks for part after part, and prints each as it comes.
template <typename NextPart>
void show(HistoryQuestion question, const HistoryWords& words, NextPart&& next_part)
{
  const bool as_json = words.format == "json";
  std::size_t shown = 0, annulled = 0;
  for (bool more = true; more;) {
    const HistoryPage part = next_part(question);
    if (shown == 0 && !as_json && !part.crossings.empty())
      fmt::print("{:24}  {:9}  {:>8}  {:>10}  {:8}  {:13}  {:28}  {}\n", "at (UTC)", "direction",
                 "unit", "checkpoint", "decision", "document", "reason", "remarks");
    print(part, as_json);
    std::fflush(stdout);
    shown += part.crossings.size();
    for (const auto& [transaction, settled] : part.settled)
      annulled += settled.outcome == SettlementOutcome::annulled ? 1 : 0;
    more = part.more;
    if (more) question.after = place_of(part.crossings.back());
  }
  if (!as_json)
    fmt::print("{} {}: {} {}{}\n", question.document.issuer(), question.document.number(), shown,
               shown == 1 ? "crossing" : "crossings",
               annulled == 0 ? "" : fmt::format(", {} of them annulled", annulled));
}

void ask_centre(const HistoryWords& words, const HistoryQuestion& question)
{
  const auto link = words.observer.open();
  show(question, words, [&](const HistoryQuestion& part) {
    auto page = link->history(part);
    if (!page.ok()) throw words.observer.stop(page.error());
    return std::move(page).value();
  });
}

// First it is on record that it was asked, as for observers.
void ask_ledger(const HistoryWords& words, const HistoryQuestion& question)
{
  const centre::Centre settings = settings_of(words.config);
  const auto ledger = ledger_of(settings);
  const Status asked = ledger->put_inquiry({.at_console = true,
                                            .at = system_instant().wall,
                                            .document = question.document,
                                            .reason = question.reason});
  if (!asked.ok()) throw Stop{unreadable, std::string("error: ") + asked.error().detail};
  if (!publish_head(settings, *ledger).ok())
    throw Stop{unreadable, "error: ledger.head can't be written"};
  show(question, words, [&](const HistoryQuestion& part) {
    auto found = ledger->history(part.document, part.after, most_in_history_part + 1);
    if (!found.ok()) throw Stop{unreadable, std::string("error: ") + found.error().detail};
    HistoryPage page = page_of(std::move(found).value());
    if (const Status status = add_settled(*ledger, page); !status.ok())
      throw Stop{unreadable, std::string("error: ") + status.error().detail};
    return page;
  });
}

void history(const HistoryWords& words)
{
  const bool running = words.observer.is_asked(words.config);
  const HistoryQuestion question = question_of(words);
  if (running) return ask_centre(words, question);
  ask_ledger(words, question);
}

} // namespace

void add_history_commands(CLI::App& app)
{
  const auto words = std::make_shared<HistoryWords>();
  CLI::App* command = app.add_subcommand(
      "history", "Where a document was used, across units; that it was asked is on record");
  command->add_option("--config", words->config, "The configuration file of a stopped centre");
  words->observer.add_to(command);
  command->add_option("--reason", words->reason, "Why, such as a case's number; kept on record")
      ->required();
  command->add_option("--format", words->format, "table, or json: a line for each crossing")
      ->check(CLI::IsMember({"table", "json"}));
  command->add_option("ISSUER", words->issuer, "The document's state, such as VNM")->required();
  command->add_option("NUMBER", words->number, "Its number")->required();
  command->callback([words] { history(*words); });
}

} // namespace gatetwin
