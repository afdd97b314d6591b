// SPDX-License-Identifier: Apache-2.0
// Records of a gate, written by hand: what happens when, in as few words as the tests can bear.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/registry_message.hpp"
#include "core/domain/words.hpp"
#include "core/journal/journal_header.hpp"
#include "core/journal/record.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin::test {

class GateStory {
public:
  using Kind = journal::RecordKind;

  explicit GateStory(std::uint32_t unit = 3) : m_unit(unit) {}

  static journal::JournalHeader header()
  {
    journal::JournalHeader header;
    header.producer = "gatetwin test";
    header.stations.push_back({0, "egates", "e_gate", 0, "entry"});
    header.units.push_back({3, "egates/1", 0});
    header.units.push_back({7, "egates/2", 0});
    header.traveller_classes = {"residents"};
    return header;
  }

  GateStory& at_ms(std::int64_t ms)
  {
    m_now_ns = ms * 1'000'000;
    return *this;
  }
  GateStory& of(std::uint64_t transaction)
  {
    m_transaction = transaction;
    return *this;
  }
  GateStory& record(Kind kind, std::uint16_t code = 0, std::uint32_t detail = 0,
                    std::int64_t value = 0)
  {
    records.push_back({.time_ns = m_now_ns,
                       .subject = m_transaction,
                       .value = value,
                       .unit = m_unit,
                       .kind = kind,
                       .code = code,
                       .detail = detail});
    return *this;
  }
  GateStory& event(GateEventKind kind, std::uint32_t detail = 0, std::int64_t value = 0)
  {
    return record(Kind::gate_event, static_cast<std::uint16_t>(kind), detail, value);
  }
  GateStory& door(Door door, DoorState state)
  {
    return event(GateEventKind::door_changed, door_detail(door, state));
  }
  GateStory& command(GateCommandKind kind, std::uint32_t detail = 0, std::int64_t value = 0)
  {
    return record(Kind::gate_command, static_cast<std::uint16_t>(kind), detail, value);
  }
  GateStory& open(Door door)
  {
    return command(GateCommandKind::open_door, static_cast<std::uint32_t>(door));
  }
  GateStory& close(Door door)
  {
    return command(GateCommandKind::close_door, static_cast<std::uint32_t>(door));
  }
  GateStory& enter(GateState to)
  {
    record(Kind::gate_state, static_cast<std::uint16_t>(to), static_cast<std::uint32_t>(m_state),
           m_now_ns - m_since_ns);
    m_state = to;
    m_since_ns = m_now_ns;
    return *this;
  }

  // Starts up at 0 with both doors closed.
  GateStory& start()
  {
    door(Door::entry, DoorState::closed).door(Door::exit, DoorState::closed);
    event(GateEventKind::occupancy_changed).enter(GateState::idle);
    return close(Door::entry).close(Door::exit);
  }

  // A regular passage of 13 s from `start_ms` on; `face_ms` longer than that when the face takes
  // more than 3 s.
  GateStory& pass(std::uint64_t transaction, std::int64_t start_ms, std::int64_t face_ms = 3000)
  {
    at_ms(start_ms).of(0).event(GateEventKind::document_presented);
    of(transaction).record(Kind::transaction_started).enter(GateState::reading);
    command(GateCommandKind::read_document);
    at_ms(start_ms + 2000).event(GateEventKind::document_read).enter(GateState::querying);
    command(GateCommandKind::query_registry).record(Kind::registry_request);
    at_ms(start_ms + 2050).record(Kind::registry_answer, 0, 0, 50'000'000);
    event(GateEventKind::registry_answered, 0, 1);
    at_ms(start_ms + 3000).event(GateEventKind::document_removed).enter(GateState::entry_open);
    open(Door::entry).door(Door::entry, DoorState::opening);
    at_ms(start_ms + 3600).door(Door::entry, DoorState::open);
    at_ms(start_ms + 5000).event(GateEventKind::occupancy_changed, 0, 1);
    enter(GateState::entry_closing).close(Door::entry).door(Door::entry, DoorState::closing);
    at_ms(start_ms + 5800).door(Door::entry, DoorState::closed).enter(GateState::capturing);
    command(GateCommandKind::capture_face);
    const std::int64_t face = start_ms + 5800 + face_ms;
    at_ms(face).event(GateEventKind::face_captured, 0, 910'000).enter(GateState::authorising);
    command(GateCommandKind::store_authorisation);
    at_ms(face + 5).record(Kind::authorisation_stored).event(GateEventKind::authorisation_stored);
    enter(GateState::exit_open).open(Door::exit).door(Door::exit, DoorState::opening);
    at_ms(face + 605).door(Door::exit, DoorState::open);
    at_ms(face + 3400).event(GateEventKind::occupancy_changed, 0, 0);
    enter(GateState::exit_closing).command(GateCommandKind::record_crossing);
    close(Door::exit).door(Door::exit, DoorState::closing);
    at_ms(face + 3407).record(Kind::crossing_stored);
    at_ms(face + 3450).record(Kind::crossing_delivered, 0, 0, 43'000'000);
    at_ms(face + 4200).door(Door::exit, DoorState::closed).enter(GateState::idle);
    return command(GateCommandKind::end_transaction, 0,
                   static_cast<std::int64_t>(Outcome::admitted))
        .record(Kind::transaction_ended, static_cast<std::uint16_t>(Outcome::admitted))
        .of(0);
  }

  std::vector<journal::Record> records;

private:
  std::uint32_t m_unit;
  std::uint64_t m_transaction = 0;
  std::int64_t m_now_ns = 0;
  std::int64_t m_since_ns = 0;
  GateState m_state = GateState::starting;
};

} // namespace gatetwin::test
