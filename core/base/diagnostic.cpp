// SPDX-License-Identifier: Apache-2.0
#include "core/base/diagnostic.hpp"

namespace gatetwin {

std::string to_string(const Diagnostic& d)
{
  std::string text = d.file;
  // Appended piece by piece: GCC 12 warns wrongly (-Wrestrict) about literal + std::string at -O3.
  if (d.line > 0) text.append(":").append(std::to_string(d.line));
  if (d.line > 0) text.append(":").append(std::to_string(d.column));
  text.append(": error: ").append(d.message);
  if (!d.hint.empty()) text.append("; ").append(d.hint);
  return text;
}

} // namespace gatetwin
