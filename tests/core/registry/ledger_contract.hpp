// SPDX-License-Identifier: Apache-2.0
// The contract that every ledger keeps, as one typed suite. A Traits type makes the ledger and, for
// durable ones, closes and opens it again:
//   Ledger& ledger();  void reopen();  // a ledger without storage keeps its content in reopen()
#pragma once
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>
#include <optional>
#include <vector>

namespace gatetwin {

inline Crossing sample_crossing(std::uint64_t count, std::string_view number, bool stamped = false,
                                WallTime at = sample::noon)
{
  return {.transaction = transaction_id(sample::gate, count),
          .authority = sample::vietnam,
          .unit = sample::gate,
          .checkpoint = sample::checkpoint,
          .direction = Direction::exit,
          .decision = Decision::admit,
          .reason = Reason::officer_admitted,
          .offline = true,
          .stamped = stamped,
          .at = at,
          .received_at = at + seconds(3),
          .kind = DocumentKind::border_pass,
          .ref = {0xABCD},
          .document = document_key("VNM", number)};
}

inline LedgerWrite write_of(const Crossing& crossing, std::uint64_t content,
                            RequestKind kind = RequestKind::record)
{
  return {.key = {crossing.transaction, crossing.authority, kind},
          .answer = {.content = content, .list_version = 5, .decision = Decision::admit},
          .crossing = &crossing};
}

class CrossingList final : public CrossingVisitor {
public:
  void on_crossing(std::uint64_t number, const Crossing& crossing) override
  {
    EXPECT_EQ(number, found.size());
    found.push_back(crossing);
  }
  std::vector<Crossing> found;
};

class ReservationList final : public ReservationVisitor {
public:
  void on_reservation(const Reservation& reservation) override { found.push_back(reservation); }
  std::vector<Reservation> found;
};

template <typename Traits> class LedgerContract : public testing::Test {
protected:
  Ledger& ledger() { return m_traits.ledger(); }
  void reopen() { m_traits.reopen(); }
  CommitResult commit(const LedgerWrite& write)
  {
    const Result<Committed> committed = ledger().commit(write);
    EXPECT_TRUE(committed.ok());
    return committed.value().result;
  }
  std::vector<Crossing> crossings()
  {
    CrossingList list;
    EXPECT_TRUE(ledger().visit_crossings(list).ok());
    return list.found;
  }
  std::vector<Reservation> held()
  {
    ReservationList list;
    EXPECT_TRUE(ledger().visit_held(list).ok());
    return list.found;
  }

  // Of BP1 of that state.
  std::vector<Crossing> history(std::string_view issuer, const HistoryPlace& after = {},
                                std::size_t most = 100)
  {
    const auto found = ledger().history(document_key(issuer, "BP1"), after, most);
    EXPECT_TRUE(found.ok());
    return found.value();
  }

  Traits m_traits;
};
TYPED_TEST_SUITE_P(LedgerContract);

TYPED_TEST_P(LedgerContract, KnowsNothingAtFirst)
{
  const TransactionId transaction = transaction_id(sample::gate, 1);
  EXPECT_FALSE(this->ledger()
                   .answer({transaction, sample::vietnam, RequestKind::check})
                   .value()
                   .has_value());
  EXPECT_EQ(this->ledger().document(document_key("VNM", "X")).value().status,
            DocumentStatus::unknown);
  EXPECT_FALSE(this->ledger().crossing(transaction).value().has_value());
  EXPECT_FALSE(this->ledger().reservation(transaction).value().has_value());
  EXPECT_EQ(this->ledger().crossings(), 0U);
}

TYPED_TEST_P(LedgerContract, GivesTheFirstAnswerToTheSameContentForEver)
{
  const Crossing crossing = sample_crossing(1, "BP1");
  LedgerWrite write = write_of(crossing, 99);
  EXPECT_EQ(this->commit(write), CommitResult::written);
  for (int round = 0; round < 2; ++round) {
    write.answer.reason = Reason::watch_list_hit; // what would be answered today
    const Result<Committed> again = this->ledger().commit(write);
    EXPECT_EQ(again.value().result, CommitResult::duplicate);
    EXPECT_EQ(again.value().answer.reason, Reason::none);
    EXPECT_EQ(again.value().answer.decision, Decision::admit);
    EXPECT_EQ(again.value().answer.list_version, 5U);
    EXPECT_EQ(this->crossings(), std::vector<Crossing>{crossing});
    this->reopen();
  }
}

TYPED_TEST_P(LedgerContract, WritesNothingWhenTheSameKeyBringsOtherContent)
{
  const Crossing crossing = sample_crossing(1, "BP1");
  EXPECT_EQ(this->commit(write_of(crossing, 99)), CommitResult::written);
  Crossing other = crossing;
  other.direction = Direction::entry;
  EXPECT_EQ(this->commit(write_of(other, 98)), CommitResult::conflict);
  this->reopen();
  EXPECT_EQ(this->crossings(), std::vector<Crossing>{crossing});
  EXPECT_EQ(this->commit(write_of(crossing, 99)), CommitResult::duplicate);
}

TYPED_TEST_P(LedgerContract, HasAtMostOneCrossingForATransaction)
{
  const Crossing crossing = sample_crossing(1, "BP1");
  EXPECT_EQ(this->commit(write_of(crossing, 99, RequestKind::confirm)), CommitResult::written);
  EXPECT_EQ(this->commit(write_of(crossing, 99, RequestKind::record)), CommitResult::conflict);
  EXPECT_EQ(this->ledger().crossings(), 1U);
  EXPECT_EQ(this->ledger().crossing(crossing.transaction).value(), crossing);
}

TYPED_TEST_P(LedgerContract, TellsTheKindsOfOneTransactionApart)
{
  const Crossing crossing = sample_crossing(1, "BP1");
  LedgerWrite check = write_of(crossing, 7, RequestKind::check);
  check.crossing = nullptr;
  check.answer.stamp_due = true;
  EXPECT_EQ(this->commit(check), CommitResult::written);
  EXPECT_EQ(this->commit(write_of(crossing, 8)), CommitResult::written);
  this->reopen();
  const AnswerKey key{crossing.transaction, sample::vietnam, RequestKind::check};
  EXPECT_EQ(this->ledger().answer(key).value()->content, 7U);
  EXPECT_TRUE(this->ledger().answer(key).value()->stamp_due);
  EXPECT_EQ(this->ledger()
                .answer({crossing.transaction, sample::vietnam, RequestKind::record})
                .value()
                ->content,
            8U);
}

TYPED_TEST_P(LedgerContract, RefusesPartsOfDifferentOrigin)
{
  const Crossing crossing = sample_crossing(1, "BP1");
  LedgerWrite write = write_of(crossing, 1);
  write.key.transaction = transaction_id(sample::gate, 2);
  EXPECT_EQ(this->ledger().commit(write).error().code, ErrorCode::rejected);
  write = write_of(crossing, 1);
  write.key.authority = sample::laos;
  EXPECT_EQ(this->ledger().commit(write).error().code, ErrorCode::rejected);
  EXPECT_EQ(this->ledger().crossings(), 0U);
}

TYPED_TEST_P(LedgerContract, RemembersTheLatestStampOfADocument)
{
  const DocumentKey key = document_key("VNM", "BP1");
  this->commit(write_of(sample_crossing(1, "BP1", true), 1));
  this->commit(write_of(sample_crossing(2, "BP1", false, sample::noon + days(1)), 2));
  // Delivered late: an older stamp does not replace the newer one.
  this->commit(write_of(sample_crossing(3, "BP1", true, sample::before(sample::noon, days(3))), 3));
  this->reopen();
  EXPECT_TRUE(this->ledger().document(key).value().stamped);
  EXPECT_EQ(this->ledger().document(key).value().last_stamp, sample::noon);
  EXPECT_FALSE(this->ledger().document(document_key("VNM", "BP2")).value().stamped);
}

TYPED_TEST_P(LedgerContract, CountsAStampFromAFastClockFromWhenItWasReceived)
{
  Crossing crossing = sample_crossing(1, "BP1", true);
  crossing.at = crossing.received_at + days(400);
  this->commit(write_of(crossing, 1));
  this->reopen();
  EXPECT_EQ(this->ledger().document(crossing.document).value().last_stamp, crossing.received_at);
  EXPECT_EQ(this->ledger().crossing(crossing.transaction).value()->at, crossing.at);
}

TYPED_TEST_P(LedgerContract, KeepsARevokedDocumentRevoked)
{
  const DocumentKey key = document_key("VNM", "BP1");
  EXPECT_TRUE(this->ledger().put_document(key, DocumentStatus::known).ok());
  EXPECT_EQ(this->ledger().document(key).value().status, DocumentStatus::known);
  EXPECT_TRUE(this->ledger().put_document(key, DocumentStatus::revoked).ok());
  EXPECT_TRUE(this->ledger().put_document(key, DocumentStatus::known).ok());
  this->reopen();
  EXPECT_EQ(this->ledger().document(key).value().status, DocumentStatus::revoked);
  EXPECT_EQ(this->ledger().put_document({}, DocumentStatus::known).error().code,
            ErrorCode::malformed);
}

TYPED_TEST_P(LedgerContract, HoldsADocumentUntilItsReservationEndsOrExpires)
{
  const TransactionId first = transaction_id(sample::gate, 1);
  const TransactionId second = transaction_id(sample::gate, 2);
  Reservation reservation{.transaction = first,
                          .expires_at = sample::noon + minutes(2),
                          .ref = {1},
                          .document = document_key("VNM", "BP1")};
  LedgerWrite write{.key = {first, sample::vietnam, RequestKind::reserve},
                    .answer = {.content = 1},
                    .reservation = &reservation};
  EXPECT_EQ(this->commit(write), CommitResult::written);
  this->reopen();
  Ledger& ledger = this->ledger();
  const WallTime last = sample::before(sample::noon + minutes(2), nanoseconds(1));
  EXPECT_EQ(ledger.holder(reservation.document, second, last).value(), reservation);
  EXPECT_FALSE(ledger.holder(reservation.document, first, last).value().has_value());
  EXPECT_FALSE(
      ledger.holder(reservation.document, second, reservation.expires_at).value().has_value());
  EXPECT_EQ(this->held(), std::vector<Reservation>{reservation}); // overdue ones stay listed
  reservation.state = ReservationState::cancelled;
  write.key.kind = RequestKind::cancel;
  EXPECT_EQ(this->commit(write), CommitResult::written);
  this->reopen();
  EXPECT_TRUE(this->held().empty());
  EXPECT_FALSE(
      this->ledger().holder(reservation.document, second, sample::noon).value().has_value());
  EXPECT_EQ(this->ledger().reservation(first).value(), reservation);
}

TYPED_TEST_P(LedgerContract, KeepsManyCrossingsInTheOrderWritten)
{
  std::vector<Crossing> written;
  for (std::uint64_t i = 0; i < 300; ++i) {
    Crossing crossing = sample_crossing(i, "BP" + std::to_string(i % 70), i % 3 == 0,
                                        sample::noon + seconds(static_cast<std::int64_t>(i)));
    crossing.unit = {static_cast<std::uint32_t>(i % 5)};
    crossing.transaction = transaction_id(crossing.unit, i * 1'000'003);
    if (i % 50 == 7) crossing.document = {};
    EXPECT_EQ(this->commit(write_of(crossing, i)), CommitResult::written);
    written.push_back(crossing);
  }
  this->reopen();
  EXPECT_EQ(this->crossings(), written);
  for (const Crossing& crossing : written) {
    EXPECT_EQ(this->ledger().crossing(crossing.transaction).value(), crossing);
  }
}

TYPED_TEST_P(LedgerContract, KeepsAGroupOfWritesAsIfEachHadBeenWrittenAlone)
{
  std::vector<Crossing> written;
  ASSERT_TRUE(this->ledger().begin_group().ok());
  for (std::uint64_t i = 1; i <= 5; ++i) {
    written.push_back(sample_crossing(i, "BP" + std::to_string(i)));
    EXPECT_EQ(this->commit(write_of(written.back(), i)), CommitResult::written);
    EXPECT_EQ(this->commit(write_of(written.back(), i)), CommitResult::duplicate);
    EXPECT_EQ(this->commit(write_of(written.back(), 99)), CommitResult::conflict);
  }
  EXPECT_TRUE(this->ledger().put_document(document_key("VNM", "BP9"), DocumentStatus::known).ok());
  ASSERT_TRUE(this->ledger().end_group().ok());
  ASSERT_TRUE(this->ledger().begin_group().ok()) << "an empty group is one too";
  ASSERT_TRUE(this->ledger().end_group().ok());
  this->reopen();
  EXPECT_EQ(this->crossings(), written);
  EXPECT_EQ(this->ledger().document(document_key("VNM", "BP9")).value().status,
            DocumentStatus::known);
}

// Of one document, whatever unit and checkpoint; what an outbox delivers days later stands where it
// belongs. The same number of another state is another document.
TYPED_TEST_P(LedgerContract, TellsADocumentsHistoryAcrossUnitsInTheOrderOfItsPassages)
{
  const auto crossing = [](UnitId unit, std::uint64_t count, Duration after_noon) {
    Crossing one = sample_crossing(count, "BP1", false, sample::noon + after_noon);
    one.unit = unit;
    one.transaction = transaction_id(unit, count);
    return one;
  };
  const UnitId far{0xFF'FFFF}; // its transactions are above half of all 64-bit numbers
  const Crossing morning = crossing(sample::gate, 1, hours(1));
  const Crossing at_once_near = crossing(sample::gate, 2, hours(2));
  const Crossing at_once_far = crossing(far, 1, hours(2));
  const Crossing evening = crossing(sample::booth, 5, hours(9));
  Crossing of_laos = crossing(sample::gate, 3, hours(3));
  of_laos.document = document_key("LAO", "BP1");
  Crossing of_nobody = crossing(sample::gate, 4, hours(3));
  of_nobody.document = {};
  Crossing stateless = crossing(sample::gate, 6, hours(3));
  stateless.document = document_key("", "BP1");
  std::uint64_t content = 0;
  for (const Crossing& one :
       {evening, of_laos, at_once_far, of_nobody, stateless, at_once_near, morning})
    EXPECT_EQ(this->commit(write_of(one, ++content)), CommitResult::written);
  this->commit(write_of(sample_crossing(7, "BP2"), ++content));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(this->history("VNM"),
              (std::vector<Crossing>{morning, at_once_near, at_once_far, evening}));
    EXPECT_EQ(this->history("LAO"), std::vector<Crossing>{of_laos});
    EXPECT_EQ(this->history(""), std::vector<Crossing>{stateless});
    EXPECT_TRUE(this->history("THA").empty());
    EXPECT_TRUE(this->ledger().history({}, {}, 100).value().empty());
    this->reopen();
  }
}

TYPED_TEST_P(LedgerContract, TellsAHistoryPartByPart)
{
  std::vector<Crossing> wanted;
  for (std::uint64_t i = 0; i < 40; ++i) {
    wanted.push_back(
        sample_crossing(i, "BP1", false, sample::noon + minutes(static_cast<std::int64_t>(i) / 3)));
    this->commit(write_of(wanted.back(), i));
  }
  std::vector<Crossing> told;
  HistoryPlace after;
  for (int part = 0; part < 10; ++part) {
    const auto more = this->history("VNM", after, 7);
    EXPECT_LE(more.size(), 7U);
    told.insert(told.end(), more.begin(), more.end());
    if (!told.empty()) after = place_of(told.back());
  }
  EXPECT_EQ(told, wanted);
  EXPECT_TRUE(this->history("VNM", {}, 0).empty());
}

TYPED_TEST_P(LedgerContract, TellsInAGroupWhatTheGroupHasWritten)
{
  const Crossing crossing = sample_crossing(1, "BP1");
  ASSERT_TRUE(this->ledger().begin_group().ok());
  this->commit(write_of(crossing, 1));
  EXPECT_EQ(this->history("VNM"), std::vector<Crossing>{crossing});
  ASSERT_TRUE(this->ledger().end_group().ok());
  EXPECT_EQ(this->history("VNM"), std::vector<Crossing>{crossing});
}

REGISTER_TYPED_TEST_SUITE_P(
    LedgerContract, TellsADocumentsHistoryAcrossUnitsInTheOrderOfItsPassages,
    TellsAHistoryPartByPart, TellsInAGroupWhatTheGroupHasWritten, KnowsNothingAtFirst,
    GivesTheFirstAnswerToTheSameContentForEver, WritesNothingWhenTheSameKeyBringsOtherContent,
    HasAtMostOneCrossingForATransaction, TellsTheKindsOfOneTransactionApart,
    RefusesPartsOfDifferentOrigin, RemembersTheLatestStampOfADocument,
    CountsAStampFromAFastClockFromWhenItWasReceived, KeepsARevokedDocumentRevoked,
    HoldsADocumentUntilItsReservationEndsOrExpires, KeepsManyCrossingsInTheOrderWritten,
    KeepsAGroupOfWritesAsIfEachHadBeenWrittenAlone);

} // namespace gatetwin
