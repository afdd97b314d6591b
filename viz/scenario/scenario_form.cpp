// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/scenario_form.hpp"
#include <algorithm>

namespace gatetwin::viz {
namespace {

constexpr int deepest = 8;

const YamlItem* child_of(const YamlItem* item, std::string_view name)
{
  return item == nullptr ? nullptr : item->child(name);
}

std::string value_of(const YamlItem* item, std::string_view key)
{
  const YamlItem* const found = child_of(item, key);
  return found == nullptr ? std::string() : found->value;
}

bool is_section(const FieldSchema& field) { return !field.items.empty() || !field.group.empty(); }

// The names that a section of the text, or of the file that it extends, gives to its items.
std::vector<std::string> names_in(const std::string& section, const YamlItem& root,
                                  const YamlItem* used)
{
  std::vector<std::string> names;
  for (const YamlItem* const from : {child_of(&root, section), child_of(used, section)}) {
    if (from == nullptr) continue;
    for (const YamlItem& item : from->children) {
      const bool named = from->kind == YamlItem::Kind::map || item.child("name") != nullptr;
      if (named && std::find(names.begin(), names.end(), item.key) == names.end())
        names.push_back(item.key);
    }
  }
  return names;
}

std::vector<std::string> words_in(const std::vector<ScalarForm>& forms)
{
  return choices_of(forms, [](const std::string&) { return std::vector<std::string>(); });
}

bool contains(const std::vector<std::string>& texts, const std::string& text)
{
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

class RowMaker {
public:
  RowMaker(const ScenarioSchema& schema, const YamlItem& root, const YamlItem* used,
           std::vector<FormRow>& rows)
      : m_schema(schema), m_root(root), m_used(used), m_rows(rows)
  {
  }

  void add_group(const GroupSchema& group, const YamlItem* own, const YamlItem* used,
                 const std::string& path, int depth, bool skip_name)
  {
    for (const FieldSchema& field : group) {
      if (skip_name && field.name == "name" && child_of(own, "name") == nullptr) continue;
      add_field(field, child_of(own, field.name), child_of(used, field.name),
                join_path(path, field.name), depth);
    }
    if (own == nullptr || own->kind != YamlItem::Kind::map) return;
    for (const YamlItem& child : own->children) {
      const bool known = std::any_of(group.begin(), group.end(),
                                     [&](const FieldSchema& f) { return f.name == child.key; });
      if (known) continue;
      FormRow& row =
          add_row(nullptr, child.key, &child, nullptr, join_path(path, child.key), depth);
      row.is_known = false;
    }
  }

  void add_field(const FieldSchema& field, const YamlItem* own, const YamlItem* used,
                 const std::string& path, int depth)
  {
    FormRow& row = add_row(&field, field.name, own, used, path, depth);
    offer(row, field.scalars);
    if (depth >= deepest) return;
    const bool scalar = own != nullptr && own->kind == YamlItem::Kind::scalar;
    const bool many = field.is_list || field.is_named;
    if (!field.group.empty() && !scalar) {
      row.kind = FormRow::Kind::group;
      if (const GroupSchema* group = m_schema.group(field.group))
        add_group(*group, own, used, path, depth + 1, false);
    } else if (many && !scalar && (own != nullptr || field.scalars.empty())) {
      row.kind = FormRow::Kind::items;
      offer(row, field.is_named ? field.keys : field.elements);
      std::erase_if(row.choices, [&](const std::string& name) {
        return field.is_named && child_of(own, name) != nullptr;
      });
      add_items(field, own, own == nullptr ? used : nullptr, path, depth + 1);
    }
  }

private:
  FormRow& add_row(const FieldSchema* field, const std::string& name, const YamlItem* own,
                   const YamlItem* used, const std::string& path, int depth)
  {
    FormRow row;
    row.field = field;
    row.name = name;
    row.path = path;
    row.depth = depth;
    row.is_set = own != nullptr;
    row.is_fixed = own != nullptr && own->fixed;
    if (own != nullptr)
      row.text = own->kind == YamlItem::Kind::scalar ? own->value : summary_of(*own);
    if (used != nullptr)
      row.otherwise = summary_of(*used);
    else if (field != nullptr)
      row.otherwise = field->default_text;
    m_rows.push_back(std::move(row));
    return m_rows.back();
  }

  void add_items(const FieldSchema& field, const YamlItem* own, const YamlItem* used,
                 const std::string& path, int depth)
  {
    const YamlItem* const from = own != nullptr ? own : used;
    if (from == nullptr) return;
    // One item without its brackets is the field itself.
    if (field.is_list && !field.is_named && from->kind == YamlItem::Kind::map) {
      if (const GroupSchema* group = m_schema.group(field.items))
        add_group(*group, own, used, path, depth, false);
      return;
    }
    for (const YamlItem& item : from->children) {
      const std::string at = join_path(path, item.key);
      FormRow& row = add_row(nullptr, item.key, own == nullptr ? nullptr : &item,
                             own == nullptr ? &item : nullptr, at, depth);
      const GroupSchema* const group = m_schema.group(field.items);
      row.is_scalar_item = item.kind == YamlItem::Kind::scalar;
      if (row.is_scalar_item && !field.is_named) offer(row, field.elements);
      row.name_is_word = field.is_named && contains(words_in(field.keys), item.key);
      if (group == nullptr || row.is_scalar_item) continue;
      row.kind = FormRow::Kind::group;
      if (depth < deepest)
        add_group(*group, own == nullptr ? nullptr : &item, own == nullptr ? &item : nullptr, at,
                  depth + 1, field.is_named);
    }
  }

  void offer(FormRow& row, const std::vector<ScalarForm>& forms) const
  {
    row.choices = choices_of(
        forms, [&](const std::string& section) { return names_in(section, m_root, m_used); });
    if (row.choices.empty())
      row.words.clear();
    else
      row.words = words_in(forms);
  }

  const ScenarioSchema& m_schema;
  const YamlItem& m_root;
  const YamlItem* m_used;
  std::vector<FormRow>& m_rows;
};

void add_item(FormSection& section, const YamlItem& item, bool own, const YamlItem* used)
{
  FormItem made;
  made.name = item.key;
  made.path = join_path(section.name, item.key);
  made.title = value_of(&item, "title");
  if (made.title.empty()) made.title = value_of(used, "title");
  if (made.title.empty()) made.title = summary_of(item, 48);
  made.is_own = own;
  section.items.push_back(std::move(made));
}

} // namespace

bool FormRow::is_word(const std::string& choice) const { return contains(words, choice); }

std::string summary_of(const YamlItem& item, std::size_t longest)
{
  std::string text;
  switch (item.kind) {
  case YamlItem::Kind::null: break;
  case YamlItem::Kind::scalar: text = item.value; break;
  case YamlItem::Kind::map:
  case YamlItem::Kind::list:
    for (const YamlItem& child : item.children) {
      if (!text.empty()) text += ", ";
      if (item.kind == YamlItem::Kind::map) text += child.key + ": ";
      text += summary_of(child, longest);
      if (text.size() > longest) break;
    }
    if (item.kind == YamlItem::Kind::map && !text.empty()) text = "{ " + text + " }";
    break;
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() <= longest) return text;
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "\xE2\x80\xA6"; // an ellipsis
}

std::vector<FormSection> sections_of(const ScenarioSchema& schema, const YamlItem& root,
                                     const YamlItem* used)
{
  std::vector<FormSection> sections(1);
  for (const FieldSchema& field : schema.top()) {
    if (!is_section(field)) continue;
    FormSection section;
    section.name = field.name;
    section.field = &field;
    section.has_items = field.is_named || field.is_list;
    if (section.has_items) {
      const YamlItem* const own = root.child(field.name);
      const YamlItem* const theirs = child_of(used, field.name);
      const bool one = own != nullptr && own->kind == YamlItem::Kind::map && !field.is_named;
      if (one) section.has_items = false; // a single item without its brackets
      if (own != nullptr && !one) {
        for (const YamlItem& item : own->children)
          add_item(section, item, true, child_of(theirs, item.key));
      }
      // Of the file that this one extends: names merge, lists are replaced.
      if (theirs != nullptr && !one && (field.is_named || own == nullptr)) {
        for (const YamlItem& item : theirs->children) {
          if (child_of(own, item.key) == nullptr) add_item(section, item, false, &item);
        }
      }
    }
    sections.push_back(std::move(section));
  }
  return sections;
}

std::vector<FormRow> rows_of(const ScenarioSchema& schema, const YamlItem& root,
                             const YamlItem* used, const FormSection& section, const FormItem* item)
{
  std::vector<FormRow> rows;
  RowMaker make(schema, root, used, rows);
  if (section.name.empty()) {
    GroupSchema plain;
    for (const FieldSchema& field : schema.top()) {
      if (is_section(field)) continue;
      make.add_field(field, root.child(field.name), child_of(used, field.name), field.name, 0);
    }
    return rows;
  }
  const FieldSchema& field = *section.field;
  const YamlItem* own = root.child(section.name);
  const YamlItem* theirs = child_of(used, section.name);
  std::string path = section.name;
  if (item != nullptr) {
    own = child_of(own, item->name);
    theirs = child_of(theirs, item->name);
    path = item->path;
  }
  const GroupSchema* const group = schema.group(field.items.empty() ? field.group : field.items);
  if (group == nullptr) return rows;
  if (own != nullptr && own->kind == YamlItem::Kind::scalar) {
    make.add_field(field, own, theirs, path, 0); // written short
    return rows;
  }
  make.add_group(*group, own, theirs, path, 0, item != nullptr && field.is_named);
  return rows;
}

} // namespace gatetwin::viz
