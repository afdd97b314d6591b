// SPDX-License-Identifier: Apache-2.0
// A small hall for the viewer's tests, and a journal of it that can be written to a file: two gates
// and a booth, travellers who arrive every ten seconds and take half a minute each.
#pragma once
#include "core/base/check.hpp"
#include "core/journal/journal_writer.hpp"
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace gatetwin::viz {

using journal::Record;
using journal::RecordKind;

inline journal::JournalHeader small_header()
{
  journal::JournalHeader header;
  header.producer = "test";
  header.start.ns = 1'780'272'000'000'000'000; // 2026-06-01 00:00 UTC
  header.scenario = "small";
  header.checkpoints = {"hall"};
  header.checkpoint_titles = {"Móng Cái"};
  header.areas = {{"forecourt", 0, 0}, {"hall", 0, 250}};
  header.passages = {{0, 1, 30'000}};
  header.entrances = {{"road", 0}};
  header.authorities = {{0, "vn", "Asia/Ho_Chi_Minh"}};
  header.stations = {{0, "egates", "e_gate", 0, "exit", "E-gates", 1},
                     {1, "booths", "booth", 0, "exit", "Booths", 1}};
  header.units = {{0, "egates/1", 0}, {1, "egates/2", 0}, {2, "booths/1", 1}};
  header.traveller_classes = {"residents", "tourists"};
  return header;
}

constexpr std::int64_t second_ns = 1'000'000'000;

// Each traveller walks for 20 s, queues, is served for 25 s by gate 0 or 1 in turn, and leaves.
inline std::vector<Record> small_records(std::uint64_t travellers)
{
  std::vector<Record> records;
  const auto code = [](std::uint64_t n) { return static_cast<std::uint16_t>(n % 2); };
  for (std::uint32_t u = 0; u < 3; ++u) {
    records.push_back(
        {.unit = u, .station = u < 2 ? 0U : 1U, .kind = RecordKind::unit_state, .code = 1});
  }
  struct Timed {
    std::int64_t at;
    Record r;
  };
  std::vector<Timed> all;
  for (std::uint64_t n = 1; n <= travellers; ++n) {
    const std::int64_t t = static_cast<std::int64_t>(n) * 10 * second_ns;
    const auto unit = static_cast<std::uint32_t>(n % 2);
    const auto put = [&](std::int64_t after_s, Record r) {
      r.time_ns = t + after_s * second_ns;
      r.subject = n;
      r.code = code(n);
      all.push_back({r.time_ns, r});
    };
    put(0, {.value = -1, .kind = RecordKind::traveller_arrived});
    put(0, {.value = 20 * second_ns, .station = 0, .kind = RecordKind::walk_started});
    put(20, {.value = 1, .station = 0, .kind = RecordKind::queue_joined});
    put(24, {.value = 4 * second_ns, .station = 0, .kind = RecordKind::queue_left});
    put(24,
        {.value = 4 * second_ns, .unit = unit, .station = 0, .kind = RecordKind::service_started});
    put(43, {.value = 19 * second_ns,
             .unit = unit,
             .station = 0,
             .kind = RecordKind::service_ended,
             .detail = 1});
    put(43, {.value = 43 * second_ns, .kind = RecordKind::traveller_left, .detail = 1});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Timed& a, const Timed& b) { return a.at < b.at; });
  for (const Timed& one : all) records.push_back(one.r);
  return records;
}

inline std::string viewer_scratch(const std::string& name)
{
  const auto dir =
      std::filesystem::temp_directory_path() / ("gatetwin_viz_" + std::to_string(::getpid()));
  std::filesystem::create_directories(dir);
  std::filesystem::remove(dir / name);
  return (dir / name).string();
}

inline std::string write_journal(const std::string& name, const std::vector<Record>& records,
                                 std::size_t block_records = 64)
{
  const std::string path = viewer_scratch(name);
  journal::WriterOptions options;
  options.block_records = block_records;
  auto writer = journal::JournalWriter::create(path, small_header(), options);
  CHECK(writer.ok());
  writer.value()->on_records(records);
  CHECK(writer.value()->close().ok());
  return path;
}

} // namespace gatetwin::viz
