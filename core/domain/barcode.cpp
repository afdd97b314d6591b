// SPDX-License-Identifier: Apache-2.0
#include "core/domain/barcode.hpp"

namespace gatetwin {

Status check_frame(const FrameView& frame)
{
  if (frame.width < frame_min_side || frame.height < frame_min_side)
    return Error{ErrorCode::malformed, "a side is smaller than any symbol"};
  if (frame.width > frame_max_side || frame.height > frame_max_side)
    return Error{ErrorCode::too_large, "a side is longer than a camera's"};
  if (frame.stride < frame.width)
    return Error{ErrorCode::malformed, "rows overlap: the stride is less than the width"};
  const std::uint64_t needed =
      std::uint64_t{frame.stride} * (frame.height - 1) + std::uint64_t{frame.width};
  if (frame.bytes.size() < needed)
    return Error{ErrorCode::malformed, "fewer bytes than rows of that length need"};
  return success();
}

void end_reading(BarcodeReading& reading, CheckKind kind, CheckResult result, Reason reason)
{
  reading.payload.clear();
  CHECK(reading.checks.push_back({kind, result, reason}));
}

const char* to_string(Symbology symbology)
{
  switch (symbology) {
  case Symbology::data_matrix: return "data_matrix";
  case Symbology::qr_code: return "qr_code";
  case Symbology::pdf417: return "pdf417";
  case Symbology::aztec: return "aztec";
  }
  return "?";
}

const char* to_string(BarcodeStage stage)
{
  switch (stage) {
  case BarcodeStage::straight: return "straight";
  case BarcodeStage::rectified: return "rectified";
  case BarcodeStage::enlarged: return "enlarged";
  case BarcodeStage::sharpened: return "sharpened";
  }
  return "?";
}

} // namespace gatetwin
