// SPDX-License-Identifier: Apache-2.0
// Names as people write them, into the form of a machine-readable zone, by ICU with the rules of
// Doc 9303-3 section 6 (its own Any-Latin follows others): Vietnamese in any composition, other
// Latin letters (A), Cyrillic (B). At the centre; gates get names in that form already.
#pragma once
#include "core/document/mrz_name.hpp"
#include <memory>
#include <string_view>

namespace gatetwin {

class NameTransliteration {
public:
  NameTransliteration();
  ~NameTransliteration();

  // malformed: as mrz_name_from_utf8(), which judges what the rules leave.
  Result<MrzName> operator()(std::string_view utf8) const;

private:
  struct Rules;
  std::unique_ptr<Rules> m_rules;
};

} // namespace gatetwin
