// SPDX-License-Identifier: Apache-2.0
#include "core/registry/inquiry.hpp"
#include <algorithm>

namespace gatetwin {

bool is_inquiry_reason(std::string_view text)
{
  constexpr std::string_view others = " -_.,:/#()";
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= most_inquiry_reason && text.front() != ' ' &&
         text.back() != ' ' && std::all_of(text.begin(), text.end(), fits);
}

Status check(const Inquiry& inquiry)
{
  const auto malformed = [](const char* what) { return Error{ErrorCode::malformed, what}; };
  if (inquiry.document.empty()) return malformed("an inquiry is about a document's number");
  if (!is_inquiry_reason(inquiry.reason.view()))
    return malformed("a reason has 1 to 64 letters, digits, spaces and -_.,:/#()");
  if (inquiry.at_console && inquiry.observer != 0) return malformed("one asks, not two");
  return success();
}

} // namespace gatetwin
