// SPDX-License-Identifier: Apache-2.0
// Any line from a desk or a gate: what is taken for a message is written as one line that says the
// same, and holds no control character.
#include "core/base/check.hpp"
#include "core/hardware/desk_line.hpp"
#include <algorithm>

namespace {

void check_line(const std::string& line)
{
  CHECK(!line.empty() && line.back() == '\n');
  CHECK(std::none_of(line.begin(), line.end() - 1,
                     [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  if (const auto message = parse_desk_message(line); message.ok()) {
    const std::string again = desk_line(message.value());
    check_line(again);
    const auto second = parse_desk_message(std::string_view(again).substr(0, again.size() - 1));
    CHECK(second.ok() && second.value().kind == message.value().kind &&
          second.value().transaction == message.value().transaction &&
          second.value().action == message.value().action &&
          second.value().officer == message.value().officer &&
          second.value().note == message.value().note);
  }
  if (const auto message = parse_gate_message(line); message.ok())
    check_line(desk_line(message.value()));
  return 0;
}
