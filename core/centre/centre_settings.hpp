// SPDX-License-Identifier: Apache-2.0
// The configuration of gatetwin-centre (centre_settings.proto), read strictly: every fault of a
// file in one pass, with its place and what would be right; nothing that is misspelt is ignored.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/centre/centre_settings.pb.h"
#include "core/link/registry_server.hpp"
#include "core/registry/registry_service.hpp"
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

struct LoadedCentreSettings {
  std::optional<centre::Centre> settings; // set when there is no fault; defaults are filled in
  Diagnostics diagnostics;
  bool unreadable = false; // the fault lies with the file system
};

LoadedCentreSettings load_centre_settings(const std::string& path);
LoadedCentreSettings parse_centre_settings(const std::string& text, const std::string& shown_as);

// What the parts of the centre are made with.
RegistryServiceConfig service_config(const centre::Centre& settings);
RegistryServerOptions server_options(const centre::Centre& settings);
std::vector<UnitProfile> unit_profiles(const centre::Centre& settings);
Duration utc_offset(const centre::Centre& settings);
std::string state_file(const centre::Centre& settings, const std::string& name);

} // namespace gatetwin
