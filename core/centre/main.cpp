// SPDX-License-Identifier: Apache-2.0
// gatetwin-centre: the registry of one authority. docs/centre.md says how to run it.
#include "core/authority/list_text.hpp"
#include "core/base/build_info.hpp"
#include "core/centre/centre_commands.hpp"
#include "core/centre/command_stop.hpp"
#include "core/centre/serve.hpp"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <system_error>

namespace gatetwin {
namespace {

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

int run(int argc, char** argv)
{
  CLI::App app("The registry of one authority.", "gatetwin-centre");
  app.require_subcommand(1);
  app.set_version_flag("--version",
                       fmt::format("gatetwin-centre {} ({}), core {}", build_info().version,
                                   build_info().commit, build_info().core_build_id));
  std::string config;
  int code = fine;
  CLI::App* serve_command = app.add_subcommand("serve", "Serve units until SIGTERM");
  serve_command->add_option("--config", config, "The configuration file")->required();
  bool only_check = false;
  serve_command->add_flag("--check-config", only_check, "Only check the configuration");
  serve_command->callback([&] {
    if (only_check) return check_config(config);
    code = serve(settings_of(config));
  });
  CLI::App* check_command = app.add_subcommand("check-config", "Check a configuration file");
  check_command->add_option("FILE", config, "The configuration file")->required();
  check_command->callback([&] { check_config(config); });
  add_list_commands(app);
  add_one_stop_commands(app);
  add_audit_commands(app);
  add_event_commands(app);
  add_name_commands(app);
  add_history_commands(app);
  add_presumed_commands(app);
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
  int code = gatetwin::fine;
  try {
    code = gatetwin::run(argc, argv);
  } catch (const gatetwin::Stop& stop) {
    fmt::print(stderr, "{}\n", stop.message);
    return stop.code;
  } catch (const std::system_error& error) { // fmt's, when it can't write; the file system's
    fmt::print(stderr, "error: {}\n", error.what());
    return gatetwin::unreadable;
  }
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  fmt::print(stderr, "error: standard output can't be written\n");
  return gatetwin::unreadable;
}
