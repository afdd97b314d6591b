// SPDX-License-Identifier: Apache-2.0
// Simulated twin of the document reader: full-page reader of a gate, scanner of a barcode booth,
// keyboard of an officer. They differ in what they hand over and in the times. Keeps to
// core/ports/document_reader.hpp.
#pragma once
#include "core/ports/document_reader.hpp"
#include "sim/devices/device_scheduler.hpp"
#include "sim/devices/input_outlet.hpp"
#include "sim/devices/label_camera.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/people/carried_document.hpp"
#include "sim/people/visit_draws.hpp"

namespace gatetwin {

enum class ReadingMethod : std::uint8_t {
  full_page, // gate: the label of a pass, the zone of other documents
  scanner, // barcode booth: likewise, in the time of one scan; by hand when the code can't be read
  typing   // officer's booth: the zone's lines, or what is printed in their place
};

class SimulatedReader final : public DocumentReader {
public:
  SimulatedReader(ReadingMethod method, const DeviceTimes& times, const DeviceFaults& faults,
                  DeviceScheduler& scheduler, VisitDraws& draws, InputOutlet& outlet);

  void start() override;
  void cancel() override;
  // From now on 2D codes are read from pictures, as they turn out; without it their bytes are
  // handed over. It may serve several readers.
  void look_through(LabelCamera& camera) { m_camera = &camera; }

  // -- the world
  // The document is in end position (or in the officer's hand). It outlives its stay there; an
  // unreadable one fails at every attempt, except by typing.
  void place(const CarriedDocument& document);
  void remove();
  void on_due(std::uint8_t what, std::uint32_t token);

  bool holds_document() const { return m_placed != nullptr; }
  bool reading() const { return m_reading; }

private:
  void begin_reading();
  void fail(Reason reason);
  Duration reading_time();
  DocumentScan view_of(const CarriedDocument& document) const;
  bool sees_code() const { return !m_by_hand && !m_placed->label.empty(); }
  void take_picture();
  void report();

  ReadingMethod m_method;
  const DeviceTimes& m_times;
  const DeviceFaults& m_faults;
  DeviceScheduler& m_scheduler;
  VisitDraws& m_draws;
  InputOutlet& m_outlet;
  const CarriedDocument* m_placed = nullptr; // while it is there
  LabelCamera* m_camera = nullptr;
  std::vector<std::byte> m_label; // read by the camera; the scan points here
  DocumentScan m_scan;            // handed to the core; unchanged until the next start()
  bool m_started = false;         // a reading was asked for and has not ended
  bool m_reading = false;         // and a document is there to be read
  bool m_by_hand = false;         // this attempt
  std::uint16_t m_attempts = 0;   // with this document
  std::uint32_t m_token = 0;
};

} // namespace gatetwin
