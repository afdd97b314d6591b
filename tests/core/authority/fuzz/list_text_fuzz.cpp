// SPDX-License-Identifier: Apache-2.0
// Any bytes where a person writes for an authority's lists: revocations, profiles, keys. Each fault
// is at a line that there is, and a list that was taken can be signed and read again.
#include "core/authority/list_text.hpp"
#include "core/base/check.hpp"
#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  Diagnostics faults;
  const RevocationList list = revocations_from(text, SipKey{1, 2}, 7, WallTime{0}, faults);
  for (const Diagnostic& fault : faults) CHECK(fault.line >= 1 && fault.line <= lines);
  if (const auto profiles = profiles_from(text)) CHECK(!profiles->empty());
  (void)reference_key_from(text);
  (void)public_key_from(text);
  return 0;
}
