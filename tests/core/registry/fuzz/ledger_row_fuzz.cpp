// SPDX-License-Identifier: Apache-2.0
// Any bytes as a ledger row: what is taken has this one encoding.
#include "core/registry/ledger_row.hpp"
#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace gatetwin;

std::vector<std::byte> encode_again(const LedgerRow& row)
{
  if (row.list) return encode_list(*row.list);
  if (row.journal) return encode_journal(*row.journal);
  if (row.settlement) return encode_settlement(*row.settlement);
  if (row.inquiry) return encode_inquiry(*row.inquiry);
  if (!row.is_write) return encode_document(row.document, row.status);
  return encode_write({.key = row.key,
                       .answer = row.answer,
                       .crossing = row.crossing ? &*row.crossing : nullptr,
                       .reservation = row.reservation ? &*row.reservation : nullptr});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  const auto row = decode_row(bytes, AuthorityId{0});
  if (!row.ok()) return 0;
  const std::vector<std::byte> again = encode_again(row.value());
  if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
  return 0;
}
