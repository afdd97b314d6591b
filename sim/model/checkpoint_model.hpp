// SPDX-License-Identifier: Apache-2.0
// The checked, immutable description of one run, ready for the engine: everything by number,
// nothing by name, every default filled in. Built by model_builder from a Scenario; the engine,
// people and devices only read it. Indices are positions in the vectors below. Times without unit
// in the name are seconds.
#pragma once
#include "core/base/time.hpp"
#include "core/domain/barcode.hpp"
#include "core/domain/check_weights.hpp"
#include "core/domain/words.hpp"
#include "core/gate/gate_config.hpp"
#include "core/registry/offline_policy.hpp"
#include "core/registry/rules.hpp"
#include "sim/model/distribution.hpp"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

using Index = std::uint32_t;
constexpr Index no_index = 0xFFFF'FFFFU;

// ---- who and where
// -------------------------------------------------------------------------------

struct AuthorityModel {
  std::string name;    // "vn"
  std::string title;   // "Vietnam Border Guard"
  std::string zone;    // IANA name
  Duration utc_offset; // at the start of the run
};

struct CheckpointSiteModel {
  std::string name;
  std::string title;
  Index authority = 0;
};

// A place where people walk or wait. Stations stand in areas; walking distances run between areas.
struct AreaModel {
  std::string name;
  Index checkpoint = 0;
  std::uint32_t capacity = 0; // persons; 0: unlimited. A full area blocks the station before it.
};

// ---- opening, staff, faults
// ------------------------------------------------------------------------

// Half-open spans of run time, sorted, not overlapping: when something is open, staffed to `value`,
// or down.
struct TimeSpan {
  std::int64_t from_ns = 0;
  std::int64_t to_ns = 0;
  std::uint32_t value = 0;
};
using TimeTable = std::vector<TimeSpan>;

struct BreakdownModel {
  bool enabled = false;
  Distribution time_between; // of in-service time, per unit
  Distribution time_to_repair;
};

// What can be made to fail, when. Random faults have their own streams; these are planned ones.
enum class FaultKind : std::uint8_t {
  registry_outage, // the centre of `authority` answers nothing
  link_outage,     // site WAN link of `checkpoint` is down
  unit_breakdown,  // `station`, `unit` (no_index: all of it)
  fire_alarm,      // of `checkpoint`: emergency from..to; reset at `to`
  power_loss       // of `station`
};
struct FaultModel {
  FaultKind kind{};
  std::int64_t from_ns = 0;
  std::int64_t to_ns = 0;
  Index authority = no_index;
  Index checkpoint = no_index;
  Index station = no_index;
  Index unit = no_index;
};

// ---- stations
// -------------------------------------------------------------------------------------

enum class StationKind : std::uint8_t { plain, e_gate, booth, barcode_booth, one_stop_booth };
constexpr const char* to_string(StationKind kind)
{
  switch (kind) {
  case StationKind::plain: return "plain";
  case StationKind::e_gate: return "e_gate";
  case StationKind::booth: return "booth";
  case StationKind::barcode_booth: return "barcode_booth";
  case StationKind::one_stop_booth: return "one_stop_booth";
  }
  return "unknown";
}

// Times of the devices and people at a core-run station, one distribution per phase, so that
// inspection and cycle time emerge. Those that a kind does not use stay zero.
struct DeviceTimes {
  Distribution approach;       // from the head of the queue to the reader or counter
  Distribution place_document; // hand out, place, until end position
  Distribution read_document;  // optical and seal; R-20: below 5 s
  Distribution read_retry;     // a further attempt after a failed reading
  Distribution door_open;      // entry and exit, R-29: about 0.6 s
  Distribution door_close;
  Distribution walk_in;          // from open door to standing inside
  Distribution look_up;          // until the face is before the camera
  Distribution capture;          // from there to a usable capture; R-23: below 10 s
  Distribution walk_out;         // from open exit to clear of the door
  Distribution take_document;    // after reading
  Distribution store_sync;       // durable write
  Distribution typing;           // booth: the officer types the document
  Distribution scan;             // barcode booth: one scan
  Distribution inspect;          // booth: the officer compares person and document and decides
  Distribution stamp;            // booth: control stamp into the document
  Distribution hand_back;        // booth: document back, person leaves the counter
  Distribution officer_response; // referral or alarm at a gate: until an officer acts
  Distribution officer_handling; // then until the person is led away or let through
};

// How often devices misbehave, as shares of transactions.
struct DeviceFaults {
  double reading_fails = 0; // per attempt
  double face_not_captured = 0;
  double liveness_false_alarm = 0; // at most 2 %
  double false_non_match = 0;      // FNMR < 2 %
  double door_obstructed = 0;
  double presence_ghost = 0;   // sensor sees a second body that is not there
  double presence_missed = 0;  // sensor misses a second body
  double face_late = 0;        // scores come 5 s after their picture
  double liveness_missing = 0; // attack detection gives no answer
  double liveness_late = 0;    // its answer comes 5 s after its picture
  double liveness_stale = 0;   // its picture is from before the capture
};

enum class QueueRule : std::uint8_t { shared, separate_shortest };
enum class ClosingRule : std::uint8_t { turn_away, serve_queue };

struct StationModel {
  std::string name;
  std::string title;
  StationKind kind = StationKind::plain;
  Index area = 0;
  Index checkpoint = 0;
  Direction direction = Direction::entry;
  Index authority = 0;                // whose officers and registry
  Index partner_authority = no_index; // one stop: the other side's
  std::uint32_t units = 1;
  QueueRule queue = QueueRule::shared;
  std::uint32_t queue_capacity =
      0; // persons; 0: unlimited. When full, the station before it blocks.
  std::vector<Distribution> service; // plain: by class
  TimeTable open;                    // empty: always open; overlap of both sides for one-stop
  std::int64_t opening_wait_ns =
      3'600'000'000'000; // who comes while it is closed waits at most so long, or leaves
  ClosingRule at_closing = ClosingRule::turn_away; // where it closes for longer than that
  TimeTable staff;                   // officers on duty, minus breaks; empty: every unit is staffed
  std::vector<std::uint32_t> skills; // by unit: bit mask of what it can serve; empty: everything
  BreakdownModel breakdown;
  DeviceTimes times;
  DeviceFaults faults;
  GateConfig gate;     // limits and thresholds of the core
  CheckWeights checks; // of documents
  OfflinePolicyConfig offline;
};

// ---- travellers
// -----------------------------------------------------------------------------------

struct DocumentMix {
  DocumentKind kind = DocumentKind::passport;
  double share = 1;
};

// Shares of travellers who do this at a gate (reliability.md fault class 35) or bring that.
struct HabitModel {
  double turns_back = 0;
  double tailgates = 0;
  double leaves_document = 0;
  double removes_document_early = 0;
  double does_not_look = 0;
  double slow_to_enter = 0; // beyond the entry limit: the gate closes again
  double expired_document = 0;
  double damaged_document = 0; // unreadable
  double forged_seal = 0;
  double on_watch_list = 0;
  double unknown_to_registry = 0;
};

struct ClassModel {
  std::string name;
  std::string title;
  Direction direction = Direction::entry;
  std::vector<DocumentMix> documents;
  std::string nationality = "VNM";
  std::uint32_t population = 0; // distinct persons who cross again and again; 0: everybody is new
  Distribution walking_speed;   // m/s
  Distribution patience;        // s in one queue; mean 0: unlimited
  std::uint32_t balk_at = 0;    // queue length at which they don't join; 0: never
  Distribution group_size;      // persons arriving together, rounded, at least 1
  bool leaves_together = false; // the group leaves when its last member is through
  std::uint8_t priority = 0;    // higher is served first
  std::uint32_t skill = 0;      // bit the unit must have; 0: any unit
  HabitModel habits;
};

// ---- demand
// ---------------------------------------------------------------------------------------

enum class ArrivalProcess : std::uint8_t {
  poisson,  // rate by time
  renewal,  // interarrival distribution
  scheduled // fixed instants (coaches, CSV): a group each
};
struct RateStep {
  std::int64_t from_ns = 0;
  double per_second = 0;
};
struct ScheduledArrival {
  std::int64_t at_ns = 0;
  std::uint32_t persons = 1;
};
struct DemandModel {
  std::string name;
  Index traveller_class = 0;
  Index entrance = 0; // index into `entrances`
  ArrivalProcess process = ArrivalProcess::poisson;
  std::vector<RateStep> rates; // poisson: from each instant until the next; the last holds on
  Distribution interarrival;   // renewal
  std::vector<ScheduledArrival> scheduled;
  std::uint64_t limit = 0; // arrivals stop after so many groups; 0: no limit
};

// ---- routing
// --------------------------------------------------------------------------------------

struct EntranceModel {
  std::string name;
  Index area = 0;
};

// A leg from an entrance or a station to a station or out of the checkpoint. Exactly one of the
// choices is taken.
struct RouteChoice {
  Index to_station = no_index; // no_index: leaves the checkpoint
  double share = 1;            // shares of a route sum to 1
  double distance_m = 0;       // by the layout's shortest path
  bool has_walk_time = false;  // then walk_time counts instead of distance / speed
  Distribution walk_time;
};
enum class RouteRule : std::uint8_t { by_share, shortest_wait };
struct RouteModel {
  RouteRule rule = RouteRule::by_share;
  std::vector<RouteChoice> choices;
};
constexpr std::size_t outcome_count = 7; // of enum Outcome; plain servers end with Outcome::none

struct RoutingModel {
  // [class][entrance]
  std::vector<std::vector<RouteModel>> from_entrance;
  // [class][station][outcome]; no choices: leaves there
  std::vector<std::vector<std::array<RouteModel, outcome_count>>> from_station;
};

// ---- registry platform
// ----------------------------------------------------------------------------

enum class NetworkFidelity : std::uint8_t { closed_form, simgrid };

struct PlatformModel {
  NetworkFidelity network = NetworkFidelity::closed_form;
  double gate_link_bytes_per_s = 12.5e6; // gate computer to site switch
  double gate_link_latency_s = 1e-4;
  double wan_bytes_per_s = 1.25e6; // site to centre
  double wan_latency_s = 20e-3;
  std::uint32_t centre_cores = 8;
  double centre_flops = 1e9;
  double check_flops = 10e6; // work of a check or reservation
  double record_flops = 5e6;
  std::uint32_t centre_concurrency = 100; // in flight at once; the rest waits in a queue
  double partner_wan_latency_s = 25e-3;
};

struct RegistryModel {
  RulesConfig rules;
  bool has_watch_list = true;
};

// ---- 2D codes
// ---------------------------------------------------------------------------------------

enum class ScanFidelity : std::uint8_t { payload, frame };

// Of frames: what a reader's camera sees, drawn for each attempt. Lengths in pixels.
struct ScanModel {
  ScanFidelity fidelity = ScanFidelity::payload;
  Symbology symbology = Symbology::data_matrix;
  std::uint32_t width = 800;
  std::uint32_t height = 600;
  Distribution module_px;
  Distribution rotation_deg;
  Distribution tilt;
  Distribution blur_px;
  Distribution glare;
  Distribution noise;
  Distribution contrast;
};

// ---- the whole
// ------------------------------------------------------------------------------------

struct ServiceLevelModel {
  std::string name;
  std::string figure; // "wait" or "time_in_system"
  Index station = no_index;
  Index traveller_class = no_index;
  double within_s = 0;
  double share = 0.95;
};

struct CheckpointModel {
  std::string name;
  std::string title;
  std::string question;
  std::uint64_t seed = 1;
  WallTime start;              // UTC instant of run time 0
  std::int64_t horizon_ns = 0; // arrivals stop here; 0: when all demands reached their limits
  std::int64_t warm_up_ns = 0;
  bool drain = true; // after the horizon, run on until everybody has left (or until drain_limit)
  std::int64_t drain_limit_ns = 0;
  std::vector<AuthorityModel> authorities;
  std::vector<CheckpointSiteModel> checkpoints;
  std::vector<AreaModel> areas;
  std::vector<EntranceModel> entrances;
  std::vector<StationModel> stations;
  std::vector<ClassModel> classes;
  std::vector<DemandModel> demands;
  std::vector<FaultModel> faults;
  std::vector<ServiceLevelModel> service_levels;
  RoutingModel routing;
  PlatformModel platform;
  RegistryModel registry;
  ScanModel scan;
};

// Run-wide unit numbers: stations' units one after another.
inline Index first_unit_of(const CheckpointModel& model, Index station)
{
  Index first = 0;
  for (Index s = 0; s < station; ++s) first += model.stations[s].units;
  return first;
}

} // namespace gatetwin
