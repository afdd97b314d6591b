// SPDX-License-Identifier: Apache-2.0
#include "sim/phases/limits_file.hpp"
#include "core/base/time.hpp"
#include "core/settings/message_reader.hpp"
#include "core/settings/source_file.hpp"
#include "sim/phases/limits.pb.h"
#include <memory>

namespace gatetwin {
namespace {

void check_schema(const limits::Limits& message, ReadContext& context)
{
  if (context.is_faulty("schema")) return;
  const SourcePosition at = context.positions.find("schema");
  if (!message.has_schema()) {
    context.fault("schema", at, "the file does not say its format", "write schema: 1 first");
  } else if (message.schema() != limits_schema_version) {
    context.fault("schema", at,
                  "schema " + std::to_string(message.schema()) + " is not known to this program",
                  "write schema: 1, or take a newer gatetwin");
  }
}

LimitSet to_set(const limits::Limits& message)
{
  LimitSet set{message.title(), message.source(), {}};
  for (const limits::Limit& limit : message.limits()) {
    set.limits.push_back({limit.name(), static_cast<Phase>(limit.phase()),
                          from_seconds(limit.within()).ns, limit.has_share() ? limit.share() : 1.0,
                          limit.recommended(), limit.title(), limit.source()});
  }
  return set;
}

} // namespace

LoadedLimits parse_limits(const std::string& text, const std::string& name)
{
  LoadedLimits loaded;
  const auto file = std::make_shared<const std::string>(name);
  ReadContext context;
  const YamlNodePtr root = parse_yaml(text, file, context.diagnostics);
  limits::Limits message;
  if (root) {
    MessageReader(context, "limits file").read(*root, message, "");
    if (root->kind == YamlNode::Kind::map) check_schema(message, context);
  }
  loaded.diagnostics = std::move(context.diagnostics);
  if (loaded.diagnostics.empty()) loaded.set = to_set(message);
  put_in_order(loaded.diagnostics);
  return loaded;
}

LoadedLimits load_limits(const std::filesystem::path& path)
{
  const TextFile file = read_text_file(path, path.string());
  if (file.text) return parse_limits(*file.text, path.string());
  return {std::nullopt, {file.fault}, file.unreadable};
}

} // namespace gatetwin
