// SPDX-License-Identifier: Apache-2.0
// The centre's desk without a server: what it writes before it shows anything, and what it sees in
// units' reports.
#include "core/centre/registry_desk.hpp"
#include "core/registry/sqlite_ledger.hpp"
#include "tests/core/link/served_registry.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

class RegistryDeskTest : public testing::Test {
protected:
  static SqliteLedgerOptions options(const std::string& folder)
  {
    SqliteLedgerOptions options;
    options.path = folder + "/ledger.db";
    options.authority = sample::vietnam;
    options.create = true;
    options.max_pages = 12;
    return options;
  }
  RegistryDeskTest() { m_service.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint}); }
  std::vector<Inquiry> inquiries()
  {
    struct Inquiries final : LedgerRowVisitor {
      void on_row(const LedgerHead&, const LedgerRow& row) override
      {
        if (row.inquiry) found.push_back(*row.inquiry);
      }
      std::vector<Inquiry> found;
    } visitor;
    EXPECT_TRUE(m_ledger->visit_rows(0, 10'000, visitor).ok());
    return visitor.found;
  }
  static HistoryQuestion question()
  {
    HistoryQuestion question;
    question.document = document_key("VNM", "BP1");
    question.reason = sample::text<most_inquiry_reason>("case 12/2026");
    return question;
  }

  const Folder m_folder;
  std::unique_ptr<SqliteLedger> m_ledger = SqliteLedger::open(options(m_folder.path())).value();
  sample::Recorder m_recorder;
  RegistryService m_service{sample::vietnam, sample::plus_seven, {}, *m_ledger, nullptr};
  LinkCounters m_counters;
  RegistryDesk m_desk{m_service, *m_ledger, m_recorder.journal(), m_counters,
                      [] { return sample::at({}); }};
};

TEST_F(RegistryDeskTest, ShowsAHistoryPartByPartAndKeepsEachInquiryOnRecord)
{
  std::vector<QueuedCall> calls;
  for (std::uint64_t i = 1; i <= 30; ++i)
    calls.push_back({sample::request(RequestKind::record, i, sample::border_pass("BP1")), nullptr});
  std::vector<RegistryReply> replies(calls.size());
  m_desk.handle(calls, replies);
  const auto page = m_desk.history(7, question());
  ASSERT_TRUE(page.ok()) << page.error().detail;
  ASSERT_EQ(page.value().crossings.size(), calls.size());
  EXPECT_EQ(page.value().crossings[29].transaction, calls[29].request.transaction);
  EXPECT_FALSE(page.value().more);
  const Inquiry asked{.observer = 7,
                      .at = sample::noon,
                      .document = question().document,
                      .reason = question().reason};
  EXPECT_EQ(inquiries(), std::vector<Inquiry>{asked});
  HistoryQuestion later = question();
  later.after = place_of(page.value().crossings[27]);
  EXPECT_EQ(m_desk.history(8, later).value().crossings.size(), 2U);
  EXPECT_EQ(inquiries().size(), 2U);
  EXPECT_EQ(m_desk.figures().inquiries.load(), 2U);
  const auto events = m_desk.events(30, 10).value();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].kind, 8U);
  EXPECT_EQ(events[0].ref, DocumentRef{}) << "who follows does not see of whom";
  EXPECT_EQ(m_desk.events(99, 10).error().code, ErrorCode::not_found) << "a ledger that was cut";
}

TEST_F(RegistryDeskTest, ShowsNothingThatCannotBeKeptOnRecord)
{
  std::size_t shown = 0;
  while (shown < 1000 && m_desk.history(7, question()).ok()) ++shown;
  EXPECT_LT(shown, 1000U);
  EXPECT_TRUE(m_ledger->has_failed());
  EXPECT_FALSE(m_desk.history(7, question()).ok());
  EXPECT_EQ(m_desk.figures().inquiries.load(), shown);
}

TEST_F(RegistryDeskTest, SettlesAPresumedCrossingAndTellsFollowersWithoutWhoAndWhy)
{
  RegistryRequest request = sample::request(RequestKind::record, 1, sample::border_pass("BP1"));
  request.reason = Reason::passage_presumed;
  EXPECT_TRUE(m_desk.changed_presumed().value()->empty()) << "what there is at the start";
  EXPECT_EQ(m_desk.changed_presumed().value(), std::nullopt);
  const QueuedCall call{request, nullptr};
  RegistryReply reply;
  m_desk.handle({&call, 1}, {&reply, 1});
  EXPECT_EQ(reply.status, ReplyStatus::done);
  EXPECT_EQ(m_desk.changed_presumed().value()->size(), 1U);
  const Settlement wish{.transaction = request.transaction,
                        .outcome = SettlementOutcome::annulled,
                        .supervisor = 7,
                        .reason = sample::text<most_inquiry_reason>("camera 4")};
  EXPECT_EQ(m_desk.settle(wish).value(), SettlementResult::written);
  EXPECT_EQ(m_desk.settle(wish).value(), SettlementResult::settled_before);
  EXPECT_EQ(m_desk.figures().settlements.load(), 1U);
  const auto changed = m_desk.changed_presumed().value();
  ASSERT_TRUE(changed && changed->size() == 1 && changed->at(0).settlement);
  EXPECT_EQ(changed->at(0).settlement->supervisor, 7U);
  EXPECT_EQ(changed->at(0).settlement->at, sample::noon) << "by the centre's clock";
  const auto listed = m_desk.presumed({}).value();
  const auto past = m_desk.history(7, question()).value();
  for (const HistoryPage& page : {listed, past}) {
    ASSERT_EQ(page.crossings.size(), 1U);
    EXPECT_EQ(page.settled.at(request.transaction),
              (SettledCrossing{SettlementOutcome::annulled, sample::noon}));
  }
  const auto events = m_desk.events(1, 1).value();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, 9U);
  EXPECT_EQ(events[0].transaction, request.transaction);
  EXPECT_EQ(events[0].unit, sample::gate);
  EXPECT_EQ(events[0].settled, SettlementOutcome::annulled);
}

TEST_F(RegistryDeskTest, SaysWhenTwoGatesReportUnderOneNumber)
{
  std::vector<NumberWatch::Twins> told;
  m_desk.on_number_in_use = [&](UnitId unit, const NumberWatch::Twins& twins) {
    EXPECT_EQ(unit, sample::gate);
    told.push_back(twins);
  };
  std::uint64_t bytes = 0;
  const auto report = [&](const char* journal) {
    UnitReport told_by_unit;
    for (const char* file : {"before.journal", journal}) {
      JournalHead& head = told_by_unit.journals.emplace_back();
      CHECK(head.file.assign(file));
      head.bytes = ++bytes * 100;
    }
    EXPECT_TRUE(m_desk.on_report(sample::gate, told_by_unit).ok());
  };
  for (const char* journal : {"a.journal", "b.journal", "a.journal", "b.journal"}) report(journal);
  EXPECT_TRUE(told.empty());
  report("a.journal");
  EXPECT_EQ(told, (std::vector<NumberWatch::Twins>{{"a.journal", "b.journal"}}));
  EXPECT_EQ(m_desk.figures().numbers_in_use.load(), 1U);
}

} // namespace
} // namespace gatetwin::test
