// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/distribution_text.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

using scenario::Distribution;

FieldRule a_time()
{
  FieldRule rule;
  rule.set_measure(settings::duration);
  return rule;
}

Distribution read(std::string_view text, const FieldRule& rule = a_time())
{
  const auto parsed = parse_distribution(text, rule);
  EXPECT_TRUE(parsed) << text << ": " << parsed.fault.message;
  return parsed ? parsed.value->distribution : Distribution();
}

void expect(std::string_view text, Distribution::Kind kind, double a, double b = 0, double c = 0)
{
  const Distribution d = read(text);
  EXPECT_EQ(d.kind(), kind) << text;
  EXPECT_DOUBLE_EQ(d.a(), a) << text;
  EXPECT_DOUBLE_EQ(d.b(), b) << text;
  EXPECT_DOUBLE_EQ(d.c(), c) << text;
}

TEST(DistributionText, EveryKindByItsName)
{
  expect("30 s", Distribution::constant, 30);
  expect("constant(1 min)", Distribution::constant, 60);
  expect("uniform(5 s, 15 s)", Distribution::uniform, 5, 15);
  expect("uniform( low 5 s ,high 15 s )", Distribution::uniform, 5, 15);
  expect("exponential(45 s)", Distribution::exponential, 45);
  expect("exponential(mean 45 s)", Distribution::exponential, 45);
  expect("triangular(12 s, 17 s, 25 s)", Distribution::triangular, 12, 17, 25);
  expect("triangular(mode 17 s, low 12 s, high 25 s)", Distribution::triangular, 12, 17, 25);
  expect("normal(mean 60 s, sd 10 s)", Distribution::normal, 60, 10);
  expect("normal(mean 60 s, cv 0.5)", Distribution::normal, 60, 30);
  expect("lognormal(mean 60 s, cv 0.5)", Distribution::lognormal, 60, 0.5);
  expect("lognormal(mean 60 s, sd 30 s)", Distribution::lognormal, 60, 0.5);
  expect("gamma(mean 1 min, cv 2)", Distribution::gamma, 60, 2);
  expect("erlang(mean 60 s, phases 3)", Distribution::erlang, 60, 3);
  expect("weibull(shape 1.5, scale 60 s)", Distribution::weibull, 1.5, 60);
}

TEST(DistributionText, SamplesAreSorted)
{
  const Distribution d = read("empirical(19 s, 11 s, 1 min)");
  ASSERT_EQ(d.points_size(), 3);
  EXPECT_EQ(d.points(0), 11);
  EXPECT_EQ(d.points(2), 60);
  EXPECT_EQ(read("empirical(7 s, 7 s)").kind(), Distribution::constant);
  EXPECT_EQ(parse_distribution("empirical(waits.csv)", a_time()).value->sample_file, "waits.csv");
}

TEST(DistributionText, NumbersOfPersonsHaveNoUnit)
{
  FieldRule persons;
  persons.set_measure(settings::count);
  EXPECT_EQ(read("uniform(1, 4)", persons).b(), 4);
  EXPECT_FALSE(parse_distribution("uniform(1 s, 4 s)", persons));
}

TEST(DistributionText, WhatIsNoneIsRefusedWithAnExample)
{
  for (const char* text : {"",
                           "(",
                           ")",
                           "uniform",
                           "uniform()",
                           "uniform(5 s)",
                           "uniform(5 s, 5 s)",
                           "uniform(5 s, 6 s, 7 s)",
                           "uniform(5 s, low 6 s)",
                           "uniform(5 s, 6 s))",
                           "uniform(uniform(1 s, 2 s), 3 s)",
                           "triangular(3 s, 2 s, 1 s)",
                           "normal(mean 0 s, sd 1 s)",
                           "lognormal(mean 60 s, cv 0)",
                           "lognormal(mean 60 s, cv 21)",
                           "lognormal(mean 1 s, sd 1 h)",
                           "erlang(mean 5 s, phases 0)",
                           "erlang(mean 5 s, phases 1.5)",
                           "weibull(shape 0, scale 1 s)",
                           "weibull(shape 1 s, scale 1 s)",
                           "empirical()",
                           "empirical(1 s, x)",
                           "poisson(5 s)",
                           "30 s + 5 s",
                           "exponential(nan s)",
                           "constant(-1 s)",
                           "uniform(-1 s, 1 s)"}) {
    const auto parsed = parse_distribution(text, a_time());
    EXPECT_FALSE(parsed) << text;
    EXPECT_FALSE(parsed.fault.message.empty()) << text;
  }
}

Distribution any_distribution()
{
  const auto seconds = [] { return *rc::gen::inRange(1, 5'000'000) / 1024.0; };
  Distribution d;
  d.set_kind(static_cast<Distribution::Kind>(*rc::gen::inRange(0, 9)));
  d.set_a(seconds());
  switch (d.kind()) {
  case Distribution::uniform: d.set_b(d.a() + seconds()); break;
  case Distribution::triangular:
    d.set_b(d.a() + seconds());
    d.set_c(d.b() + seconds());
    break;
  case Distribution::normal: d.set_b(d.a() * 0.3); break;
  case Distribution::lognormal:
  case Distribution::gamma: d.set_b(*rc::gen::inRange(1, 1000) / 77.0); break;
  case Distribution::erlang: d.set_b(*rc::gen::inRange(1, 100)); break;
  case Distribution::weibull:
    d.set_a(*rc::gen::inRange(1, 100) / 7.0);
    d.set_b(seconds());
    break;
  default: break;
  }
  return d;
}

RC_GTEST_PROP(DistributionText, ReadsBackToTheSame, ())
{
  const Distribution d = any_distribution();
  const auto back = parse_distribution(format_distribution(d, a_time()), a_time());
  RC_ASSERT(bool(back));
  const Distribution& b = back.value->distribution;
  RC_ASSERT(b.kind() == d.kind());
  RC_ASSERT(b.a() == d.a());
  RC_ASSERT(b.b() == d.b());
  RC_ASSERT(b.c() == d.c());
}

} // namespace
} // namespace gatetwin
