// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_commands.hpp"
#include "core/centre/command_stop.hpp"
#include "core/centre/list_shelf.hpp"
#include "core/centre/postgres_names.hpp"
#include "core/names/name_transliteration.hpp"
#include <fmt/format.h>

namespace gatetwin {
namespace {

struct NameWords {
  std::string config, name;
  double least = 0.85;
  std::size_t most = 20;
};

struct Names {
  std::unique_ptr<NameCandidates> index;
  std::uint64_t version = 0;
};

Names names_of(const centre::Centre& settings)
{
  if (settings.ledger().kind() == centre::Store::postgresql) {
    auto opened = PostgresNames::open(settings.ledger().connection());
    if (!opened.ok()) throw Stop{missing, std::string("error: ") + opened.error().detail};
    const auto version = opened.value()->version();
    if (!version.ok()) throw Stop{unreadable, std::string("error: ") + version.error().detail};
    return {std::move(opened).value(), version.value()};
  }
  ShelfFault fault;
  const auto list =
      read_list(settings, ListName::watch_list, list_file(settings, ListName::watch_list), fault);
  if (!list) throw Stop{fault.missing ? missing : unreadable, "error: " + fault.message};
  return {std::make_unique<ListedNames>(list->watch->entries), list->version};
}

void search(const NameWords& words)
{
  const auto name = NameTransliteration()(words.name);
  if (!name.ok()) throw Stop{wrong_use, words.name + ": error: " + name.error().detail};
  const Names names = names_of(settings_of(words.config));
  const auto least = static_cast<std::uint32_t>(words.least * 1000 + 0.5);
  const auto found = search_names(*names.index, name.value().view(), least, words.most);
  if (!found.ok()) throw Stop{unreadable, std::string("error: ") + found.error().detail};
  fmt::print("{} on watch-list {}: {} alike\n", name.value().view(), names.version,
             found.value().size());
  for (const FoundPerson& one : found.value())
    fmt::print("{:5.3f}  {:04}-{:02}-{:02}  {}\n", one.similarity / 1000.0, one.person.birth.year,
               one.person.birth.month, one.person.birth.day, one.person.name);
}

} // namespace

void add_name_commands(CLI::App& app)
{
  const auto words = std::make_shared<NameWords>();
  CLI::App* names = app.add_subcommand("names", "Names on the watch-list")->require_subcommand(1);
  CLI::App* command =
      names->add_subcommand("search", "Who bears a name like this, also while the centre runs");
  command->add_option("--config", words->config, "The configuration file")->required();
  command->add_option("NAME", words->name, "As people write it: \"Nguyen, Thi Hong Dao\"")
      ->required();
  command->add_option("--least", words->least, "Similarity, 0 to 1 (default 0.85)")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--most", words->most, "Names, at most (default 20)");
  command->callback([words] { search(*words); });
}

} // namespace gatetwin
