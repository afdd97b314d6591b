// SPDX-License-Identifier: Apache-2.0
// What somebody with SQL and the tables' owner's rights changes beside the centre: nothing of it is
// served, and verify() names the row.
#include "tests/core/centre/postgres_cases.hpp"
#include <functional>
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

using Serve = std::function<Status(PostgresLedger&)>;

// The rows of fill_everything().
const std::string& filled_database()
{
  static const Database filled = [] {
    Database database;
    fill_everything(*database.open().value());
    return database;
  }();
  return filled.name;
}

template <typename Value> Status status_of(const Result<Value>& result)
{
  return result.ok() ? success() : Status(result.error());
}

Serve answer(std::uint64_t count, RequestKind kind = RequestKind::record)
{
  return [=](PostgresLedger& ledger) {
    return status_of(ledger.answer({transaction_id(sample::gate, count), sample::vietnam, kind}));
  };
}
Serve document(std::string_view number, std::string_view issuer = "VNM")
{
  const DocumentKey key = document_key(issuer, number);
  return [=](PostgresLedger& ledger) { return status_of(ledger.document(key)); };
}
Serve crossing(std::uint64_t count)
{
  const TransactionId transaction = transaction_id(sample::gate, count);
  return [=](PostgresLedger& ledger) { return status_of(ledger.crossing(transaction)); };
}
Serve history(std::string_view number)
{
  const DocumentKey key = document_key("VNM", number);
  return [=](PostgresLedger& ledger) { return status_of(ledger.history(key, {}, 10)); };
}
Status presumed(PostgresLedger& ledger) { return status_of(ledger.presumed({}, 10)); }
Status every_crossing(PostgresLedger& ledger)
{
  struct Nobody final : CrossingVisitor {
    void on_crossing(std::uint64_t, const Crossing&) override {}
  } nobody;
  return ledger.visit_crossings(nobody);
}
Status every_row(PostgresLedger& ledger)
{
  struct Nobody final : LedgerRowVisitor {
    void on_row(const LedgerHead&, const LedgerRow&) override {}
  } nobody;
  return ledger.visit_rows(7, 20, nobody);
}
Serve settlement(std::uint64_t count)
{
  const TransactionId transaction = transaction_id(sample::gate, count);
  return [=](PostgresLedger& ledger) { return status_of(ledger.settlement(transaction)); };
}
Serve settling(std::uint64_t count)
{
  return [=](PostgresLedger& ledger) {
    return status_of(ledger.settle(
        sample_settlement(presumed_crossing(count, ""), SettlementOutcome::confirmed, true)));
  };
}
Serve reservation(TransactionId transaction)
{
  return [=](PostgresLedger& ledger) { return status_of(ledger.reservation(transaction)); };
}
Serve holder(std::string_view number)
{
  const DocumentKey key = document_key("VNM", number);
  return [=](PostgresLedger& ledger) {
    return status_of(ledger.holder(key, transaction_id(sample::gate, 999), sample::noon));
  };
}
Status held(PostgresLedger& ledger)
{
  struct Nobody final : ReservationVisitor {
    void on_reservation(const Reservation&) override {}
  } nobody;
  return ledger.visit_held(nobody);
}
Serve list(ListName name)
{
  return [=](PostgresLedger& ledger) { return status_of(ledger.list(name)); };
}
Status putting_list(PostgresLedger& ledger)
{
  return ledger.put_list({ListName::watch_list, 12, false, sample::noon});
}
Status journal(PostgresLedger& ledger)
{
  return status_of(ledger.journal(sample::gate, "g-1.journal"));
}
Status journals(PostgresLedger& ledger)
{
  struct Nobody final : HeldHeadVisitor {
    void on_head(const HeldHead&) override {}
  } nobody;
  return ledger.visit_journals(sample::gate, nobody);
}

struct Harm {
  std::string sql;
  std::uint64_t row; // as verify() names it
  std::vector<Serve> served;
};

void expect_found(const Harm& harm)
{
  Database database(filled_database());
  database.tamper(harm.sql);
  for (const Serve& serve : harm.served) {
    const auto ledger = database.open().value();
    const Status status = serve(*ledger);
    ASSERT_FALSE(status.ok()) << harm.sql;
    EXPECT_EQ(status.error().code, ErrorCode::corrupt) << harm.sql;
    EXPECT_TRUE(ledger->has_failed()) << harm.sql;
    EXPECT_FALSE(document("BP3")(*ledger).ok()) << "nothing more is served";
  }
  const auto ledger = database.open().value();
  LedgerDamage damage;
  const Status status = ledger->verify(&damage);
  ASSERT_FALSE(status.ok()) << harm.sql;
  EXPECT_EQ(status.error().code, ErrorCode::corrupt) << harm.sql;
  EXPECT_EQ(damage.row, harm.row) << harm.sql << ": " << damage.what;
  EXPECT_TRUE(ledger->has_failed()) << harm.sql;
}

std::string number_of(std::uint64_t count)
{
  return std::to_string(transaction_id(sample::gate, count).value);
}

TEST(PostgresTampering, IsRefusedByTheTablesThemselves)
{
  Database database(filled_database());
  for (const char* table : {"ledger", "answer", "document", "crossing", "settlement", "inquiry"}) {
    const std::string name = table;
    for (const std::string& sql : {"UPDATE " + name + " SET sequence = sequence",
                                   "DELETE FROM " + name, "TRUNCATE " + name + " CASCADE"})
      EXPECT_FALSE(server().try_sql(database.name, sql)) << sql;
  }
  const auto ledger = database.open().value();
  EXPECT_TRUE(ledger->verify().ok());
}

TEST(PostgresTampering, OfAnswersIsFound)
{
  const std::string first = " WHERE sequence = 1";
  for (const Harm& harm : std::vector<Harm>{
           {"UPDATE answer SET sequence = 2" + first, 1, {answer(1)}},
           {"UPDATE answer SET sequence = 999" + first, 1, {answer(1)}},
           {"UPDATE answer SET kind = 0" + first, 1, {answer(1), answer(1, RequestKind::check)}},
           {"UPDATE answer SET transaction_id = " + number_of(900) + first, 1, {answer(900)}},
           {"INSERT INTO answer VALUES(" + number_of(1) + ", 0, 2)", 2, {answer(1)}},
           {"INSERT INTO answer VALUES(" + number_of(900) + ", 1, 9)", 9, {answer(900)}},
           {"DELETE FROM answer" + first, 1, {}}})
    expect_found(harm);
}

TEST(PostgresTampering, OfDocumentsIsFound)
{
  for (const Harm& harm : std::vector<Harm>{
           {"INSERT INTO document VALUES('VNM', 'BP1', 32)", 32, {document("BP1")}},
           {"INSERT INTO document VALUES('VNM', 'BP1', 999)", 999, {document("BP1")}},
           {"UPDATE document SET sequence = 10 WHERE sequence = 9", 9, {document("BP1")}},
           {"UPDATE document SET number = 'BP3' WHERE sequence = 9", 9, {document("BP3")}},
           {"UPDATE document SET issuer = 'LAO' WHERE sequence = 9", 9, {document("BP1", "LAO")}},
           // A revocation that is gone: what is not there can't be proven.
           {"DELETE FROM document WHERE sequence = 9", 9, {}}})
    expect_found(harm);
}

TEST(PostgresTampering, OfCrossingsIsFound)
{
  const std::string second = " WHERE sequence = 2", stamp = " WHERE sequence = 31";
  for (const char* change :
       {"unit = unit + 1", "unit = unit + 4294967296", "checkpoint = 4", "direction = 1",
        "decision = 2", "reason = 0", "offline = false", "stamped = false", "at_ns = at_ns - 1",
        "received_at_ns = received_at_ns - 1", "document_kind = 1", "ref = ref + 1",
        "issuer = 'LAO'", "number = 'BP3'", "number = 'bp2'", "number = NULL", "sequence = 6"})
    expect_found({"UPDATE crossing SET " + std::string(change) + second, 2, {crossing(2)}});
  for (const Harm& harm : std::vector<Harm>{
           {"UPDATE crossing SET transaction_id = " + number_of(900) + second, 2, {crossing(900)}},
           {"UPDATE crossing SET decision = 2" + second, 2, {history("BP2"), every_crossing}},
           {"UPDATE crossing SET at_ns = at_ns - 1" + stamp, 31, {document("BP2")}},
           {"UPDATE crossing SET number = 'BP3'" + stamp, 31, {document("BP3"), history("BP3")}},
           {"UPDATE crossing SET stamped = true WHERE sequence = 3", 3, {document("BP3")}},
           {"UPDATE crossing SET unit = 3 WHERE sequence = 26", 26, {presumed, crossing(83)}},
           {"UPDATE crossing SET reason = 1711" + second, 2, {presumed}},
           {"DELETE FROM crossing WHERE sequence = 5", 5, {}},
           {"INSERT INTO crossing SELECT 5, 6, unit, checkpoint, direction, decision, reason, "
            "offline, stamped, at_ns, received_at_ns, document_kind, ref, issuer, number FROM "
            "crossing" +
                second,
            6,
            {history("BP2")}}})
    expect_found(harm);
}

TEST(PostgresTampering, OfSettlementsIsFound)
{
  const std::string annulled = " WHERE sequence = 25";
  for (const char* change : {"outcome = 1", "correction = true", "at_console = true",
                             "observer = 8", "at_ns = at_ns + 1", "reason = 'another'"})
    expect_found({"UPDATE settlement SET " + std::string(change) + annulled,
                  25,
                  {settlement(82), settling(82), presumed, document("BP6")}});
  for (const Harm& harm : std::vector<Harm>{
           {"UPDATE settlement SET sequence = 28" + annulled, 25, {settlement(82)}},
           {"UPDATE settlement SET transaction_id = " + number_of(81) + annulled,
            25,
            {settlement(81)}},
           {"INSERT INTO settlement SELECT 23, " + number_of(81) +
                ", 2, correction, at_console, observer, at_ns, reason FROM settlement" + annulled,
            23,
            {settlement(81), document("BP6")}},
           {"DELETE FROM settlement" + annulled, 25, {}}})
    expect_found(harm);
}

TEST(PostgresTampering, OfReservationsIsFound)
{
  const std::string set = "UPDATE reservation SET ", one = " WHERE sequence = 29";
  const Serve held_one = reservation(held_reservation().transaction);
  for (const char* change : {"expires_at_ns = expires_at_ns + 1", "ref = ref + 1"})
    expect_found({set + change + one, 29, {held_one, holder("BP8"), document("BP8"), held}});
  const TransactionId cancelled = transaction_id(sample::gate, 50);
  for (const Harm& harm : std::vector<Harm>{
           {set + "state = 2" + one, 29, {held_one}},
           {set + "number = 'BP3'" + one, 29, {held_one, holder("BP3"), held}},
           {set + "issuer = 'LAO'" + one, 29, {held_one, held}},
           {set + "sequence = 30" + one, 30, {held_one, holder("BP8"), held}},
           {set + "transaction_id = " + number_of(900) + one,
            29,
            {reservation(transaction_id(sample::gate, 900)), held}},
           {set + "state = 0 WHERE sequence = 7", 7, {reservation(cancelled), holder("BP9"), held}},
           // An older state put back is one that the chain had said.
           {set + "state = 0, sequence = 6 WHERE sequence = 7", 6, {}},
           {set + "made = made + 1" + one, 29, {}},
           {"DELETE FROM reservation" + one, 29, {}}})
    expect_found(harm);
}

TEST(PostgresTampering, OfListsAndJournalsIsFound)
{
  const Serve watch_list = list(ListName::watch_list);
  for (const char* change :
       {"version = 9", "accepted_older = false", "at_ns = at_ns + 1", "version = version - 1"})
    expect_found({"UPDATE list_mark SET " + std::string(change) + " WHERE list = 1",
                  11,
                  {watch_list, putting_list}});
  expect_found({"UPDATE list_mark SET sequence = 10 WHERE list = 1", 10, {watch_list}});
  expect_found({"UPDATE list_mark SET list = 4 WHERE list = 1", 11, {}});
  expect_found({"DELETE FROM list_mark WHERE list = 1", 11, {}});
  for (const char* change : {"bytes = bytes - 1", "records = 0", "received_at_ns = 1",
                             "digest = '\\x"
                             "00'::bytea || substr(digest, 2)"})
    expect_found({"UPDATE journal_head SET " + std::string(change) + " WHERE file = 'g-1.journal'",
                  15,
                  {journal, journals}});
  expect_found(
      {"UPDATE journal_head SET sequence = 14 WHERE sequence = 15", 14, {journal, journals}});
  expect_found({"DELETE FROM journal_head WHERE sequence = 15", 15, {}});
}

TEST(PostgresTampering, OfInquiriesIsFound)
{
  for (const char* change : {"at_console = false", "observer = 1", "at_ns = 1", "issuer = 'LAO'",
                             "number = 'BP1'", "reason = 'another'", "sequence = 20"})
    expect_found({"UPDATE inquiry SET " + std::string(change) + " WHERE sequence = 19", 19, {}});
  expect_found({"DELETE FROM inquiry WHERE sequence = 18", 18, {}});
}

TEST(PostgresTampering, OfTheChainIsFoundWhereverARowIsServed)
{
  // A revocation that was none; a decision.
  expect_found({"UPDATE ledger SET content = set_byte(content, 1, 1) WHERE sequence = 9",
                9,
                {document("BP1"), every_row}});
  expect_found({"UPDATE ledger SET content = set_byte(content, 10, 9) WHERE sequence = 2",
                2,
                {answer(2), crossing(2), history("BP2"), every_crossing}});
  expect_found({"UPDATE ledger SET digest = sha256(digest) WHERE sequence = 22",
                22,
                {settlement(70), document("BP7")}});
  // With a digest that fits, the row behind it says so.
  expect_found({"UPDATE ledger SET content = set_byte(content, 10, 9), digest = sha256('\\x"
                "01'::bytea || (SELECT digest FROM ledger WHERE sequence = 28) || "
                "'\\x1d00000000000000'::bytea || set_byte(content, 10, 9)) WHERE sequence = 29",
                30,
                {answer(61, RequestKind::reserve)}});
  expect_found({"UPDATE head SET crossings = crossings + 1", 34, {}});
}

} // namespace
} // namespace gatetwin::test
