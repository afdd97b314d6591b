// SPDX-License-Identifier: Apache-2.0
#include "core/base/whole_file.hpp"
#include "core/centre/centre_commands.hpp"
#include "core/centre/centre_host.hpp"
#include "core/centre/command_stop.hpp"
#include <fmt/format.h>

namespace gatetwin {
namespace {

void list_open(const std::string& config)
{
  const centre::Centre settings = settings_of(config);
  fmt::print("{}", content_of(state_file(settings, "one-stop.csv"), 64U << 20));
}

void void_reservation(const std::string& config, const std::string& number)
{
  const TransactionId transaction = transaction_of(number);
  const centre::Centre settings = settings_of(config);
  const auto ledger = ledger_of(settings);
  const auto found = ledger->reservation(transaction);
  if (!found.ok()) throw Stop{unreadable, std::string("error: ") + found.error().detail};
  if (!found.value() || found.value()->state != ReservationState::held)
    throw Stop{refused, fmt::format("{}: no reservation of that transaction is open", number)};
  Reservation cancelled = *found.value();
  cancelled.state = ReservationState::cancelled;
  const LedgerWrite write{.key = {transaction, ledger->authority(), RequestKind::cancel},
                          .answer = {.reason = Reason::joint_voided, .decision = Decision::refer},
                          .reservation = &cancelled};
  const auto committed = ledger->commit(write);
  if (!committed.ok()) throw Stop{unreadable, std::string("error: ") + committed.error().detail};
  if (committed.value().result != CommitResult::written)
    throw Stop{refused, fmt::format("{}: its unit has cancelled it already", number)};
  if (!publish_head(settings, *ledger).ok())
    throw Stop{unreadable, "error: ledger.head can't be written"};
  fmt::print("{}: void; should its unit confirm it after all, it is told so and calls an officer\n",
             number);
}

} // namespace

void add_one_stop_commands(CLI::App& app)
{
  struct Words {
    std::string config, transaction;
  };
  const auto words = std::make_shared<Words>();
  const auto needs_config = [&](CLI::App* command) {
    command->add_option("--config", words->config, "The configuration file")->required();
    return command;
  };
  CLI::App* all = app.add_subcommand("one-stop", "Joint clearances")->require_subcommand(1);
  CLI::App* list = needs_config(
      all->add_subcommand("list", "Reservations overdue and pairs in doubt, also while it runs"));
  list->callback([words] { list_open(words->config); });
  CLI::App* end = needs_config(all->add_subcommand(
      "void", "End a reservation whose unit never will; while the centre is stopped"));
  end->add_option("TRANSACTION", words->transaction, "As listed")->required();
  end->callback([words] { void_reservation(words->config, words->transaction); });
}

} // namespace gatetwin
