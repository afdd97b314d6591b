// SPDX-License-Identifier: Apache-2.0
// Reads the 2D code in a camera's frame: stages that cost more and more, each tried only when those
// before found nothing, or nothing with the first byte that the profile names. Keeps
// core/ports/barcode_decoder.hpp in the caller's own process; on a gate it runs inside the confined
// decoder program.
//
// Several symbols in view abort the reading, unless the profile's prior knowledge picks one. All
// symbols of the stage that finds one count; a stage that was not needed is not run, so a second
// symbol that only it could read is not seen.
#pragma once
#include "core/barcode/symbol_decoder.hpp"
#include "core/barcode/symbol_regions.hpp"
#include "core/ports/barcode_decoder.hpp"

namespace gatetwin {

// Listens to the stages of a reading. The core has no clock: whoever has one stamps.
class StageObserver {
public:
  virtual ~StageObserver() = default;
  virtual void begins(BarcodeStage stage) = 0;
  // By the observer's clock since it began; 0 where it has none.
  virtual std::int64_t ended(BarcodeStage stage) = 0;
  // Each picture that a stage looks at, valid during the call.
  virtual void looks_at(BarcodeStage, const GreyPicture&) {}
};

class FrameReader final : public BarcodeDecoder {
public:
  explicit FrameReader(StageObserver* observer = nullptr) : m_observer(observer) {}
  void read(const FrameView& frame, const BarcodeProfile& profile,
            BarcodeReading& reading) override;

private:
  StageObserver* m_observer;
};

} // namespace gatetwin
