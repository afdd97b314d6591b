// SPDX-License-Identifier: Apache-2.0
// gatetwin-centre: the registry of one authority. docs/centre.md says how to run it.
#include "core/authority/list_text.hpp"
#include "core/base/build_info.hpp"
#include "core/base/whole_file.hpp"
#include "core/centre/centre_host.hpp"
#include "core/centre/document_table.hpp"
#include "core/centre/serve.hpp"
#include "core/centre/system_time.hpp"
#include "core/lists/watch_list_file.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace gatetwin {
namespace {

enum Exit : int { fine = 0, refused = 1, wrong_use = 2, unreadable = 3 };

// Thrown inside this program only, caught in main().
struct Stop {
  int code;
  std::string message;
};

centre::Centre settings_of(const std::string& path)
{
  LoadedCentreSettings loaded = load_centre_settings(path);
  if (loaded.settings) return std::move(*loaded.settings);
  std::string faults;
  for (const Diagnostic& fault : loaded.diagnostics) faults += to_string(fault) + "\n";
  faults.pop_back();
  throw Stop{loaded.unreadable ? unreadable : wrong_use, faults};
}

std::string content_of(const std::string& path, std::size_t most)
{
  Result<std::string> content = read_file_whole(path, most);
  if (!content) throw Stop{unreadable, path + ": error: " + content.error().detail};
  return std::move(content).value();
}

template <typename Value> Value taken(Result<Value> value, const std::string& path)
{
  if (!value) throw Stop{unreadable, path + ": error: " + value.error().detail};
  return std::move(value).value();
}

template <typename Value>
Value taken(Result<Value> value, const std::string& path, Diagnostic& fault)
{
  fault.file = path;
  if (!value) throw Stop{unreadable, to_string(fault)};
  return std::move(value).value();
}

void put(const std::string& path, std::string_view bytes)
{
  const Status written = write_file_whole(path, bytes);
  if (!written) throw Stop{unreadable, path + ": error: " + written.error().detail};
}

// Everything that serve would find wrong before it listens, but the ledger, which may be in use.
void check_config(const std::string& path)
{
  const centre::Centre settings = settings_of(path);
  if (const Status status = check(service_config(settings)); !status)
    throw Stop{wrong_use, path + ": error: " + status.error().detail};
  const auto own = check_tls_files(server_options(settings).tls, CertificateUse::server);
  if (!own) throw Stop{wrong_use, path + ": error: tls: " + own.error().detail};
  if (own.value() != PeerIdentity{PeerRole::centre, settings.authority()}) {
    throw Stop{wrong_use, path + ": error: tls: the certificate is " + uri_of(own.value()) +
                              "; it should be " + uri_of({PeerRole::centre, settings.authority()})};
  }
  if (!settings.list_key().empty())
    (void)taken(public_key_from(content_of(settings.list_key(), 1U << 16)), settings.list_key());
  fmt::print("{}: {} units, ledger {}, good\n", path, settings.units_size(),
             centre::Store::Kind_Name(settings.ledger().kind()));
}

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
  list.entries =
      taken(read_watch_list_table(content_of(options.table, watch_list_max_bytes), fault),
            options.table, fault);
  const std::string key_text = content_of(options.key, 1U << 16);
  const SigningKey key = taken(
      SigningKey::from_file_content(std::as_bytes(std::span(key_text.data(), key_text.size()))),
      options.key);
  (void)taken(WatchList::build(list.version, list.issued_at, list.entries), options.table);
  put(options.out, write_watch_list(list, key));
  fmt::print("{}: version {}, {} entries\n", options.out, list.version, list.entries.size());
}

void import_watch_list(const std::string& config, const std::string& file)
{
  const centre::Centre settings = settings_of(config);
  if (settings.list_key().empty())
    throw Stop{wrong_use, config + ": error: list_key is not set: nobody could have signed it"};
  const PublicKey key =
      taken(public_key_from(content_of(settings.list_key(), 1U << 16)), settings.list_key());
  const std::string target = state_file(settings, "watch-list");
  std::uint64_t in_use = 0;
  Diagnostic fault;
  if (const auto old = read_file_whole(target, watch_list_max_bytes)) {
    if (const auto list = read_watch_list(old.value(), {key, 0}, fault))
      in_use = list.value().version;
  }
  const std::string text = content_of(file, watch_list_max_bytes);
  const WatchListContent list = taken(read_watch_list(text, {key, in_use}, fault), file, fault);
  put(target, text);
  fmt::print("{}: version {}, {} entries; a running centre takes it on SIGHUP\n", target,
             list.version, list.entries.size());
}

void import_documents(const std::string& config, const std::string& file)
{
  const centre::Centre settings = settings_of(config);
  Diagnostic fault;
  const std::string text = content_of(file, document_table_max_bytes);
  const auto table = taken(read_document_table(text, fault), file, fault);
  put(state_file(settings, "documents.csv"), text);
  fmt::print("{}: {} documents; a running centre takes them on SIGHUP\n",
             state_file(settings, "documents.csv"), table.size());
}

void verify_audit(const std::string& config)
{
  const centre::Centre settings = settings_of(config);
  CentreFault fault;
  const auto ledger = open_ledger(settings, fault);
  if (ledger == nullptr) throw Stop{fault.exit_code, "error: " + fault.message};
  LedgerDamage damage;
  if (const Status status = ledger->verify(&damage); !status)
    throw Stop{unreadable, fmt::format("error: row {}: {}", damage.row, damage.what)};
  std::string digest;
  for (const std::byte byte : ledger->head().digest)
    digest += fmt::format("{:02X}", std::to_integer<unsigned>(byte));
  fmt::print("{} rows, {} crossings, whole; head {} {}\n", ledger->head().sequence,
             ledger->crossings(), ledger->head().sequence, digest);
}

int run(int argc, char** argv)
{
  CLI::App app("The registry of one authority.", "gatetwin-centre");
  app.require_subcommand(1);
  app.set_version_flag("--version",
                       fmt::format("gatetwin-centre {} ({}), core {}", build_info().version,
                                   build_info().commit, build_info().core_build_id));
  std::string config, file;
  SignOptions sign;
  int code = fine;
  const auto needs_config = [&](CLI::App* command) {
    command->add_option("--config", config, "The configuration file")->required();
  };
  CLI::App* serve_command = app.add_subcommand("serve", "Serve units until SIGTERM");
  needs_config(serve_command);
  bool only_check = false;
  serve_command->add_flag("--check-config", only_check, "Only check the configuration");
  serve_command->callback([&] {
    if (only_check) return check_config(config);
    code = serve(settings_of(config));
  });
  CLI::App* check_command = app.add_subcommand("check-config", "Check a configuration file");
  check_command->add_option("FILE", config, "The configuration file")->required();
  check_command->callback([&] { check_config(config); });
  CLI::App* list = app.add_subcommand("watch-list", "Watch-lists")->require_subcommand(1);
  CLI::App* list_sign = list->add_subcommand("sign", "A signed list out of a table");
  list_sign->add_option("TABLE", sign.table, "CSV: issuer,number,name,birth")->required();
  list_sign->add_option("--key", sign.key, "Private key of the authority's lists")->required();
  list_sign->add_option("--version", sign.version, "Newer than the list in use")->required();
  list_sign->add_option("-o", sign.out, "The signed list")->required();
  list_sign->callback([&] { sign_watch_list(sign); });
  CLI::App* list_import = list->add_subcommand("import", "Give a signed list to the centre");
  needs_config(list_import);
  list_import->add_option("FILE", file, "The signed list")->required();
  list_import->callback([&] { import_watch_list(config, file); });
  CLI::App* documents = app.add_subcommand("documents", "Documents")->require_subcommand(1);
  CLI::App* documents_import = documents->add_subcommand("import", "Issued and revoked ones");
  needs_config(documents_import);
  documents_import->add_option("FILE", file, "CSV: issuer,number,status")->required();
  documents_import->callback([&] { import_documents(config, file); });
  CLI::App* audit = app.add_subcommand("audit", "The ledger's chain")->require_subcommand(1);
  CLI::App* audit_verify = audit->add_subcommand("verify", "Read and verify every row");
  needs_config(audit_verify);
  audit_verify->callback([&] { verify_audit(config); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? fine : wrong_use;
  }
  return code;
}

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  try {
    return gatetwin::run(argc, argv);
  } catch (const gatetwin::Stop& stop) {
    fmt::print(stderr, "{}\n", stop.message);
    return stop.code;
  }
}
