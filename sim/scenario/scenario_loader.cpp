// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_loader.hpp"
#include "sim/scenario/overlay.hpp"
#include "sim/scenario/scenario_defaults.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/scenario/scenario_rules.hpp"
#include "sim/scenario/value_override.hpp"

namespace gatetwin {
namespace {

// A newer file may mean other things by the same words: nothing else about it is worth saying.
bool is_newer(const YamlNode& root, Diagnostics& diagnostics)
{
  const YamlEntry* schema = root.kind == YamlNode::Kind::map ? root.find("schema") : nullptr;
  if (schema == nullptr || schema->value->kind != YamlNode::Kind::scalar) return false;
  const auto version = parse_count(schema->value->text);
  if (!version || *version.value <= scenario_schema_version) return false;
  diagnostics.push_back(diagnostic_at(schema->value->at,
                                      "schema " + schema->value->text +
                                          " is newer than this program, which knows " +
                                          std::to_string(scenario_schema_version),
                                      "take a newer gatetwin"));
  return true;
}

void check_schema(const scenario::Scenario& scenario, ReadContext& context)
{
  if (scenario.has_schema() && scenario.schema() < scenario_schema_version) {
    context.fault("schema", context.positions.find("schema"), "schema 0 never existed",
                  "write schema: 1");
  }
}

} // namespace

ScenarioSource ScenarioSource::from_file(const std::filesystem::path& path)
{
  ScenarioSource source;
  OverlayResult result = load_with_bases(path);
  source.m_root = std::move(result.root);
  source.m_diagnostics = std::move(result.diagnostics);
  source.m_unreadable = result.unreadable;
  return source;
}

ScenarioSource ScenarioSource::from_text(const std::string& text, const std::string& name)
{
  ScenarioSource source;
  OverlayResult result = parse_with_bases(text, name);
  source.m_root = std::move(result.root);
  source.m_diagnostics = std::move(result.diagnostics);
  return source;
}

Diagnostics ScenarioSource::set_value(const std::string& path, const std::string& text)
{
  return set_value(path + "=" + text);
}

Diagnostics ScenarioSource::set_value(const std::string& assignment)
{
  Diagnostics diagnostics;
  if (!m_root) return diagnostics; // the file's own fault is enough
  if (YamlNodePtr changed = override_value(m_root, assignment, diagnostics))
    m_root = std::move(changed);
  return diagnostics;
}

LoadedScenario ScenarioSource::load() const
{
  LoadedScenario loaded;
  loaded.unreadable = m_unreadable;
  loaded.diagnostics = m_diagnostics;
  if (m_root && !is_newer(*m_root, loaded.diagnostics)) {
    ReadContext context;
    scenario::Scenario message;
    ScenarioReader(context).read(*m_root, message, "");
    check_schema(message, context);
    check_rules(message, context);
    loaded.diagnostics.insert(loaded.diagnostics.end(), context.diagnostics.begin(),
                              context.diagnostics.end());
    loaded.positions = std::move(context.positions);
    if (loaded.diagnostics.empty()) {
      fill_defaults(message);
      loaded.scenario = std::move(message);
    }
  }
  put_in_order(loaded.diagnostics);
  return loaded;
}

LoadedScenario load_scenario(ScenarioSource source, std::span<const std::string> settings)
{
  Diagnostics faulty;
  for (const std::string& setting : settings) {
    const Diagnostics more = source.set_value(setting);
    faulty.insert(faulty.end(), more.begin(), more.end());
  }
  LoadedScenario loaded = source.load();
  if (!faulty.empty()) {
    loaded.scenario.reset();
    loaded.diagnostics.insert(loaded.diagnostics.begin(), faulty.begin(), faulty.end());
  }
  return loaded;
}

LoadedScenario load_scenario(const std::filesystem::path& path,
                             std::span<const std::string> settings)
{
  return load_scenario(ScenarioSource::from_file(path), settings);
}

} // namespace gatetwin
