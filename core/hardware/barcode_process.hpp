// SPDX-License-Identifier: Apache-2.0
// Has frames read by a process of its own, gatetwin-barcode, which can do nothing but compute:
// ZXing 1.4.0 and image code have memory errors that a printed symbol may reach. A decoder that
// crashes, hangs or answers nonsense costs that one reading, which is `aborted`; it is killed and
// replaced, and the lane goes on.
//
// The frame is copied into memory that the decoder may only read. One packet goes out, one comes
// back (barcode_wire.hpp); all waiting ends at the limit. By default each process reads one frame
// and is thrown away, so that nothing that a symbol may have done outlives its reading; the next
// one is started ahead and waits.
#pragma once
#include "core/hardware/barcode_wire.hpp"
#include "core/ports/barcode_decoder.hpp"
#include <memory>
#include <string>
#include <vector>

namespace gatetwin {

struct BarcodeProcessOptions {
  std::string program;                // path of gatetwin-barcode
  std::vector<std::string> arguments; // none for gatetwin-barcode
  std::uint32_t limit_ms = 3000;      // for one reading, R-20 allows 5 s for all of a document
  std::uint32_t readings_per_process = 1;
};

// How often what happened since the start.
struct BarcodeProcessCounts {
  std::uint64_t readings = 0;
  std::uint64_t started = 0; // processes
  std::uint64_t crashed = 0; // ended while asked
  std::uint64_t late = 0;    // killed at the limit
  std::uint64_t answered_wrong = 0;
  std::uint64_t not_started = 0;
};

class BarcodeProcess final : public BarcodeDecoder {
public:
  explicit BarcodeProcess(BarcodeProcessOptions options);
  ~BarcodeProcess() override; // ends the decoder
  BarcodeProcess(const BarcodeProcess&) = delete;
  BarcodeProcess& operator=(const BarcodeProcess&) = delete;

  void read(const FrameView& frame, const BarcodeProfile& profile,
            BarcodeReading& reading) override;
  // A decoder is started, if none waits. Without it the first reading does so.
  Status start();
  const BarcodeProcessCounts& counts() const { return m_counts; }
  // Of the decoder that waits, for supervision; 0: none.
  int process_id() const;

private:
  class Child;
  void ask(const FrameView& frame, const BarcodeProfile& profile, BarcodeReading& reading);
  void abort_reading(BarcodeReading& reading, Reason reason, std::uint64_t& counter);

  BarcodeProcessOptions m_options;
  BarcodeProcessCounts m_counts;
  std::unique_ptr<Child> m_child;
  std::uint32_t m_number = 0;
};

} // namespace gatetwin
