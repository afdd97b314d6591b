// SPDX-License-Identifier: Apache-2.0
// The camera of a simulated reader: paints the pass that lies before it, as the person's luck has
// it, and has the core read the picture.
#pragma once
#include "core/ports/barcode_decoder.hpp"
#include "sim/devices/frame_painter.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/people/carried_document.hpp"
#include "sim/people/visit_draws.hpp"

namespace gatetwin {

// How many pictures ended how.
struct CameraCounts {
  std::uint64_t pictures = 0;
  std::array<std::uint64_t, barcode_stage_count> read_by{}; // the stage that read it
  std::uint64_t unread = 0;
};

class LabelCamera {
public:
  // Both outlive it.
  LabelCamera(const ScanModel& model, BarcodeDecoder& decoder) : m_model(model), m_decoder(decoder)
  {
  }
  // Of a document with a label; an unreadable one has most of its symbol scraped off. The reading
  // stays as it is until the next one.
  const BarcodeReading& read(const CarriedDocument& document, VisitDraws& draws);
  const CameraCounts& counts() const { return m_counts; }

private:
  Scene draw_scene(const SymbolModules& symbol, RandomStream luck) const;
  void count();

  const ScanModel& m_model;
  BarcodeDecoder& m_decoder;
  BarcodeReading m_reading;
  CameraCounts m_counts;
};

} // namespace gatetwin
