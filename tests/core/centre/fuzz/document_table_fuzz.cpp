// SPDX-License-Identifier: Apache-2.0
// Any bytes as an authority's table of documents: refused at a line that there is, or every row a
// document that can be told from others.
#include "core/base/check.hpp"
#include "core/centre/document_table.hpp"
#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  Diagnostic fault;
  const auto table = read_document_table(text, fault);
  if (!table.ok()) {
    CHECK(fault.line >= 1 && fault.line <= lines && !fault.message.empty());
    return 0;
  }
  CHECK(table.value().size() < static_cast<std::size_t>(lines));
  for (const DocumentEntry& entry : table.value()) {
    CHECK(!entry.document.empty());
    CHECK(entry.status == DocumentStatus::known || entry.status == DocumentStatus::revoked);
  }
  return 0;
}
