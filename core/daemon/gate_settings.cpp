// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_settings.hpp"
#include "core/base/check.hpp"
#include "core/base/random_stream.hpp"
#include "core/daemon/camera_options.hpp"
#include "core/daemon/device_options.hpp"
#include "core/gate/unit_settings.hpp"
#include "core/settings/check_weights.hpp"
#include "core/settings/fallbacks.hpp"
#include "core/settings/message_writer.hpp"
#include "core/settings/source_file.hpp"
#include <algorithm>
#include <bit>

namespace gatetwin {
namespace {

using daemon::GateSettings;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr const char* noun = "gate";

// A newer file may mean other things by the same words: nothing else about it is worth saying.
bool is_of_this_version(const YamlNode& root, Diagnostics& diagnostics)
{
  const YamlEntry* schema = root.kind == YamlNode::Kind::map ? root.find("schema") : nullptr;
  if (schema == nullptr || schema->value->kind != YamlNode::Kind::scalar) return true;
  const auto version = parse_count(schema->value->text);
  if (!version || *version.value == gate_schema_version) return true;
  const bool newer = *version.value > gate_schema_version;
  diagnostics.push_back(
      diagnostic_at(schema->value->at,
                    newer ? "schema " + schema->value->text + " is newer than this program"
                          : "schema 0 never existed",
                    newer ? "take a newer gatetwin-gate" : "write schema: 1"));
  return false;
}

std::int64_t as_number(const Message& message, const FieldDescriptor& field)
{
  const auto& access = *message.GetReflection();
  switch (field.cpp_type()) {
  case FieldDescriptor::CPPTYPE_BOOL: return access.GetBool(message, &field) ? 1 : 0;
  case FieldDescriptor::CPPTYPE_ENUM: return access.GetEnumValue(message, &field);
  case FieldDescriptor::CPPTYPE_UINT32: return access.GetUInt32(message, &field);
  default: break;
  }
  const double value = access.GetDouble(message, &field);
  if (rule_of(field).measure() == settings::duration) return from_seconds(value).ns;
  return std::bit_cast<std::int64_t>(value);
}

// A share, which the core takes in thousandths.
constexpr const char* in_thousandths = "similar_names";

void add_settings(const Message& part, const std::string& prefix, std::vector<UnitSetting>& all)
{
  for (int i = 0; i < part.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *part.GetDescriptor()->field(i);
    if (field.name() == in_thousandths) continue;
    all.push_back({purpose_key(prefix + field.name()), as_number(part, field)});
  }
}

void add_setting(const char* name, std::int64_t value, std::vector<UnitSetting>& all)
{
  all.push_back({purpose_key(name), value});
}

std::vector<UnitSetting> unit_settings_of(const GateSettings& settings)
{
  std::vector<UnitSetting> all;
  const daemon::Unit& unit = settings.unit();
  add_setting("kind", unit.kind(), all);
  add_setting("unit", unit.number(), all);
  add_setting("checkpoint", unit.checkpoint(), all);
  add_setting("direction", unit.direction(), all);
  add_setting("authority", unit.authority(), all);
  add_setting("partner", unit.has_partner() ? unit.partner() : AuthorityId::none_value, all);
  add_settings(settings.limits(), "gate.", all);
  const CheckWeights checks = weights_of(settings.checks());
  for (std::size_t d = 1; d < document_kinds; ++d) {
    const std::string name = std::string("checks.") + to_string(static_cast<DocumentKind>(d));
    all.push_back({purpose_key(name), static_cast<std::int64_t>(checks.of_documents[d])});
  }
  add_settings(settings.offline(), "offline.", all);
  add_setting("offline.similar_names",
              static_cast<std::int64_t>(settings.offline().similar_names() * 1000 + 0.5), all);
  add_settings(settings.client(), "client.", all);
  add_settings(settings.outbox(), "outbox.", all);
  const daemon::Joint& joint = settings.joint();
  add_setting("joint_places", joint.places(), all);
  std::vector<UnitSetting> joints;
  add_settings(joint, "joint.", joints);
  const std::uint64_t places = purpose_key("joint.places");
  for (const UnitSetting& one : joints) {
    if (one.key != places) all.push_back(one);
  }
  return all;
}

// Whoever is asked must be reachable.
void check_authorities(const GateSettings& settings, ReadContext& context)
{
  const auto& endpoints = settings.link().endpoints();
  const auto judge = [&](const std::string& path, std::uint32_t authority) {
    const bool there = std::any_of(endpoints.begin(), endpoints.end(), [&](const auto& endpoint) {
      return endpoint.authority() == authority;
    });
    if (!there)
      context.fault(path, context.positions.find(path),
                    "no endpoint of link is of authority " + std::to_string(authority),
                    "add one to link.endpoints");
  };
  if (endpoints.empty()) return; // the offline policy decides
  judge("unit.authority", settings.unit().authority());
  if (settings.unit().has_partner()) judge("unit.partner", settings.unit().partner());
}

void check_link(const daemon::Link& link, ReadContext& context)
{
  const auto where = [&](const std::string& path) { return context.positions.find(path); };
  std::set<std::uint32_t> seen;
  for (int i = 0; i < link.endpoints_size(); ++i) {
    const std::string path = "link.endpoints." + std::to_string(i);
    if (!seen.insert(link.endpoints(i).authority()).second)
      context.fault(path, where(path), "a second endpoint of this authority",
                    "write several addresses with commas: a:7443,b:7443");
    const daemon::Endpoint& endpoint = link.endpoints(i);
    const int own = (endpoint.has_certificate() ? 1 : 0) + (endpoint.has_key() ? 1 : 0) +
                    (endpoint.has_authorities() ? 1 : 0);
    if (own % 3 != 0)
      context.fault(path, where(path), "certificate, key and authorities belong together",
                    "name all three, or none to use the link's");
  }
  if (link.endpoints_size() == 0) return;
  const bool complete = link.has_certificate() && link.has_key() && link.has_authorities();
  if (!complete)
    context.fault("link", where("link"), "endpoints without certificate, key and authorities",
                  "the link is mutual TLS: name all three files");
}

void check_camera(const daemon::Devices& devices, ReadContext& context)
{
  if (!devices.has_camera()) return;
  const auto fault = [&](const std::string& path, const std::string& what, const char* right) {
    context.fault(path, context.positions.find(path), what, right);
  };
  if (devices.has_scanner())
    fault("devices.camera", "a second document reader", "leave out scanner or camera");
  const CaptureOptions source = capture_options(devices.camera());
  const Status taken = check_capture(source);
  if (source.where.empty() || taken) return;
  const char* const field = source.kind == VideoKind::stream ? "stream"
                            : source.kind == VideoKind::file ? "file"
                                                             : "device";
  fault(std::string("devices.camera.") + field, taken.error().detail,
        source.kind == VideoKind::stream ? "such as rtsp://10.0.0.9/door"
                                         : "such as /dev/v4l/by-id/...");
}

void check_file(const GateSettings& settings, ReadContext& context)
{
  const auto where = [&](const std::string& path) { return context.positions.find(path); };
  const daemon::Lists& lists = settings.lists();
  const bool some = lists.has_trust() || lists.has_revocations() || lists.has_watch();
  if (some && !lists.has_authority_key())
    context.fault("lists", where("lists"), "lists without the key they are signed with",
                  "add authority_key: FILE");
  if (lists.has_revocations() && !lists.has_reference_key())
    context.fault("lists", where("lists"), "revocations without the key of document references",
                  "add reference_key: FILE");
  check_link(settings.link(), context);
  check_authorities(settings, context);
  check_camera(settings.devices(), context);
  const auto kind = static_cast<UnitKind>(settings.unit().kind());
  judge_weights(settings.checks(), attendance_of(kind), "checks", context);
}

// With the defaults filled in: the reading must end before the unit gives it up.
void check_reading(const GateSettings& settings, ReadContext& context)
{
  const bool late = settings.devices().has_camera() &&
                    settings.devices().camera().limit() >= settings.limits().reading();
  if (!late) return;
  const std::string path = "devices.camera.limit";
  context.fault(path, context.positions.find(path),
                "the camera may read for as long as limits.reading or longer",
                "make it shorter than limits.reading");
}

// Else the unit would give up before the client does, and the offline policy would never be asked.
void check_patience(const GateSettings& settings, ReadContext& context)
{
  if (settings.limits().registry() > settings.client().deadline()) return;
  for (const char* path : {"limits.registry", "client.deadline"}) {
    if (!context.positions.contains(path)) continue;
    return context.fault(path, context.positions.find(path),
                         "the unit waits no longer for the registry than its client does",
                         "make limits.registry longer than client.deadline");
  }
}

// With the defaults filled in: what their adapters would refuse at the start.
void check_devices(const daemon::GateSettings& settings, ReadContext& context)
{
  const daemon::Devices& devices = settings.devices();
  const auto judge = [&](const std::string& path, const Status& status) {
    if (!status) context.fault(path, context.positions.find(path), status.error().detail, "");
  };
  if (devices.has_doors()) {
    judge("devices.doors", check_modbus(modbus_options(devices.doors())));
    if (settings.limits().presence_max_age() > 0)
      context.fault("limits.presence_max_age", context.positions.find("limits.presence_max_age"),
                    "a door controller reports presence when it changes, and its silence by itself",
                    "leave it at 0 s");
  }
  if (devices.has_panel()) judge("devices.panel", check_panel(panel_options(devices.panel())));
  if (devices.has_face())
    judge("devices.face", check_address(face_options(devices.face()).address));
  if (devices.has_desk()) judge("devices.desk", check_desk(desk_options(settings)));
}

// What only the core itself can judge, such as how two limits go together.
void check_unit(const GateSettings& settings, ReadContext& context, GateRuntimeConfig& config)
{
  std::vector<std::string> missing;
  const SettingsFault fault = config_from(unit_settings_of(settings), config, missing);
  CHECK(missing.empty());
  if (fault.message.empty()) return;
  const std::string field = fault.message.substr(0, fault.message.find(':'));
  for (const char* section : {"limits.", "offline.", "client.", "outbox.", "joint.", "unit."}) {
    if (!context.positions.contains(section + field)) continue;
    return context.fault(section + field, context.positions.find(section + field), fault.message,
                         "");
  }
  context.fault("", context.positions.find(""), fault.message, "");
}

} // namespace

LoadedGateSettings parse_gate_settings(const std::string& text, const std::string& name)
{
  LoadedGateSettings loaded;
  ReadContext context;
  const YamlNodePtr root =
      parse_yaml(text, std::make_shared<const std::string>(name), context.diagnostics);
  if (root && is_of_this_version(*root, context.diagnostics)) {
    GateSettings message;
    MessageReader(context, noun).read(*root, message, "");
    check_file(message, context);
    if (context.diagnostics.empty()) {
      FallbackReader([](ReadContext& inner) {
        return std::make_unique<MessageReader>(inner, noun);
      }).fill(message);
      check_reading(message, context);
      check_patience(message, context);
      check_devices(message, context);
      check_unit(message, context, loaded.config);
    }
    if (context.diagnostics.empty()) loaded.settings = std::move(message);
  }
  loaded.diagnostics = std::move(context.diagnostics);
  put_in_order(loaded.diagnostics);
  return loaded;
}

LoadedGateSettings load_gate_settings(const std::filesystem::path& path)
{
  const TextFile file = read_text_file(path, path.string());
  if (file.text) return parse_gate_settings(*file.text, path.string());
  LoadedGateSettings loaded;
  loaded.diagnostics = {file.fault};
  loaded.unreadable = file.unreadable;
  return loaded;
}

std::string to_yaml(const daemon::GateSettings& settings)
{
  return emit_yaml(*MessageWriter().tree(settings));
}

std::string gate_settings_template()
{
  return R"YAML(# Settings of one gate. Values carry their units: 30 s, 400 ms, 7 h.
# Check it:          gatetwin-gate --check-config FILE
# See all defaults:  gatetwin-gate --print-config FILE
schema: 1

# Which unit this is; the numbers are those of the registry.
unit:
  number: 1
  name: gate-1
  kind: e_gate            # e_gate, booth, barcode_booth or one_stop_booth
  checkpoint: 0
  direction: exit         # exit or entry, as the authority sees it
  authority: 0
  legal_time: 7 h         # ahead of UTC

# What differs from the defaults; --print-config shows all of them.
limits:
  match_threshold: 0.6    # of your matcher's own curve
  liveness_threshold: 0.5

# Checks of documents that are not mandatory here (docs/deployers.md says which may be):
# checks: { border_pass: { revocation: optional, cross_check: evaluatory } }

# While the registry can't be reached: close, or admit_low_risk.
offline:
  rule: close

devices:
  doors: { address: 192.168.10.20, unit: 1 }
  scanner: { device: /dev/serial/by-id/usb-reader, baud: 115200 }
  # or a camera that reads the 2D codes of passes:
  # camera: { device: /dev/v4l/by-id/usb-camera }
  face: { path: /run/gatetwin/face.sock }
  desk: { officers: [ { number: 1, may_reset: true } ] }
  panel:
    chip: /dev/gpiochip0
    emergency: { line: 5, active_low: true, pull: up }
    go: 17
    stop: 27

store: /var/lib/gatetwin/store.sqlite
journal: { folder: /var/lib/gatetwin/journal, keep: 90 }

link:
  endpoints:
    - { authority: 0, address: "centre.example:7443" }
  certificate: /etc/gatetwin/gate.crt
  key: /etc/gatetwin/gate.key
  authorities: /etc/gatetwin/centre-ca.crt

lists:
  trust: /etc/gatetwin/trust-list.txt
  revocations: /etc/gatetwin/revocation-list.txt
  authority_key: /etc/gatetwin/authority.pub
  reference_key: /run/credentials/gatetwin-gate.service/reference.key

metrics: { address: 127.0.0.1, port: 9464 }
log: info
)YAML";
}

} // namespace gatetwin
