// SPDX-License-Identifier: Apache-2.0
// The corpus that the fuzz target starts from: each file is named after what is wrong with it, up
// to the first dot ("no fault.small.gtj"), and reading it says so.
#include "tests/core/journal/journal_bytes.hpp"
#include <gtest/gtest.h>
#include <set>

namespace gatetwin::journal {
namespace {

TEST(JournalCorpus, EveryFileHasTheFaultItIsNamedAfter)
{
  const std::string directory = std::string(GATETWIN_SOURCE_DIR) + "/tests/core/journal/corpus";
  std::set<std::string> seen;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::string name = entry.path().filename().string();
    name = name.substr(0, name.find('.'));
    std::replace(name.begin(), name.end(), '_', ' ');
    const Reading reading = read_all(file_bytes(entry.path().string()));
    EXPECT_EQ(to_string(reading.fault.kind), name) << entry.path() << to_string(reading.fault);
    seen.insert(name);
  }
  for (int kind = 0; kind <= static_cast<int>(ReadFaultKind::wrong_run_digest); ++kind) {
    if (static_cast<ReadFaultKind>(kind) == ReadFaultKind::unreadable) continue;
    EXPECT_EQ(seen.count(to_string(static_cast<ReadFaultKind>(kind))), 1U)
        << "no file shows: " << to_string(static_cast<ReadFaultKind>(kind));
  }
}

} // namespace
} // namespace gatetwin::journal
