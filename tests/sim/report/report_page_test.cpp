// SPDX-License-Identifier: Apache-2.0
#include "sim/report/html_text.hpp"
#include "sim/report/live_chart.hpp"
#include "sim/report/report_page.hpp"
#include "sim/results/answer.hpp"
#include "tests/sim/report/markup.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <array>
#include <gtest/gtest.h>
#include <openssl/evp.h>

namespace gatetwin {
namespace {

// Not a matcher: it would print the page.
bool holds(const std::string& html, const std::string& text)
{
  return html.find(text) != std::string::npos;
}

std::string page(const RunResults& results, Language language = Language::english)
{
  return report_page(std::span(&results, 1), language);
}

const std::set<std::string> harmless{
    "script",  "figure", "html", "head",    "meta", "title", "style", "body",  "main",  "header",
    "h1",      "h2",     "p",    "section", "div",  "b",     "span",  "table", "thead", "tbody",
    "tr",      "th",     "td",   "svg",     "line", "text",  "path",  "rect",  "g",     "details",
    "summary", "pre",    "dl",   "dt",      "dd",   "ul",    "li",    "footer"};

TEST(ReportPage, HoldsWhatTheResultsHold)
{
  const RunResults r = sample_results();
  const std::string html = page(r);
  for (const std::string& sentence : answer(r, Language::english)) {
    EXPECT_TRUE(holds(html, escaped(sentence))) << escaped(sentence);
  }
  for (const std::string text : {"Are six e-gates enough?",
                                 "1:02 .. 1:03 min",
                                 "2:31 .. 2:42 min",
                                 "no door without authorisation",
                                 "18446744073709551615",
                                 "fedcba9876543210",
                                 "scan PAYLOAD, network closed_form",
                                 "00112233445566778899aabbccddeeff",
                                 "Residents walk at 1.2 m/s (assumed).",
                                 "registry requests without an answer: 4",
                                 "referred to an officer",
                                 "97.9 %",
                                 "99.2 % .. 99.8 %",
                                 "not met, but not for certain",
                                 "10 min (given)",
                                 "&quot;name&quot;: &quot;mong-cai-morning&quot;",
                                 "Arrivals, travellers per 1 h",
                                 "Border residents",
                                 "two or more needed",
                                 "1.0 % .. 2.0 %"}) {
    EXPECT_TRUE(holds(html, text)) << text;
  }
}

TEST(ReportPage, IsWellFormedAndNeedsNothingElse)
{
  for (const Language language : {Language::english, Language::vietnamese}) {
    const std::string html = page(sample_results(), language);
    const Markup markup = read_markup(html);
    EXPECT_EQ(markup.fault, "");
    for (const std::string& element : markup.elements)
      EXPECT_EQ(harmless.count(element), 1U) << element;
    for (const char* reference : {"src", "href", "action", "srcset", "data"}) {
      EXPECT_EQ(markup.attributes.count(reference), 0U) << reference;
    }
    EXPECT_FALSE(holds(html, "url("));
    EXPECT_FALSE(holds(html, "@import")) << "@import";
    EXPECT_FALSE(holds(html, "http://")) << "http://";
    EXPECT_TRUE(holds(html, "default-src 'none'")) << "default-src 'none'";
  }
}

std::string sha256_base64(std::string_view text)
{
  std::array<unsigned char, 32> digest{};
  std::array<unsigned char, 48> letters{};
  EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  EVP_EncodeBlock(letters.data(), digest.data(), digest.size());
  return reinterpret_cast<const char*>(letters.data());
}

std::size_t count_of(const std::string& html, const std::string& text)
{
  std::size_t count = 0;
  for (auto at = html.find(text); at != std::string::npos; at = html.find(text, at + 1)) ++count;
  return count;
}

// A browser runs a script whose digest the policy names, and no other.
TEST(ReportPage, LetsOnlyItsOwnScriptRun)
{
  const std::string html = page(sample_results());
  const std::size_t start = html.find("<script>") + 8;
  const std::string script = html.substr(start, html.find("</script>") - start);
  EXPECT_TRUE(holds(html, "script-src 'sha256-" + sha256_base64(script) + "'"));
  for (const char* unsafe : {"script-src 'unsafe", "'self'", "unsafe-eval", "sourceMappingURL"})
    EXPECT_FALSE(holds(html, unsafe)) << unsafe;
  EXPECT_TRUE(holds(script, "Dan Vanderkam")) << "whose library it is";
  EXPECT_TRUE(holds(script, "The above copyright notice and this permission notice"));
  for (const RunResults& r : {sample_results(), hostile_results()}) {
    std::string rest = page(r);
    const std::size_t at = rest.find(script);
    ASSERT_NE(at, std::string::npos);
    rest.erase(at, script.size());
    EXPECT_EQ(count_of(rest, "<script"), 1U) << "what a scenario says is no script";
  }
}

TEST(ReportPage, HoldsWhatItsChartsAreDrawnFrom)
{
  const std::string html = page(sample_results());
  EXPECT_EQ(count_of(html, "<figure data-series="), 4U);
  EXPECT_TRUE(holds(html, "&quot;values&quot;: [10, 40.5, 20, null]")) << "waits of the gates";
  EXPECT_TRUE(holds(html, "&quot;low&quot;: [0, 2, 1, 0]")) << "band of their queue";
  EXPECT_TRUE(holds(html, "&quot;start&quot;: 1771221600000")) << "06:00 there, as if it were UTC";
  EXPECT_TRUE(holds(html, "&quot;step&quot;: 3600000"));
}

TEST(ReportPage, OnPaperAndWithoutScriptHasTheSamePictures)
{
  const RunResults r = sample_results();
  const std::string live = page(r);
  const std::string still = report_page(std::span(&r, 1), Language::english, ReportForm::still);
  EXPECT_EQ(count_of(still, "<script"), 0U);
  EXPECT_FALSE(holds(still, "script-src"));
  EXPECT_EQ(read_markup(still).fault, "");
  EXPECT_EQ(count_of(still, "<svg class=\"chart\""), count_of(live, "<svg class=\"chart\""));
  EXPECT_LT(still.size() + 130'000, live.size());
  EXPECT_EQ(live, page(r)) << "the same bytes each time";
}

TEST(ReportPage, TakesHostileTextsAsTexts)
{
  for (const Language language : {Language::english, Language::vietnamese}) {
    const std::string html = page(hostile_results(), language);
    const Markup markup = read_markup(html);
    EXPECT_EQ(markup.fault, "");
    for (const std::string& element : markup.elements)
      EXPECT_EQ(harmless.count(element), 1U) << element;
    for (const std::string& attribute : markup.attributes) {
      EXPECT_NE(attribute.substr(0, 2), "on") << attribute;
    }
    EXPECT_FALSE(holds(html, "\x1b")) << "\x1b";
    EXPECT_FALSE(holds(html, "\u202E")) << "\u202E";
  }
}

TEST(ReportPage, SpeaksVietnamese)
{
  const std::string html = page(sample_results(), Language::vietnamese);
  for (const char* text :
       {"<html lang=\"vi\">", "Thời gian chờ", "điểm nghẽn", "nhập cảnh", "cổng tự động",
        "chuyển cán bộ xử lý", "97,9 %", "1:40 phút", "Hành khách bên trong"}) {
    EXPECT_TRUE(holds(html, text)) << text;
  }
}

TEST(ReportPage, WarnsBeforeAllElseOfABrokenInvariant)
{
  RunResults r = sample_results();
  r.checks[0].violations = 3;
  const std::string html = page(r);
  EXPECT_TRUE(holds(html, "class=\"answer alarm\"")) << "class=\"answer alarm\"";
  EXPECT_LT(html.find("Broken invariants: 1."), html.find("95 of 100 waits"));
}

TEST(ReportPage, ComparesSeveralRuns)
{
  std::vector<RunResults> runs{sample_results(), sample_results()};
  runs[1].title = "The other design";
  runs[1].figures[0].mean = 31;
  const std::string html = report_page(runs, Language::english);
  EXPECT_EQ(read_markup(html).fault, "");
  EXPECT_TRUE(holds(html, "Compared")) << "Compared";
  EXPECT_LT(html.find("The other design"), html.find("Waiting times"));
  EXPECT_TRUE(holds(html, "31.0 s")) << "31.0 s";
  EXPECT_TRUE(holds(html, "1 / 2 met")) << "1 / 2 met";
}

TEST(ReportPage, DrawsTheBandThatReplicationsLieIn)
{
  RunResults r = sample_results();
  const auto bands_of = [](const std::string& html) {
    std::size_t bands = 0;
    for (auto at = html.find("class=\"spread\""); at != std::string::npos;
         at = html.find("class=\"spread\"", at + 1))
      ++bands;
    return bands;
  };
  const std::string html = page(r);
  EXPECT_EQ(bands_of(html), 2U) << "queue and wait of one station";
  EXPECT_TRUE(holds(html, "from the lightest of them to the heaviest")) << "legend";
  for (StationSeries& s : r.time_series.stations) s.queue_band = s.wait_band = std::nullopt;
  EXPECT_EQ(bands_of(page(r)), 0U);
  EXPECT_FALSE(holds(page(r), "from the lightest of them to the heaviest")) << "legend";
}

TEST(ReportPage, StandsWithoutAnything)
{
  EXPECT_EQ(read_markup(page(RunResults{})).fault, "");
  EXPECT_EQ(read_markup(report_page({}, Language::english)).fault, "");
}

// Numbers of a file that somebody else wrote may be anything that JSON can say.
TEST(ReportPage, SurvivesAbsurdNumbers)
{
  RunResults r = sample_results();
  r.time_series.bucket_s = 1e308;
  for (StationResult& s : r.stations) s.utilisation = -1e300, s.queue_mean = 1e300;
  for (Figure& f : r.figures) f.mean = 1e308, f.max = -1e308;
  r.service_levels[0].share_within = 1e100;
  r.warm_up_s.value = -1e300;
  EXPECT_EQ(read_markup(page(r)).fault, "");
  r.time_series.bucket_s = 1e-300;
  r.time_series.arrivals = {3e38F, -3e38F, 0, 0};
  EXPECT_EQ(read_markup(page(r)).fault, "");
}

} // namespace
} // namespace gatetwin
