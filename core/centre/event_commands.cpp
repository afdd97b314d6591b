// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_commands.hpp"
#include "core/centre/head_file.hpp"
#include "core/centre/json_log.hpp"
#include "core/centre/observer_words.hpp"
#include "core/domain/reason.hpp"
#include <cstdio>
#include <fmt/format.h>

namespace gatetwin {
namespace {

struct FollowWords {
  ObserverWords observer;
  std::string cursor;
  std::uint64_t most = 0;
};

constexpr const char* event_names[] = {"document", "check", "record",  "reserve", "confirm",
                                       "cancel",   "list",  "journal", "inquiry", "settlement"};

std::string line_of(const LinkEvent& event)
{
  std::string line =
      fmt::format(R"({{"number":{},"event":"{}")", event.number,
                  event.kind < std::size(event_names) ? event_names[event.kind] : "unknown");
  if (event.settled)
    line += fmt::format(R"(,"unit":{},"transaction":{},"outcome":"{}")", event.unit.value,
                        event.transaction.value, to_string(*event.settled));
  else if (event.transaction.valid())
    line += fmt::format(R"(,"unit":{},"transaction":{},"decision":"{}","reason":"{}")",
                        event.unit.value, event.transaction.value, to_string(event.decision),
                        to_string(event.reason));
  if (event.is_crossing)
    line += fmt::format(R"(,"direction":"{}","stamped":{},"offline":{},"at":"{}","ref":"{:016x}")",
                        to_string(event.direction), event.stamped, event.offline,
                        time_text(event.at), event.ref.value);
  return line + "}\n";
}

// First out with the event, then the cursor: whoever is killed in between sees it twice, never not.
void follow(const FollowWords& words)
{
  LedgerHead cursor;
  if (!words.cursor.empty()) {
    const auto known = read_head_file(words.cursor);
    if (!known.ok() && known.error().code != ErrorCode::not_found)
      throw Stop{unreadable, words.cursor + ": error: " + known.error().detail};
    if (known.ok()) cursor = known.value();
  }
  // The last event known comes again, so that a ledger that was rewritten behind it is noticed.
  bool compare = cursor.sequence > 0, rewritten = false, unwritten = false;
  std::uint64_t taken = 0;
  const Status status =
      words.observer.open()->follow(compare ? cursor.sequence - 1 : 0, [&](const LinkEvent& event) {
        if (std::exchange(compare, false)) {
          rewritten = event.digest != cursor.digest;
          return !rewritten;
        }
        std::fputs(line_of(event).c_str(), stdout);
        std::fflush(stdout);
        cursor = {event.number, event.digest};
        unwritten = !words.cursor.empty() && !write_head_file(words.cursor, cursor).ok();
        return !unwritten && ++taken != words.most;
      });
  if (rewritten)
    throw Stop{unreadable, fmt::format("error: event {} is not the one that was seen before: the "
                                       "ledger is another one, or was rewritten",
                                       cursor.sequence)};
  if (unwritten) throw Stop{unreadable, words.cursor + ": error: it can't be written"};
  if (!status.ok())
    throw Stop{code_of(status.error()),
               words.observer.address + ": error: " + status.error().detail};
}

} // namespace

void add_event_commands(CLI::App& app)
{
  const auto words = std::make_shared<FollowWords>();
  CLI::App* command =
      app.add_subcommand("follow", "The events of a running centre, a line of JSON each");
  words->observer.add_to(command)->required();
  command->add_option("--cursor", words->cursor,
                      "File that remembers the last event, to go on behind it");
  command->add_option("--most", words->most, "End after so many events");
  command->callback([words] { follow(*words); });
}

} // namespace gatetwin
