// SPDX-License-Identifier: Apache-2.0
#include "sim/app/shared_options.hpp"
#include <charconv>
#include <cstdint>
#include <map>
#include <system_error>

namespace gatetwin::app {

namespace {

// Digits only, without zeros in front: the parser takes 010 for eight and more than 64 bits for the
// largest number there is.
std::string not_whole(const std::string& text)
{
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == end;
  if (whole && (text[0] != '0' || text.size() == 1)) return "";
  return "\"" + text.substr(0, 40) +
         "\" is not a whole number from 0 to 18446744073709551615, without zeros in front";
}

} // namespace

const CLI::Validator whole_number(not_whole, "");

void add_scenario_options(CLI::App& verb, ScenarioOptions& options)
{
  verb.add_option("SCENARIO", options.file, "scenario file (YAML or JSON)")->required();
  verb.add_flag(
      "--stdin", options.from_stdin,
      "the scenario's text comes from standard input, as not yet saved; SCENARIO says its "
      "name and where the files lie that it names");
  verb.add_option("--set", options.settings,
                  "override a field: PATH=VALUE, e.g. stations.egates.units=8")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->take_all();
  verb.add_option("--seed", options.seed,
                  "seed of all random numbers; the scenario's own if not given")
      ->check(whole_number);
}

std::string at_least_one(const std::string& text)
{
  const bool whole = text.find_first_not_of("0123456789") == std::string::npos;
  if (whole && !text.empty() && text.size() <= 7 && text[0] != '0') return "";
  return "\"" + text.substr(0, 40) + "\" is not a whole number from 1 to 9999999";
}

void add_study_options(CLI::App& verb, StudyOptions& options)
{
  verb.add_option("--replications", options.replications,
                  "how many independent replications, at least 1; intervals need 5, those of "
                  "percentiles 10")
      ->check(CLI::Validator(at_least_one, ""))
      ->type_name("N");
  verb.add_option("-j,--jobs", options.workers,
                  "processes at work at once; as many as there are processors if not given")
      ->check(CLI::Validator(at_least_one, ""))
      ->type_name("N");
  verb.add_flag("--resume", options.resume,
                "go on with the study in the folder of -o, which was interrupted or is to get more "
                "replications");
}

void add_warm_up(CLI::App& verb, std::string& warm_up)
{
  verb.add_option(
          "--warm-up", warm_up,
          "left out at the start: a time, or auto (MSER-5); the scenario's own if not given")
      ->type_name("auto|TIME");
}

void add_format(CLI::App& verb, OutputFormat& format)
{
  static const std::map<std::string, OutputFormat> formats{
      {"text", OutputFormat::text}, {"json", OutputFormat::json}, {"csv", OutputFormat::csv}};
  verb.add_option("--format", format, "what goes to standard output: text, json or csv")
      ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case).description(""))
      ->type_name("text|json|csv");
}

void add_common(CLI::App& app, CommonOptions& common)
{
  static const std::map<std::string, ColorMode> modes{
      {"auto", ColorMode::automatic}, {"always", ColorMode::always}, {"never", ColorMode::never}};
  app.add_flag("--quiet", common.quiet, "no progress and no notes");
  app.add_option("--color", common.color, "auto, always or never; NO_COLOR is honoured")
      ->transform(CLI::CheckedTransformer(modes, CLI::ignore_case).description(""))
      ->type_name("auto|always|never");
  static const std::map<std::string, Language> by_code{{"en", Language::english},
                                                       {"vi", Language::vietnamese}};
  app.add_option("--lang", common.language, "language of tables and pages: en or vi")
      ->transform(CLI::CheckedTransformer(by_code, CLI::ignore_case).description(""))
      ->type_name("en|vi");
}

} // namespace gatetwin::app
