// SPDX-License-Identifier: Apache-2.0
// What a chained ledger holds besides requests and documents: what every such ledger must do,
// whatever it is kept in.
#pragma once
#include "tests/core/registry/ledger_file.hpp"
#include "tests/core/registry/settlement_cases.hpp"
#include <functional>

namespace gatetwin {

inline HeldHead sample_head(std::string_view file, std::uint64_t bytes, UnitId unit = sample::gate)
{
  HeldHead held{unit, {}, sample::noon};
  CHECK(held.head.file.assign(file));
  held.head.bytes = bytes;
  held.head.records = bytes / 10;
  held.head.digest.fill(static_cast<std::byte>(bytes));
  return held;
}

inline Inquiry sample_inquiry(std::string_view number = "BP1")
{
  return {.observer = 7,
          .at = sample::noon,
          .document = document_key("VNM", number),
          .reason = sample::text<most_inquiry_reason>("case 12/2026")};
}

inline std::vector<HeldHead> journals_of(const ChainedLedger& ledger, UnitId unit = sample::gate)
{
  struct Collector final : HeldHeadVisitor {
    void on_head(const HeldHead& held) override { found.push_back(held); }
    std::vector<HeldHead> found;
  } collector;
  EXPECT_TRUE(ledger.visit_journals(unit, collector).ok());
  return std::move(collector.found);
}

inline void note(ChainedLedger& ledger)
{
  const ListMark third{ListName::watch_list, 3, false, sample::noon};
  EXPECT_TRUE(ledger.put_list({ListName::watch_list, 9, false, sample::noon}).ok());
  EXPECT_TRUE(ledger.put_list({ListName::watch_list, 3, true, sample::noon}).ok());
  EXPECT_TRUE(ledger.put_list(third).ok()); // no news
  EXPECT_TRUE(ledger.put_list({ListName::trust_list, 1, false, sample::noon}).ok());
  EXPECT_TRUE(ledger.put_journal(sample_head("g-2.journal", 200)).ok());
  EXPECT_TRUE(ledger.put_journal(sample_head("g-1.journal", 100)).ok());
  EXPECT_TRUE(ledger.put_journal(sample_head("g-1.journal", 150)).ok());
  EXPECT_TRUE(ledger.put_journal(sample_head("g-1.journal", 150)).ok()); // no news
  EXPECT_TRUE(ledger.put_journal(sample_head("b-1.journal", 70, sample::booth)).ok());
  EXPECT_TRUE(ledger.put_inquiry(sample_inquiry()).ok());
  EXPECT_TRUE(ledger.put_inquiry(sample_inquiry()).ok()); // each is on record
  Inquiry at_console = sample_inquiry("BP9");
  at_console.at_console = true;
  at_console.observer = 0;
  EXPECT_TRUE(ledger.put_inquiry(at_console).ok());
}
constexpr std::uint64_t noted_rows = 10;

// A presumed crossing, annulled, then confirmed after all.
inline void note_presumed(ChainedLedger& ledger)
{
  const Crossing crossing = presumed_crossing(70, "BP7", true);
  EXPECT_TRUE(ledger.commit(write_of(crossing, 70)).ok());
  for (const bool correction : {false, true}) {
    const auto outcome = correction ? SettlementOutcome::confirmed : SettlementOutcome::annulled;
    EXPECT_EQ(ledger.settle(sample_settlement(crossing, outcome, correction)).value(),
              SettlementResult::written);
  }
}

inline void expect_noted(const ChainedLedger& ledger)
{
  const auto watch = ledger.list(ListName::watch_list);
  ASSERT_TRUE(watch.ok() && watch.value());
  EXPECT_EQ(watch.value()->version, 3U);
  EXPECT_TRUE(watch.value()->accepted_older);
  EXPECT_EQ(ledger.list(ListName::revocations).value(), std::nullopt);
  const std::vector<HeldHead> wanted{sample_head("g-1.journal", 150),
                                     sample_head("g-2.journal", 200)};
  EXPECT_EQ(journals_of(ledger), wanted);
  EXPECT_EQ(ledger.journal(sample::gate, "g-2.journal").value(), wanted[1]);
  EXPECT_EQ(ledger.journal(sample::booth, "g-2.journal").value(), std::nullopt);
}

inline void expect_refuses_faulty_notes(ChainedLedger& ledger)
{
  const LedgerHead before = ledger.head();
  EXPECT_EQ(ledger.put_list({ListName::watch_list, 0, false, {}}).error().code,
            ErrorCode::malformed);
  EXPECT_EQ(ledger.put_journal(sample_head("../passwd", 1)).error().code, ErrorCode::malformed);
  EXPECT_EQ(ledger.put_journal(sample_head("", 1)).error().code, ErrorCode::malformed);
  const auto refuses = [&](auto&& spoil) {
    Inquiry faulty = sample_inquiry();
    spoil(faulty);
    EXPECT_EQ(ledger.put_inquiry(faulty).error().code, ErrorCode::malformed);
  };
  refuses([](Inquiry& inquiry) { inquiry.document = {}; });
  refuses([](Inquiry& inquiry) { inquiry.at_console = true; });
  for (const char* reason : {"", " ", " case", "case ", "a\nb", "a\"b", "a\\b", "v\xC3\xA0"})
    refuses([&](Inquiry& inquiry) { CHECK(inquiry.reason.assign(reason)); });
  EXPECT_EQ(ledger.head(), before);
}

} // namespace gatetwin
