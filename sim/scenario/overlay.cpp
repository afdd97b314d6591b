// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/overlay.hpp"
#include "core/settings/source_file.hpp"
#include <algorithm>
#include <set>
#include <vector>

namespace gatetwin {
namespace {

namespace fs = std::filesystem;

const YamlNode* name_of(const YamlNode& item)
{
  if (item.kind != YamlNode::Kind::map) return nullptr;
  const YamlEntry* name = item.find("name");
  return name != nullptr && name->value->kind == YamlNode::Kind::scalar ? name->value.get()
                                                                        : nullptr;
}

// With unique names: a name that stands twice is left for the reader to report.
bool is_named_list(const YamlNode& node)
{
  std::set<std::string> names;
  return node.kind == YamlNode::Kind::sequence && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(), [&](const YamlNodePtr& item) {
           const YamlNode* name = name_of(*item);
           return name != nullptr && names.insert(name->text).second;
         });
}

// A list of named items in its other form, the map by name.
YamlNodePtr as_map(const YamlNode& list)
{
  auto map = std::make_shared<YamlNode>();
  map->kind = YamlNode::Kind::map;
  map->at = list.at;
  for (const YamlNodePtr& item : list.items) {
    auto rest = std::make_shared<YamlNode>(*item);
    rest->entries.erase(std::remove_if(rest->entries.begin(), rest->entries.end(),
                                       [](const YamlEntry& entry) { return entry.key == "name"; }),
                        rest->entries.end());
    const YamlNode& name = *name_of(*item);
    map->entries.push_back({name.text, name.plain, name.at, std::move(rest)});
  }
  return map;
}

YamlNodePtr merge_maps(const YamlNode& base, const YamlNode& over)
{
  auto merged = std::make_shared<YamlNode>(base);
  merged->at = over.at;
  for (const YamlEntry& entry : over.entries) {
    const auto found = std::find_if(merged->entries.begin(), merged->entries.end(),
                                    [&](const YamlEntry& known) { return known.key == entry.key; });
    if (found == merged->entries.end()) {
      merged->entries.push_back(entry);
    } else if (entry.value->kind == YamlNode::Kind::null) {
      merged->entries.erase(found);
    } else {
      *found = {entry.key, entry.plain, entry.at, merge_overlay(found->value, entry.value)};
    }
  }
  return merged;
}

YamlNodePtr merge_named_lists(const YamlNode& base, const YamlNode& over)
{
  auto merged = std::make_shared<YamlNode>(base);
  merged->at = over.at;
  for (const YamlNodePtr& item : over.items) {
    const std::string& name = name_of(*item)->text;
    const auto found =
        std::find_if(merged->items.begin(), merged->items.end(),
                     [&](const YamlNodePtr& known) { return name_of(*known)->text == name; });
    if (found == merged->items.end())
      merged->items.push_back(item);
    else
      *found = merge_overlay(*found, item);
  }
  return merged;
}

class BaseLoader {
public:
  explicit BaseLoader(OverlayResult& result) : m_result(result) {}

  YamlNodePtr load(const std::string& text, const fs::path& file)
  {
    YamlNodePtr root = parse_yaml(text, std::make_shared<const std::string>(file.generic_string()),
                                  m_result.diagnostics);
    if (!root) return nullptr;
    if (root->kind != YamlNode::Kind::map) {
      m_result.diagnostics.push_back(
          diagnostic_at(root->at, "the scenario is not a map", "write KEY: VALUE lines"));
      return nullptr;
    }
    const YamlEntry* extends = root->find("extends");
    if (extends == nullptr) return root;
    const YamlEntry entry = *extends;
    auto own = std::make_shared<YamlNode>(*root);
    own->entries.erase(own->entries.begin() + (extends - root->entries.data()));
    const YamlNodePtr base = load_base(entry, file);
    return base ? merge_overlay(base, own) : nullptr;
  }

  void begin(const fs::path& file) { m_chain.push_back(identity(file)); }

private:
  static std::string identity(const fs::path& file)
  {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(file, error);
    return error ? file.lexically_normal().string() : canonical.string();
  }

  YamlNodePtr load_base(const YamlEntry& extends, const fs::path& file)
  {
    const YamlNode& value = *extends.value;
    const auto refuse = [&](const std::string& message, const std::string& hint) {
      m_result.diagnostics.push_back(diagnostic_at(value.at, "extends: " + message, hint));
      return nullptr;
    };
    if (value.kind != YamlNode::Kind::scalar || value.text.empty()) {
      return refuse("not a file name", "write extends: other.yaml");
    }
    const std::string shown_value = "\"" + value.text.substr(0, 100) + "\"";
    if (fs::path(value.text).is_absolute()) {
      return refuse(shown_value + " is an absolute path", "name a file relative to this one");
    }
    const fs::path base = (file.parent_path() / value.text).lexically_normal();
    const std::string id = identity(base);
    if (std::find(m_chain.begin(), m_chain.end(), id) != m_chain.end()) {
      return refuse(shown_value + " leads back to a file that extends it",
                    "one of them must stand alone");
    }
    if (m_chain.size() >= static_cast<std::size_t>(longest_extends_chain)) {
      return refuse("more than " + std::to_string(longest_extends_chain) + " files deep",
                    "extend one of the bases directly");
    }
    const TextFile read = read_text_file(base, base.generic_string());
    if (!read.text) {
      if (read.unreadable)
        return refuse(shown_value + " " + read.fault.message,
                      "name a scenario file beside this one");
      m_result.diagnostics.push_back(read.fault);
      return nullptr;
    }
    m_chain.push_back(id);
    return load(*read.text, base);
  }

  OverlayResult& m_result;
  std::vector<std::string> m_chain;
};

} // namespace

YamlNodePtr merge_overlay(const YamlNodePtr& base, const YamlNodePtr& over)
{
  using Kind = YamlNode::Kind;
  if (base->kind == Kind::map && over->kind == Kind::map) return merge_maps(*base, *over);
  if (is_named_list(*base) && is_named_list(*over)) return merge_named_lists(*base, *over);
  if (base->kind == Kind::map && is_named_list(*over)) return merge_maps(*base, *as_map(*over));
  if (is_named_list(*base) && over->kind == Kind::map) return merge_maps(*as_map(*base), *over);
  return over;
}

OverlayResult load_with_bases(const fs::path& path)
{
  OverlayResult result;
  const TextFile read = read_text_file(path, path.generic_string());
  if (!read.text) {
    result.diagnostics.push_back(read.fault);
    result.unreadable = read.unreadable;
    return result;
  }
  BaseLoader loader(result);
  loader.begin(path);
  result.root = loader.load(*read.text, path);
  return result;
}

OverlayResult parse_with_bases(const std::string& text, const std::string& name)
{
  OverlayResult result;
  const TextFile checked = check_text(text, name);
  if (!checked.text) {
    result.diagnostics.push_back(checked.fault);
    return result;
  }
  BaseLoader loader(result);
  loader.begin(name);
  result.root = loader.load(*checked.text, name);
  return result;
}

} // namespace gatetwin
