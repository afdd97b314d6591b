// SPDX-License-Identifier: Apache-2.0
// Any bytes as a ledger row: what is taken has this one encoding.
#include "core/registry/ledger_row.hpp"
#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  const auto row = decode_row(bytes, AuthorityId{0});
  if (!row.ok()) return 0;
  const LedgerWrite write{.key = row.value().key,
                          .answer = row.value().answer,
                          .crossing = row.value().crossing ? &*row.value().crossing : nullptr,
                          .reservation =
                              row.value().reservation ? &*row.value().reservation : nullptr};
  const auto again = row.value().is_write
                         ? encode_write(write)
                         : encode_document(row.value().document, row.value().status);
  if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
  return 0;
}
