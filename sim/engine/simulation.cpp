// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/simulation.hpp"
#include "core/base/check.hpp"
#include "sim/engine/centre.hpp"
#include "sim/engine/closed_form_exchange.hpp"
#include "sim/engine/flow_model.hpp"
#include "sim/engine/unit_factory.hpp"
#include <algorithm>
#include <optional>

namespace gatetwin {
namespace {

CheckpointModel with_seed(CheckpointModel model, std::uint64_t seed)
{
  model.seed = seed;
  return model;
}

// Everybody's document, by its keyed reference.
class Carriers final : public TravellerWatch {
public:
  explicit Carriers(People& people) : m_people(people) {}
  std::uint64_t arrives(std::uint64_t traveller, Index traveller_class) override
  {
    return m_people.arrive(traveller, traveller_class).value;
  }
  void departs(std::uint64_t traveller, Index traveller_class) override
  {
    m_people.depart(traveller, traveller_class);
  }

private:
  People& m_people;
};

} // namespace

struct Simulation::Inside {
  Inside(const CheckpointModel& given, std::uint64_t seed, std::uint64_t number)
      : model(with_seed(given, seed)), replication(number), flow(model, seed, number, journal)
  {
  }
  bool runs_the_core() const
  {
    return std::any_of(model.stations.begin(), model.stations.end(),
                       [](const StationModel& s) { return s.kind != StationKind::plain; });
  }

  const CheckpointModel model;
  const std::uint64_t replication;
  journal::Journal journal;
  Flow flow;
  const std::atomic<bool>* interrupt = nullptr;
  std::optional<Platform> platform;
  std::optional<UnitFactory> factory;
  std::optional<SimulatedCentres> centres;
  std::optional<Carriers> carriers;
  std::unique_ptr<RegistryExchange> exchange;
  SimgridExchange* simgrid_exchange = nullptr; // the same, when it is one
  std::vector<std::unique_ptr<ServedUnit>> units;
  bool journals_inputs = false;
  std::atomic<UnitFactory*> ahead{nullptr}; // the factory, once there is work ahead
};

Simulation::Simulation(const CheckpointModel& model, std::uint64_t seed, std::uint64_t replication)
    : m_inside(std::make_unique<Inside>(model, seed, replication))
{
}

Simulation::~Simulation() = default;

void Simulation::add_sink(journal::RecordSink& sink) { m_inside->journal.add_sink(sink); }

void Simulation::journal_inputs() { m_inside->journals_inputs = true; }

void Simulation::on_progress(std::function<void(double)> progress)
{
  m_inside->flow.set_progress(std::move(progress));
}

void Simulation::set_interrupt(const std::atomic<bool>& interrupt)
{
  m_inside->interrupt = &interrupt;
  m_inside->flow.set_interrupt(interrupt);
}

RunSummary Simulation::run()
{
  build_platform();
  if (m_inside->runs_the_core()) {
    open_centres();
    place_units();
    call_people();
  }
  Flow& flow = m_inside->flow;
  flow.start();
  run_in_simgrid(flow, *m_inside->platform, m_inside->simgrid_exchange);
  seal_journal();
  RunSummary summary;
  summary.simulated_ns = flow.now_ns();
  summary.events = flow.events();
  summary.records = m_inside->journal.count();
  summary.travellers = flow.arrived();
  summary.unfinished = flow.inside();
  if (m_inside->factory) {
    summary.camera = m_inside->factory->camera_counts();
    for (Index c = 0; c < m_inside->model.classes.size(); ++c)
      summary.further_persons.push_back(m_inside->factory->people().further_persons(c));
  }
  summary.interrupted = m_inside->interrupt != nullptr && m_inside->interrupt->load();
  return summary;
}

void Simulation::build_platform()
{
  CHECK(!m_inside->platform); // one run
  m_inside->platform.emplace(m_inside->model);
}

void Simulation::open_centres()
{
  Inside& in = *m_inside;
  in.factory.emplace(in.model, in.replication, in.flow, in.journals_inputs);
  in.centres.emplace(in.model, in.factory->people(), in.journal);
  if (in.model.platform.network == NetworkFidelity::simgrid) {
    auto exchange = std::make_unique<SimgridExchange>(in.model, in.flow, *in.centres, *in.platform);
    in.simgrid_exchange = exchange.get();
    in.exchange = std::move(exchange);
  } else {
    in.exchange = std::make_unique<ClosedFormExchange>(in.model, in.flow, *in.centres);
  }
  in.flow.set_exchange(*in.exchange);
}

// Without a unit that reads documents nobody needs one.
void Simulation::call_people()
{
  Inside& in = *m_inside;
  if (in.units.empty()) return;
  People& people = in.factory->people();
  people.on_issued([&in](const DocumentKey& document) { in.centres->put_on_file(document); });
  in.carriers.emplace(people);
  in.flow.set_watch(*in.carriers);
  in.ahead = &*in.factory;
}

bool Simulation::work_ahead()
{
  UnitFactory* factory = m_inside->ahead;
  return factory != nullptr && factory->issue_ahead();
}

void Simulation::place_units()
{
  Inside& in = *m_inside;
  Index unit = 0;
  for (Index s = 0; s < in.model.stations.size(); ++s) {
    for (std::uint32_t u = 0; u < in.model.stations[s].units; ++u, ++unit) {
      if (in.model.stations[s].kind == StationKind::plain) continue;
      in.units.push_back(in.factory->make(s, unit));
      in.flow.set_unit(unit, *in.units.back());
    }
  }
}

void Simulation::seal_journal()
{
  Inside& in = *m_inside;
  in.journal.append({.time_ns = in.flow.now_ns(),
                     .value = static_cast<std::int64_t>(in.flow.inside()),
                     .kind = journal::RecordKind::run_ended});
  in.journal.flush();
}

} // namespace gatetwin
