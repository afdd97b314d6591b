// SPDX-License-Identifier: Apache-2.0
// A unit's journals on disk: one live file for each start, named after it, the oldest deleted when
// there are too many.
#pragma once
#include "core/daemon/gate_settings.pb.h"
#include "core/domain/unit_report.hpp"
#include "core/journal/journal_writer.hpp"
#include <memory>
#include <optional>
#include <string>

namespace gatetwin {

struct OpenedJournal {
  std::unique_ptr<journal::JournalWriter> writer; // null: error
  std::string path;
  std::optional<JournalHead> previous; // of the file before it, as far as that is whole
  std::string fault;
};

// `now` is of the start: the header says when time 0 was.
// How far the file is now.
std::optional<JournalHead> head_of(const journal::JournalWriter& writer, const std::string& path);
OpenedJournal open_journal(const daemon::GateSettings& settings, Instant now);

} // namespace gatetwin
