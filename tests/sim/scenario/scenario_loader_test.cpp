// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_loader.hpp"
#include "tests/sim/scenario/expectations.hpp"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatetwin {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

const fs::path base = fs::path(GATETWIN_SOURCE_DIR) / "tests/sim/scenario/good/base.yaml";

class ScenarioFiles : public testing::Test {
protected:
  void SetUp() override
  {
    char name[] = "/tmp/gatetwin-scenario-XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    m_folder = name;
  }
  void TearDown() override { fs::remove_all(m_folder); }
  fs::path write(const std::string& name, const std::string& text)
  {
    std::ofstream(m_folder / name, std::ios::binary) << text;
    return m_folder / name;
  }
  fs::path m_folder;
};

const scenario::Station& station(const LoadedScenario& loaded, const std::string& name)
{
  for (const auto& known : loaded.scenario->stations()) {
    if (known.name() == name) return known;
  }
  throw std::runtime_error("no station " + name);
}

TEST_F(ScenarioFiles, AnOverlayStatesOnlyWhatDiffers)
{
  write("base.yaml", test::text_of(base));
  write("one.yaml", "extends: base.yaml\nname: one\nstations: { egates: { units: 5 } }\n");
  const LoadedScenario loaded = load_scenario(write(
      "two.yaml", "extends: one.yaml\nstations:\n  - { name: booths, units: 7, staff: ~ }\n"));
  ASSERT_TRUE(loaded.scenario) << to_string(loaded.diagnostics.at(0));
  EXPECT_EQ(loaded.scenario->name(), "one");
  EXPECT_EQ(station(loaded, "egates").units(), 5U);
  EXPECT_EQ(station(loaded, "egates").area(), "hall");
  EXPECT_EQ(station(loaded, "booths").units(), 7U);
  EXPECT_EQ(station(loaded, "booths").staff_size(), 0);
  EXPECT_EQ(loaded.scenario->stations_size(), 5);
}

TEST_F(ScenarioFiles, NamedRoutesMergeAndUnnamedOnesAreReplaced)
{
  const std::string routes =
      "routes:\n  - { name: in, from: road, to: desk }\n  - { name: out, from: desk, to: exit }\n";
  write("base.yaml",
        "name: x\nstart: 2026-06-01 07:00 UTC\nduration: 1 h\nauthorities: { vn: { zone: UTC } }\n"
        "checkpoints: { c: { authority: vn } }\nareas: { hall: {} }\nentrances: { road: hall }\n"
        "stations: { desk: { kind: plain, area: hall, service: 1 min } }\nclasses: { all: {} }\n"
        "demand: { all: { class: all, entrance: road, rate: 10 /h } }\n" +
            routes);
  const LoadedScenario loaded =
      load_scenario(write("two.yaml", "extends: base.yaml\nroutes: [{ name: in, walk: 9 s }]\n"));
  ASSERT_TRUE(loaded.scenario) << to_string(loaded.diagnostics.at(0));
  ASSERT_EQ(loaded.scenario->routes_size(), 2);
  EXPECT_EQ(loaded.scenario->routes(0).to(), "desk");
  EXPECT_EQ(loaded.scenario->routes(0).walk().a(), 9);
}

TEST_F(ScenarioFiles, AChainOfOverlaysHasAnEnd)
{
  for (int i = 0; i < 20; ++i) {
    write("f" + std::to_string(i) + ".yaml", "extends: f" + std::to_string(i + 1) + ".yaml\n");
  }
  const LoadedScenario loaded = load_scenario(m_folder / "f0.yaml");
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_THAT(loaded.diagnostics[0].message, HasSubstr("files deep"));
}

TEST_F(ScenarioFiles, ACycleThroughALinkIsSeen)
{
  write("a.yaml", "extends: b.yaml\n");
  fs::create_symlink(m_folder / "a.yaml", m_folder / "b.yaml");
  const LoadedScenario loaded = load_scenario(m_folder / "a.yaml");
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_THAT(loaded.diagnostics[0].message, HasSubstr("leads back"));
}

TEST_F(ScenarioFiles, WhatIsNoTextFileIsUnreadable)
{
  ASSERT_EQ(mkfifo((m_folder / "pipe.yaml").c_str(), 0600), 0);
  fs::create_symlink(m_folder / "loop.yaml", m_folder / "loop.yaml");
  fs::create_symlink("/dev/zero", m_folder / "zero.yaml");
  std::ofstream(m_folder / "huge.yaml").close();
  fs::resize_file(m_folder / "huge.yaml", std::uintmax_t{1} << 30);
  for (const fs::path& file :
       {m_folder / "pipe.yaml", m_folder / "loop.yaml", m_folder / "zero.yaml",
        m_folder / "huge.yaml", m_folder, fs::path("/dev/zero"), fs::path("/"), fs::path(".."),
        m_folder / "nothing.yaml", fs::path()}) {
    const LoadedScenario loaded = load_scenario(file);
    EXPECT_TRUE(loaded.unreadable) << file;
    EXPECT_EQ(loaded.diagnostics.size(), 1U) << file;
    EXPECT_FALSE(loaded.scenario) << file;
  }
}

TEST_F(ScenarioFiles, AFileUpTo16MBIsRead)
{
  const LoadedScenario loaded =
      load_scenario(write("large.yaml", "extends: " + fs::relative(base, m_folder).string() + "\n" +
                                            std::string(15'000'000, '#') + "\n"));
  EXPECT_TRUE(loaded.scenario);
}

TEST_F(ScenarioFiles, EmptyFilesAreNamedSo)
{
  for (const char* text : {"", "\n", "# only a comment\n", "---\n", "~\n"}) {
    const LoadedScenario loaded = load_scenario(write("empty.yaml", text));
    EXPECT_FALSE(loaded.unreadable);
    EXPECT_EQ(loaded.diagnostics.size(), 1U) << text;
  }
}

TEST_F(ScenarioFiles, OtherEncodingsAreRefused)
{
  const std::string utf16 = std::string("\xFF\xFE", 2) + std::string("n\0a\0m\0e\0", 8);
  const LoadedScenario loaded = load_scenario(write("utf16.yaml", utf16));
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_EQ(loaded.diagnostics[0].line, 1);
  EXPECT_THAT(loaded.diagnostics[0].hint, HasSubstr("UTF-8"));
}

TEST_F(ScenarioFiles, AByteOrderMarkAndCarriageReturnsAreAccepted)
{
  std::string text = "\xEF\xBB\xBF" + test::text_of(base);
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.insert(at, "\r");
  EXPECT_TRUE(load_scenario(write("windows.yaml", text)).scenario);
}

TEST_F(ScenarioFiles, DeepAndWideFilesEnd)
{
  for (const std::string& text :
       {std::string(1'000'000, '['), std::string(1'000'000, '{'), std::string(300'000, '-') + "\n",
        "a: " + std::string(200'000, '"'), "? " + std::string(100'000, '?')}) {
    EXPECT_FALSE(load_scenario(write("deep.yaml", text)).scenario);
  }
  std::string wide = "stations:\n";
  for (int i = 0; i < 20'000; ++i) wide += "  s" + std::to_string(i) + ": { kind: plain }\n";
  const LoadedScenario loaded = load_scenario(write("wide.yaml", wide));
  EXPECT_EQ(loaded.diagnostics.size(), 1001U); // the first thousand, and how many more
}

TEST_F(ScenarioFiles, SamplesAndCountsAreReadFromFiles)
{
  write("base.yaml", test::text_of(base));
  write("waits.csv", "# measured\nseconds\n12\n\n13.5\r\n1 min\n");
  write("counts.csv", "from,to,persons\n2026-06-01 07:00,2026-06-01 08:00,12\n");
  const LoadedScenario loaded = load_scenario(write(
      "x.yaml", "extends: base.yaml\nstations: { customs: { service: empirical(waits.csv) } }\n"
                "demand: { visitors: { rate: ~, counts: counts.csv } }\n"));
  ASSERT_TRUE(loaded.scenario) << to_string(loaded.diagnostics.at(0));
  EXPECT_THAT(station(loaded, "customs").service().points(), ElementsAre(12, 13.5, 60));
  EXPECT_EQ(loaded.scenario->demand(1).counts().row(0).persons(), 12U);
}

TEST(ScenarioLoader, DefaultsAreFilledInByKindOfStation)
{
  const LoadedScenario loaded = load_scenario(base);
  ASSERT_TRUE(loaded.scenario);
  EXPECT_EQ(station(loaded, "egates").times().door_open().a(), 0.6);
  EXPECT_FALSE(station(loaded, "egates").times().has_typing());
  EXPECT_EQ(station(loaded, "booths").times().typing().a(), 36);
  EXPECT_FALSE(station(loaded, "booths").has_faults());
  EXPECT_TRUE(station(loaded, "scanners").faults().has_reading_fails());
  EXPECT_FALSE(station(loaded, "scanners").faults().has_door_obstructed());
  EXPECT_FALSE(station(loaded, "customs").has_times());
  EXPECT_EQ(station(loaded, "customs").authority(), "vn");
  EXPECT_EQ(loaded.scenario->areas(0).checkpoint(), "main");
  EXPECT_NEAR(loaded.scenario->routes(0).choices(2).share(), 0.1, 1e-12);
}

TEST(ScenarioLoader, PositionsLeadToTheValuesLine)
{
  const LoadedScenario loaded = load_scenario(base);
  EXPECT_EQ(loaded.positions.find("stations.egates.units").line, 29);
  EXPECT_EQ(loaded.positions.find("stations.egates.units").column, 46);
  EXPECT_EQ(loaded.positions.find("stations.egates.limits.exit").line,
            29); // a default: at its station
  EXPECT_EQ(loaded.positions.find("nowhere.at.all").line, 2);
}

TEST(SetValue, ChangesAValueAsIfItStoodInTheFile)
{
  ScenarioSource source = ScenarioSource::from_file(base);
  for (const char* setting :
       {"stations.egates.units=12", "duration=3 h", "routes[1].shortest_wait=[egates, booths]",
        "routes.0.choices.scanners=20 %", "routes.0.choices.joint=20 %",
        "classes.visitors.documents.passport.share=0.5",
        "classes.visitors.documents.identity_card=50 %", "platform.centre.cores=2",
        "stations.booths.staff[0].officers=2", "profiles.day.rate_per_hour.06:00=250",
        "checkpoints.main.open=05:00-21:00",
        "demand.extra={ class: visitors, entrance: road, rate: 1 /h }",
        "stations.customs.service=triangular(1 s, 2 s, 3 s)"}) {
    const Diagnostics faults = source.set_value(setting);
    EXPECT_TRUE(faults.empty()) << setting << ": " << to_string(faults.at(0));
  }
  const LoadedScenario loaded = source.load();
  ASSERT_TRUE(loaded.scenario) << to_string(loaded.diagnostics.at(0));
  EXPECT_EQ(station(loaded, "egates").units(), 12U);
  EXPECT_EQ(loaded.scenario->duration(), 10800);
  EXPECT_EQ(loaded.scenario->routes(0).choices(1).share(), 0.2);
  EXPECT_EQ(loaded.scenario->classes(1).documents(0).share(), 0.5);
  EXPECT_EQ(loaded.scenario->platform().centre().cores(), 2U);
  EXPECT_EQ(station(loaded, "booths").staff(0).officers(), 2U);
  EXPECT_EQ(loaded.scenario->profiles(0).rate_per_hour(1).persons_per_hour(), 250);
  EXPECT_EQ(loaded.scenario->demand_size(), 3);
  EXPECT_EQ(station(loaded, "customs").service().c(), 3);
}

std::string faults_of(const std::string& setting)
{
  const std::string settings[] = {setting};
  const LoadedScenario loaded = load_scenario(base, settings);
  std::string text;
  for (const Diagnostic& fault : loaded.diagnostics) text += to_string(fault) + "\n";
  EXPECT_FALSE(loaded.scenario) << setting;
  return text;
}

TEST(SetValue, FaultsPointIntoTheSetting)
{
  EXPECT_EQ(faults_of("stations.egates.units=two"),
            "--set stations.egates.units=two:1:23: error: units: \"two\" is not a whole number; "
            "write a whole number such as 12\n");
  EXPECT_THAT(faults_of("stations.egate.units=2"),
              HasSubstr("1:10: error: no \"egate\" in stations; did you mean \"egates\"?"));
  EXPECT_THAT(faults_of("stations.egates.unit=2"),
              HasSubstr("1:17: error: unknown key \"unit\"; did you mean \"units\"?"));
  EXPECT_THAT(faults_of("duration.hours=2"), HasSubstr("\"duration\" is one value"));
  EXPECT_THAT(faults_of("routes[9].to=exit"), HasSubstr("no item \"9\" in routes"));
  EXPECT_THAT(faults_of("stations.customs.service=uniform(9 s, 3 s)"),
              HasSubstr("low is not below high"));
  EXPECT_THAT(faults_of("duration=[1 h"), HasSubstr("not YAML"));
  EXPECT_THAT(faults_of("duration"), HasSubstr("not PATH=VALUE"));
  EXPECT_THAT(faults_of("=5"), HasSubstr("not PATH=VALUE"));
  EXPECT_THAT(faults_of("duration="), HasSubstr("no value"));
  EXPECT_THAT(faults_of("stations.egates=~"), HasSubstr("has no content"));
  EXPECT_THAT(faults_of("routes.0.choices.nowhere=10 %"), HasSubstr("no \"nowhere\" in stations"));
  EXPECT_THAT(faults_of("warm_up=3 h"), HasSubstr("warm_up is not shorter than duration"));
  for (const char* odd : {".=1", "..=1", "stations..units=1", "[=1", "]=1", "stations[=1",
                          "a[0]b=1", "stations.=1"}) {
    EXPECT_FALSE(faults_of(odd).empty()) << odd;
  }
}

TEST(ScenarioLoader, ListsAndMapsOfNamedItemsMeanTheSame)
{
  const std::string text = test::text_of(base);
  std::string listed = text;
  const std::string map_form = "  egates: { kind: e_gate, area: hall, units: 2 }\n";
  const auto at = listed.find("stations:\n") + 10, end = listed.find("routes:\n");
  listed.replace(at, end - at,
                 "  - { name: egates, kind: e_gate, area: hall, units: 2 }\n"
                 "  - { name: booths, kind: booth, area: hall, units: 3 }\n"
                 "  - { name: scanners, kind: barcode_booth, area: hall }\n"
                 "  - { name: joint, kind: one_stop_booth, area: hall, partner: cn }\n"
                 "  - { name: customs, kind: plain, area: hall, service: exponential(45 s) }\n");
  ASSERT_NE(text.find(map_form), std::string::npos);
  const LoadedScenario from_list = ScenarioSource::from_text(listed, "listed.yaml").load();
  ASSERT_TRUE(from_list.scenario) << to_string(from_list.diagnostics.at(0));
  EXPECT_EQ(station(from_list, "egates").SerializeAsString(),
            station(load_scenario(base), "egates").SerializeAsString());
}

TEST(ScenarioLoader, JsonIsAccepted)
{
  const LoadedScenario loaded =
      ScenarioSource::from_text(R"({"name": "j", "start": "2026-06-01 07:00 UTC",
    "duration": "1 h", "authorities": {"vn": {"zone": "UTC"}},
    "checkpoints": {"c": {"authority": "vn"}},
    "areas": {"hall": {}}, "entrances": {"road": "hall"}, "classes": {"all": {}},
    "stations": {"desk": {"kind": "plain", "area": "hall", "service": "1 min"}},
    "demand": {"all": {"class": "all", "entrance": "road", "rate": "10 /h"}},
    "routes": [{"from": "road", "to": "desk"}]})",
                                "j.json")
          .load();
  EXPECT_TRUE(loaded.scenario);
}

} // namespace
} // namespace gatetwin
