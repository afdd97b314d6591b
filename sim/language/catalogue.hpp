// SPDX-License-Identifier: Apache-2.0
// One language's translations: a .mo file that msgfmt made (GNU gettext manual, "The format of GNU
// MO files"), little-endian, UTF-8, compiled into the program. Every place in it is checked when it
// is read, so that a look-up can't leave it.
#pragma once
#include "core/base/result.hpp"
#include "sim/language/message.hpp"
#include "sim/language/plural_rule.hpp"
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace gatetwin {

class Catalogue {
public:
  // Looks into `bytes` as long as it lives.
  static Result<Catalogue> read(std::string_view bytes);

  // Ends with a zero, as all texts of a .mo file. nullptr: not translated.
  const char* find(const Message& message) const;
  const char* find(const Message& message, std::uint64_t n) const;
  std::size_t size() const { return m_entries.size(); } // with the head

private:
  Status read_head();
  std::string_view forms_of(const Message& message) const;

  // By key: context, 4, English of one; forms of the translation, with zeros between.
  std::vector<std::pair<std::string_view, std::string_view>> m_entries;
  PluralRule m_plural;
};

} // namespace gatetwin
