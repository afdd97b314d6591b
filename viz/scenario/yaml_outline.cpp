// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/yaml_outline.hpp"
#include "viz/scenario/yaml_extent.hpp"
#include <algorithm>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace gatetwin::viz {
namespace {

constexpr std::size_t deepest = 32;

struct TooMuch {
  std::size_t at;
  const char* what;
};

class OutlineBuilder : public YAML::EventHandler {
public:
  explicit OutlineBuilder(const std::string& text) : m_text(text) {}
  std::optional<YamlItem> root() { return std::move(m_root); }

  void OnDocumentStart(const YAML::Mark& mark) override
  {
    if (m_documents++ > 0) throw TooMuch{at(mark), "a second document"};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
  {
    YamlItem item;
    item.fixed = anchor != 0;
    item.begin = item.end = at(mark);
    // The parser's mark is where the next thing stands, if nothing is written.
    if (key_is_waiting()) item.begin = item.end = after_colon(m_text, m_open.back().key_end);
    item.end = item.begin + null_length(m_text, item.begin);
    add(std::move(item));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override
  {
    YamlItem item;
    item.kind = YamlItem::Kind::scalar;
    item.begin = at(mark);
    item.value = value;
    const auto end = scalar_end(m_text, item.begin, value, inside_flow(), column_of_parent());
    item.fixed = !end || anchor != 0 || (!tag.empty() && tag != "?" && tag != "!");
    item.end = end.value_or(line_end(m_text, item.begin));
    add(std::move(item));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
  {
    YamlItem item;
    item.fixed = true;
    item.begin = at(mark);
    item.end = std::min(m_text.find_first_of(" ,]}\r\n", item.begin), m_text.size());
    add(std::move(item));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override
  {
    open(YamlItem::Kind::list, at(mark), anchor, style);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override
  {
    open(YamlItem::Kind::map, at(mark), anchor, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

private:
  struct Open {
    YamlItem item;
    bool have_key = false;
    std::string key;
    std::size_t key_begin = 0, key_end = 0;
  };

  std::size_t at(const YAML::Mark& mark) const
  {
    return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), m_text.size());
  }
  bool inside_flow() const { return !m_open.empty() && m_open.back().item.flow; }
  bool key_is_waiting() const
  {
    return !m_open.empty() && m_open.back().item.kind == YamlItem::Kind::map &&
           m_open.back().have_key;
  }
  std::size_t column_of_parent() const
  {
    if (m_open.empty()) return 0;
    const Open& parent = m_open.back();
    return column_of(m_text, parent.have_key ? parent.key_begin : parent.item.begin);
  }

  void open(YamlItem::Kind kind, std::size_t begin, YAML::anchor_t anchor,
            YAML::EmitterStyle::value style)
  {
    if (m_open.size() >= deepest) throw TooMuch{begin, "nested too deep"};
    Open opened;
    opened.item.kind = kind;
    opened.item.begin = begin;
    opened.item.flow = style == YAML::EmitterStyle::Flow;
    opened.item.fixed = anchor != 0;
    m_open.push_back(std::move(opened));
  }
  void close()
  {
    YamlItem item = std::move(m_open.back().item);
    m_open.pop_back();
    const std::size_t last = item.children.empty() ? item.begin : item.children.back().end;
    item.end = item.flow ? flow_end(m_text, item.children.empty() ? item.begin + 1 : last) : last;
    add(std::move(item));
  }
  void add(YamlItem item)
  {
    if (m_open.empty()) {
      m_root = std::move(item);
      return;
    }
    Open& parent = m_open.back();
    if (parent.item.kind == YamlItem::Kind::list) {
      const YamlItem* name = item.kind == YamlItem::Kind::map ? item.child("name") : nullptr;
      item.key = name != nullptr && !name->value.empty()
                     ? name->value
                     : std::to_string(parent.item.children.size());
      item.key_begin = item.begin;
    } else if (!parent.have_key) {
      parent.have_key = true;
      parent.key = item.value;
      parent.key_begin = item.begin;
      parent.key_end = item.end;
      return;
    } else {
      parent.have_key = false;
      item.key = parent.key;
      item.key_begin = parent.key_begin;
    }
    parent.item.children.push_back(std::move(item));
  }

  const std::string& m_text;
  std::vector<Open> m_open;
  std::optional<YamlItem> m_root;
  int m_documents = 0;
};

} // namespace

const YamlItem* YamlItem::child(std::string_view name) const
{
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const YamlItem& one) { return one.key == name; });
  return found == children.end() ? nullptr : &*found;
}

YamlOutline outline_of(const std::string& text)
{
  YamlOutline outline;
  std::istringstream in(text);
  OutlineBuilder builder(text);
  try {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
    outline.root = builder.root();
    if (!outline.root) {
      outline.root = YamlItem{}; // an empty text
      outline.root->begin = outline.root->end = text.size();
    }
  } catch (const YAML::Exception& error) {
    outline.fault = error.msg;
    outline.fault_at = std::min(static_cast<std::size_t>(std::max(error.mark.pos, 0)), text.size());
  } catch (const TooMuch& error) {
    outline.fault = error.what;
    outline.fault_at = error.at;
  }
  return outline;
}

std::vector<std::string> split_path(std::string_view path)
{
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    parts.emplace_back(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return parts;
}

std::string join_path(std::string_view path, std::string_view name)
{
  return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}

const YamlItem* find_item(const YamlItem& root, std::string_view path)
{
  const YamlItem* item = &root;
  for (const std::string& part : split_path(path)) {
    item = item->child(part);
    if (item == nullptr) return nullptr;
  }
  return item;
}

std::string path_at(const YamlItem& root, std::size_t at)
{
  std::string path;
  for (const YamlItem* item = &root; item != nullptr;) {
    const YamlItem* inner = nullptr;
    for (const YamlItem& child : item->children) {
      if (at >= child.key_begin && at <= std::max(child.end, child.key_begin)) inner = &child;
    }
    if (inner != nullptr) path = join_path(path, inner->key);
    item = inner;
  }
  return path;
}

} // namespace gatetwin::viz
