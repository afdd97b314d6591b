// SPDX-License-Identifier: Apache-2.0
#include "sim/results/results_file.hpp"
#include "sim/timing/timing_text.hpp"
#include "sim/timing/timing_words.hpp"
#include <initializer_list>

namespace gatetwin {
namespace {

std::string times(const PhaseSample& sample)
{
  const LogHistogram& h = sample.histogram;
  std::string out = "," + std::to_string(sample.count);
  for (const double ns : {sample.mean_ns(), h.quantile(0.5), h.quantile(0.95), h.quantile(0.99),
                          static_cast<double>(h.max())}) {
    out += "," + csv_number(sample.count > 0 ? std::optional<double>(ns * 1e-9) : std::nullopt);
  }
  return out;
}

std::string limit_cells(const LimitFinding& f)
{
  const bool any = f.count > 0;
  return "," + csv_text(f.limit.name) + "," +
         csv_number(static_cast<double>(f.limit.within_ns) * 1e-9) + "," +
         csv_number(f.limit.share) + "," + (f.limit.recommended ? "true" : "false") + "," +
         std::to_string(f.over) + "," +
         csv_number(any ? std::optional<double>(f.share_within()) : std::nullopt) + "," +
         verdict_name(f.verdict());
}

} // namespace

std::string to_csv(const TimingReport& report)
{
  std::string out = "phase,count,mean_s,p50_s,p95_s,p99_s,max_s,limit,within_s,share_wanted,"
                    "recommended,over,share_within,verdict";
  if (report.against)
    out += ",against_count,against_mean_s,against_p50_s,against_p95_s,against_p99_s,against_max_s";
  out += "\r\n";
  for (std::size_t p = 0; p < phase_count; ++p) {
    const auto phase = static_cast<Phase>(p);
    const PhaseSample& sample = report.here.times->sample(phase);
    std::string after;
    if (report.against) after = times(report.against->times->sample(phase));
    after += "\r\n";
    std::string before = to_string(phase);
    before += times(sample);
    bool limited = false;
    for (const LimitFinding& finding : report.here.times->findings()) {
      if (finding.limit.phase != phase) continue;
      out.append(before).append(limit_cells(finding)).append(after);
      limited = true;
    }
    const bool occurs =
        sample.count > 0 || (report.against && report.against->times->sample(phase).count > 0);
    if (!limited && occurs) out.append(before).append(",,,,,,,").append(after);
  }
  return out;
}

} // namespace gatetwin
