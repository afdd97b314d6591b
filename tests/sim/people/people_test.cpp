// SPDX-License-Identifier: Apache-2.0
#include "core/document/document_inspector.hpp"
#include "core/document/visible_seal.hpp"
#include "core/registry/memory_ledger.hpp"
#include "sim/people/people.hpp"
#include <atomic>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <thread>

namespace gatetwin {
namespace {

constexpr WallTime start{1'800'000'000'000'000'000}; // 2027-01-15T08:00Z

CheckpointModel model_of(std::vector<ClassModel> classes)
{
  CheckpointModel model;
  model.seed = 5;
  model.start = start;
  model.horizon_ns = days(30).ns;
  model.classes = std::move(classes);
  return model;
}

ClassModel residents(std::uint32_t population, HabitModel habits = {})
{
  ClassModel c;
  c.documents = {{DocumentKind::border_pass, 1}};
  c.population = population;
  c.habits = habits;
  return c;
}

ClassModel passport_holders(std::string nationality, HabitModel habits = {})
{
  ClassModel c;
  c.documents = {{DocumentKind::passport, 1}};
  c.nationality = std::move(nationality);
  c.habits = habits;
  return c;
}

// An inspector with the lists that a unit of that authority would have.
class Reader {
public:
  explicit Reader(const People& people)
      : m_trust(TrustList::make(1, start, signers_of(people)).value()),
        m_revocations(1, start, {}, {}),
        m_inspector(config_of(people), {&m_trust, &m_revocations, nullptr})
  {
  }
  CheckedDocument read(const CarriedDocument& document, bool typed = false)
  {
    DocumentScan scan;
    if (typed || document.label.empty()) {
      scan.mrz = document.zone;
    } else {
      scan.label = document.label;
      scan.labels_in_view = 1;
    }
    return m_inspector.inspect(scan, {{}, start + hours(1)});
  }

private:
  static std::vector<TrustedSigner> signers_of(const People& people)
  {
    std::vector<TrustedSigner> signers;
    for (const IssuingAuthority& a : people.authorities()) {
      signers.push_back({a.issuer.signer(),
                         start_of_day(a.valid_from, {}),
                         start_of_day(a.valid_until, {}),
                         std::nullopt,
                         {profile::border_pass, profile::port_permit, profile::crew_shore_pass},
                         a.issuer.public_key()});
    }
    return signers;
  }
  static InspectorConfig config_of(const People& people)
  {
    InspectorConfig config;
    config.ref_key = people.ref_key();
    config.utc_offset = hours(7);
    config.accepted = {DocumentKind::passport,    DocumentKind::identity_card,
                       DocumentKind::visa,        DocumentKind::border_pass,
                       DocumentKind::port_permit, DocumentKind::crew_pass};
    return config;
  }
  TrustList m_trust;
  RevocationList m_revocations;
  DocumentInspector m_inspector;
};

std::string bytes_of(const CarriedDocument& document)
{
  std::string bytes(document.zone);
  for (const std::byte b : document.label) bytes += static_cast<char>(b);
  return bytes;
}

TEST(People, DocumentsOfEveryKindAndNationalityPassInspection)
{
  std::vector<ClassModel> classes;
  for (const char* nationality : {"VNM", "CHN", "LAO", "D", "UTO"}) {
    for (const DocumentKind kind :
         {DocumentKind::passport, DocumentKind::identity_card, DocumentKind::visa,
          DocumentKind::border_pass, DocumentKind::port_permit, DocumentKind::crew_pass}) {
      for (const std::uint32_t population : {0U, 50U}) {
        ClassModel c;
        c.documents = {{kind, 1}};
        c.nationality = nationality;
        c.population = population;
        classes.push_back(c);
      }
    }
  }
  const CheckpointModel model = model_of(classes);
  People people(model, 0);
  Reader reader(people);
  CarriedDocument document;
  for (Index c = 0; c < model.classes.size(); ++c) {
    for (std::uint64_t traveller = 0; traveller < 20; ++traveller) {
      people.equip(traveller, c, document);
      const CheckedDocument checked = reader.read(document);
      EXPECT_EQ(overall_result(checked.checks), CheckResult::successful)
          << to_string(overall_reason(checked.checks)) << " " << to_string(document.kind) << " "
          << document.zone;
      EXPECT_EQ(checked.ref, document.ref);
      EXPECT_EQ(checked.kind, model.classes[c].documents[0].kind);
      const CheckedDocument typed = reader.read(document, true);
      EXPECT_EQ(overall_result(typed.checks), CheckResult::successful);
      EXPECT_EQ(typed.ref, document.ref);
      EXPECT_EQ(typed.kind, checked.kind);
    }
  }
}

TEST(People, PassesIssuedAheadHaveTheSameBytesAndAreSaidToBeVerifiedOnce)
{
  HabitModel forgers;
  forgers.forged_seal = 0.3;
  const CheckpointModel model =
      model_of({residents(60), residents(60, forgers), passport_holders("CHN")});
  People ahead(model, 0), plain(model, 0);
  int looked_at = 0, issued = 0;
  const auto all_but_some = [&](std::span<const std::byte> label) {
    EXPECT_FALSE(label.empty());
    return ++looked_at % 10 != 0;
  };
  while (issued < 80 && ahead.issue_ahead(all_but_some)) ++issued; // of 120: the rest in time
  EXPECT_EQ(looked_at, 80);
  CarriedDocument a, b;
  std::map<std::string, int> said;
  for (std::uint64_t traveller = 0; traveller < 600; ++traveller) {
    for (const Index which : {0U, 1U, 2U}) {
      ahead.equip(traveller, which, a);
      plain.equip(traveller, which, b);
      ASSERT_EQ(bytes_of(a), bytes_of(b));
      ASSERT_EQ(a.ref, b.ref);
      EXPECT_FALSE(b.verified_ahead);
      // A forger shows other bytes than those that were found right.
      EXPECT_TRUE(a.genuine || !a.verified_ahead);
      if (!a.verified_ahead) continue;
      EXPECT_EQ(++said[bytes_of(a)], 1);
    }
  }
  EXPECT_GT(said.size(), 60U);
  EXPECT_LE(said.size(), 72U); // not what was not verified, and not what was not issued ahead
}

TEST(People, PassesAreIssuedAheadWhileOthersAreShown)
{
  const CheckpointModel model = model_of({residents(400), passport_holders("CHN")});
  People ahead(model, 0), plain(model, 0);
  const std::vector<IssuingAuthority>& authorities = ahead.authorities();
  std::atomic<int> wrong{0};
  std::thread office([&] {
    while (ahead.issue_ahead([&](std::span<const std::byte> label) {
      VisibleSeal seal;
      const bool right = parse_seal(label, {}, seal) == Reason::none &&
                         authorities[1].issuer.public_key().verify(seal.signed_bytes,
                                                                   seal.signature) == Reason::none;
      wrong += right ? 0 : 1;
      return right;
    })) {
    }
  });
  CarriedDocument a, b;
  for (std::uint64_t traveller = 0; traveller < 1000; ++traveller) {
    const Index which = traveller % 2;
    EXPECT_EQ(ahead.arrive(traveller, which), plain.arrive(traveller, which));
    ahead.equip(traveller, which, a);
    plain.equip(traveller, which, b);
    EXPECT_EQ(bytes_of(a), bytes_of(b));
  }
  office.join();
  EXPECT_EQ(wrong, 0);
}

TEST(People, SameSeedGivesTheSameBytes)
{
  const CheckpointModel model = model_of({residents(100), passport_holders("CHN")});
  People once(model, 3), again(model, 3), other_run(model, 4);
  CarriedDocument a, b, c;
  int differences = 0;
  for (std::uint64_t traveller = 0; traveller < 50; ++traveller) {
    for (const Index which : {0U, 1U}) {
      once.equip(traveller, which, a);
      again.equip(traveller, which, b);
      other_run.equip(traveller, which, c);
      EXPECT_EQ(bytes_of(a), bytes_of(b));
      EXPECT_EQ(a.ref, b.ref);
      differences += a.ref != c.ref;
    }
  }
  EXPECT_GT(differences, 30) << "another replication brings other people";
}

TEST(People, APassIsSignedOnceAndComesAgain)
{
  const CheckpointModel model = model_of({residents(20)});
  People people(model, 0);
  CarriedDocument document;
  std::map<std::uint64_t, const void*> seen;
  for (std::uint64_t traveller = 0; traveller < 1000; ++traveller) {
    people.equip(traveller, 0, document);
    const void* bytes = document.label.data();
    const auto [at, first] = seen.emplace(document.ref.value, bytes);
    EXPECT_EQ(at->second, bytes);
  }
  EXPECT_EQ(seen.size(), 20U);
}

// Who carries which document, of travellers who are inside.
class Crowd {
public:
  explicit Crowd(const CheckpointModel& model) : m_people(model, 0) {}
  People& people() { return m_people; }
  std::uint64_t arrive(std::uint64_t traveller)
  {
    const DocumentRef ref = m_people.arrive(traveller, 0);
    m_people.equip(traveller, 0, m_document);
    EXPECT_EQ(ref, m_document.ref) << "what is told at the arrival is what a reader sees";
    m_inside.push_back(traveller);
    m_refs.insert(m_document.ref.value);
    return m_document.ref.value;
  }
  const CarriedDocument& document() const { return m_document; }
  std::set<std::uint64_t> refs() const { return m_refs; }
  std::size_t size() const { return m_inside.size(); }
  void leave()
  {
    for (const std::uint64_t traveller : m_inside) m_people.depart(traveller, 0);
    m_inside.clear();
    m_refs.clear();
  }

private:
  People m_people;
  CarriedDocument m_document;
  std::vector<std::uint64_t> m_inside;
  std::set<std::uint64_t> m_refs;
};

TEST(People, NobodyIsInTwoPlacesHoweverManyAreInside)
{
  HabitModel habits;
  habits.expired_document = 0.3;
  habits.unknown_to_registry = 0.3;
  const CheckpointModel model = model_of({residents(3, habits)});
  Crowd crowd(model);
  for (std::uint64_t round = 0; round < 20; ++round) {
    for (std::uint64_t t = 0; t < 300; ++t) crowd.arrive(round * 300 + t);
    EXPECT_EQ(crowd.refs().size(), crowd.size());
    crowd.leave();
  }
  const std::uint64_t further = crowd.people().further_persons(0);
  EXPECT_GT(further, 100U);
  EXPECT_LT(further, 300U) << "who left comes again before others do";
}

TEST(People, APopulationThatSufficesStaysAmongItself)
{
  const CheckpointModel model = model_of({residents(3)});
  Crowd crowd(model);
  std::set<std::uint64_t> seen;
  for (std::uint64_t round = 0; round < 50; ++round) {
    for (std::uint64_t t = 0; t < 3; ++t) seen.insert(crowd.arrive(round * 3 + t));
    EXPECT_EQ(crowd.refs().size(), 3U);
    crowd.leave();
  }
  EXPECT_EQ(seen.size(), 3U);
  EXPECT_EQ(crowd.people().further_persons(0), 0U);
}

TEST(People, FurtherPersonsHaveDocumentsThatACentreIsToldOf)
{
  const CheckpointModel model = model_of({residents(2)});
  Crowd crowd(model);
  Reader reader(crowd.people());
  MemoryLedger ledger(AuthorityId{0});
  crowd.people().register_documents(ledger);
  crowd.people().on_issued([&ledger](const DocumentKey& key) {
    EXPECT_TRUE(ledger.put_document(key, DocumentStatus::known).ok());
  });
  for (std::uint64_t t = 0; t < 20; ++t) {
    crowd.arrive(t);
    const CheckedDocument checked = reader.read(crowd.document());
    EXPECT_EQ(overall_result(checked.checks), CheckResult::successful);
    const DocumentKey key = document_key(checked.issuer.view(), checked.number.view());
    EXPECT_EQ(ledger.document(key).value().status, DocumentStatus::known);
  }
}

TEST(People, AWatchListNamesWhomeverComesAsWantedButNoMoreThanItHolds)
{
  HabitModel habits;
  habits.on_watch_list = 1;
  const CheckpointModel model = model_of({residents(2, habits)});
  Crowd crowd(model);
  Reader reader(crowd.people());
  const WatchList list = crowd.people().make_watch_list(1, start);
  std::size_t hits = 0;
  for (std::uint64_t t = 0; t < 1'200; ++t) {
    crowd.arrive(t);
    const WatchListVerdict verdict = list.look_up(reader.read(crowd.document()));
    EXPECT_EQ(verdict == WatchListVerdict::hit, t < 1'024) << t;
    hits += verdict == WatchListVerdict::hit;
  }
  EXPECT_EQ(hits, list.size());
  EXPECT_EQ(crowd.refs().size(), crowd.size());
  crowd.leave();
}

TEST(People, NewcomersHaveNumbersOfTheirOwn)
{
  const CheckpointModel model = model_of({passport_holders("VNM"), passport_holders("VNM")});
  People people(model, 0);
  CarriedDocument document;
  std::set<std::uint64_t> refs;
  for (std::uint64_t traveller = 0; traveller < 20'000; ++traveller) {
    people.equip(traveller, static_cast<Index>(traveller % 2), document);
    refs.insert(document.ref.value);
    EXPECT_EQ(people.arrive(traveller, static_cast<Index>(traveller % 2)), document.ref);
  }
  EXPECT_EQ(refs.size(), 20'000U);
}

TEST(People, FlawsComeInTheirSharesAndShow)
{
  HabitModel habits;
  habits.damaged_document = 0.05;
  habits.forged_seal = 0.04;
  habits.expired_document = 0.03;
  const CheckpointModel model = model_of({residents(200, habits), passport_holders("LAO", habits)});
  People people(model, 0);
  Reader reader(people);
  CarriedDocument document;
  constexpr int n = 10'000;
  for (const Index which : {0U, 1U}) {
    std::map<Reason, int> reasons;
    int damaged = 0, good = 0;
    for (std::uint64_t traveller = 0; traveller < n; ++traveller) {
      people.equip(traveller, which, document);
      if (!document.readable) {
        ++damaged;
        continue;
      }
      if (which == 0 && document.genuine && traveller > 500 && traveller % 10 != 0)
        continue; // verified often enough
      const CheckedDocument checked = reader.read(document);
      const CheckResult result = overall_result(checked.checks);
      EXPECT_EQ(result == CheckResult::successful,
                document.genuine && overall_reason(checked.checks) == Reason::none);
      if (!document.genuine) {
        const Reason reason = overall_reason(checked.checks);
        EXPECT_EQ(reason,
                  which == 0 ? Reason::signature_wrong : Reason::check_digit_document_number);
        ++reasons[reason];
      } else if (result != CheckResult::successful) {
        EXPECT_EQ(overall_reason(checked.checks), Reason::document_expired);
      } else {
        ++good;
      }
    }
    EXPECT_NEAR(damaged / double(n), 0.05, 4 * std::sqrt(0.05 * 0.95 / n));
    EXPECT_NEAR(reasons.begin()->second / double(n), 0.04, 4 * std::sqrt(0.04 * 0.96 / n));
    EXPECT_GT(good, 500);
  }
}

TEST(People, TheCentreKnowsWhoIsOnFileAndWhoIsWanted)
{
  HabitModel habits;
  habits.on_watch_list = 0.1;
  habits.unknown_to_registry = 0.1;
  const CheckpointModel model = model_of({residents(300, habits)});
  People people(model, 0);
  Reader reader(people);
  MemoryLedger ledger(AuthorityId{0});
  people.register_documents(ledger);
  const WatchList list = people.make_watch_list(7, start);
  EXPECT_EQ(list.version(), 7U);
  EXPECT_FALSE(list.missing());
  CarriedDocument document;
  int hits = 0, unknown = 0;
  constexpr int n = 1000;
  for (std::uint64_t traveller = 0; traveller < n; ++traveller) {
    people.equip(traveller, 0, document);
    const CheckedDocument checked = reader.read(document);
    const bool hit = list.look_up(checked) == WatchListVerdict::hit;
    const DocumentKey key = document_key(checked.issuer.view(), checked.number.view());
    const bool known = ledger.document(key).value().status == DocumentStatus::known;
    EXPECT_TRUE(known || !hit);
    hits += hit;
    unknown += !known;
  }
  EXPECT_NEAR(hits / double(n), 0.1, 0.04);
  EXPECT_NEAR(unknown / double(n), 0.1, 0.04);
}

TEST(People, AnotherHabitsShareShiftsNobodysLuck)
{
  HabitModel slow, slow_and_shy;
  slow.slow_to_enter = slow_and_shy.slow_to_enter = 0.3;
  slow_and_shy.does_not_look = 0.5;
  slow_and_shy.turns_back = 0.2;
  const CheckpointModel one = model_of({residents(10, slow)}),
                        other = model_of({residents(10, slow_and_shy)});
  const People a(one, 0), b(other, 0);
  int slow_ones = 0;
  for (std::uint64_t traveller = 0; traveller < 1000; ++traveller) {
    EXPECT_EQ(a.habits_of(traveller, 0).slow_to_enter, b.habits_of(traveller, 0).slow_to_enter);
    slow_ones += a.habits_of(traveller, 0).slow_to_enter;
  }
  EXPECT_NEAR(slow_ones, 300, 60);
}

TEST(Identity, NamesAndDatesAreAsAZoneCanHoldThem)
{
  const IdentityFrame frame{1, {2027, 1, 15}, {2027, 2, 15}};
  std::set<std::string> numbers;
  for (const char* nationality : {"VNM", "CHN", "LAO", "UTO"}) {
    for (std::uint32_t i = 0; i < 500; ++i) {
      const Identity p =
          make_identity(frame, {0, DocumentKind::passport, Pool::regular, i}, nationality);
      EXPECT_TRUE(is_valid(p.birth) && is_valid(p.valid_from) && is_valid(p.valid_until));
      EXPECT_LT(p.valid_from, frame.start);
      EXPECT_GT(p.valid_until, frame.end);
      EXPECT_NE(p.name.view().find("<<"), std::string_view::npos);
      EXPECT_LE(p.name.view().size(), 39U);
      numbers.insert(std::string(p.number.view()));
    }
  }
  EXPECT_EQ(numbers.size(), 500U) << "the number follows from who it is, not from the nationality";
  const Identity late = make_identity(frame, {0, DocumentKind::passport, Pool::expired, 3}, "VNM");
  EXPECT_LT(late.valid_until, frame.start);
}

} // namespace
} // namespace gatetwin
