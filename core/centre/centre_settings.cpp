// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_settings.hpp"
#include "core/settings/fallbacks.hpp"
#include "core/settings/message_reader.hpp"
#include "core/settings/source_file.hpp"
#include <map>

namespace gatetwin {
namespace {

using centre::Centre;

void check_units(const Centre& settings, ReadContext& context)
{
  std::map<std::uint32_t, std::string> seen;
  for (const centre::UnitEntry& unit : settings.units()) {
    const std::string path = "units." + unit.name();
    const auto [first, fresh] = seen.insert({unit.number(), unit.name()});
    if (!fresh) {
      context.fault(path + ".number", context.positions.find(path + ".number"),
                    "number " + std::to_string(unit.number()) + " is also that of '" +
                        first->second + "'",
                    "each unit has a number of its own");
    }
    ShortText<16> area;
    if (!area.assign(unit.area())) {
      context.fault(path + ".area", context.positions.find(path + ".area"),
                    "an area has at most 16 characters", "");
    }
  }
}

void check_rules(const Centre& settings, ReadContext& context)
{
  check_units(settings, context);
  const bool postgresql = settings.ledger().kind() == centre::Store::postgresql;
  if (postgresql && settings.ledger().connection().empty()) {
    context.fault("ledger", context.positions.find("ledger"), "postgresql needs a connection",
                  "connection: \"host=/run/postgresql dbname=gatetwin\"");
  }
}

LoadedCentreSettings read(const TextFile& file, const std::string& shown_as)
{
  LoadedCentreSettings loaded;
  if (!file.text) {
    loaded.diagnostics = {file.fault};
    loaded.unreadable = file.unreadable;
    return loaded;
  }
  const YamlNodePtr root =
      parse_yaml(*file.text, std::make_shared<const std::string>(shown_as), loaded.diagnostics);
  if (root == nullptr) return loaded;
  ReadContext context;
  Centre message;
  MessageReader(context, "configuration").read(*root, message, "");
  check_rules(message, context);
  loaded.diagnostics.insert(loaded.diagnostics.end(), context.diagnostics.begin(),
                            context.diagnostics.end());
  put_in_order(loaded.diagnostics);
  if (!loaded.diagnostics.empty()) return loaded;
  FallbackReader([](ReadContext& into) {
    return std::make_unique<MessageReader>(into, "configuration");
  }).fill(message);
  loaded.settings = std::move(message);
  return loaded;
}

DirectionMask directions_of(centre::UnitEntry::Way way)
{
  if (way == centre::UnitEntry::exit) return mask_of(Direction::exit);
  return way == centre::UnitEntry::entry ? mask_of(Direction::entry) : both_directions;
}

} // namespace

LoadedCentreSettings load_centre_settings(const std::string& path)
{
  return read(read_text_file(path, path), path);
}

LoadedCentreSettings parse_centre_settings(const std::string& text, const std::string& shown_as)
{
  return read(check_text(text, shown_as), shown_as);
}

RegistryServiceConfig service_config(const Centre& settings)
{
  RegistryServiceConfig config;
  config.reservation_validity = from_seconds(settings.rules().reservation());
  config.max_clock_difference = from_seconds(settings.rules().clock_difference());
  config.most_open_reservations = settings.rules().open_reservations();
  config.rules.stamp_validity = from_seconds(settings.rules().stamp());
  config.rules.consult_watch_list = settings.rules().watch_list();
  config.rules.similar_names =
      static_cast<std::uint32_t>(settings.rules().similar_names() * 1000 + 0.5);
  config.rules.watch_list_max_age = from_seconds(settings.rules().watch_list_age());
  return config;
}

RegistryServerOptions server_options(const Centre& settings)
{
  RegistryServerOptions options;
  options.address = settings.listen();
  options.tls = {settings.tls().authorities(), settings.tls().certificate(), settings.tls().key(),
                 settings.tls().revocations()};
  options.ledger.admission.queue = settings.load().queue();
  options.ledger.admission.unit_rate_per_s = settings.load().unit_rate();
  options.ledger.admission.unit_burst = settings.load().unit_burst();
  options.ledger.group = settings.load().group();
  return options;
}

std::vector<UnitProfile> unit_profiles(const Centre& settings)
{
  std::vector<UnitProfile> profiles;
  for (const centre::UnitEntry& unit : settings.units()) {
    UnitProfile profile;
    profile.unit = {unit.number()};
    profile.checkpoint = {unit.checkpoint()};
    profile.purpose = static_cast<StationPurpose>(unit.purpose());
    profile.directions = directions_of(unit.direction());
    CHECK(profile.area.assign(unit.area()));
    profiles.push_back(profile);
  }
  return profiles;
}

Duration utc_offset(const Centre& settings) { return from_seconds(settings.utc_offset()); }

std::string state_file(const Centre& settings, const std::string& name)
{
  return settings.state() + "/" + name;
}

} // namespace gatetwin
