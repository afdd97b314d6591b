// SPDX-License-Identifier: Apache-2.0
// What a broken-in decoder may send. Whatever is accepted says nothing impossible and is written
// back as the same bytes.
#include "core/hardware/barcode_wire.hpp"
#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::span<const std::byte> packet = std::as_bytes(std::span(data, size));
  (void)decode_barcode_request(packet);
  const Result<BarcodeReading> answer = decode_barcode_answer(packet, 9, {});
  if (!answer) return 0;
  const BarcodeReading& reading = answer.value();
  CHECK((reading.result() == CheckResult::successful) == !reading.payload.empty());
  const std::vector<std::byte> again = encode(reading, 9);
  CHECK(std::equal(packet.begin(), packet.end(), again.begin(), again.end()));
  return 0;
}
