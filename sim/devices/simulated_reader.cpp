// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/simulated_reader.hpp"

namespace gatetwin {

SimulatedReader::SimulatedReader(ReadingMethod method, const DeviceTimes& times,
                                 const DeviceFaults& faults, DeviceScheduler& scheduler,
                                 VisitDraws& draws, InputOutlet& outlet)
    : m_method(method), m_times(times), m_faults(faults), m_scheduler(scheduler), m_draws(draws),
      m_outlet(outlet)
{
}

// A scanner that fails is tried once more, or not at all where the officer sees why; then the lines
// are typed.
Duration SimulatedReader::reading_time()
{
  const bool gives_up = m_attempts >= 2 || (m_attempts == 1 && !m_placed->readable);
  m_by_hand = m_method == ReadingMethod::typing ||
              (m_method == ReadingMethod::scanner && gives_up && !m_times.typing.is_zero());
  if (m_by_hand) return m_draws.time(Draw::typing, m_times.typing);
  const bool scans = m_method == ReadingMethod::scanner;
  const Draw purpose = scans ? Draw::scan : Draw::read_document;
  if (m_attempts > 0 && !m_times.read_retry.is_zero())
    return m_draws.time(purpose, m_times.read_retry);
  return m_draws.time(purpose, scans ? m_times.scan : m_times.read_document);
}

// Without a document the reader waits for one: the reading then begins when it is placed.
void SimulatedReader::start()
{
  m_started = true;
  if (m_placed != nullptr) begin_reading();
}

void SimulatedReader::begin_reading()
{
  m_reading = true;
  const Duration time = reading_time();
  ++m_attempts;
  m_scheduler.schedule(time, DevicePart::reader, 0, ++m_token);
}

void SimulatedReader::cancel()
{
  m_started = m_reading = false;
  ++m_token;
}

DocumentScan SimulatedReader::view_of(const CarriedDocument& document) const
{
  DocumentScan scan;
  if (m_by_hand || document.label.empty()) {
    scan.mrz = document.zone;
  } else {
    scan.label = document.label;
    scan.labels_in_view = 1;
  }
  return scan;
}

void SimulatedReader::place(const CarriedDocument& document)
{
  CHECK(m_placed == nullptr);
  m_placed = &document;
  m_attempts = 0;
  PortInput input;
  input.kind = InputKind::document_presented;
  m_outlet.post(input, Device::document_reader);
  if (m_started && !m_reading) begin_reading();
}

void SimulatedReader::remove()
{
  if (m_placed == nullptr) return;
  m_placed = nullptr;
  PortInput input;
  input.kind = InputKind::document_removed;
  m_outlet.post(input, Device::document_reader);
  if (m_reading) fail(Reason::document_removed_early);
}

void SimulatedReader::fail(Reason reason)
{
  m_started = m_reading = false;
  ++m_token;
  PortInput input;
  input.kind = InputKind::reading_failed;
  input.reason = reason;
  m_outlet.post(input, Device::document_reader);
}

void SimulatedReader::on_due(std::uint8_t, std::uint32_t token)
{
  if (token != m_token || !m_reading) return;
  if (m_camera != nullptr && sees_code()) return take_picture();
  const bool readable = m_placed->readable || m_by_hand; // an officer reads what a device can't
  if (!readable || m_draws.chance(Draw::reading_fails, m_faults.reading_fails)) {
    fail(Reason::document_unreadable);
    return;
  }
  m_scan = view_of(*m_placed);
  report();
}

// What the camera's picture gives is all that counts: no failure is drawn beside it.
void SimulatedReader::take_picture()
{
  const BarcodeReading& reading = m_camera->read(*m_placed, m_draws);
  if (reading.result() != CheckResult::successful && reading.symbols_in_view < 2)
    return fail(reading.reason());
  m_label.assign(reading.payload.begin(), reading.payload.end());
  m_scan = {};
  m_scan.label = m_label;
  m_scan.labels_in_view = reading.symbols_in_view;
  m_scan.several_seals = reading.reason() == Reason::several_seals;
  report();
}

void SimulatedReader::report()
{
  m_started = m_reading = false;
  PortInput input;
  input.kind = InputKind::document_scanned;
  input.scan = &m_scan;
  m_outlet.post(input, Device::document_reader);
}

} // namespace gatetwin
