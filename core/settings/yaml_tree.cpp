// SPDX-License-Identifier: Apache-2.0
#include "core/settings/yaml_tree.hpp"
#include "core/settings/source_file.hpp"
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace gatetwin {
namespace {

struct TreeFault {
  SourcePosition at;
  std::string message, hint;
};

struct Open {
  std::shared_ptr<YamlNode> node;
  YAML::anchor_t anchor = 0;
  std::size_t weight = 1; // nodes below, with aliases expanded
  int height = 1;         // levels below, with aliases expanded
  bool have_key = false;
  YamlEntry key;
  std::set<std::string> keys;
};

class TreeBuilder : public YAML::EventHandler {
public:
  TreeBuilder(const std::string& text, std::shared_ptr<const std::string> file,
              Diagnostics& diagnostics)
      : m_text(text), m_file(std::move(file)), m_diagnostics(diagnostics)
  {
  }

  YamlNodePtr root() const { return m_root; }

  void OnDocumentStart(const YAML::Mark& mark) override
  {
    if (m_documents++ > 0) {
      throw TreeFault{place(mark), "a second document",
                      "a scenario is one document; remove the '---'"};
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
  {
    const auto empty = node(YamlNode::Kind::null, mark);
    // The parser's own mark is where the next thing stands.
    if (!m_open.empty() && m_open.back().have_key) empty->at = m_open.back().key.at;
    add(empty, anchor, 1, 1);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override
  {
    check_tag(mark, tag);
    if (!check_text(value, {}).text) { // escapes can make what the file itself may not hold
      throw TreeFault{place(mark), "a control character or broken text behind an escape",
                      "remove it"};
    }
    if (tag == "!" && !is_quote_closed(mark)) {
      throw TreeFault{place(mark), "a quote that is never closed",
                      "close it, or write without quotes"};
    }
    const auto scalar = node(YamlNode::Kind::scalar, mark);
    scalar->text = value;
    scalar->plain = tag != "!"; // yaml-cpp marks quoted scalars so
    add(scalar, anchor, 1, 1);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
  {
    const auto found = m_anchors.find(anchor);
    if (found == m_anchors.end()) {
      throw TreeFault{place(mark), "an alias inside the item that it names", "write the value out"};
    }
    if (!m_open.empty() && m_open.back().node->kind == YamlNode::Kind::map &&
        !m_open.back().have_key) {
      throw TreeFault{place(mark), "an alias as a key", "write the key out"};
    }
    add(found->second.node, 0, found->second.weight, found->second.height);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override
  {
    open(YamlNode::Kind::sequence, mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override
  {
    open(YamlNode::Kind::map, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

private:
  struct Anchored {
    YamlNodePtr node;
    std::size_t weight;
    int height;
  };

  // The parser takes the end of the file for the end of a quote.
  bool is_quote_closed(const YAML::Mark& mark)
  {
    for (; m_line < mark.line; ++m_line) m_line_start = m_text.find('\n', m_line_start) + 1;
    std::size_t at = m_line_start + static_cast<std::size_t>(mark.column);
    const char quote = at < m_text.size() ? m_text[at] : ' ';
    if (quote != '"' && quote != '\'') return true; // a block of text
    for (++at; at < m_text.size(); ++at) {
      const bool doubled = quote == '\'' && m_text.compare(at, 2, "''") == 0;
      if (doubled || (m_text[at] == '\\' && quote == '"'))
        ++at;
      else if (m_text[at] == quote)
        return true;
    }
    return false;
  }

  SourcePosition place(const YAML::Mark& mark) const
  {
    return {m_file, mark.line + 1, mark.column + 1};
  }
  std::shared_ptr<YamlNode> node(YamlNode::Kind kind, const YAML::Mark& mark) const
  {
    auto made = std::make_shared<YamlNode>();
    made->kind = kind;
    made->at = place(mark);
    return made;
  }
  void check_tag(const YAML::Mark& mark, const std::string& tag) const
  {
    if (tag.empty() || tag == "?" || tag == "!") return;
    throw TreeFault{place(mark), "a tag (!)", "scenario files have no tags; write the value alone"};
  }
  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor)
  {
    check_tag(mark, tag);
    if (m_open.size() >= static_cast<std::size_t>(deepest_yaml)) {
      throw TreeFault{place(mark), "nested deeper than " + std::to_string(deepest_yaml) + " levels",
                      "a scenario needs no more than eight"};
    }
    Open opened;
    opened.node = node(kind, mark);
    opened.anchor = anchor;
    m_open.push_back(std::move(opened));
  }
  void close()
  {
    const Open closed = std::move(m_open.back());
    m_open.pop_back();
    add(closed.node, closed.anchor, closed.weight, closed.height + 1);
  }
  void add(const YamlNodePtr& value, YAML::anchor_t anchor, std::size_t weight, int height)
  {
    if (anchor != 0) m_anchors[anchor] = {value, weight, height};
    if (m_open.empty()) {
      m_root = value;
      return;
    }
    Open& into = m_open.back();
    into.weight += weight;
    into.height = std::max(into.height, height);
    if (into.weight > most_yaml_nodes ||
        static_cast<int>(m_open.size()) + height > deepest_yaml + 1) {
      throw TreeFault{value->at, "too many values, or too deep, with aliases written out",
                      "put counts and samples into CSV files"};
    }
    if (into.node->kind == YamlNode::Kind::sequence) {
      into.node->items.push_back(value);
    } else if (!into.have_key) {
      take_key(into, *value);
    } else {
      into.have_key = false;
      into.key.value = value;
      if (into.keys.insert(into.key.key).second) into.node->entries.push_back(std::move(into.key));
    }
  }
  void take_key(Open& into, const YamlNode& key)
  {
    if (key.kind != YamlNode::Kind::scalar || key.text.empty()) {
      throw TreeFault{key.at, "a key that is not a word", "write KEY: VALUE"};
    }
    if (key.plain && key.text == "<<") {
      throw TreeFault{key.at, "a merge key (<<)", "use `extends: FILE`, or write the fields out"};
    }
    into.have_key = true;
    into.key = {key.text, key.plain, key.at, nullptr};
    if (into.keys.count(key.text) > 0) {
      m_diagnostics.push_back(
          diagnostic_at(key.at, "\"" + key.text + "\" stands here twice", "keep one of them"));
    }
  }

  const std::string& m_text;
  int m_line = 0; // scalars come in the order in which they stand
  std::size_t m_line_start = 0;
  std::shared_ptr<const std::string> m_file;
  Diagnostics& m_diagnostics;
  int m_documents = 0;
  std::vector<Open> m_open;
  std::map<YAML::anchor_t, Anchored> m_anchors;
  YamlNodePtr m_root;
};

} // namespace

YamlNodePtr parse_yaml(const std::string& text, const std::shared_ptr<const std::string>& file,
                       Diagnostics& diagnostics)
{
  try {
    std::istringstream in(text);
    YAML::Parser parser(in);
    TreeBuilder builder(text, file, diagnostics);
    if (!parser.HandleNextDocument(builder) || !builder.root()) {
      diagnostics.push_back(
          {*file, 1, 1, "the file is empty", "`gatetwin scenario template` prints a start"});
      return nullptr;
    }
    parser.HandleNextDocument(builder);
    return builder.root();
  } catch (const TreeFault& fault) {
    diagnostics.push_back(diagnostic_at(fault.at, fault.message, fault.hint));
  } catch (const YAML::Exception& broken) {
    const bool known = !broken.mark.is_null();
    diagnostics.push_back({*file, known ? broken.mark.line + 1 : 0,
                           known ? broken.mark.column + 1 : 0, "not YAML: " + broken.msg,
                           "look at the indentation, quotes and brackets here"});
  }
  return nullptr;
}

bool looks_like_boolean_or_null(const std::string& text)
{
  static const std::array<const char*, 10> words{"yes",   "no",   "on", "off", "true",
                                                 "false", "null", "~",  "y",   "n"};
  std::string lower = text;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(words.begin(), words.end(), lower) != words.end();
}

} // namespace gatetwin
