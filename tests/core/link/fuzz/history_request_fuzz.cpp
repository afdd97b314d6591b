// SPDX-License-Identifier: Apache-2.0
// Any bytes as a question for a history, and as the answer to one: a question that is taken has
// this one encoding; an answer that is taken can be sent again, and says the same.
#include "core/link/history_codec.hpp"
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto question = decode_history_request(bytes);
  if (question.ok() && encode_history_request(question.value()).value() != bytes) std::abort();
  HistoryQuestion asked;
  asked.document = document_key("VNM", "BP1234567");
  const auto page = decode_history_part(bytes, asked, AuthorityId{0});
  if (!page.ok()) return 0;
  const auto again = decode_history_part(encode_history_part(page.value()), asked, AuthorityId{0});
  if (!again.ok() || again.value() != page.value()) std::abort();
  return 0;
}
