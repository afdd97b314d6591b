// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal_header.hpp"
#include "core/journal/frame_chain.hpp"
#include "core/journal/record.pb.h"
#include <algorithm>

namespace gatetwin::journal {

namespace {

bool knows_all_fields(const google::protobuf::Message& message)
{
  return message.GetReflection()->GetUnknownFields(message).empty();
}

template <typename Messages> bool all_know_their_fields(const Messages& messages)
{
  return std::all_of(messages.begin(), messages.end(),
                     [](const auto& m) { return knows_all_fields(m); });
}

void put_places(const JournalHeader& header, v1::Header& message)
{
  for (const AreaName& area : header.areas) {
    v1::Area& out = *message.add_areas();
    out.set_name(area.name);
    out.set_checkpoint(area.checkpoint);
    out.set_capacity(area.capacity);
  }
  for (const Passage& passage : header.passages) {
    v1::Passage& out = *message.add_passages();
    out.set_from(passage.from);
    out.set_to(passage.to);
    out.set_distance_mm(passage.distance_mm);
  }
  for (const EntranceName& entrance : header.entrances) {
    v1::Entrance& out = *message.add_entrances();
    out.set_name(entrance.name);
    out.set_area(entrance.area);
  }
  for (const std::string& title : header.checkpoint_titles) message.add_checkpoint_titles(title);
  for (const std::string& title : header.class_titles) message.add_class_titles(title);
}

void take_places(const v1::Header& message, JournalHeader& header)
{
  for (const v1::Area& a : message.areas())
    header.areas.push_back({a.name(), a.checkpoint(), a.capacity()});
  for (const v1::Passage& p : message.passages())
    header.passages.push_back({p.from(), p.to(), p.distance_mm()});
  for (const v1::Entrance& e : message.entrances())
    header.entrances.push_back({e.name(), e.area()});
  header.checkpoint_titles.assign(message.checkpoint_titles().begin(),
                                  message.checkpoint_titles().end());
  header.class_titles.assign(message.class_titles().begin(), message.class_titles().end());
}

bool knows_all_parts(const v1::Header& message)
{
  return knows_all_fields(message) && all_know_their_fields(message.stations()) &&
         all_know_their_fields(message.units()) && all_know_their_fields(message.authorities()) &&
         all_know_their_fields(message.areas()) && all_know_their_fields(message.passages()) &&
         all_know_their_fields(message.entrances());
}

v1::Header to_message(const JournalHeader& header)
{
  v1::Header message;
  message.set_format_version(format_version);
  message.set_producer(header.producer);
  message.set_commit(header.commit);
  message.set_core_build_id(header.core_build_id);
  message.set_start_wall_ns(header.start.ns);
  message.set_seed(header.seed);
  message.set_replication(header.replication);
  message.set_scenario(header.scenario);
  if (header.scenario_sha256 != decltype(header.scenario_sha256){}) {
    message.set_scenario_sha256(header.scenario_sha256.data(), header.scenario_sha256.size());
  }
  for (const StationName& station : header.stations) {
    v1::Station& out = *message.add_stations();
    out.set_id(station.id);
    out.set_name(station.name);
    out.set_kind(station.kind);
    out.set_checkpoint(station.checkpoint);
    out.set_direction(station.direction);
    out.set_title(station.title);
    out.set_area_plus_1(station.area + 1); // none is all ones
  }
  for (const UnitName& unit : header.units) {
    v1::Unit& out = *message.add_units();
    out.set_id(unit.id);
    out.set_name(unit.name);
    out.set_station(unit.station);
  }
  for (const std::string& name : header.traveller_classes) message.add_traveller_classes(name);
  for (const AuthorityName& authority : header.authorities) {
    v1::Authority& out = *message.add_authorities();
    out.set_id(authority.id);
    out.set_name(authority.name);
    out.set_zone(authority.zone);
  }
  for (const std::string& name : header.checkpoints) message.add_checkpoints(name);
  put_places(header, message);
  message.set_part(header.part);
  if (header.follows != FrameDigest{})
    message.set_follows(header.follows.data(), header.follows.size());
  return message;
}

JournalHeader from_message(const v1::Header& message)
{
  JournalHeader header;
  header.producer = message.producer();
  header.commit = message.commit();
  header.core_build_id = message.core_build_id();
  header.start.ns = message.start_wall_ns();
  header.seed = message.seed();
  header.replication = message.replication();
  header.scenario = message.scenario();
  std::transform(message.scenario_sha256().begin(), message.scenario_sha256().end(),
                 header.scenario_sha256.begin(), [](char c) { return static_cast<std::byte>(c); });
  for (const v1::Station& s : message.stations()) {
    header.stations.push_back({s.id(), s.name(), s.kind(), s.checkpoint(), s.direction(), s.title(),
                               s.area_plus_1() - 1});
  }
  for (const v1::Unit& u : message.units()) header.units.push_back({u.id(), u.name(), u.station()});
  header.traveller_classes.assign(message.traveller_classes().begin(),
                                  message.traveller_classes().end());
  for (const v1::Authority& a : message.authorities()) {
    header.authorities.push_back({a.id(), a.name(), a.zone()});
  }
  header.checkpoints.assign(message.checkpoints().begin(), message.checkpoints().end());
  take_places(message, header);
  header.part = message.part();
  std::transform(message.follows().begin(), message.follows().end(), header.follows.begin(),
                 [](char c) { return static_cast<std::byte>(c); });
  return header;
}

} // namespace

Result<std::string> encode_header(const JournalHeader& header)
{
  const v1::Header message = to_message(header);
  if (message.ByteSizeLong() > max_header_bytes) {
    return Error{ErrorCode::too_large, "the journal's header is longer than 4 MiB"};
  }
  std::string payload = message.SerializeAsString();
  // What readers would refuse is refused here, before a run is written behind it.
  JournalHeader again;
  if (!decode_header(std::as_bytes(std::span(payload)), again).ok()) {
    return Error{ErrorCode::malformed, "a text in the journal's header is not UTF-8"};
  }
  return payload;
}

PayloadFault decode_header(std::span<const std::byte> payload, JournalHeader& into)
{
  v1::Header message;
  if (payload.size() > max_header_bytes ||
      !message.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return {ReadFaultKind::bad_header, 0, "the header is not a valid message"};
  }
  if (message.format_version() != format_version) {
    return {ReadFaultKind::unknown_version, 0, "a format version that this build does not know"};
  }
  if (!knows_all_parts(message)) {
    return {ReadFaultKind::unknown_field, 0,
            "the header holds a field that this build does not know"};
  }
  if (!message.scenario_sha256().empty() && message.scenario_sha256().size() != 32) {
    return {ReadFaultKind::bad_header, 0, "the scenario's digest is not 32 bytes"};
  }
  if (!message.follows().empty() && message.follows().size() != frame_digest_bytes) {
    return {ReadFaultKind::bad_header, 0, "the digest of the file before is not 32 bytes"};
  }
  into = from_message(message);
  return {};
}

} // namespace gatetwin::journal
