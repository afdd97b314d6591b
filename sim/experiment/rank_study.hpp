// SPDX-License-Identifier: Apache-2.0
// A study on the ranks of an MPI job (`mpirun gatetwin sweep ...`). Rank 0 has the study's file,
// hands blocks of tasks out to whoever is free, and computes as well; every rank simulates in
// processes of its own, so that a simulation that dies takes no rank along. A rank that dies loses
// its block only: mpirun ends the job and what was complete is kept; told to go on without it
// (--enable-recovery), the block is computed again by rank 0 when all else is done.
#pragma once
#include "sim/experiment/study_run.hpp"
#include <memory>

namespace gatetwin::experiment {

// Whether mpirun started this process together with others.
bool started_by_mpirun();
// Known before MPI begins; 0 without mpirun.
int rank_by_mpirun();

class RankStudy {
public:
  RankStudy(); // MPI begins; it ends with this object
  ~RankStudy();
  RankStudy(const RankStudy&) = delete;
  RankStudy& operator=(const RankStudy&) = delete;

  int rank() const;
  int ranks() const;
  // On rank 0; the others are in take(). What is simulated for a task is the same on every rank.
  // Without tasks it sends the others home.
  StudyRunEnd hand_out(StudyFile& file, std::span<const StudyTask> tasks, Keep keep,
                       const Simulate& simulate, const StudyRunHooks& hooks);
  void send_home();
  // On the others, until rank 0 has no more.
  void take(const Simulate& simulate, const std::function<bool()>& interrupted);
  // A rank never answered again: ending MPI would wait for it for ever.
  bool has_lost_ranks() const;

private:
  struct Inside;
  std::unique_ptr<Inside> m_inside;
};

} // namespace gatetwin::experiment
