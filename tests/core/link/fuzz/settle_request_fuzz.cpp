// SPDX-License-Identifier: Apache-2.0
// Any bytes as a settlement, as a question for presumed crossings, and as answers to both: a
// request that is taken has this one encoding; an answer that is taken can be sent again, and says
// the same.
#include "core/link/settlement_codec.hpp"
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto settlement = decode_settle_request(bytes);
  if (settlement.ok() && encode_settle_request(settlement.value()).value() != bytes) std::abort();
  const auto place = decode_presumed_request(bytes);
  if (place.ok() && encode_presumed_request(place.value()).value() != bytes) std::abort();
  const auto result = decode_settled(bytes);
  if (result.ok() && decode_settled(encode_settled(result.value())).value() != result.value())
    std::abort();
  const auto page = decode_presumed_part(bytes, {}, AuthorityId{0});
  if (!page.ok()) return 0;
  const auto again = decode_presumed_part(encode_history_part(page.value()), {}, AuthorityId{0});
  if (!again.ok() || again.value() != page.value()) std::abort();
  return 0;
}
