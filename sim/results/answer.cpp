// SPDX-License-Identifier: Apache-2.0
#include "sim/results/answer.hpp"
#include "sim/results/utf8_text.hpp"

namespace gatetwin {
namespace {

bool certain(const ServiceLevelResult& level)
{
  if (!level.ci95) return false;
  return level.met ? level.ci95->lo >= level.target : level.ci95->hi < level.target;
}

std::string say_waits(const RunResults& results, Language language)
{
  const Figure* wait = find_figure(results, "wait");
  if (wait == nullptr || !wait->mean || !wait->p95 || !wait->max) {
    return word(Word::say_nobody, language);
  }
  if (*wait->max <= 0) return word(Word::say_never_waited, language);
  const std::string longest = duration_text(*wait->max, language);
  if (*wait->p95 <= 0) return phrase(Word::say_no_waits, language, {longest});
  return phrase(
      Word::say_waits, language,
      {duration_text(*wait->p95, language), duration_text(*wait->mean, language), longest});
}

// Waits are those of who was served and times those of who left, which without these sentences
// would look the better the more people were lost. A few who turn back are everyday.
void say_losses(const RunResults& results, Language language, std::vector<std::string>& out)
{
  constexpr double worth_saying = 0.01;
  std::uint64_t all = 0, gave_up = 0, unfinished = 0;
  for (const OutcomeCount& o : departures_by_outcome(results)) {
    all += o.count;
    if (o.outcome == "abandoned") gave_up += o.count;
    if (o.outcome == "unfinished") unfinished += o.count;
  }
  const auto say = [&](Word pattern, std::uint64_t count) {
    const double share = static_cast<double>(count) / static_cast<double>(all);
    out.push_back(phrase(
        pattern, language,
        {count_text(count, language), count_text(all, language), percent_text(share, language)}));
  };
  if (static_cast<double>(gave_up) > worth_saying * static_cast<double>(all))
    say(Word::say_gave_up, gave_up);
  if (unfinished > 0) say(Word::say_unfinished, unfinished);
}

std::string say_level(const ServiceLevelResult& level, Language language)
{
  const Word pattern = level.met ? Word::say_level_met : Word::say_level_not_met;
  std::string out = phrase(
      pattern, language,
      {printable(level.name), percent_text_apart(*level.share_within, level.target, language),
       duration_text(level.within_s, language), percent_text(level.target, language)});
  if (!certain(level)) out += std::string(" ") + word(Word::say_level_not_sure, language);
  return out;
}

std::string say_bottleneck(const RunResults& results, const StationResult& worst, Language language)
{
  const std::string name = station_title(results, worst.id);
  const std::string share = percent_text(share_of_waiting(results, worst), language);
  const Figure* wait = find_figure(results, "wait", worst.id);
  if (wait == nullptr || !wait->mean || !worst.utilisation) {
    return phrase(Word::say_bottleneck_unserved, language, {name, share});
  }
  const Word pattern = is_short_of_capacity(worst) ? Word::say_bottleneck : Word::say_most_waiting;
  return phrase(pattern, language,
                {name, share, duration_text(*wait->mean, language),
                 percent_text(*worst.utilisation, language)});
}

template <typename Titled>
std::string title_in(const std::vector<Titled>& known, std::string_view id)
{
  for (const Titled& one : known) {
    if (one.id == id && !one.title.empty()) return printable(one.title);
  }
  return printable(id);
}

} // namespace

std::vector<std::string> answer(const RunResults& results, Language language)
{
  std::vector<std::string> out;
  std::uint64_t broken = 0;
  for (const InvariantResult& check : results.checks) broken += check.violations > 0;
  if (broken > 0) {
    out.push_back(phrase(Word::say_violations, language, {count_text(broken, language)}));
  }
  out.push_back(say_waits(results, language));
  const Figure* inside = find_figure(results, "time_in_system");
  if (inside != nullptr && inside->mean && inside->p95) {
    out.push_back(
        phrase(Word::say_time_in_system, language,
               {duration_text(*inside->mean, language), duration_text(*inside->p95, language)}));
  }
  say_losses(results, language, out);
  for (const ServiceLevelResult& level : results.service_levels) {
    if (level.share_within) out.push_back(say_level(level, language));
  }
  const StationResult* worst = results.stations.size() > 1 ? bottleneck(results) : nullptr;
  if (worst != nullptr) out.push_back(say_bottleneck(results, *worst, language));
  return out;
}

std::string station_title(const RunResults& results, std::string_view id)
{
  return title_in(results.stations, id);
}

std::string class_title(const RunResults& results, std::string_view id)
{
  return title_in(results.traveller_classes, id);
}

std::string checkpoint_title(const RunResults& results, std::string_view id)
{
  return title_in(results.checkpoints, id);
}

const char* verdict(const ServiceLevelResult& level, Language language)
{
  const bool sure = certain(level);
  if (level.met) return word(sure ? Word::met : Word::met_not_sure, language);
  return word(sure ? Word::not_met : Word::not_met_not_sure, language);
}

const char* bottleneck_mark(const StationResult& worst, Language language)
{
  return word(is_short_of_capacity(worst) ? Word::bottleneck : Word::most_waiting, language);
}

std::uint64_t violations(const RunResults& results)
{
  std::uint64_t sum = 0;
  for (const InvariantResult& check : results.checks) sum += check.violations;
  return sum;
}

} // namespace gatetwin
