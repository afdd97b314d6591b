// SPDX-License-Identifier: Apache-2.0
// One run of a model: the composition root that puts SimGrid's platform, the flow of people, the
// units with the production core, the centres and the journal together. Once per process, because
// SimGrid's engine exists once: replications are processes.
//
//   Simulation simulation(model, seed, replication);
//   simulation.add_sink(digest);
//   const RunSummary summary = simulation.run();
#pragma once
#include "core/journal/journal.hpp"
#include "sim/devices/label_camera.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace gatetwin {

struct RunSummary {
  std::int64_t simulated_ns = 0;
  std::uint64_t events = 0;     // calendar entries that came due
  std::uint64_t records = 0;    // written to the journal
  std::uint64_t travellers = 0; // that arrived
  std::uint64_t unfinished = 0; // of them, still inside at the end
  CameraCounts camera;          // pictures of 2D codes, where the scenario has them painted
  // By class: persons who came because all of its population were inside; empty without documents.
  std::vector<std::uint64_t> further_persons;
  bool interrupted = false;
};

class Simulation {
public:
  // Keeps a copy of the model, with this seed.
  Simulation(const CheckpointModel& model, std::uint64_t seed, std::uint64_t replication);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Before run(); they outlive it.
  void add_sink(journal::RecordSink& sink);
  // The journal also gets what every unit is told, for replays.
  void journal_inputs();
  // Called about fifty times, with the share of the arrivals that is done.
  void on_progress(std::function<void(double share)> progress);
  // When it becomes true, the run ends as it stands, with a whole journal.
  void set_interrupt(const std::atomic<bool>& interrupt);

  // Once.
  RunSummary run();
  // For one other thread that has nothing else to do, at any time until this ends: does a little,
  // well below a millisecond, of what run() would have to do itself. False: there is nothing (yet).
  // Changes the time that a run takes, and nothing of what it writes.
  bool work_ahead();

private:
  struct Inside;
  void build_platform();
  void open_centres();
  void place_units();
  void call_people();
  void seal_journal();

  std::unique_ptr<Inside> m_inside;
};

} // namespace gatetwin
