// SPDX-License-Identifier: Apache-2.0
#include "core/registry/memory_ledger.hpp"
#include "core/registry/name_similarity.hpp"
#include "core/registry/registry_service.hpp"
#include "core/registry/request_content.hpp"
#include "tests/core/registry/samples.hpp"
#include <functional>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::RecordKind;
using sample::at;
using sample::border_pass;
using sample::noon;
using sample::request;

class Registry : public testing::Test {
protected:
  Registry()
  {
    service.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
    service.enrol({.unit = sample::booth,
                   .checkpoint = sample::checkpoint,
                   .purpose = StationPurpose::one_stop_booth});
    EXPECT_TRUE(service.install(sample::watch_list()).ok());
    EXPECT_TRUE(service.register_document("VNM", "BP1234567").ok());
    EXPECT_TRUE(service.register_document("VNM", "BP6666666").ok());
  }
  RegistryReply ask(const RegistryRequest& asked, Duration when = {})
  {
    return service.handle(asked, at(when));
  }

  sample::Recorder recorder;
  MemoryLedger ledger{sample::vietnam};
  RegistryService service{sample::vietnam, sample::plus_seven, {}, ledger, &recorder.journal()};
};

TEST_F(Registry, AdmitsAResidentAndSaysThatTheStampIsDue)
{
  const RegistryReply reply = ask(request(RequestKind::check, 1, border_pass()));
  EXPECT_EQ(reply.status, ReplyStatus::done);
  EXPECT_EQ(reply.decision, Decision::admit);
  EXPECT_TRUE(reply.stamp_due);
  EXPECT_EQ(reply.list_version, 1U);
  EXPECT_EQ(reply.transaction, transaction_id(sample::gate, 1));
  const auto verdicts = recorder.of(RecordKind::registry_verdict);
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(verdicts[0].value, static_cast<std::int64_t>(Decision::admit));
  EXPECT_EQ(verdicts[0].ref, border_pass().ref.value);
  EXPECT_EQ(verdicts[0].unit, sample::gate.value);
  EXPECT_EQ(verdicts[0].code, sample::vietnam.value);
}

TEST_F(Registry, StampsOnceInTenDays)
{
  RegistryRequest crossing = request(RequestKind::record, 1, border_pass());
  crossing.stamped = true;
  EXPECT_EQ(ask(crossing).status, ReplyStatus::done);
  const auto due = [&](std::uint64_t count, Duration when) {
    return ask(request(RequestKind::check, count, border_pass(), sample::gate, noon + when), when)
        .stamp_due;
  };
  EXPECT_FALSE(due(2, seconds(1)));
  EXPECT_FALSE(due(3, days(10) - nanoseconds(1)));
  EXPECT_TRUE(due(4, days(10)));
}

TEST_F(Registry, RefersAHit)
{
  const RegistryReply by_number = ask(request(RequestKind::check, 1, border_pass("BP6666666")));
  EXPECT_EQ(by_number.decision, Decision::refer);
  EXPECT_EQ(by_number.reason, Reason::watch_list_hit);
  CheckedDocument wanted = border_pass("BP1234567", "LE<<VAN<DAU");
  wanted.birth = {1970, 1, 2};
  EXPECT_EQ(ask(request(RequestKind::check, 2, wanted)).reason, Reason::watch_list_hit);
}

TEST_F(Registry, InstallsOnlyNewerLists)
{
  EXPECT_EQ(service.install(sample::watch_list(1)).error().code, ErrorCode::rejected);
  EXPECT_TRUE(service.install(sample::watch_list(2)).ok());
  EXPECT_EQ(service.install(sample::watch_list(1)).error().code, ErrorCode::rejected);
  EXPECT_EQ(service.watch_list().version(), 2U);
}

TEST_F(Registry, RefersWithoutAListOrWithAStaleOne)
{
  RegistryService bare(sample::vietnam, sample::plus_seven, {}, ledger, nullptr);
  bare.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
  EXPECT_EQ(bare.handle(request(RequestKind::check, 1, border_pass()), at({})).reason,
            Reason::watch_list_missing);
  RegistryServiceConfig config;
  config.rules.watch_list_max_age = hours(24);
  RegistryService strict(sample::vietnam, sample::plus_seven, config, ledger, nullptr);
  strict.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
  ASSERT_TRUE(strict.install(sample::watch_list()).ok());
  const auto after = [&](std::uint64_t count, Duration when) {
    return strict.handle(
        request(RequestKind::check, count, border_pass(), sample::gate, noon + when), at(when));
  };
  EXPECT_EQ(after(2, hours(24)).decision, Decision::admit);
  EXPECT_EQ(after(3, hours(24) + nanoseconds(1)).reason, Reason::watch_list_stale);
}

TEST_F(Registry, AnswersTheSameQuestionTheSameForEver)
{
  const RegistryRequest asked = request(RequestKind::check, 1, border_pass());
  const RegistryReply first = ask(asked);
  ASSERT_TRUE(service.revoke_document("VNM", "BP1234567").ok());
  RegistryRequest again = asked;
  again.attempt = 3;
  const RegistryReply second = ask(again, days(30));
  EXPECT_EQ(second.status, ReplyStatus::duplicate);
  EXPECT_EQ(second.attempt, 3U);
  EXPECT_EQ(second.decision, first.decision);
  EXPECT_EQ(second.stamp_due, first.stamp_due);
  EXPECT_EQ(second.list_version, first.list_version);
  EXPECT_EQ(recorder.of(RecordKind::registry_verdict).size(), 1U);
  EXPECT_EQ(ask(request(RequestKind::check, 2, border_pass())).reason, Reason::document_revoked);
}

TEST_F(Registry, WritesARepeatedCrossingOnce)
{
  const RegistryRequest crossing = request(RequestKind::record, 1, border_pass());
  EXPECT_EQ(ask(crossing).status, ReplyStatus::done);
  EXPECT_EQ(ask(crossing, hours(5)).status, ReplyStatus::duplicate);
  EXPECT_EQ(ledger.crossings(), 1U);
  EXPECT_EQ(recorder.of(RecordKind::crossing_committed).size(), 1U);
  EXPECT_EQ(recorder.of(RecordKind::crossing_repeated).size(), 1U);
}

TEST_F(Registry, JournalsWhatACrossingSays)
{
  RegistryRequest crossing = request(RequestKind::record, 1, border_pass());
  crossing.stamped = true;
  crossing.offline = true;
  crossing.direction = Direction::entry;
  ask(crossing, seconds(9));
  const auto committed = recorder.of(RecordKind::crossing_committed);
  ASSERT_EQ(committed.size(), 1U);
  EXPECT_EQ(committed[0].detail,
            1U | 1U << 8 | 1U << 9 | static_cast<std::uint32_t>(Decision::admit) << 16);
  EXPECT_EQ(committed[0].time_ns, seconds(9).ns);
  EXPECT_EQ(committed[0].subject, crossing.transaction.value);
  EXPECT_EQ(committed[0].ref, crossing.document.ref.value);
}

TEST_F(Registry, SaysThatSomebodyElseCountsUnderTheSameUnitsNumber)
{
  const RegistryRequest first = request(RequestKind::check, 1, border_pass());
  ASSERT_EQ(ask(first).status, ReplyStatus::done);
  RegistryRequest other = first; // the first transaction of another gate, or of a new store
  other.document.number = sample::text<24>("BP7654321");
  const RegistryReply reply = ask(other);
  EXPECT_EQ(reply.status, ReplyStatus::conflict);
  EXPECT_EQ(reply.decision, Decision::refer);
  EXPECT_EQ(reply.reason, Reason::unit_number_in_use);
}

// Every field but the attempt and the check list is content.
TEST_F(Registry, FindsAConflictInEveryField)
{
  const RegistryRequest crossing = request(RequestKind::record, 1, border_pass());
  ASSERT_EQ(ask(crossing).status, ReplyStatus::done);
  const std::vector<std::function<void(RegistryRequest&)>> changes{
      [](RegistryRequest& r) { r.direction = Direction::entry; },
      [](RegistryRequest& r) { r.decision = Decision::refer; },
      [](RegistryRequest& r) { r.reason = Reason::officer_admitted; },
      [](RegistryRequest& r) { r.offline = true; },
      [](RegistryRequest& r) { r.stamped = true; },
      [](RegistryRequest& r) { r.at = r.at + nanoseconds(1); },
      [](RegistryRequest& r) { r.document.kind = DocumentKind::passport; },
      [](RegistryRequest& r) { r.document.ref.value ^= 1; },
      [](RegistryRequest& r) { r.document.issuer = sample::text<3>("LAO"); },
      [](RegistryRequest& r) { r.document.number = sample::text<24>("BP1234568"); },
      [](RegistryRequest& r) { r.document.nationality = sample::text<3>("LAO"); },
      [](RegistryRequest& r) { r.document.name = sample::text<64>("NGUYEN<<VAN<AM"); },
      [](RegistryRequest& r) { r.document.birth.day = 1; },
      [](RegistryRequest& r) { r.document.valid_from.year = 2024; },
      [](RegistryRequest& r) { r.document.valid_until.month = 11; },
      [](RegistryRequest& r) { r.document.areas = sample::text<32>("X"); }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    RegistryRequest other = crossing;
    changes[i](other);
    const RegistryReply reply = ask(other);
    EXPECT_EQ(reply.status, ReplyStatus::conflict) << i;
    const bool of_another = other.document.issuer != crossing.document.issuer ||
                            other.document.number != crossing.document.number;
    EXPECT_EQ(reply.reason, of_another ? Reason::unit_number_in_use : Reason::conflicting_record)
        << i;
  }
  RegistryRequest same = crossing;
  same.attempt = 7;
  same.document.checks.clear();
  EXPECT_EQ(ask(same).status, ReplyStatus::duplicate);
  EXPECT_EQ(ledger.crossings(), 1U);
  EXPECT_EQ(recorder.of(RecordKind::crossing_conflict).size(), changes.size());
}

// A unit whose crossing was delivered, and that could not write so, presumes it after a restart.
TEST_F(Registry, TakesAPresumptionOfWhatItKnowsAsARepetition)
{
  const RegistryRequest crossing = request(RequestKind::record, 1, border_pass());
  ASSERT_EQ(ask(crossing).status, ReplyStatus::done);
  RegistryRequest presumed = crossing;
  presumed.reason = Reason::passage_presumed;
  presumed.at = presumed.at + seconds(-5);
  EXPECT_EQ(ask(presumed).status, ReplyStatus::duplicate);
  EXPECT_EQ(ledger.crossings(), 1U);
  EXPECT_TRUE(recorder.of(RecordKind::crossing_conflict).empty());
  presumed.document.number = sample::text<24>("BP7654321");
  EXPECT_EQ(ask(presumed).reason, Reason::unit_number_in_use);
  // What is known as presumed stays so: nobody who knew more would send it again.
  RegistryRequest first = request(RequestKind::record, 2, border_pass());
  first.reason = Reason::passage_presumed;
  ASSERT_EQ(ask(first).status, ReplyStatus::done);
  EXPECT_EQ(ask(first).status, ReplyStatus::duplicate);
  first.reason = Reason::none;
  EXPECT_EQ(ask(first).status, ReplyStatus::conflict);
}

TEST_F(Registry, RefusesWhatNoUnitOfItsOwnWouldSend)
{
  const auto status = [&](const std::function<void(RegistryRequest&)>& change) {
    RegistryRequest asked = request(RequestKind::record, 1, border_pass());
    change(asked);
    const RegistryReply reply = ask(asked);
    EXPECT_NE(reply.reason, Reason::none);
    return reply.status;
  };
  EXPECT_EQ(status([](RegistryRequest& r) { r.authority = sample::laos; }), ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.unit = {99}; }), ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.unit = sample::booth; }), ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.checkpoint = {8}; }), ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.transaction = {}; }), ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.at = {-1}; }), ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.at = {INT64_MAX}; }), ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.decision = Decision::none; }),
            ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.kind = static_cast<RequestKind>(9); }),
            ReplyStatus::malformed);
  EXPECT_EQ(status([](RegistryRequest& r) { r.direction = static_cast<Direction>(2); }),
            ReplyStatus::malformed);
  EXPECT_EQ(ledger.crossings(), 0U);
}

TEST_F(Registry, RefersChecksFromAClockThatIsFarOff)
{
  const auto reason = [&](std::uint64_t count, Duration off) {
    return ask(request(RequestKind::check, count, border_pass(), sample::gate, noon + off)).reason;
  };
  EXPECT_EQ(reason(1, minutes(5)), Reason::stamp_due);
  EXPECT_EQ(reason(2, minutes(5) + nanoseconds(1)), Reason::clock_implausible);
  EXPECT_EQ(reason(3, minutes(-5)), Reason::stamp_due);
  EXPECT_EQ(reason(4, minutes(-5) - nanoseconds(1)), Reason::clock_implausible);
}

TEST_F(Registry, RecordsACrossingWithoutADocument)
{
  CheckedDocument none;
  RegistryRequest crossing = request(RequestKind::record, 1, none);
  crossing.reason = Reason::officer_admitted;
  EXPECT_EQ(ask(crossing).status, ReplyStatus::done);
  EXPECT_NE(ask(request(RequestKind::check, 2, none)).decision, Decision::admit);
}

// -- one stop

class OneStop : public Registry {
protected:
  RegistryRequest joint(RequestKind kind, std::uint64_t count = 1)
  {
    return request(kind, count, border_pass(), sample::booth);
  }
};

TEST_F(OneStop, WritesTheCrossingOnConfirmation)
{
  EXPECT_EQ(ask(joint(RequestKind::reserve)).decision, Decision::admit);
  EXPECT_EQ(ledger.crossings(), 0U);
  ASSERT_EQ(service.open_reservations().size(), 1U);
  const RegistryReply confirmed = ask(joint(RequestKind::confirm), seconds(5));
  EXPECT_EQ(confirmed.status, ReplyStatus::done);
  EXPECT_EQ(confirmed.decision, Decision::admit);
  EXPECT_EQ(ledger.crossings(), 1U);
  EXPECT_TRUE(service.open_reservations().empty());
  EXPECT_EQ(ask(joint(RequestKind::confirm), days(1)).status, ReplyStatus::duplicate);
  // The unit's outbox may bring the same crossing: it is there already.
  EXPECT_EQ(ask(joint(RequestKind::record), days(1)).status, ReplyStatus::duplicate);
  EXPECT_EQ(ledger.crossings(), 1U);
  EXPECT_EQ(recorder.of(RecordKind::reservation_made).size(), 1U);
  EXPECT_EQ(recorder.of(RecordKind::reservation_confirmed).size(), 1U);
  EXPECT_EQ(recorder.of(RecordKind::crossing_committed).size(), 1U);
}

TEST_F(OneStop, KeepsItsWordAfterTheReservationExpired)
{
  ask(joint(RequestKind::reserve));
  EXPECT_EQ(service.open_reservations().size(), 1U);
  EXPECT_EQ(ask(joint(RequestKind::confirm), hours(9)).decision, Decision::admit);
}

TEST_F(OneStop, HoldsTheDocumentAgainstOthersWhileReserved)
{
  ask(joint(RequestKind::reserve, 1));
  RegistryRequest other = joint(RequestKind::reserve, 2);
  EXPECT_EQ(ask(other).reason, Reason::document_in_use_elsewhere);
  EXPECT_EQ(ask(request(RequestKind::check, 3, border_pass())).reason,
            Reason::document_in_use_elsewhere);
  EXPECT_EQ(ask(request(RequestKind::check, 4, border_pass(), sample::gate, noon + minutes(2)),
                minutes(2))
                .decision,
            Decision::admit);
  ask(joint(RequestKind::cancel, 1));
  EXPECT_EQ(ask(joint(RequestKind::reserve, 5)).decision, Decision::admit);
}

TEST_F(OneStop, VoidsForGood)
{
  ask(joint(RequestKind::reserve));
  EXPECT_EQ(ask(joint(RequestKind::cancel)).status, ReplyStatus::done);
  EXPECT_EQ(ask(joint(RequestKind::cancel)).status, ReplyStatus::duplicate);
  const RegistryReply late = ask(joint(RequestKind::confirm));
  EXPECT_EQ(late.decision, Decision::refer);
  EXPECT_EQ(late.reason, Reason::joint_voided);
  EXPECT_EQ(ledger.crossings(), 0U);
  EXPECT_EQ(recorder.of(RecordKind::reservation_cancelled).size(), 1U);
}

TEST_F(OneStop, VoidsAReservationThatItsCancellationOvertook)
{
  EXPECT_EQ(ask(joint(RequestKind::cancel)).status, ReplyStatus::done);
  EXPECT_EQ(ask(joint(RequestKind::reserve)).reason, Reason::joint_voided);
  EXPECT_TRUE(service.open_reservations().empty());
}

TEST_F(OneStop, ConfirmsNothingThatItDidNotAgreeTo)
{
  EXPECT_EQ(ask(joint(RequestKind::confirm)).reason, Reason::joint_voided);
  ask(joint(RequestKind::reserve, 2));
  RegistryRequest swapped = joint(RequestKind::confirm, 2);
  swapped.document.number = sample::text<24>("BP7777777");
  EXPECT_EQ(ask(swapped).status, ReplyStatus::conflict);
  EXPECT_EQ(ledger.crossings(), 0U);
}

TEST_F(OneStop, LetsACommittedCrossingStandAgainstACancellation)
{
  ask(joint(RequestKind::reserve));
  ask(joint(RequestKind::confirm));
  const RegistryReply late = ask(joint(RequestKind::cancel));
  EXPECT_EQ(late.status, ReplyStatus::conflict);
  EXPECT_EQ(late.decision, Decision::admit);
  EXPECT_EQ(ledger.crossings(), 1U);
}

// A unit that takes reservations and ends none would hold everybody's documents.
TEST_F(OneStop, RefersTravellersOfAUnitThatLeavesTooManyReservationsOpen)
{
  RegistryServiceConfig config;
  config.most_open_reservations = 2;
  RegistryService bounded(sample::vietnam, sample::plus_seven, config, ledger, nullptr);
  const UnitId other{19};
  for (const UnitId unit : {sample::booth, other})
    bounded.enrol({.unit = unit,
                   .checkpoint = sample::checkpoint,
                   .purpose = StationPurpose::one_stop_booth});
  ASSERT_TRUE(bounded.install(sample::watch_list()).ok());
  const auto ask_for = [&](RequestKind kind, std::uint64_t count, UnitId unit, Duration when = {}) {
    const std::string number = "BP700" + std::to_string(unit.value * 10 + count);
    EXPECT_TRUE(bounded.register_document("VNM", number).ok());
    RegistryRequest asked = request(kind, count, border_pass(number), unit);
    asked.at = at(when).wall;
    return bounded.handle(asked, at(when));
  };
  const auto reserve = [&](std::uint64_t count, UnitId unit = sample::booth, Duration when = {}) {
    return ask_for(RequestKind::reserve, count, unit, when);
  };
  EXPECT_EQ(reserve(1).decision, Decision::admit);
  EXPECT_EQ(reserve(2).decision, Decision::admit);
  EXPECT_EQ(reserve(3).decision, Decision::refer);
  EXPECT_EQ(reserve(3).reason, Reason::joint_in_doubt) << "the same answer to the same question";
  EXPECT_EQ(reserve(1, other).decision, Decision::admit) << "another unit's are its own";
  EXPECT_EQ(reserve(4, sample::booth, minutes(10)).reason, Reason::joint_in_doubt)
      << "one that has expired may be confirmed yet";
  EXPECT_EQ(ask_for(RequestKind::check, 5, sample::booth).decision, Decision::admit)
      << "a check holds nothing";
  EXPECT_EQ(ask_for(RequestKind::cancel, 1, sample::booth).status, ReplyStatus::done);
  EXPECT_EQ(reserve(6).decision, Decision::admit);
  EXPECT_EQ(bounded.open_reservations().size(), 3U);
}

TEST_F(OneStop, ReservesNothingForAHit)
{
  RegistryRequest hit = joint(RequestKind::reserve);
  hit.document = border_pass("BP6666666");
  EXPECT_EQ(ask(hit).reason, Reason::watch_list_hit);
  EXPECT_TRUE(service.open_reservations().empty());
}

// -- a ledger that fails

class BrokenLedger final : public Ledger {
public:
  explicit BrokenLedger(MemoryLedger& inner) : m_inner(inner) {}
  bool reads_fail = false;
  AuthorityId authority() const override { return m_inner.authority(); }
  Result<Committed> commit(const LedgerWrite&) override { return Error{ErrorCode::io, "disk"}; }
  Status put_document(const DocumentKey&, DocumentStatus) override { return fault(); }
  Result<std::optional<StoredAnswer>> answer(const AnswerKey& key) const override
  {
    if (reads_fail) return fault();
    return m_inner.answer(key);
  }
  Result<DocumentState> document(const DocumentKey& key) const override
  {
    return m_inner.document(key);
  }
  Result<std::optional<Reservation>> reservation(TransactionId transaction) const override
  {
    return m_inner.reservation(transaction);
  }
  Result<std::optional<Crossing>> crossing(TransactionId transaction) const override
  {
    return m_inner.crossing(transaction);
  }
  Result<std::optional<Reservation>> holder(const DocumentKey& key, TransactionId except,
                                            WallTime now) const override
  {
    return m_inner.holder(key, except, now);
  }
  std::uint64_t crossings() const override { return 0; }
  Status visit_crossings(CrossingVisitor&) const override { return fault(); }
  Status visit_held(ReservationVisitor&) const override { return fault(); }
  Result<std::vector<Crossing>> history(const DocumentKey&, const HistoryPlace&,
                                        std::size_t) const override
  {
    return fault();
  }

private:
  static Error fault() { return {ErrorCode::io, "disk"}; }
  MemoryLedger& m_inner;
};

TEST_F(Registry, AcknowledgesNothingThatItsLedgerDidNotWrite)
{
  BrokenLedger broken(ledger);
  RegistryService failing(sample::vietnam, sample::plus_seven, {}, broken, &recorder.journal());
  failing.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
  ASSERT_TRUE(failing.install(sample::watch_list()).ok());
  for (const bool reads_fail : {false, true}) {
    broken.reads_fail = reads_fail;
    for (const RequestKind kind : {RequestKind::check, RequestKind::record, RequestKind::reserve,
                                   RequestKind::confirm, RequestKind::cancel}) {
      const RegistryReply reply = failing.handle(request(kind, 1, border_pass()), at({}));
      EXPECT_EQ(reply.status, ReplyStatus::overloaded);
      EXPECT_EQ(reply.decision, Decision::refer);
      EXPECT_EQ(reply.reason, Reason::store_failed);
      EXPECT_FALSE(reply.stamp_due);
    }
  }
  EXPECT_TRUE(recorder.of(RecordKind::crossing_committed).empty());
  EXPECT_TRUE(recorder.of(RecordKind::registry_verdict).empty());
}

TEST(SimilarNames, AreReferredToAnOfficerAndNeverDecidedByThemselves)
{
  MemoryLedger ledger(sample::vietnam);
  const auto ask = [&](std::uint32_t threshold, std::uint64_t count, const char* name) {
    RegistryServiceConfig config;
    config.rules.similar_names = threshold;
    RegistryService service(sample::vietnam, sample::plus_seven, config, ledger, nullptr);
    service.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
    EXPECT_TRUE(service.install(sample::watch_list()).ok());
    EXPECT_TRUE(service.register_document("VNM", "BP1234567").ok());
    CheckedDocument document = sample::border_pass("BP1234567", name);
    document.birth = {1970, 1, 2};
    return service.handle(sample::request(RequestKind::check, count, document), sample::at({}));
  };
  const RegistryReply similar = ask(similar_name_threshold, 1, "LE<<VAN<DAUU");
  EXPECT_EQ(similar.decision, Decision::refer);
  EXPECT_EQ(similar.reason, Reason::watch_list_similar);
  EXPECT_EQ(ask(similar_name_threshold, 2, "LE<<VAN<DAU").reason, Reason::watch_list_hit);
  EXPECT_EQ(ask(similar_name_threshold, 3, "NGUYEN<<THI<HOA").decision, Decision::admit);
  EXPECT_EQ(ask(0, 4, "LE<<VAN<DAUU").decision, Decision::admit) << "where it is not asked for";
}

} // namespace
} // namespace gatetwin
