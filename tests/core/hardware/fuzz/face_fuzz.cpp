// SPDX-License-Identifier: Apache-2.0
// What a face device may send: whatever is taken for a face is written back in the long form, with
// the same content.
#include "core/base/check.hpp"
#include "core/hardware/face_device.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto message = parse_face(bytes);
  if (!message) return 0;
  const std::string again = face_payload(*message);
  CHECK(again.size() >= bytes.size());
  const auto second = parse_face(again);
  CHECK(second && second->capture == message->capture && second->age == message->age &&
        second->liveness_age == message->liveness_age &&
        second->face.faces_seen == message->face.faces_seen &&
        second->face.liveness_score.has_value() == message->face.liveness_score.has_value());
  CHECK(face_payload(*second) == again);
  return 0;
}
