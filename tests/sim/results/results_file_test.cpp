// SPDX-License-Identifier: Apache-2.0
#include "core/base/whole_file.hpp"
#include "sim/results/results_file.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string golden(const std::string& name)
{
  const std::string path = std::string(GATETWIN_SOURCE_DIR) + "/tests/sim/results/golden/" + name;
  Result<std::string> bytes = read_file_whole(path, 1 << 20);
  return bytes ? std::move(bytes).value() : "cannot read " + path;
}

// All faults of a file, a line each.
std::string faults_of(const std::string& json)
{
  Diagnostics faults;
  const std::optional<RunResults> results = parse_results(json, "r.json", faults);
  EXPECT_EQ(results.has_value(), faults.empty());
  std::string out;
  for (const Diagnostic& fault : faults) out += to_string(fault) + "\n";
  return out;
}

std::string changed(const std::string& from, const std::string& to)
{
  std::string json = to_json(sample_results());
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}

TEST(ResultsFile, HasTheBytesOfTheGoldenFile)
{
  EXPECT_EQ(to_json(sample_results()), golden("sample.json"));
}

TEST(ResultsFile, OfAProgramThatKnewNoOfficersIsReadToo)
{
  std::string json = to_json(sample_results());
  const std::size_t at = json.find("\"officers\": [");
  ASSERT_NE(at, std::string::npos);
  json.erase(at, json.find("\"checkpoints\"") - at);
  Diagnostics faults;
  const std::optional<RunResults> back = parse_results(json, "r.json", faults);
  ASSERT_TRUE(back) << to_string(faults[0]);
  EXPECT_TRUE(back->officers.empty());
}

TEST(ResultsFile, ComesBackAsItWasWritten)
{
  for (const RunResults& r : {sample_results(), RunResults{}}) {
    const std::string json = to_json(r);
    Diagnostics faults;
    const std::optional<RunResults> back = parse_results(json, "r.json", faults);
    ASSERT_TRUE(back) << (faults.empty() ? "" : to_string(faults[0]));
    EXPECT_EQ(to_json(*back), json);
    EXPECT_EQ(back->figures, r.figures);
    EXPECT_EQ(back->stations, r.stations);
    EXPECT_EQ(back->officers, r.officers);
    EXPECT_EQ(back->service_levels, r.service_levels);
    EXPECT_EQ(back->seed, r.seed);
  }
}

TEST(ResultsFile, KeepsHostileTextsAsTexts)
{
  const std::string json = to_json(hostile_results());
  EXPECT_THAT(json, Not(HasSubstr("</script>")));
  EXPECT_THAT(json, Not(HasSubstr("\x1b")));
  Diagnostics faults;
  const std::optional<RunResults> back = parse_results(json, "r.json", faults);
  ASSERT_TRUE(back) << to_string(faults[0]);
  EXPECT_EQ(back->figures, hostile_results().figures);
  EXPECT_THAT(back->title, HasSubstr("\uFFFD")) << "bytes that are no text";
}

TEST(ResultsFile, IsTheSameInCanonicalFormWhereverAndHoweverLongItWasComputed)
{
  RunResults other = sample_results();
  other.wall_s = 99;
  other.build.commit = "another";
  EXPECT_EQ(to_json(other, ResultsForm::canonical),
            to_json(sample_results(), ResultsForm::canonical));
  EXPECT_NE(to_json(other), to_json(sample_results()));
  other.figures[0].mean = *other.figures[0].mean + 1e-12;
  EXPECT_NE(to_json(other, ResultsForm::canonical),
            to_json(sample_results(), ResultsForm::canonical));
  EXPECT_THAT(to_json(other, ResultsForm::canonical), Not(HasSubstr("wall_s")));
}

TEST(ResultsFile, NamesEachFaultWithItsPath)
{
  EXPECT_EQ(faults_of(to_json(sample_results())), "");
  EXPECT_THAT(faults_of(changed("\"count\": 2400", "\"count\": -1")),
              HasSubstr("r.json: error: figures[0].count: must be a whole number from 0"));
  EXPECT_THAT(faults_of(changed("\"count\": 2400", "\"count\": 1.5")),
              HasSubstr("figures[0].count"));
  EXPECT_THAT(faults_of(changed("\"servers\": 6", "\"servers\": 4294967296")),
              HasSubstr("stations[0].servers: is out of range"));
  EXPECT_THAT(faults_of(changed("\"sd\"", "\"sdd\"")),
              testing::AllOf(HasSubstr("figures[0].sd: is missing"),
                             HasSubstr("figures[0].sdd: is not a key of this schema")));
  EXPECT_THAT(faults_of(changed("[62, 63]", "[63, 62]")),
              HasSubstr("figures[0].ci95_mean: has its ends the wrong way round"));
  EXPECT_THAT(faults_of(changed("[62, 63]", "[62]")),
              HasSubstr("figures[0].ci95_mean: must be two numbers or null; [lo, hi]"));
  EXPECT_THAT(faults_of(changed("\"met\": true", "\"met\": 1")),
              HasSubstr("service_levels[0].met: must be true or false"));
  EXPECT_THAT(faults_of(changed("\"scan\": \"PAYLOAD\"", "\"scan\": 3")),
              HasSubstr("fidelity.scan: must be a string"));
  EXPECT_THAT(faults_of(changed("[500, 900, 700, 300]", "[500, 900, 700]")),
              HasSubstr("time_series: has lists of different lengths"));
  EXPECT_THAT(faults_of(changed("[0, 2, 1, 0]", "[0, 2, 1]")),
              HasSubstr("time_series: has lists of different lengths"));
  EXPECT_THAT(faults_of(changed("\"bucket_s\": 3600", "\"bucket_s\": 0")),
              HasSubstr("time_series.bucket_s: must be above 0"));
  EXPECT_THAT(faults_of(changed("\"assumptions\": [", "\"assumptions\": [7,")),
              HasSubstr("assumptions[0]: must be a string"));
}

TEST(ResultsFile, RefusesWhatIsNoResultsFile)
{
  EXPECT_THAT(faults_of(""), StartsWith("r.json:1:1: error: is not JSON"));
  EXPECT_THAT(faults_of("{\"schema\": \"gatetwin.results/1\",\n  oops}"), StartsWith("r.json:2:"));
  EXPECT_THAT(faults_of("[]"), HasSubstr("must hold one object"));
  EXPECT_THAT(faults_of("{}"), HasSubstr("schema: is not one that this program reads"));
  EXPECT_THAT(faults_of(changed("results/1", "results/2")),
              HasSubstr("schema: is not one that this program reads; \"gatetwin.results/1\""));
  EXPECT_THAT(faults_of(changed("\"seed\"", "\"scenario\"")), HasSubstr("occurs twice"));
  EXPECT_THAT(faults_of("{\"schema\": \"gatetwin.results/1\"}"),
              HasSubstr("effective_scenario: must be an object"));
  EXPECT_NE(faults_of(std::string(100'000, '[')), "");
}

TEST(ResultsFile, IsFaultyWhereverItIsCut)
{
  const std::string json = to_json(sample_results());
  for (std::size_t n = 0; n + 2 < json.size(); n += 7) {
    EXPECT_NE(faults_of(json.substr(0, n)), "") << n;
  }
}

TEST(FiguresCsv, HasTheBytesOfTheGoldenFile)
{
  EXPECT_EQ(figures_csv(sample_results()), golden("sample.csv"));
}

TEST(FiguresCsv, QuotesTextsAndDisarmsFormulas)
{
  const std::string csv = figures_csv(hostile_results());
  EXPECT_THAT(csv, HasSubstr("'=cmd|' /C calc'!A0resident"));
  EXPECT_THAT(csv, HasSubstr("onerror=alert(1)>\"\"'&gates-in\""));
}

} // namespace
} // namespace gatetwin
