// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/scenario_text.hpp"
#include "viz/scenario/yaml_extent.hpp"
#include <algorithm>

namespace gatetwin::viz {
namespace {

constexpr std::size_t undo_limit = 200;
constexpr std::size_t indent_step = 2;

bool same(const YamlItem& a, const YamlItem& b)
{
  return a.kind == b.kind && a.key == b.key && a.value == b.value &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                    same);
}

// Everything but what lies at the path is the same. Maps on the way may have come into being.
bool same_besides(const YamlItem& before, const YamlItem& after,
                  const std::vector<std::string>& path, std::size_t depth = 0)
{
  if (depth == path.size()) return true;
  if (!before.children.empty() && before.kind != after.kind) return false;
  const bool is_list = before.kind == YamlItem::Kind::list;
  const auto others = [&](const YamlItem& item) {
    std::vector<const YamlItem*> found;
    for (const YamlItem& child : item.children) {
      if (child.key != path[depth]) found.push_back(&child);
    }
    return found;
  };
  // Places in a list move when one goes; names in it do not.
  if (is_list && before.children.size() > after.children.size()) return true;
  const auto left = others(before), right = others(after);
  if (!std::equal(left.begin(), left.end(), right.begin(), right.end(),
                  [](const YamlItem* a, const YamlItem* b) { return same(*a, *b); }))
    return false;
  const YamlItem* const from = before.child(path[depth]);
  const YamlItem* const to = after.child(path[depth]);
  if (from == nullptr || to == nullptr) return true;
  return same_besides(*from, *to, path, depth + 1);
}

std::string parent_of(std::string_view path)
{
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string() : std::string(path.substr(0, dot));
}

std::string last_of(std::string_view path)
{
  const std::size_t dot = path.rfind('.');
  return std::string(dot == std::string_view::npos ? path : path.substr(dot + 1));
}

std::size_t line_number(std::string_view text, std::size_t at)
{
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

} // namespace

ScenarioText::ScenarioText(std::string text) : m_text(std::move(text))
{
  YamlOutline outline = outline_of(m_text);
  if (outline.root)
    m_root = std::move(*outline.root);
  else
    m_fault =
        "line " + std::to_string(line_number(m_text, outline.fault_at)) + ": " + outline.fault;
}

void ScenarioText::remember()
{
  m_is_typing = false;
  m_undo.push_back(m_text);
  if (m_undo.size() > undo_limit) m_undo.erase(m_undo.begin());
  m_redo.clear();
}

void ScenarioText::take(std::string text, YamlItem root)
{
  m_text = std::move(text);
  m_root = std::move(root);
  m_fault.clear();
  ++m_version;
}

void ScenarioText::replace_all(std::string text)
{
  if (text == m_text) return;
  remember();
  YamlOutline outline = outline_of(text);
  if (outline.root) {
    take(std::move(text), std::move(*outline.root));
    return;
  }
  m_text = std::move(text);
  m_fault = "line " + std::to_string(line_number(m_text, outline.fault_at)) + ": " + outline.fault;
  ++m_version;
}

void ScenarioText::type_all(std::string text)
{
  if (text == m_text) return;
  const bool goes_on = m_is_typing && !m_undo.empty();
  replace_all(std::move(text));
  if (goes_on) m_undo.pop_back();
  m_is_typing = true;
}

void ScenarioText::undo()
{
  if (m_undo.empty()) return;
  const std::string now = m_text;
  std::vector<std::string> redo = std::move(m_redo), undo = std::move(m_undo);
  std::string before = std::move(undo.back());
  undo.pop_back();
  m_undo.clear();
  replace_all(std::move(before));
  m_undo = std::move(undo);
  m_redo = std::move(redo);
  m_redo.push_back(now);
}

void ScenarioText::redo()
{
  if (m_redo.empty()) return;
  std::vector<std::string> redo = std::move(m_redo);
  std::string after = std::move(redo.back());
  redo.pop_back();
  replace_all(std::move(after));
  m_redo = std::move(redo);
}

std::string ScenarioText::apply(const Edit& edit, std::string_view path, const YamlItem* expected)
{
  std::string text = m_text;
  text.replace(edit.begin, edit.end - edit.begin, edit.text);
  YamlOutline outline = outline_of(text);
  if (!outline.root || !same_besides(m_root, *outline.root, split_path(path)))
    return "can't be written here without changing something else; edit the text";
  const YamlItem* const now = find_item(*outline.root, path);
  if (expected != nullptr &&
      (now == nullptr || now->value != expected->value || now->kind != expected->kind))
    return "can't be written here as it is; edit the text";
  remember();
  take(std::move(text), std::move(*outline.root));
  return {};
}

std::string ScenarioText::set_value(std::string_view path, std::string_view value)
{
  if (!is_readable()) return "the text is not YAML: " + m_fault;
  YamlItem expected;
  expected.kind = YamlItem::Kind::scalar;
  expected.value = value;
  const YamlItem* const item = find_item(m_root, path);
  const YamlItem* const parent = find_item(m_root, parent_of(path));
  const bool flow = parent != nullptr && parent->flow;
  if (item == nullptr) return insert(path, std::string(value), false);
  if (item->fixed) return "an alias or anchor; edit the text";
  if (item->kind == YamlItem::Kind::scalar && item->value == value) return {};
  const char first = item->begin < m_text.size() ? m_text[item->begin] : ' ';
  Edit edit{item->begin, item->end, scalar_text(value, flow)};
  const bool quotable = value.find('\n') == std::string_view::npos;
  if (item->kind == YamlItem::Kind::scalar && (first == '"' || (first == '\'' && quotable)))
    edit.text = quoted_text(value, first);
  if (item->begin > 0 && m_text[item->begin - 1] == ':') edit.text.insert(0, " ");
  if ((item->kind == YamlItem::Kind::map || item->kind == YamlItem::Kind::list) && !item->flow) {
    // What stood below the key in lines of its own goes; the value stands beside the key.
    const std::size_t colon = m_text.rfind(':', item->begin - 1);
    if (parent == nullptr || parent->kind == YamlItem::Kind::list || colon == std::string::npos)
      return "a list's item in lines of its own; edit the text";
    edit.begin = after_colon(m_text, colon);
    edit.text.insert(0, " ");
  }
  return apply(edit, path, &expected);
}

std::string ScenarioText::add_empty(std::string_view path)
{
  if (!is_readable()) return "the text is not YAML: " + m_fault;
  if (find_item(m_root, path) != nullptr) return "there is one already";
  return insert(path, "{}", true);
}

std::string ScenarioText::add_to_list(std::string_view path)
{
  if (!is_readable()) return "the text is not YAML: " + m_fault;
  const YamlItem* const list = find_item(m_root, path);
  if (list == nullptr) return insert(path, "[{}]", true);
  if (list->kind == YamlItem::Kind::scalar || list->kind == YamlItem::Kind::map)
    return "one is written without its brackets; edit the text to write more";
  const std::string next = join_path(path, std::to_string(list->children.size()));
  if (list->children.empty()) return insert(next, "{}", true);
  const YamlItem& last = list->children.back();
  if (last.child("name") != nullptr) return "needs a name of its own; edit the text";
  return duplicate(join_path(path, last.key), "");
}

std::size_t ScenarioText::child_indent(const YamlItem& parent) const
{
  if (!parent.children.empty()) {
    const YamlItem& first = parent.children.front();
    if (parent.kind == YamlItem::Kind::list) return column_of(m_text, parent.begin);
    return column_of(m_text, first.key_begin);
  }
  return column_of(m_text, parent.key_begin) + indent_step;
}

// Behind the last entry of a map or list that has some.
ScenarioText::Edit ScenarioText::entry_into(const YamlItem& parent, const std::string& entry) const
{
  const std::size_t last = parent.children.back().end;
  if (parent.flow) return {last, last, ", " + entry};
  const std::size_t at = line_end(m_text, last);
  const bool list = parent.kind == YamlItem::Kind::list;
  const std::string line =
      "\n" + std::string(child_indent(parent), ' ') + (list ? "- " : "") + entry;
  if (m_text[at - 1] != '\r') return {at, at, line};
  return {at - 1, at - 1, "\r" + line};
}

// Into `{}`, `[]`, an empty value, or an empty text.
ScenarioText::Edit ScenarioText::entry_into_empty(const YamlItem& parent, std::string_view path,
                                                  const std::string& entry) const
{
  if (parent.kind == YamlItem::Kind::map) return {parent.begin, parent.end, "{ " + entry + " }"};
  if (parent.kind == YamlItem::Kind::list) return {parent.begin, parent.end, "[" + entry + "]"};
  if (path.empty()) {
    const bool broken = m_text.empty() || m_text.back() == '\n';
    return {m_text.size(), m_text.size(), (broken ? "" : "\n") + entry + "\n"};
  }
  const std::string line = "\n" + std::string(child_indent(parent), ' ') + entry;
  const std::size_t at = parent.begin == parent.end ? line_end(m_text, parent.begin) : parent.end;
  if (parent.begin == parent.end) return {at, at, line};
  return {parent.begin, parent.end, line};
}

std::string ScenarioText::insert(std::string_view path, const std::string& value, bool is_yaml)
{
  const std::vector<std::string> parts = split_path(path);
  if (parts.empty()) return "no path";
  const YamlItem* parent = &m_root;
  std::string parent_path;
  std::size_t depth = 0;
  for (; depth + 1 < parts.size(); ++depth) {
    const YamlItem* const next = parent->child(parts[depth]);
    if (next == nullptr) break;
    parent = next;
    parent_path = join_path(parent_path, parts[depth]);
  }
  if (parent->fixed) return "an alias or anchor; edit the text";
  if (parent->kind == YamlItem::Kind::scalar)
    return parent_path + " is written short; edit the text to write it out";
  // What is missing between is written as flow maps in one line, at the top as a block.
  const bool top = depth == 0 && parts.size() > 1;
  YamlItem expected;
  expected.kind = !is_yaml               ? YamlItem::Kind::scalar
                  : value.front() == '[' ? YamlItem::Kind::list
                                         : YamlItem::Kind::map;
  const bool nested = parts.size() - depth > (top ? 2U : 1U);
  std::string entry = is_yaml ? value : scalar_text(value, nested || parent->flow);
  const auto wrapped = [&](std::size_t from) {
    for (std::size_t i = parts.size(); i-- > from + 1;)
      entry.insert(0, "{ " + scalar_text(parts[i], true) + ": ").append(" }");
  };
  if (top) {
    wrapped(1);
    entry = scalar_text(parts[0], false) + ":\n" + std::string(indent_step, ' ') +
            scalar_text(parts[1], false) + ": " + entry;
  } else {
    wrapped(depth);
    if (parent->kind != YamlItem::Kind::list)
      entry = scalar_text(parts[depth], parent->flow) + ": " + entry;
  }
  const Edit edit = parent->children.empty() ? entry_into_empty(*parent, parent_path, entry)
                                             : entry_into(*parent, entry);
  if (!is_yaml) expected.value = value;
  return apply(edit, path, &expected);
}

ScenarioText::Edit ScenarioText::removal_of(const YamlItem& parent, const YamlItem& item) const
{
  const auto place = static_cast<std::size_t>(&item - parent.children.data());
  const bool only = parent.children.size() == 1;
  if (parent.flow) {
    if (only) return {parent.begin, parent.end, parent.kind == YamlItem::Kind::map ? "{}" : "[]"};
    if (place + 1 < parent.children.size())
      return {item.key_begin, parent.children[place + 1].key_begin, ""};
    return {parent.children[place - 1].end, item.end, ""};
  }
  // Whole lines, with the remark behind the value; remarks above stay.
  const std::size_t begin = line_start(m_text, item.key_begin);
  const std::size_t end = std::min(line_end(m_text, item.end) + 1, m_text.size());
  if (!only) return {begin, end, ""};
  const bool line_break = end > begin && m_text[end - 1] == '\n';
  const std::string empty = parent.kind == YamlItem::Kind::map ? "{}" : "[]";
  return {begin, end,
          m_text.substr(begin, m_text.find_first_not_of(' ', begin) - begin) + empty +
              (line_break ? "\n" : "")};
}

std::string ScenarioText::remove(std::string_view path)
{
  if (!is_readable()) return "the text is not YAML: " + m_fault;
  const YamlItem* const item = find_item(m_root, path);
  const YamlItem* const parent = find_item(m_root, parent_of(path));
  if (item == nullptr || parent == nullptr || item == parent) return "there is nothing to remove";
  // An item of a block list begins behind its dash, and the first key of a map may share its line.
  const bool after_dash = parent->kind == YamlItem::Kind::map && !parent->flow &&
                          item == &parent->children.front() && parent->children.size() > 1;
  if (after_dash) {
    const std::size_t start = line_start(m_text, item->key_begin);
    const bool alone = m_text.find_first_not_of(' ', start) == item->key_begin;
    if (!alone) return apply({item->key_begin, parent->children[1].key_begin, ""}, path, nullptr);
  }
  return apply(removal_of(*parent, *item), path, nullptr);
}

std::string ScenarioText::duplicate(std::string_view path, std::string_view name)
{
  if (!is_readable()) return "the text is not YAML: " + m_fault;
  const YamlItem* const item = find_item(m_root, path);
  const YamlItem* const parent = find_item(m_root, parent_of(path));
  if (item == nullptr || parent == nullptr || item == parent) return "there is nothing to copy";
  const bool list = parent->kind == YamlItem::Kind::list;
  const bool numbered = list && item->child("name") == nullptr;
  if (!numbered && (name.empty() || parent->child(name) != nullptr))
    return "needs a name of its own";
  if (parent->fixed || item->fixed) return "an alias or anchor; edit the text";
  std::string copy = m_text.substr(item->key_begin, item->end - item->key_begin);
  if (!list) {
    const std::size_t colon = after_colon(m_text, item->key_begin + last_of(path).size());
    copy = scalar_text(name, parent->flow) +
           m_text.substr(item->key_begin + last_of(path).size(),
                         item->end - item->key_begin - last_of(path).size());
    if (colon == item->key_begin) return "a quoted key; edit the text";
  } else if (const YamlItem* const old = item->child("name")) {
    copy.replace(old->begin - item->key_begin, old->end - old->begin,
                 scalar_text(name, item->flow));
  }
  const std::string key = numbered ? std::to_string(parent->children.size()) : std::string(name);
  const std::string to = join_path(parent_of(path), key);
  if (parent->flow) return apply({item->end, item->end, ", " + copy}, to, nullptr);
  const std::size_t at = line_end(m_text, item->end);
  const std::size_t indent =
      list ? column_of(m_text, parent->begin) : column_of(m_text, item->key_begin);
  return apply({at, at, "\n" + std::string(indent, ' ') + (list ? "- " : "") + copy}, to, nullptr);
}

} // namespace gatetwin::viz
