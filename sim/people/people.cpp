// SPDX-License-Identifier: Apache-2.0
#include "sim/people/people.hpp"
#include "core/document/document_ref.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/mrz_writer.hpp"
#include <algorithm>
#include <cstring>

namespace gatetwin {
namespace {

constexpr std::uint32_t special_pool = 64; // persons of each kind that is not regular
constexpr std::uint32_t listed = 1024;     // on the watch-list: that pool, and more for a crowd
constexpr std::size_t pools = 5;
// Passes are issued by a registry that has them on file, so their holders are never quite new.
constexpr std::uint32_t pass_holders = 4096;
constexpr std::uint32_t stock_of_newcomers = 1024; // names and dates; numbers are new

// Which document a kind is, as bytes.
bool has_seal(DocumentKind kind)
{
  return kind == DocumentKind::border_pass || kind == DocumentKind::port_permit ||
         kind == DocumentKind::crew_pass;
}

MrzFormat zone_format(DocumentKind kind)
{
  if (kind == DocumentKind::visa) return MrzFormat::mrv_a;
  return kind == DocumentKind::passport || kind == DocumentKind::unknown ? MrzFormat::td3
                                                                         : MrzFormat::td1;
}

std::string_view zone_code(DocumentKind kind)
{
  switch (kind) {
  case DocumentKind::visa: return "V";
  case DocumentKind::crew_pass: return "AC";
  case DocumentKind::passport:
  case DocumentKind::unknown: return "P";
  case DocumentKind::border_pass: return "IB";
  case DocumentKind::port_permit: return "IP";
  case DocumentKind::identity_card: break;
  }
  return "I";
}

ProfileId profile_of(DocumentKind kind)
{
  if (kind == DocumentKind::port_permit) return profile::port_permit;
  return kind == DocumentKind::crew_pass ? profile::crew_shore_pass : profile::border_pass;
}

// Two-letter codes of the states whose passes cross here; a signer's name begins with it.
SignerId signer_of(std::string_view state)
{
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> codes{
      {{"VNM", "VN01"}, {"CHN", "CN01"}, {"LAO", "LA01"}, {"KHM", "KH01"}, {"THA", "TH01"}}};
  std::array<char, 4> other{state[0], state.size() > 1 ? state[1] : 'X', '0', '1'};
  std::string_view name(other.data(), other.size());
  for (const auto& [known, signer] : codes) {
    if (known == state) name = signer;
  }
  SignerId id;
  CHECK(id.assign(name));
  return id;
}

SigningKey make_key(std::uint64_t seed, std::string_view state)
{
  RandomStream draws(seed, 0, purpose_key(state), purpose_key("people/issuing key"));
  while (true) {
    std::array<std::byte, 32> scalar{};
    for (std::size_t i = 0; i < scalar.size(); ++i)
      scalar[i] = static_cast<std::byte>(draws.next() >> 56);
    Result<SigningKey> key = SigningKey::from_scalar(Curve::p256, scalar);
    if (key) return std::move(key).value(); // else it was not below the curve's order
  }
}

SealContent content_of(const Identity& identity, DocumentKind kind)
{
  SealContent content;
  content.number = identity.number;
  CHECK(content.name.assign(identity.name.view()));
  content.nationality = identity.nationality;
  content.birth = identity.birth;
  content.valid_from = identity.valid_from;
  content.valid_until = identity.valid_until;
  if (kind == DocumentKind::port_permit) CHECK(content.areas.assign("BERTH1,BERTH2"));
  if (kind == DocumentKind::crew_pass) {
    CHECK(content.linked_number.assign("SB" + std::string(identity.number.view().substr(2))));
    CHECK(content.ship.assign("9074729"));
  }
  return content;
}

MrzText zone_of(const Identity& identity, DocumentKind kind)
{
  MrzFields fields;
  fields.format = zone_format(kind);
  fields.code = zone_code(kind);
  fields.issuer = identity.issuer.view();
  fields.number = identity.number.view();
  fields.nationality = identity.nationality.view();
  fields.name = identity.name.view();
  fields.birth = identity.birth;
  fields.expiry = identity.valid_until;
  fields.sex = identity.sex;
  const Result<MrzText> zone = write_mrz(fields);
  CHECK(zone.ok());
  return zone.value();
}

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
  struct Document {
    std::unique_ptr<std::byte[]> bytes; // zone, then label
    DocumentRef ref;
    std::uint16_t zone_size = 0;
    std::uint16_t label_size = 0;
  };
  std::vector<Document> documents;
  std::vector<bool> out;           // by person drawn: inside the checkpoint
  std::vector<std::uint32_t> idle; // of those further: not inside
  std::uint32_t away = 0;          // of those drawn: inside

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
    : m_model(model),
      m_replication(replication), m_frame{model.seed, local_date(model.start, hours(-12)),
                                          horizon_of(model)},
      m_ref_key{mix64(model.seed ^ purpose_key("people/ref 0")),
                mix64(model.seed ^ purpose_key("people/ref 1"))}
{
  for (const ClassModel& c : model.classes) {
    add_authority(c.nationality);
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
}

People::~People() = default;

void People::add_authority(std::string_view state)
{
  const auto at = std::lower_bound(
      m_authorities.begin(), m_authorities.end(), state,
      [](const IssuingAuthority& a, std::string_view s) { return a.state.view() < s; });
  if (at != m_authorities.end() && at->state.view() == state) return;
  ShortText<3> name;
  CertificateReference certificate;
  CHECK(name.assign(state) && certificate.assign("1A2B"));
  const std::int64_t start = days_since_epoch(m_frame.start);
  const IssuingAuthority authority{
      name, SealIssuer({name, signer_of(state), certificate}, make_key(m_frame.seed, state)),
      date_from_days(start - 15 * 365), date_from_days(days_since_epoch(m_frame.end) + 15 * 365)};
  m_authorities.insert(at, authority);
}

const IssuingAuthority& People::authority_of(std::string_view state) const
{
  for (const IssuingAuthority& a : m_authorities) {
    if (a.state.view() == state) return a;
  }
  CHECK(false);
}

Habits People::habits_of(std::uint64_t traveller, Index traveller_class) const
{
  const RandomStream draws(m_frame.seed, m_replication, traveller, purpose_key("people/habits"));
  return draw_habits(m_model.classes[traveller_class].habits, draws);
}

// Always the same draws in the same order, so that another share shifts nobody's luck.
People::Choice People::choose(std::uint64_t traveller, Index traveller_class) const
{
  const HabitModel& habits = m_model.classes[traveller_class].habits;
  const Papers& papers = m_papers[traveller_class];
  RandomStream draws(m_frame.seed, m_replication, traveller, purpose_key("people/document"));
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
    return ref_of(key);
  }
  const Place sent = send_somebody(choice);
  if (sent.pool != key.pool || sent.index != key.index) m_moved.emplace(traveller, sent);
  key.pool = sent.pool;
  key.index = sent.index;
  const Shelf::Document& kept = shelf_of(choice).documents[key.index];
  return kept.bytes ? kept.ref : ref_of(key);
}

DocumentRef People::ref_of(const PersonKey& key) const
{
  return document_ref(m_ref_key, m_model.classes[key.traveller_class].nationality,
                      make_document_number(m_frame, key).view());
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
  issue(key);
  return {key.pool, key.index};
}

void People::issue(const PersonKey& key) const
{
  if (!m_issued || key.pool == Pool::unknown) return;
  const Identity identity =
      make_identity(m_frame, key, m_model.classes[key.traveller_class].nationality);
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
    renumber(
        {traveller_class, document.kind, Pool::newcomer, static_cast<std::uint32_t>(traveller)},
        document);
  }
  if (choice.forged) tamper(document);
}

void People::compose(const PersonKey& key, CarriedDocument& document)
{
  const Identity identity =
      make_identity(m_frame, key, m_model.classes[key.traveller_class].nationality);
  document.ref = document_ref(m_ref_key, identity.issuer.view(), identity.number.view());
  const MrzText zone = zone_of(identity, key.kind);
  std::copy(zone.text().begin(), zone.text().end(), document.own_zone.begin());
  document.zone = {document.own_zone.data(), zone.text().size()};
  document.label = {};
  if (!has_seal(key.kind)) return;
  const SealProfile* profile = find_profile(standard_profiles(), profile_of(key.kind));
  CHECK(profile != nullptr);
  const SealIssuer& issuer = authority_of(identity.issuer.view()).issuer;
  Result<std::vector<std::byte>> label = issuer.issue(*profile, content_of(identity, key.kind),
                                                      identity.valid_from, identity.valid_from);
  CHECK(label.ok());
  document.own_label = std::move(label).value();
  document.label = document.own_label;
}

void People::hand_out(const Choice& choice, CarriedDocument& document)
{
  Papers::Kind& kind = m_papers[choice.key.traveller_class].kinds[choice.kind_index];
  Shelf::Document& kept = kind.shelf(choice.key.pool).documents[choice.key.index];
  if (!kept.bytes) {
    compose(choice.key, document);
    kept.ref = document.ref;
    kept.zone_size = static_cast<std::uint16_t>(document.zone.size());
    kept.label_size = static_cast<std::uint16_t>(document.label.size());
    kept.bytes = std::make_unique<std::byte[]>(document.zone.size() + document.label.size());
    std::memcpy(kept.bytes.get(), document.zone.data(), document.zone.size());
    std::copy(document.label.begin(), document.label.end(), kept.bytes.get() + kept.zone_size);
  }
  document.ref = kept.ref;
  document.zone = {reinterpret_cast<const char*>(kept.bytes.get()), kept.zone_size};
  document.label = {kept.bytes.get() + kept.zone_size, kept.label_size};
}

// A new number in the zone of somebody of the stock, with the check digits that it needs.
void People::renumber(const PersonKey& key, CarriedDocument& document) const
{
  const MrzLayout& layout = layout_of(zone_format(key.kind));
  const std::size_t width = layout.width + 1; // with the line's end
  const auto place = [&](std::size_t at) { return at / layout.width * width + at % layout.width; };
  std::copy(document.zone.begin(), document.zone.end(), document.own_zone.begin());
  const ShortText<24> number = make_document_number(m_frame, key);
  char* const zone = document.own_zone.data();
  std::copy(number.view().begin(), number.view().end(), zone + place(layout.number.at));
  zone[place(layout.number_digit.at)] = mrz_check_digit(number.view());
  document.zone = {zone, document.zone.size()};
  if (layout.composite_digit.size != 0) {
    MrzCheckDigit composite;
    for (const MrzRange& range : layout.composite) { // none runs over a line's end
      if (range.size != 0) composite.add({zone + place(range.at), range.size});
    }
    zone[place(layout.composite_digit.at)] = composite.digit();
  }
  document.ref =
      document_ref(m_ref_key, m_model.classes[key.traveller_class].nationality, number.view());
}

// Another number than the one that was signed; without a seal, another than the check digits say.
void People::tamper(CarriedDocument& document) const
{
  constexpr std::size_t number_at =
      18 + 2; // after the header of version 4 and the first tag and length
  if (document.label.size() > number_at + 4) {
    if (document.own_label.data() != document.label.data()) {
      document.own_label.assign(document.label.begin(), document.label.end());
    }
    std::byte& low = document.own_label[number_at + 3]; // the next C40 value
    low = static_cast<std::byte>(std::to_integer<unsigned>(low) + 1);
    document.label = document.own_label;
  }
  if (document.own_zone.data() != document.zone.data()) {
    std::copy(document.zone.begin(), document.zone.end(), document.own_zone.begin());
  }
  const MrzLayout& layout = layout_of(zone_format(document.kind));
  const std::size_t line_ends = layout.number.at / layout.width;
  char& digit = document.own_zone[layout.number.at + line_ends + 4]; // a figure of the number
  digit = digit == '9' ? '0' : static_cast<char>(digit + 1);
  document.zone = {document.own_zone.data(), document.zone.size()};
}

void People::register_documents(Ledger& ledger) const
{
  for (Index c = 0; c < m_papers.size(); ++c) {
    for (const Papers::Kind& kind : m_papers[c].kinds) {
      for (const Pool pool : {Pool::regular, Pool::expired, Pool::watch_listed}) {
        const auto persons = kind.shelf(pool).documents.size();
        for (std::uint32_t i = 0; i < persons; ++i) {
          const Identity identity =
              make_identity(m_frame, {c, kind.kind, pool, i}, m_model.classes[c].nationality);
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
        const Identity identity = make_identity(m_frame, {c, kind.kind, Pool::watch_listed, i},
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
