// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request and as a reply: what is taken is canonical, and a registry answers it
// without harm; the answer can be sent.
#include "core/registry/memory_ledger.hpp"
#include "core/registry/registry_codec.hpp"
#include "core/registry/registry_service.hpp"
#include <cstdint>
#include <cstdlib>

namespace {

using namespace gatetwin;

void require(bool holds)
{
  if (!holds) std::abort();
}

template <typename Value>
void require_canonical(const Value& value, std::span<const std::byte> bytes)
{
  std::string again;
  require(encode(value, again).ok());
  const auto same = std::as_bytes(std::span(again));
  require(std::equal(bytes.begin(), bytes.end(), same.begin(), same.end()));
  require(encoded_size(value) == bytes.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  if (const auto reply = decode_reply(bytes); reply.ok()) {
    require_canonical(reply.value(), bytes);
  }
  const auto request = decode_request(bytes);
  if (!request.ok()) return 0;
  require_canonical(request.value(), bytes);
  MemoryLedger ledger(request.value().authority);
  RegistryService service(request.value().authority, hours(7), {}, ledger, nullptr);
  service.enrol({.unit = request.value().unit, .checkpoint = request.value().checkpoint});
  const Instant now{{0}, request.value().at};
  std::string sent;
  for (int round = 0; round < 2; ++round) {
    require(encode(service.handle(request.value(), now), sent).ok());
  }
  return 0;
}
