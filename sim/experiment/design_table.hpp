// SPDX-License-Identifier: Apache-2.0
// The figures of many designs side by side: mean over the replications and its 95 % interval (each
// by itself; for what is best, compare the few that matter).
#pragma once
#include "sim/experiment/replication_intervals.hpp"
#include "sim/experiment/study_file.hpp"
#include "sim/results/wording.hpp"

namespace gatetwin::experiment {

struct DesignTable {
  std::vector<FigureChoice> figures;
  std::vector<std::size_t> replications;        // of each design
  std::vector<std::vector<Estimate>> estimates; // [design][figure]
};

Result<DesignTable> design_table(const StudyFile& file, const std::vector<FigureChoice>& figures);

std::string to_text(const DesignTable& table, const StudyHead& head, Language language,
                    bool colour);
// A row for each design: what was varied, replications, and of each figure mean, lo and hi.
std::string to_csv(const DesignTable& table, const StudyHead& head);
// Schema "gatetwin.sweep/1".
std::string to_json(const DesignTable& table, const StudyHead& head);

} // namespace gatetwin::experiment
