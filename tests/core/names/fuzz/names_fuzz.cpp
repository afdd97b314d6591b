// SPDX-License-Identifier: Apache-2.0
// Any bytes as a name: what the centre and what a gate make of it is a name of a machine-readable
// zone or nothing, again the same when it is taken once more, and never two different names. (A
// letter may carry any number of loose marks; what several on one letter mean, no rule says.)
#include "core/base/check.hpp"
#include "core/names/name_transliteration.hpp"

namespace {

// U+0300 to U+036F in UTF-8.
bool has_loose_marks(std::string_view text)
{
  return text.find_first_of("\xCC\xCD") != std::string_view::npos;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  static const NameTransliteration names;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto at_centre = names(text);
  const auto at_gate = mrz_name_from_utf8(text);
  for (const auto* made : {&at_centre, &at_gate}) {
    if (!made->ok()) continue;
    CHECK(is_mrz_name(made->value().view()));
    CHECK(mrz_name_from_utf8(made->value().view()).value() == made->value());
  }
  if (at_centre.ok() && at_gate.ok() && !has_loose_marks(text))
    CHECK(at_centre.value() == at_gate.value());
  return 0;
}
