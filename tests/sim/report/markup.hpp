// SPDX-License-Identifier: Apache-2.0
// Reads our own HTML strictly, for tests: every element closed in order, every attribute quoted,
// every text escaped. What it collects shows what a browser would act on.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

struct Markup {
  std::string fault; // empty: well formed
  std::set<std::string> elements;
  std::set<std::string> attributes;
};

inline Markup read_markup(std::string_view page)
{
  static const std::set<std::string> empty{"meta", "br"};
  Markup out;
  std::vector<std::string> open;
  const auto fail = [&](const std::string& what, std::size_t at) {
    out.fault = what + " at: " + std::string(page.substr(at, 60));
    return out;
  };
  for (std::size_t i = 0; i < page.size();) {
    if (page[i] != '<') {
      if (page[i] == '&') {
        const std::string_view rest = page.substr(i, 6);
        const bool known = rest.rfind("&amp;", 0) == 0 || rest.rfind("&lt;", 0) == 0 ||
                           rest.rfind("&gt;", 0) == 0 || rest.rfind("&quot;", 0) == 0 ||
                           rest.rfind("&#39;", 0) == 0;
        if (!known) return fail("a bare ampersand", i);
      }
      const bool style = !open.empty() && open.back() == "style";
      if (page[i] == '>' && !style) return fail("a bare bracket", i);
      ++i;
      continue;
    }
    const std::size_t start = i++;
    const bool doctype = page[i] == '!';
    const bool closing = page[i] == '/';
    if (doctype || closing) ++i;
    std::string name;
    while (i < page.size() && std::isalnum(static_cast<unsigned char>(page[i])) != 0) {
      name += page[i++];
    }
    if (name.empty()) return fail("a bracket without a name", start);
    while (i < page.size() && page[i] != '>' && page[i] != '/') {
      if (page[i] == ' ' || page[i] == '\n') {
        ++i;
        continue;
      }
      std::string attribute;
      while (i < page.size() &&
             (std::isalnum(static_cast<unsigned char>(page[i])) != 0 || page[i] == '-')) {
        attribute += page[i++];
      }
      if (attribute.empty()) return fail("no attribute", start);
      out.attributes.insert(attribute);
      if (doctype) continue;
      if (page.substr(i, 2) != "=\"") return fail("an attribute without quotes", start);
      const std::size_t end = page.find('"', i + 2);
      if (page.substr(i, end - i).find('<') != std::string_view::npos) {
        return fail("a bracket in an attribute", start);
      }
      i = end + 1;
    }
    const bool self = page[i] == '/';
    i += self ? 2 : 1;
    if (doctype) continue;
    out.elements.insert(name);
    if (closing) {
      if (open.empty() || open.back() != name) return fail("closed out of order", start);
      open.pop_back();
    } else if (!self && empty.count(name) == 0) {
      open.push_back(name);
      if (name != "script") continue; // what is in it is no markup
      i = page.find("</script", i);
      if (i == std::string_view::npos) return fail("a script without end", start);
    }
  }
  if (!open.empty()) out.fault = "never closed: " + open.back();
  return out;
}

} // namespace gatetwin
