// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/booth_unit.hpp"

namespace gatetwin {
namespace {

UnitKind kind_of(StationKind kind)
{
  switch (kind) {
  case StationKind::barcode_booth: return UnitKind::barcode_booth;
  case StationKind::one_stop_booth: return UnitKind::one_stop_booth;
  default: return UnitKind::booth;
  }
}

// A one-stop booth has a scanner where the model gives the time of a scan.
ReadingMethod method_of(const StationModel& station)
{
  const bool types = station.kind == StationKind::booth || station.times.scan.is_zero();
  return types ? ReadingMethod::typing : ReadingMethod::scanner;
}

} // namespace

BoothUnit::BoothUnit(UnitSite& site, Index station_index, Index unit_index)
    : CoreUnit(site, station_index, unit_index, method_of(site.model.stations[station_index]),
               OfficerPost::booth)
{
  compose(kind_of(station().kind), m_desk, m_camera);
}

void BoothUnit::start_visit()
{
  m_place = Place::approaching;
  const Duration time = VisitDraws::time(Draw::approach, station().times.approach) +
                        VisitDraws::time(Draw::place_document, station().times.place_document);
  schedule_traveller(time, static_cast<std::uint8_t>(Step::reach_counter), ++m_token);
}

void BoothUnit::on_step(std::uint8_t step, std::uint32_t token)
{
  if (token != m_token) return;
  if (static_cast<Step>(step) == Step::take_back) return leave(m_told);
  if (is_dismissed() && m_desk.screen() != ScreenMessage::go_on)
    return leave(outcome()); // shut meanwhile
  m_place = Place::at_counter;
  post(InputKind::traveller_at_counter, Device::document_reader);
  reader().place(carried());
}

// The display that sends the person on or away.
bool BoothUnit::is_dismissed() const
{
  switch (m_desk.screen()) {
  case ScreenMessage::go_on:
  case ScreenMessage::see_officer:
  case ScreenMessage::step_back:
  case ScreenMessage::leave_now:
  case ScreenMessage::closed: return true;
  default: return false;
  }
}

Outcome BoothUnit::outcome() const
{
  switch (m_desk.screen()) {
  case ScreenMessage::leave_now: return Outcome::evacuated;
  case ScreenMessage::go_on: return Outcome::admitted;
  default:
    return officer().last_decision() == OfficerAction::refuse ? Outcome::refused
                                                              : Outcome::referred;
  }
}

// What the person was told stands: a fire alarm while the document is handed back only hurries.
void BoothUnit::react()
{
  const bool alarm = m_desk.screen() == ScreenMessage::leave_now;
  if (m_place == Place::taking_back && alarm) return leave(m_told);
  if (m_place != Place::at_counter || !is_dismissed()) return;
  m_told = outcome();
  if (alarm) return leave(m_told);
  m_place = Place::taking_back;
  const Duration time = VisitDraws::time(Draw::hand_back, station().times.hand_back);
  schedule_traveller(time, static_cast<std::uint8_t>(Step::take_back), ++m_token);
}

void BoothUnit::leave(Outcome outcome)
{
  reader().remove();
  m_place = Place::nowhere;
  ++m_token;
  end_visit(outcome);
}

void BoothUnit::fail_device(std::uint64_t, bool failed)
{
  post(failed ? InputKind::device_failed : InputKind::device_recovered, Device::document_reader);
}

} // namespace gatetwin
