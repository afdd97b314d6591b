// SPDX-License-Identifier: Apache-2.0
#include "core/authority/list_text.hpp"
#include "core/centre/centre_commands.hpp"
#include "core/centre/centre_host.hpp"
#include "core/centre/command_stop.hpp"
#include "core/centre/document_table.hpp"
#include "core/centre/list_shelf.hpp"
#include "core/centre/system_time.hpp"
#include "core/names/name_transliteration.hpp"
#include <fmt/format.h>

namespace gatetwin {
namespace {

struct SignOptions {
  std::string table, key, out;
  std::uint64_t version = 0;
};

void sign_watch_list(const SignOptions& options)
{
  Diagnostic fault;
  WatchListContent list;
  list.version = options.version;
  list.issued_at = system_instant().wall;
  list.entries = taken(read_watch_list_table(content_of(options.table, watch_list_max_bytes), fault,
                                             [names = std::make_shared<NameTransliteration>()](
                                                 std::string_view name) { return (*names)(name); }),
                       options.table, fault);
  const std::string key_text = content_of(options.key, 1U << 16);
  const SigningKey key = taken(
      SigningKey::from_file_content(std::as_bytes(std::span(key_text.data(), key_text.size()))),
      options.key);
  (void)taken(WatchList::build(list.version, list.issued_at, list.entries), options.table);
  put_file(options.out, write_watch_list(list, key));
  fmt::print("{}: version {}, {} entries\n", options.out, list.version, list.entries.size());
}

ListName list_name_of(const std::string& word)
{
  for (const ListName name : every_list) {
    if (word == to_string(name)) return name;
  }
  throw Stop{wrong_use, word + ": error: lists are watch-list, revocation-list and trust-list"};
}

ShelfList list_in(const centre::Centre& settings, ListName name, const std::string& path)
{
  ShelfFault fault;
  auto list = read_list(settings, name, path, fault);
  if (!list) throw Stop{fault.of_settings ? wrong_use : unreadable, fault.message};
  return std::move(*list);
}

void import_list(const std::string& config, ListName name, const std::string& file)
{
  const centre::Centre settings = settings_of(config);
  const std::string target = list_file(settings, name);
  ShelfFault fault;
  const auto old = read_list(settings, name, target, fault);
  const ShelfList list = list_in(settings, name, file);
  if (old && list.version <= old->version)
    throw Stop{unreadable,
               fmt::format("{}: error: version {} is not newer than the list in use, {}", file,
                           list.version, old->version)};
  put_file(target, list.text);
  fmt::print("{}: version {}{}; a running centre takes it on SIGHUP\n", target, list.version,
             list.watch ? fmt::format(", {} entries", list.watch->entries.size()) : "");
}

// The ledger remembers that it was a person's decision.
void accept_older(const std::string& config, const std::string& word)
{
  const centre::Centre settings = settings_of(config);
  const ListName name = list_name_of(word);
  const ShelfList list = list_in(settings, name, list_file(settings, name));
  const auto ledger = ledger_of(settings);
  const auto mark = ledger->list(name);
  const std::uint64_t highest = mark.ok() && mark.value() ? mark.value()->version : 0;
  if (list.version >= highest)
    throw Stop{refused, fmt::format("{}: version {} is not older than {}, which was in use: there "
                                    "is nothing to accept",
                                    list_file(settings, name), list.version, highest)};
  const Status put = ledger->put_list({name, list.version, true, system_instant().wall});
  if (!put.ok()) throw Stop{unreadable, std::string("error: ") + put.error().detail};
  if (!publish_head(settings, *ledger).ok())
    throw Stop{unreadable, "error: ledger.head can't be written"};
  fmt::print("{}: version {} accepted in place of {}; units that have {} keep it\n",
             list_file(settings, name), list.version, highest, highest);
}

void import_documents(const std::string& config, const std::string& file)
{
  const centre::Centre settings = settings_of(config);
  Diagnostic fault;
  const std::string text = content_of(file, document_table_max_bytes);
  const auto table = taken(read_document_table(text, fault), file, fault);
  put_file(state_file(settings, "documents.csv"), text);
  fmt::print("{}: {} documents; a running centre takes them on SIGHUP\n",
             state_file(settings, "documents.csv"), table.size());
}

} // namespace

void add_list_commands(CLI::App& app)
{
  struct Words {
    std::string config, file, name;
    SignOptions sign;
  };
  const auto words = std::make_shared<Words>();
  const auto needs_config = [&](CLI::App* command) {
    command->add_option("--config", words->config, "The configuration file")->required();
    return command;
  };
  CLI::App* watch = app.add_subcommand("watch-list", "Watch-lists")->require_subcommand(1);
  CLI::App* sign = watch->add_subcommand("sign", "A signed list out of a table");
  sign->add_option("TABLE", words->sign.table, "CSV: issuer,number,name,birth")->required();
  sign->add_option("--key", words->sign.key, "Private key of the authority's lists")->required();
  sign->add_option("--version", words->sign.version, "Newer than the list in use")->required();
  sign->add_option("-o", words->sign.out, "The signed list")->required();
  sign->callback([words] { sign_watch_list(words->sign); });
  CLI::App* import =
      needs_config(watch->add_subcommand("import", "Give a signed list to the centre"));
  import->add_option("FILE", words->file, "The signed list")->required();
  import->callback([words] { import_list(words->config, ListName::watch_list, words->file);
});
CLI::App* lists = app.add_subcommand("lists", "All signed lists")->require_subcommand(1);
CLI::App* any = needs_config(lists->add_subcommand("import", "Give a signed list to the centre"));
any->add_option("LIST", words->name, "watch-list, revocation-list or trust-list")->required();
any->add_option("FILE", words->file, "The signed list")->required();
any->callback([words] { import_list(words->config, list_name_of(words->name), words->file); });
CLI::App* older = needs_config(
    lists->add_subcommand("accept-older", "Take an older list back into use, deliberately"));
older->add_option("LIST", words->name, "watch-list, revocation-list or trust-list")->required();
older->callback([words] { accept_older(words->config, words->name); });
CLI::App* documents = app.add_subcommand("documents", "Documents")->require_subcommand(1);
CLI::App* table = needs_config(documents->add_subcommand("import", "Issued and revoked ones"));
table->add_option("FILE", words->file, "CSV: issuer,number,status")->required();
table->callback([words] { import_documents(words->config, words->file); });
} // namespace gatetwin

} // namespace gatetwin
