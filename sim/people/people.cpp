// SPDX-License-Identifier: Apache-2.0
#include "sim/people/people.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {
namespace {

constexpr std::uint32_t special_pool = 64; // persons of each kind that is not regular
constexpr std::uint32_t listed = 1024;     // on the watch-list: that pool, and more for a crowd
constexpr std::size_t pools = 5;
// Passes are issued by a registry that has them on file, so their holders are never quite new.
constexpr std::uint32_t pass_holders = 4096;
constexpr std::uint32_t stock_of_newcomers = 1024; // names and dates; numbers are new

CalendarDate horizon_of(const CheckpointModel& model)
{
  constexpr std::int64_t open_end = days(400).ns; // where only the demands' limits end a run
  const std::int64_t length =
      model.horizon_ns > 0 ? model.horizon_ns + model.drain_limit_ns : open_end;
  return local_date(model.start + Duration{length}, hours(14));
}

} // namespace

// The documents of one pool, made when first needed: of those who are drawn, and behind them of
// those who came further, while all of these were out.
struct People::Shelf {
  std::vector<IssuedDocument> documents;
  std::vector<bool> out;            // by person drawn: inside the checkpoint
  std::vector<std::uint32_t> idle;  // of those further: not inside
  std::uint32_t away = 0;           // of those drawn: inside
  std::optional<std::size_t> ahead; // where those drawn begin in m_ahead

  std::uint32_t drawn() const { return static_cast<std::uint32_t>(out.size()); }
  std::uint32_t further() const { return static_cast<std::uint32_t>(documents.size()) - drawn(); }
  std::uint32_t next_at_home(std::uint32_t first) // not all are away
  {
    while (out[first]) first = first + 1 == drawn() ? 0 : first + 1;
    out[first] = true;
    ++away;
    return first;
  }
  std::uint32_t next_idle()
  {
    const std::uint32_t index = idle.back();
    idle.pop_back();
    return index;
  }
  void comes_home(std::uint32_t index)
  {
    if (index >= drawn()) return idle.push_back(index);
    if (out[index]) --away;
    out[index] = false;
  }
};

struct People::Papers {
  struct Kind {
    DocumentKind kind = DocumentKind::passport;
    double up_to = 1; // cumulated share
    std::array<Shelf, pools> shelves;
    Shelf& shelf(Pool pool) { return shelves[static_cast<std::size_t>(pool)]; }
    const Shelf& shelf(Pool pool) const { return shelves[static_cast<std::size_t>(pool)]; }
  };
  std::vector<Kind> kinds;
};

struct People::Choice {
  PersonKey key; // a newcomer's: whose name and dates it has
  std::uint32_t kind_index = 0;
  bool damaged = false;
  bool forged = false;
};

People::People(const CheckpointModel& model, std::uint64_t replication)
    : m_model(model), m_replication(replication),
      m_office({model.seed, local_date(model.start, hours(-12)), horizon_of(model)})
{
  for (const ClassModel& c : model.classes) {
    m_office.add_authority(c.nationality);
    Papers papers;
    double sum = 0;
    for (const DocumentMix& mix : c.documents) sum += mix.share;
    double up_to = 0;
    for (const DocumentMix& mix : c.documents) {
      Papers::Kind kind;
      kind.kind = mix.kind;
      kind.up_to = up_to += mix.share / sum;
      for (Shelf& shelf : kind.shelves) shelf.documents.resize(special_pool);
      const bool all_new = c.population == 0 && !has_seal(mix.kind);
      kind.shelf(Pool::regular)
          .documents.resize(all_new             ? 0
                            : c.population == 0 ? pass_holders
                                                : c.population);
      kind.shelf(Pool::newcomer).documents.resize(all_new ? stock_of_newcomers : 0);
      for (Shelf& shelf : kind.shelves) shelf.out.resize(shelf.documents.size());
      papers.kinds.push_back(std::move(kind));
    }
    if (papers.kinds.empty()) papers.kinds.emplace_back();
    m_papers.push_back(std::move(papers));
  }
  list_holders();
}

void People::list_holders()
{
  for (Index c = 0; c < m_papers.size(); ++c) {
    for (Papers::Kind& kind : m_papers[c].kinds) {
      if (!has_seal(kind.kind)) continue;
      Shelf& shelf = kind.shelf(Pool::regular);
      shelf.ahead = m_holders.size();
      for (std::uint32_t i = 0; i < shelf.drawn(); ++i)
        m_holders.push_back({c, kind.kind, Pool::regular, i});
    }
  }
  m_ahead.emplace(m_holders.size());
}

bool People::issue_ahead(const Verifies& verifies)
{
  return m_ahead->work([&](std::size_t place) {
    IssuedDocument document = m_office.issue(m_holders[place], nationality_of(m_holders[place]));
    document.verified = verifies(document.label());
    return document;
  });
}

People::~People() = default;

const std::string& People::nationality_of(const PersonKey& key) const
{
  return m_model.classes[key.traveller_class].nationality;
}

Habits People::habits_of(std::uint64_t traveller, Index traveller_class) const
{
  const RandomStream draws(m_model.seed, m_replication, traveller, purpose_key("people/habits"));
  return draw_habits(m_model.classes[traveller_class].habits, draws);
}

// Always the same draws in the same order, so that another share shifts nobody's luck.
People::Choice People::choose(std::uint64_t traveller, Index traveller_class) const
{
  const HabitModel& habits = m_model.classes[traveller_class].habits;
  const Papers& papers = m_papers[traveller_class];
  RandomStream draws(m_model.seed, m_replication, traveller, purpose_key("people/document"));
  const double which_kind = draws.uniform();
  double flaw = draws.uniform();
  const std::uint64_t which_person = draws.next();
  Choice choice;
  while (choice.kind_index + 1 < papers.kinds.size() &&
         which_kind > papers.kinds[choice.kind_index].up_to) {
    ++choice.kind_index;
  }
  const auto has = [&flaw](double share) { return (flaw -= share) < 0; };
  Pool pool = Pool::regular;
  if (has(habits.damaged_document))
    choice.damaged = true;
  else if (has(habits.forged_seal))
    choice.forged = true;
  else if (has(habits.expired_document))
    pool = Pool::expired;
  else if (has(habits.on_watch_list))
    pool = Pool::watch_listed;
  else if (has(habits.unknown_to_registry))
    pool = Pool::unknown;
  const Papers::Kind& kind = papers.kinds[choice.kind_index];
  if (pool == Pool::regular && kind.shelf(pool).drawn() == 0) pool = Pool::newcomer;
  const std::uint32_t persons =
      pool == Pool::newcomer ? stock_of_newcomers : kind.shelf(pool).drawn();
  __extension__ using Wide = unsigned __int128;
  const auto index = static_cast<std::uint32_t>((Wide{which_person} * persons) >> 64);
  choice.key = {traveller_class, kind.kind, pool, index};
  if (!m_moved.empty()) {
    if (const auto moved = m_moved.find(traveller); moved != m_moved.end()) {
      choice.key.pool = moved->second.pool;
      choice.key.index = moved->second.index;
    }
  }
  return choice;
}

People::Shelf& People::shelf_of(const Choice& choice)
{
  return m_papers[choice.key.traveller_class].kinds[choice.kind_index].shelf(choice.key.pool);
}

DocumentRef People::arrive(std::uint64_t traveller, Index traveller_class)
{
  Choice choice = choose(traveller, traveller_class);
  PersonKey& key = choice.key;
  if (key.pool == Pool::newcomer) {
    key.index = static_cast<std::uint32_t>(traveller);
    return m_office.ref_of(key, nationality_of(key));
  }
  const Place sent = send_somebody(choice);
  if (sent.pool != key.pool || sent.index != key.index) m_moved.emplace(traveller, sent);
  key.pool = sent.pool;
  key.index = sent.index;
  const IssuedDocument& kept = shelf_of(choice).documents[key.index];
  return kept.bytes ? kept.ref : m_office.ref_of(key, nationality_of(key));
}

People::Place People::send_somebody(const Choice& wanted)
{
  Shelf& shelf = shelf_of(wanted);
  PersonKey key = wanted.key;
  if (shelf.away < shelf.drawn()) return {key.pool, shelf.next_at_home(key.index)};
  if (!shelf.idle.empty()) return {key.pool, shelf.next_idle()};
  if (key.pool == Pool::watch_listed && shelf.documents.size() == listed) {
    Choice regular = wanted;
    regular.key.pool = Pool::regular;
    regular.key.index = 0;
    return send_somebody(regular);
  }
  key.index = static_cast<std::uint32_t>(shelf.documents.size());
  shelf.documents.emplace_back();
  put_on_file(key);
  return {key.pool, key.index};
}

void People::put_on_file(const PersonKey& key) const
{
  if (!m_issued || key.pool == Pool::unknown) return;
  const Identity identity = m_office.identity_of(key, nationality_of(key));
  m_issued(document_key(identity.issuer.view(), identity.number.view()));
}

void People::depart(std::uint64_t traveller, Index traveller_class)
{
  const Choice choice = choose(traveller, traveller_class);
  if (choice.key.pool == Pool::newcomer) return;
  shelf_of(choice).comes_home(choice.key.index);
  m_moved.erase(traveller);
}

std::uint64_t People::further_persons(Index traveller_class) const
{
  std::uint64_t count = 0;
  for (const Papers::Kind& kind : m_papers[traveller_class].kinds) {
    for (const Shelf& shelf : kind.shelves) count += shelf.further();
  }
  return count;
}

void People::equip(std::uint64_t traveller, Index traveller_class, CarriedDocument& document)
{
  const Choice choice = choose(traveller, traveller_class);
  document.kind = choice.key.kind;
  document.readable = !choice.damaged;
  document.genuine = !choice.forged;
  hand_out(choice, document);
  if (choice.key.pool == Pool::newcomer) {
    const PersonKey newcomer{traveller_class, document.kind, Pool::newcomer,
                             static_cast<std::uint32_t>(traveller)};
    m_office.renumber(newcomer, nationality_of(newcomer), document);
  }
  if (choice.forged) tamper(document);
}

void People::hand_out(const Choice& choice, CarriedDocument& document)
{
  const PersonKey& key = choice.key;
  Shelf& shelf = shelf_of(choice);
  IssuedDocument& kept = shelf.documents[key.index];
  if (!kept.bytes && shelf.ahead && key.index < shelf.drawn()) {
    if (auto issued = m_ahead->take(*shelf.ahead + key.index)) kept = std::move(*issued);
  }
  if (!kept.bytes) kept = m_office.issue(key, nationality_of(key));
  document.ref = kept.ref;
  document.zone = kept.zone();
  document.label = kept.label();
  // Of these bytes, not of what a forger makes of them.
  document.verified_ahead = !choice.forged && std::exchange(kept.verified, false);
}

void People::register_documents(Ledger& ledger) const
{
  for (Index c = 0; c < m_papers.size(); ++c) {
    for (const Papers::Kind& kind : m_papers[c].kinds) {
      for (const Pool pool : {Pool::regular, Pool::expired, Pool::watch_listed}) {
        const auto persons = kind.shelf(pool).documents.size();
        for (std::uint32_t i = 0; i < persons; ++i) {
          const Identity identity =
              m_office.identity_of({c, kind.kind, pool, i}, m_model.classes[c].nationality);
          const DocumentKey key = document_key(identity.issuer.view(), identity.number.view());
          CHECK(ledger.put_document(key, DocumentStatus::known).ok());
        }
      }
    }
  }
}

WatchList People::make_watch_list(std::uint64_t version, WallTime signed_at) const
{
  std::vector<WatchListEntry> entries;
  for (Index c = 0; c < m_papers.size(); ++c) {
    for (const Papers::Kind& kind : m_papers[c].kinds) {
      for (std::uint32_t i = 0; i < listed; ++i) {
        const Identity identity = m_office.identity_of({c, kind.kind, Pool::watch_listed, i},
                                                       m_model.classes[c].nationality);
        WatchListEntry entry;
        entry.issuer = identity.issuer;
        entry.number = identity.number;
        entries.push_back(entry);
      }
    }
  }
  Result<WatchList> list = WatchList::build(version, signed_at, entries);
  CHECK(list.ok());
  return std::move(list).value();
}

} // namespace gatetwin
