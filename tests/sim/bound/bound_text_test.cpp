// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/bound_text.hpp"
#include "sim/bound/bound_words.hpp"
#include "sim/bound/run_clock.hpp"
#include "tests/sim/model/built_from.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gatetwin {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

TEST(BoundText, TheTableNamesTheFormulaAndTheCut)
{
  const CheckpointModel model = test::shipped("single-queue-theory");
  const std::string table = to_table(bound(model), model, {});
  EXPECT_THAT(table, HasSubstr("at most 240 an hour can pass"));
  EXPECT_THAT(table, HasSubstr("(the minimum cut) is: Counters."));
  EXPECT_THAT(table, HasSubstr("Erlang C, exact"));
  EXPECT_THAT(table, HasSubstr("A. K. Erlang 1917"));
  EXPECT_THAT(table, Not(HasSubstr("\x1b")));
  const std::string vietnamese = to_table(bound(model), model, {Language::vietnamese, false});
  EXPECT_THAT(vietnamese, HasSubstr("Erlang C, chính xác"));
  EXPECT_THAT(vietnamese, Not(HasSubstr("exact")));
}

TEST(BoundText, AnOverloadIsToldByTheLocalClock)
{
  const CheckpointModel model = test::shipped("quickstart", {"stations.booths.units=2"});
  const std::string table = to_table(bound(model), model, {});
  EXPECT_THAT(table, HasSubstr("Officers' booths is overloaded from 2026-06-01 06:30 to "
                               "2026-06-01 10:30: up to "));
  EXPECT_EQ(local_time_text(model, 0, 90 * minutes(1).ns), "2026-06-01 08:00");
}

TEST(BoundText, JsonHasEveryFigureAndNullWhereThereIsNone)
{
  const CheckpointModel model = test::shipped("checkpoint-60", {"stations.gates.units=9"});
  const json found = json::parse(to_json(bound(model), model));
  EXPECT_EQ(found["schema"], "gatetwin.bound/1");
  EXPECT_EQ(found["capacity"]["minimum_cut"][0], "gates");
  const json gates = found["stations"][0];
  EXPECT_EQ(gates["wait"]["validity"], "infinite");
  EXPECT_TRUE(gates["wait"]["mean_s"].is_null());
  EXPECT_NEAR(gates["utilisation"].get<double>(), 2000 / 1800.0, 1e-9);
  EXPECT_EQ(found["stations"][1]["wait"]["formula"], "allen_cunneen");
}

TEST(BoundText, CsvHasAStationALine)
{
  const CheckpointModel model = test::shipped("hall-egate");
  const std::string csv = to_csv(bound(model), model);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4);
  EXPECT_THAT(csv, HasSubstr("\r\negates,e_gate,5,"));
  EXPECT_THAT(csv, HasSubstr(",cosmetatos,"));
}

TEST(BoundText, EveryWordHasBothLanguages)
{
  for (int i = 0; i <= static_cast<int>(BoundWord::say_turned_away); ++i) {
    for (const Language language : {Language::english, Language::vietnamese})
      EXPECT_NE(bound_word(static_cast<BoundWord>(i), language), nullptr) << i;
  }
  for (int i = 0; i <= static_cast<int>(Formula::backlog); ++i) {
    const auto formula = static_cast<Formula>(i);
    EXPECT_STRNE(formula_text(formula, Language::vietnamese).name, "");
    EXPECT_STRNE(to_string(formula), "");
  }
}

} // namespace
} // namespace gatetwin
