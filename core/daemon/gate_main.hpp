// SPDX-License-Identifier: Apache-2.0
// The command line of a gate's program. gatetwin-gate gives it real devices; another program may
// give it others.
#pragma once
#include "core/daemon/gate_parts.hpp"

namespace CLI {
class App;
}

namespace gatetwin {

// 0 stopped when told to; 1 the self-test failed; 2 wrong use or faults in the settings;
// 3 unreadable settings; 4 a program or device is missing.
enum class GateExit : int { fine = 0, test_failed = 1, wrong_use = 2, unreadable = 3, missing = 4 };

class GateProgram {
public:
  virtual ~GateProgram() = default;
  virtual const char* name() const = 0;
  virtual DeviceFactory& devices() = 0;
  virtual Clock& clock() = 0;
  // Options of its own.
  virtual void add_options(CLI::App&) {}
  // A reader of the journal's records, or null.
  virtual journal::RecordSink* sink() { return nullptr; }
  // Settings where no file is named; null: a file must be named.
  virtual const char* settings_text() const { return nullptr; }
  // Where the devices are this program's own: `--devices simulated` runs the sibling that has them.
  virtual bool is_simulated() const { return false; }
};

int gate_main(int argc, char** argv, GateProgram& program);

} // namespace gatetwin
