// SPDX-License-Identifier: Apache-2.0
// A run's inputs through the core again: the same where nothing changed, and the place where
// something did.
#include "core/base/random_stream.hpp"
#include "core/domain/checked_document.hpp"
#include "core/journal/input_record.hpp"
#include "core/journal/journal_reader.hpp"
#include "sim/replay/replay.hpp"
#include "tests/sim/app/command_line.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

using journal::Record;
using journal::RecordKind;

const std::string program = GATETWIN_PROGRAM;

struct Recorded {
  std::vector<Record> records;
};

Recorded record_file(const std::string& scenario_file, const std::string& more)
{
  const ScratchFolder folder;
  const std::string file = folder.file("j.gtj");
  const Finished run =
      run_program(program, "run " + scenario_file + " --quiet --journal '" + file + "' " + more);
  EXPECT_EQ(run.code, 0) << run.err;
  Recorded recorded;
  auto source = journal::FileSource::open(file);
  if (!source) return recorded;
  journal::JournalReader reader(*source.value());
  while (reader.next() == journal::ReadStatus::ready)
    recorded.records.insert(recorded.records.end(), reader.records().begin(),
                            reader.records().end());
  return recorded;
}

Recorded record(const std::string& name, const std::string& more)
{
  return record_file(scenario(name), more);
}

const Recorded& quickstart()
{
  static const Recorded recorded =
      record("quickstart.yaml", "--journal-inputs --set duration='1 h'");
  return recorded;
}

std::unique_ptr<Replay> replayed(const Recorded& recorded)
{
  auto replay = std::make_unique<Replay>();
  replay->on_records(recorded.records);
  replay->finish();
  EXPECT_EQ(replay->fault(), "");
  return replay;
}

std::string difference_text(const Replay& replay)
{
  const ReplayDifference* first = replay.first_difference();
  return first == nullptr ? "none" : "record " + std::to_string(first->number) + " " + first->note;
}

TEST(Replay, TodaysCoreActsAsItDid)
{
  const auto replay = replayed(quickstart());
  EXPECT_EQ(replay->first_difference(), nullptr) << difference_text(*replay);
  EXPECT_GT(replay->counts().units, 5U);
  EXPECT_GT(replay->counts().inputs, 1000U);
  EXPECT_GT(replay->counts().records, 10'000U);
  EXPECT_EQ(replay->counts().undecidable, 0U);
}

TEST(Replay, ThroughAnOutageItGoesAsFarAsItCanBeTold)
{
  const ScratchFolder folder;
  std::filesystem::copy(std::filesystem::path(GATETWIN_SOURCE_DIR) / "scenarios/quickstart.yaml",
                        folder.file("quickstart.yaml"));
  std::ofstream(folder.file("outage.yaml"))
      << "extends: quickstart.yaml\nduration: 1 h\nfaults:\n"
         "  away: { kind: registry_outage, authority: vn, at: 2026-06-01 07:20, lasts: 20 min }\n";
  for (const bool closed : {true, false}) {
    const std::string rule = closed ? "close" : "admit_low_risk";
    const auto replay =
        replayed(record_file("'" + folder.file("outage.yaml") + "'",
                             "--journal-inputs --set stations.egates.offline.rule=" + rule));
    EXPECT_EQ(replay->first_difference(), nullptr) << rule << ": " << difference_text(*replay);
    EXPECT_GT(replay->counts().records, 5'000U) << rule;
    EXPECT_EQ(replay->counts().undecidable > 0, !closed) << rule;
  }
}

TEST(Replay, AlsoWithTwoAuthoritiesAndAllKindsOfBooths)
{
  for (const auto& [name, more] :
       {std::pair{"lao-bao-one-stop.yaml", "--set duration='1 h' --set warm_up='0 s'"},
        std::pair{"hall-barcode.yaml", "--set duration='1 h' --set warm_up='0 s'"}}) {
    const auto replay = replayed(record(name, std::string("--journal-inputs ") + more));
    EXPECT_EQ(replay->first_difference(), nullptr) << name << ": " << difference_text(*replay);
    EXPECT_GT(replay->counts().records, 10'000U) << name;
  }
}

// A booth's pass whose signer's validity is only tried out: what it came to changes nothing, in the
// run as in the replay.
TEST(Replay, AnEvaluatoryCheckDoesNotCountThereEither)
{
  const Recorded recorded =
      record("hall-barcode.yaml",
             "--journal-inputs --set duration='1 h' --set warm_up='0 s' "
             "--set stations.barcode_booths.checks.border_pass.signer_validity=evaluatory");
  const auto is_tried = [](const Record& one) {
    return one.kind == RecordKind::check &&
           one.code == static_cast<std::uint16_t>(CheckKind::signer_validity);
  };
  PackedChecks as_digit = 1;
  for (int i = 0; i < static_cast<int>(CheckKind::signer_validity); ++i) as_digit *= 6;
  Recorded failed = recorded;
  std::size_t tried = 0, all = 0;
  for (std::size_t i = 0; i < failed.records.size(); ++i) {
    if (failed.records[i].kind == RecordKind::checks) all = i;
    if (!is_tried(failed.records[i])) continue;
    EXPECT_EQ(weight_in(failed.records[i].value), CheckWeight::evaluatory);
    failed.records[i].value = result_and_weight(
        {CheckKind::signer_validity, CheckResult::failed, Reason::none, CheckWeight::evaluatory});
    failed.records[i].detail = static_cast<std::uint32_t>(Reason::signer_expired);
    failed.records[all].value += static_cast<std::int64_t>(as_digit); // from successful
    ++tried;
  }
  EXPECT_GT(tried, 50U);
  for (const Recorded& one : {recorded, failed}) {
    const auto replay = replayed(one);
    EXPECT_EQ(replay->first_difference(), nullptr) << difference_text(*replay);
  }
  for (Record& one : failed.records) {
    if (is_tried(one)) one.value = static_cast<std::int64_t>(CheckResult::failed);
  }
  EXPECT_NE(replayed(failed)->first_difference(), nullptr) << "mandatory, it would count";
}

TEST(Replay, JournallingInputsChangesNothingElse)
{
  const Recorded plain = record("quickstart.yaml", "--set duration='1 h'");
  std::size_t i = 0;
  for (const Record& one : quickstart().records) {
    if (journal::is_input_record(one.kind)) continue;
    ASSERT_LT(i, plain.records.size());
    ASSERT_EQ(one.kind, plain.records[i].kind) << "record " << i;
    ASSERT_EQ(one.time_ns, plain.records[i].time_ns) << "record " << i;
    ++i;
  }
  EXPECT_EQ(i, plain.records.size());
}

TEST(Replay, AnotherSettingIsSeenWhereItActs)
{
  Recorded changed = quickstart();
  for (Record& one : changed.records) {
    if (one.kind == journal::unit_setting && one.subject == purpose_key("gate.capture"))
      one.value = seconds(3).ns; // faces take longer
  }
  const auto replay = replayed(changed);
  ASSERT_NE(replay->first_difference(), nullptr);
  ASSERT_TRUE(replay->first_difference()->replayed.has_value());
  EXPECT_EQ(replay->first_difference()->replayed->kind, RecordKind::gate_event);
  EXPECT_EQ(replay->first_difference()->replayed->code,
            static_cast<std::uint16_t>(GateEventKind::time_limit));
  EXPECT_FALSE(replay->first_difference()->before.empty());
}

TEST(Replay, AChangedRecordIsNamedByItsNumber)
{
  for (const RecordKind kind : {RecordKind::gate_command, RecordKind::checks, journal::store_ticket,
                                RecordKind::transaction_ended}) {
    Recorded changed = quickstart();
    std::size_t number = changed.records.size() / 2;
    while (changed.records[number].kind != kind) ++number;
    changed.records[number].code ^= 1;
    const auto replay = replayed(changed);
    ASSERT_NE(replay->first_difference(), nullptr) << to_string(kind);
    EXPECT_EQ(replay->first_difference()->number, number) << to_string(kind);
    EXPECT_EQ(replay->counts().different, 1U) << "the others act as they did";
  }
}

TEST(Replay, AMissingInputIsADifference)
{
  Recorded changed = quickstart();
  std::size_t number = changed.records.size() / 2;
  while (changed.records[number].kind != journal::unit_input) ++number;
  changed.records.erase(changed.records.begin() + static_cast<std::ptrdiff_t>(number));
  EXPECT_NE(replayed(changed)->first_difference(), nullptr);
}

TEST(Replay, OfOneUnitOnly)
{
  Replay replay(quickstart().records.front().unit);
  replay.on_records(quickstart().records);
  replay.finish();
  EXPECT_EQ(replay.counts().units, 1U);
  EXPECT_EQ(replay.first_difference(), nullptr);
}

TEST(Replay, SettingsThatAreUnknownAreAFault)
{
  Recorded changed = quickstart();
  changed.records.insert(changed.records.begin(), changed.records.front());
  changed.records.front().kind = journal::unit_setting;
  Replay replay;
  replay.on_records(changed.records);
  EXPECT_NE(replay.fault().find("does not know"), std::string::npos) << replay.fault();
}

TEST(Replay, TheCommandSaysSoAndEndsAsItShould)
{
  const ScratchFolder folder;
  const std::string with = "'" + folder.file("with.gtj") + "'";
  const std::string without = "'" + folder.file("without.gtj") + "'";
  const std::string run = "run " + scenario("quickstart.yaml") +
                          " --set duration='40 min' --set warm_up='0 s' --quiet --journal ";
  ASSERT_EQ(run_program(program, run + with + " --journal-inputs").code, 0);
  ASSERT_EQ(run_program(program, run + without).code, 0);
  const Finished same = run_program(program, "replay " + with);
  EXPECT_EQ(same.code, 0) << same.err;
  EXPECT_NE(same.out.find("the same"), std::string::npos);
  const std::string whole = text_of(folder.file("with.gtj"));
  std::ofstream(folder.file("cut.gtj"), std::ios::binary) << whole.substr(0, whole.size() / 2);
  const Finished cut = run_program(program, "replay '" + folder.file("cut.gtj") + "'");
  EXPECT_EQ(cut.code, 0) << cut.out << cut.err;
  const Finished bare = run_program(program, "replay " + without);
  EXPECT_EQ(bare.code, 2);
  EXPECT_NE(bare.err.find("--journal-inputs"), std::string::npos) << bare.err;
  EXPECT_EQ(run_program(program, "replay nowhere.gtj").code, 3);
  EXPECT_EQ(run_program(program, "replay " + with + " --unit nosuch").code, 2);
}

} // namespace
} // namespace gatetwin::test
