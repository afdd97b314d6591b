// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/bound_text.hpp"
#include "sim/bound/bound_words.hpp"
#include "sim/bound/run_clock.hpp"
#include "sim/results/json_writer.hpp"
#include "sim/results/results_file.hpp"
#include <cmath>

namespace gatetwin {
namespace {

class BoundJson {
public:
  BoundJson(const CheckpointBound& bound, const CheckpointModel& model)
      : m_bound(bound), m_model(model)
  {
  }

  std::string write()
  {
    m_out.begin_object();
    put("schema", "gatetwin.bound/1");
    put("scenario", m_model.name);
    put("title", m_model.title);
    put("question", m_model.question);
    put("starts", local_time_text(m_model, no_index, 0));
    m_out.key("load_changes");
    m_out.boolean(m_bound.load_changes);
    window("window", m_bound.window);
    window("busiest_hour", m_bound.busiest);
    put("persons_per_hour", m_bound.persons_per_hour);
    put("busiest_persons_per_hour", m_bound.busiest_persons_per_hour);
    capacity("capacity", m_bound.capacity);
    capacity("capacity_on_duty_in_busiest_hour", m_bound.busiest_capacity);
    m_out.key("capacity_by_shares");
    m_out.begin_object();
    put("persons_per_hour", m_bound.by_shares.persons_per_hour);
    m_out.key("bottleneck");
    if (m_bound.by_shares.bottleneck == no_index)
      m_out.null();
    else
      m_out.string(m_model.stations[m_bound.by_shares.bottleneck].name);
    m_out.end_object();
    m_out.key("stations");
    m_out.begin_list();
    for (Index s = 0; s < m_bound.stations.size(); ++s) station(s);
    m_out.end_list();
    m_out.end_object();
    return m_out.take();
  }

private:
  void put(std::string_view key, const std::string& text)
  {
    m_out.key(key);
    m_out.string(text);
  }
  void put(std::string_view key, const std::optional<double>& value)
  {
    m_out.key(key);
    if (value && std::isfinite(*value))
      m_out.number(*value);
    else
      m_out.null();
  }
  void seconds(std::string_view key, std::int64_t ns) { put(key, static_cast<double>(ns) * 1e-9); }
  void window(std::string_view key, RunWindow window)
  {
    m_out.key(key);
    m_out.begin_object();
    seconds("from_s", window.from_ns);
    seconds("to_s", window.to_ns);
    m_out.end_object();
  }
  void names(std::string_view key, const std::vector<Index>& stations)
  {
    m_out.key(key);
    m_out.begin_list();
    for (const Index s : stations) m_out.string(m_model.stations[s].name);
    m_out.end_list();
  }
  void capacity(std::string_view key, const CapacityBound& bound)
  {
    m_out.key(key);
    m_out.begin_object();
    m_out.key("bounded");
    m_out.boolean(bound.bounded);
    put("persons_per_hour",
        bound.bounded ? std::optional<double>(bound.persons_per_hour) : std::nullopt);
    names("minimum_cut", bound.cut);
    m_out.end_object();
  }
  void wait(const WaitBound& wait);
  void overload(Index station, const Overload& overload);
  void station(Index s);

  const CheckpointBound& m_bound;
  const CheckpointModel& m_model;
  JsonWriter m_out;
};

void BoundJson::wait(const WaitBound& wait)
{
  m_out.key("wait");
  m_out.begin_object();
  put("validity", to_string(wait.validity));
  put("formula", to_string(wait.formula));
  put("source", formula_text(wait.formula, Language::english).source);
  put("why_none", to_string(wait.why_none));
  m_out.key("caveats");
  m_out.begin_list();
  for (const Caveat caveat : wait.caveats) m_out.string(to_string(caveat));
  m_out.end_list();
  put("mean_s", wait.mean_s);
  put("p95_s", wait.p95_s);
  m_out.key("p95_exact");
  m_out.boolean(wait.p95_exact);
  m_out.key("by_class");
  m_out.begin_list();
  for (Index c = 0; c < wait.mean_s_by_class.size(); ++c) {
    m_out.begin_object();
    put("traveller_class", m_model.classes[c].name);
    put("mean_s", wait.mean_s_by_class[c]);
    m_out.end_object();
  }
  m_out.end_list();
  put("queue_mean", wait.queue_mean);
  put("abandoning_share", wait.abandoning);
  put("balking_share", wait.balking);
  m_out.end_object();
}

void BoundJson::overload(Index station, const Overload& overload)
{
  m_out.begin_object();
  put("from", local_time_text(m_model, station, overload.from_ns));
  put("to", local_time_text(m_model, station, overload.to_ns));
  seconds("from_s", overload.from_ns);
  seconds("to_s", overload.to_ns);
  put("cleared_s", overload.cleared ? std::optional(static_cast<double>(overload.cleared_ns) * 1e-9)
                                    : std::nullopt);
  m_out.key("closed");
  m_out.boolean(overload.closed);
  put("peak_backlog", overload.peak_backlog);
  seconds("peak_at_s", overload.peak_at_ns);
  put("longest_wait_s", overload.longest_wait_s);
  m_out.end_object();
}

void BoundJson::station(Index s)
{
  const StationBound& bound = m_bound.stations[s];
  const StationModel& of = m_model.stations[s];
  m_out.begin_object();
  put("id", of.name);
  put("title", of.title);
  put("kind", to_string(of.kind));
  m_out.key("servers");
  m_out.number(std::uint64_t{of.units});
  put("persons_per_hour", bound.persons_per_s * 3600);
  put("mean_service_s", bound.mean_service_s);
  put("service_scv", bound.service_scv);
  put("units_at_work", bound.units);
  put("utilisation", bound.utilisation);
  window("peak_hour", bound.peak);
  put("peak_utilisation", bound.peak_utilisation);
  names("shares_queue_with", bound.shares_queue_with);
  wait(bound.wait);
  m_out.key("overloads");
  m_out.begin_list();
  for (const Overload& one : bound.overloads) overload(s, one);
  m_out.end_list();
  put("longest_hour_wait_s", bound.longest_hour_wait_s);
  put("turned_away", bound.turned_away);
  m_out.key("by_hour");
  m_out.begin_list();
  for (const ProfilePoint& point : bound.profile) {
    m_out.begin_object();
    seconds("from_s", point.from_ns);
    put("persons", point.persons);
    put("units", point.units);
    put("utilisation", point.utilisation);
    put("queue_mean", point.queue_mean);
    put("wait_s", point.wait_s);
    m_out.end_object();
  }
  m_out.end_list();
  m_out.end_object();
}

} // namespace

std::string to_json(const CheckpointBound& bound, const CheckpointModel& model)
{
  return BoundJson(bound, model).write();
}

std::string to_csv(const CheckpointBound& bound, const CheckpointModel& model)
{
  std::string out =
      "station,kind,servers,persons_per_hour,mean_service_s,service_scv,units_at_work,"
      "utilisation,peak_utilisation,validity,formula,why_none,wait_mean_s,wait_p95_s,"
      "queue_mean,abandoning_share,balking_share,overloads,caveats\r\n";
  for (Index s = 0; s < bound.stations.size(); ++s) {
    const StationBound& one = bound.stations[s];
    const auto number = [&](const std::optional<double>& value) {
      out += ',' + csv_number(value && std::isfinite(*value) ? value : std::nullopt);
    };
    out += csv_text(model.stations[s].name) + ',' + to_string(model.stations[s].kind) + ',' +
           std::to_string(model.stations[s].units);
    number(one.persons_per_s * 3600);
    number(one.mean_service_s);
    number(one.service_scv);
    number(one.units);
    number(one.utilisation);
    number(one.peak_utilisation);
    out += std::string(",") + to_string(one.wait.validity) + ',' + to_string(one.wait.formula) +
           ',' + to_string(one.wait.why_none);
    number(one.wait.mean_s);
    number(one.wait.p95_s);
    number(one.wait.queue_mean);
    number(one.wait.abandoning);
    number(one.wait.balking);
    out += ',' + std::to_string(one.overloads.size()) + ',';
    std::string caveats;
    for (const Caveat caveat : one.wait.caveats)
      caveats += (caveats.empty() ? "" : "; ") + std::string(to_string(caveat));
    out += csv_text(caveats) + "\r\n";
  }
  return out;
}

} // namespace gatetwin
