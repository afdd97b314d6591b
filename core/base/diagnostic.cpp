// SPDX-License-Identifier: Apache-2.0
#include "core/base/diagnostic.hpp"

namespace gatetwin {

std::string to_string(const Diagnostic& d)
{
  std::string text = d.file;
  if (d.line > 0) text += ":" + std::to_string(d.line) + ":" + std::to_string(d.column);
  text += ": error: " + d.message;
  if (!d.hint.empty()) text += "; " + d.hint;
  return text;
}

} // namespace gatetwin
