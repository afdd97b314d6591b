// SPDX-License-Identifier: Apache-2.0
// Lets statistics, checkers, digest and journal file work on a second core while the simulation
// goes on: what a run says of itself is about a quarter of its time, and none of it comes back into
// the run. The sinks see the same records in the same order as without, so results are the same
// bytes. In between it does what other work it is given. For a lone run; replications use the cores
// better in processes of their own.
#pragma once
#include "core/journal/journal.hpp"
#include <array>
#include <exception>
#include <functional>
#include <semaphore>
#include <thread>
#include <vector>

namespace gatetwin::experiment {

class SinkThread final : public journal::RecordSink {
public:
  static bool of_use(); // there is a second core
  // Does a little of other work, as long as it has nothing else to do; false: there is none now.
  using SpareWork = std::function<bool()>;
  // The sinks, and what the spare work uses, outlive this.
  explicit SinkThread(std::vector<journal::RecordSink*> sinks, SpareWork spare = {});
  ~SinkThread() override; // waits until the sinks have seen everything
  SinkThread(const SinkThread&) = delete;
  SinkThread& operator=(const SinkThread&) = delete;

  // Copies; waits only when the sinks are far behind. From one thread.
  void on_records(std::span<const journal::Record> records) override;
  // Waits until the sinks have seen everything; from then on they may be asked. Throws what a sink
  // threw; that sink and those after it have seen nothing since. Nothing may follow.
  void finish();

private:
  // Waking a thread costs as much as thousands of records, so they are handed over by the thousand.
  static constexpr std::size_t batches = 4;
  static constexpr std::size_t batch_records = 4096;
  struct Batch {
    std::array<journal::Record, batch_records> records;
    std::size_t size = 0; // less than full: the last one
  };
  void work();
  void await_batch();
  void hand_over();
  void stop() noexcept;

  std::vector<journal::RecordSink*> m_sinks;
  SpareWork m_spare;
  std::vector<Batch> m_ring;
  Batch* m_batch; // being filled
  std::size_t m_handed_over = 0;
  std::counting_semaphore<batches> m_free{batches};
  std::counting_semaphore<batches> m_full{0};
  std::exception_ptr m_error; // of the thread, until it is joined
  std::thread m_thread;
};

} // namespace gatetwin::experiment
