// SPDX-License-Identifier: Apache-2.0
// A tree as YAML or JSON text.
#include "core/base/check.hpp"
#include "core/settings/message_writer.hpp"
#include <algorithm>
#include <string_view>

namespace gatetwin {
namespace {

using Kind = YamlNode::Kind;

// JSON escapes, which YAML's double quotes understand too. Characters that some YAML reader takes
// for a line break or a byte order mark are escaped as well.
std::string quoted(const std::string& text)
{
  static const char* hex = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::string_view rest = std::string_view(text).substr(i);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c < 0x20 || c == 0x7F) {
      out += std::string("\\u00") + hex[c >> 4] + hex[c & 15];
    } else if (rest.rfind("\xC2\x85", 0) == 0) {
      out += "\\u0085";
      i += 1;
    } else if (rest.rfind("\xE2\x80\xA8", 0) == 0 || rest.rfind("\xE2\x80\xA9", 0) == 0) {
      out += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (rest.rfind("\xEF\xBB\xBF", 0) == 0) {
      out += "\\ufeff";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out + "\"";
}

bool is_alnum(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether every YAML reader takes the bare words for this very text.
bool is_plain_safe(const std::string& text, bool in_flow)
{
  if (text.empty() || !is_alnum(text[0]) || text.back() == ' ' || text.back() == ':') return false;
  if (looks_like_boolean_or_null(text)) return false;
  if (text.find_first_not_of("0123456789.eE+-:_xobXOB") == std::string::npos)
    return false; // a number or date
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_alnum(c) || std::string_view(" _./%+()-").find(c) != std::string_view::npos) continue;
    if (c == ':' && text[i + 1] != ' ') continue;
    if (c == ',' && !in_flow) continue;
    return false;
  }
  return true;
}

std::string yaml_scalar(const YamlNode& node, bool in_flow)
{
  if (node.literal || is_plain_safe(node.text, in_flow)) return node.text;
  return quoted(node.text);
}

std::string yaml_key(const std::string& key)
{
  return is_plain_safe(key, true) ? key : quoted(key);
}

bool is_flat(const YamlNode& list)
{
  return std::all_of(list.items.begin(), list.items.end(),
                     [](const YamlNodePtr& item) { return item->kind == Kind::scalar; });
}

class YamlEmitter {
public:
  std::string take() { return std::move(m_out); }

  // `first_indent`: the first key stands behind "- ".
  void map(const YamlNode& node, int indent, bool after_dash)
  {
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      if (i > 0 || !after_dash) m_out.append(static_cast<std::size_t>(indent), ' ');
      m_out += yaml_key(node.entries[i].key) + ":";
      value(*node.entries[i].value, indent);
    }
  }

private:
  void value(const YamlNode& node, int indent)
  {
    switch (node.kind) {
    case Kind::null: m_out += " ~\n"; return;
    case Kind::scalar: m_out += " " + yaml_scalar(node, false) + "\n"; return;
    case Kind::map:
      m_out += node.entries.empty() ? " {}\n" : "\n";
      map(node, indent + 2, false);
      return;
    case Kind::sequence: sequence(node, indent + 2);
    }
  }

  void sequence(const YamlNode& node, int indent)
  {
    if (is_flat(node)) {
      m_out += " [";
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        m_out += (i > 0 ? ", " : "") + yaml_scalar(*node.items[i], true);
      }
      m_out += "]\n";
      return;
    }
    m_out += "\n";
    for (const YamlNodePtr& item : node.items) {
      CHECK(item->kind == Kind::map && !item->entries.empty()); // scenarios have no lists of lists
      m_out.append(static_cast<std::size_t>(indent), ' ');
      m_out += "- ";
      map(*item, indent + 2, true);
    }
  }

  std::string m_out;
};

void emit_json_value(const YamlNode& node, int indent, std::string& out)
{
  const std::string line = "\n" + std::string(static_cast<std::size_t>(indent) + 2, ' ');
  const std::string last = "\n" + std::string(static_cast<std::size_t>(indent), ' ');
  switch (node.kind) {
  case Kind::null: out += "null"; return;
  case Kind::scalar: out += node.literal ? node.text : quoted(node.text); return;
  case Kind::map:
    out += "{";
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      out += (i > 0 ? "," : "") + line + quoted(node.entries[i].key) + ": ";
      emit_json_value(*node.entries[i].value, indent + 2, out);
    }
    out += node.entries.empty() ? "}" : last + "}";
    return;
  case Kind::sequence:
    out += "[";
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      out += (i > 0 ? "," : "") + line;
      emit_json_value(*node.items[i], indent + 2, out);
    }
    out += node.items.empty() ? "]" : last + "]";
  }
}

} // namespace

std::string emit_yaml(const YamlNode& root)
{
  YamlEmitter emitter;
  emitter.map(root, 0, false);
  return emitter.take();
}

std::string emit_json(const YamlNode& root)
{
  std::string out;
  emit_json_value(root, 0, out);
  return out + "\n";
}

} // namespace gatetwin
