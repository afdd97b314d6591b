// SPDX-License-Identifier: Apache-2.0
// The options with which gatetwin-centre's commands reach another, running centre as an observer.
// Inside its program only.
#pragma once
#include "core/centre/command_stop.hpp"
#include "core/link/observer_link.hpp"
#include <CLI/CLI.hpp>

namespace gatetwin {

inline int code_of(const Error& error)
{
  switch (error.code) {
  case ErrorCode::unavailable:
  case ErrorCode::not_found: return missing;
  case ErrorCode::rejected: return wrong_use;
  default: return unreadable;
  }
}

struct ObserverWords {
  std::string address;
  std::uint16_t authority = 0;
  TlsFiles tls;

  CLI::Option* add_to(CLI::App* command)
  {
    CLI::Option* centre = command->add_option("--centre", address, "Its address: HOST:PORT");
    command->add_option("--authority", authority, "Number of its authority (default 0)");
    command->add_option("--authorities", tls.authorities, "Roots of its certificate, PEM");
    command->add_option("--certificate", tls.certificate,
                        "An observer's certificate, or to settle a supervisor's, PEM");
    command->add_option("--key", tls.key, "Its private key, PEM");
    return centre;
  }
  // A running centre, and not a stopped one by its configuration file.
  bool is_asked(const std::string& config) const
  {
    if (config.empty() == address.empty())
      throw Stop{wrong_use, "error: either --config, of a centre that is stopped, or --centre"};
    return config.empty();
  }
  Stop stop(const Error& error) const
  {
    return {code_of(error), address + ": error: " + error.detail};
  }
  std::unique_ptr<ObserverLink> open() const
  {
    auto link = ObserverLink::open({address, {authority}, tls});
    if (!link.ok()) throw stop(link.error());
    return std::move(link).value();
  }
};

} // namespace gatetwin
