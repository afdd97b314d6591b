// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/barcode_wire.hpp"
#include <algorithm>
#include <cstring>

namespace gatetwin {
namespace {

constexpr std::uint32_t request_magic = 0x51425447; // "GTBQ"
constexpr std::uint32_t answer_magic = 0x41425447;  // "GTBA"
constexpr std::size_t max_checks = 3;               // presence, technology, decoding

class PacketWriter {
public:
  explicit PacketWriter(std::vector<std::byte>& into) : m_into(into) {}
  void put(std::uint64_t value, std::size_t bytes)
  {
    for (std::size_t i = 0; i < bytes; ++i)
      m_into.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
  }

private:
  std::vector<std::byte>& m_into;
};

// Beyond the end it gives zeros and remembers it.
class PacketReader {
public:
  explicit PacketReader(std::span<const std::byte> packet) : m_left(packet) {}
  std::uint64_t take(std::size_t bytes)
  {
    if (m_left.size() < bytes) {
      m_short = true;
      m_left = {};
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value |= std::to_integer<std::uint64_t>(m_left[i]) << (8 * i);
    m_left = m_left.subspan(bytes);
    return value;
  }
  std::uint8_t take_byte() { return static_cast<std::uint8_t>(take(1)); }
  std::span<const std::byte> rest() const { return m_left; }
  bool ran_short() const { return m_short; }

private:
  std::span<const std::byte> m_left;
  bool m_short = false;
};

constexpr Error not_a_request{ErrorCode::malformed, "not a request for a reading"};
constexpr Error not_an_answer{ErrorCode::malformed, "not the answer to this reading"};

bool is_known(Reason reason) { return std::strcmp(to_string(reason), "unknown") != 0; }

bool read_check(PacketReader& in, BarcodeReading& reading)
{
  const auto kind = static_cast<CheckKind>(in.take_byte());
  const std::uint8_t result = in.take_byte();
  const auto reason = static_cast<Reason>(in.take(4));
  const bool possible = (kind == CheckKind::presence || kind == CheckKind::technology ||
                         kind == CheckKind::decoding) &&
                        result <= static_cast<std::uint8_t>(CheckResult::aborted) &&
                        is_known(reason);
  return possible && reading.checks.push_back({kind, static_cast<CheckResult>(result), reason});
}

bool read_stage(PacketReader& in, BarcodeReading& reading)
{
  const std::uint8_t stage = in.take_byte();
  StageRun run;
  run.stage = static_cast<BarcodeStage>(stage);
  run.pictures = static_cast<std::uint16_t>(in.take(2));
  run.symbols = static_cast<std::uint16_t>(in.take(2));
  run.took_ns = static_cast<std::int64_t>(in.take(8));
  const bool in_order = stage == reading.stages.size();
  return in_order && run.took_ns >= 0 && reading.stages.push_back(run);
}

} // namespace

std::array<std::byte, barcode_request_bytes> encode(const BarcodeRequest& request)
{
  std::vector<std::byte> bytes;
  PacketWriter out(bytes);
  out.put(request_magic, 4);
  for (const std::uint32_t one : {request.number, request.width, request.height, request.stride})
    out.put(one, 4);
  out.put(request.profile.accepted.bits(), 1);
  out.put(request.profile.has_leading ? 1 : 0, 1);
  out.put(std::to_integer<std::uint64_t>(request.profile.leading), 1);
  out.put(0, 5);
  std::array<std::byte, barcode_request_bytes> packet{};
  CHECK(bytes.size() == packet.size());
  std::copy(bytes.begin(), bytes.end(), packet.begin());
  return packet;
}

Result<BarcodeRequest> decode_barcode_request(std::span<const std::byte> packet)
{
  if (packet.size() != barcode_request_bytes) return not_a_request;
  PacketReader in(packet);
  if (in.take(4) != request_magic) return not_a_request;
  BarcodeRequest request;
  for (std::uint32_t* one : {&request.number, &request.width, &request.height, &request.stride})
    *one = static_cast<std::uint32_t>(in.take(4));
  const std::uint8_t accepted = in.take_byte();
  request.profile.accepted = SymbologySet::from_bits(accepted);
  const std::uint8_t has_leading = in.take_byte();
  request.profile.has_leading = has_leading == 1;
  request.profile.leading = static_cast<std::byte>(in.take_byte());
  const bool sound =
      has_leading <= 1 && request.profile.accepted.bits() == accepted && in.take(5) == 0;
  if (!sound) return not_a_request;
  return request;
}

std::vector<std::byte> encode(const BarcodeReading& reading, std::uint32_t number)
{
  std::vector<std::byte> packet;
  PacketWriter out(packet);
  out.put(answer_magic, 4);
  out.put(number, 4);
  out.put(reading.payload.size(), 2);
  out.put(static_cast<std::uint8_t>(reading.symbology), 1);
  out.put(reading.symbols_in_view, 1);
  out.put(reading.checks.size(), 1);
  out.put(reading.stages.size(), 1);
  out.put(0, 2);
  for (const CheckRecord& check : reading.checks) {
    out.put(static_cast<std::uint8_t>(check.kind), 1);
    out.put(static_cast<std::uint8_t>(check.result), 1);
    out.put(static_cast<std::uint32_t>(check.reason), 4);
  }
  for (const StageRun& run : reading.stages) {
    out.put(static_cast<std::uint8_t>(run.stage), 1);
    out.put(run.pictures, 2);
    out.put(run.symbols, 2);
    out.put(static_cast<std::uint64_t>(run.took_ns), 8);
  }
  packet.insert(packet.end(), reading.payload.begin(), reading.payload.end());
  return packet;
}

Result<BarcodeReading> decode_barcode_answer(std::span<const std::byte> packet,
                                             std::uint32_t number, const BarcodeProfile& profile)
{
  PacketReader in(packet);
  if (in.take(4) != answer_magic || in.take(4) != number) return not_an_answer;
  const auto payload_size = static_cast<std::size_t>(in.take(2));
  const std::uint8_t symbology = in.take_byte();
  BarcodeReading reading;
  reading.symbols_in_view = in.take_byte();
  const std::uint8_t checks = in.take_byte();
  const std::uint8_t stages = in.take_byte();
  if (in.take(2) != 0 || checks == 0 || checks > max_checks || symbology >= symbology_count)
    return not_an_answer;
  for (std::uint8_t i = 0; i < checks; ++i) {
    if (!read_check(in, reading)) return not_an_answer;
  }
  for (std::uint8_t i = 0; i < stages; ++i) {
    if (!read_stage(in, reading)) return not_an_answer;
  }
  if (in.ran_short() || in.rest().size() != payload_size || payload_size > label_max_bytes)
    return not_an_answer;
  reading.symbology = static_cast<Symbology>(symbology);
  const bool successful = reading.result() == CheckResult::successful;
  if (successful != (payload_size > 0)) return not_an_answer;
  if (successful && (checks != max_checks || reading.symbols_in_view == 0 ||
                     !profile.accepted.contains(reading.symbology)))
    return not_an_answer;
  for (const std::byte one : in.rest()) CHECK(reading.payload.push_back(one));
  return reading;
}

} // namespace gatetwin
