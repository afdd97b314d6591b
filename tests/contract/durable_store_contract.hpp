// SPDX-License-Identifier: Apache-2.0
// What core/ports/durable_store.hpp promises. A twin offers:
//   DurableStore& store();
//   std::vector<PortInput> after(Duration);
//   void cut_power();          // and comes up again: store() is the reopened store
//   void fail_syncs(bool);     // the disk refuses; false: reopened and verified
//   void fill_up();            // no space left
#pragma once
#include "core/ports/durable_store.hpp"
#include "core/ports/port_input.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin::contract {

inline StoreEntry store_entry(StoreEntryKind kind, std::uint64_t count)
{
  StoreEntry entry;
  entry.kind = kind;
  entry.transaction = transaction_id(UnitId{7}, count);
  entry.expires_at = {static_cast<std::int64_t>(count) * 1000};
  entry.request.kind = RequestKind::record;
  entry.request.authority = AuthorityId{1};
  entry.request.transaction = entry.transaction;
  entry.request.stamped = count % 2 == 0;
  return entry;
}

struct Collected : StoreVisitor {
  std::vector<StoreEntry> entries;
  void on_entry(const StoreEntry& entry) override { entries.push_back(entry); }
};
inline std::vector<StoreEntry> recovered(DurableStore& store)
{
  Collected collected;
  store.recover(collected);
  return collected.entries;
}
inline std::vector<std::uint64_t> tickets(const std::vector<PortInput>& inputs, InputKind kind)
{
  std::vector<std::uint64_t> numbers;
  for (const PortInput& input : inputs) {
    if (input.kind == kind) numbers.push_back(input.number);
  }
  return numbers;
}

template <typename Twin> class DurableStoreContract : public testing::Test {
protected:
  Twin twin;
};
TYPED_TEST_SUITE_P(DurableStoreContract);

TYPED_TEST_P(DurableStoreContract, AcknowledgesEveryEntryOnceAndInOrder)
{
  std::vector<std::uint64_t> given;
  for (std::uint64_t i = 1; i <= 5; ++i) {
    given.push_back(this->twin.store().append(store_entry(StoreEntryKind::crossing, i)));
    EXPECT_GT(given.back(), 0U);
  }
  EXPECT_EQ(tickets(this->twin.after(seconds(10)), InputKind::stored), given);
  EXPECT_TRUE(this->twin.after(seconds(10)).empty());
}

TYPED_TEST_P(DurableStoreContract, WhatWasAcknowledgedSurvivesAPowerCutInOrder)
{
  for (std::uint64_t i = 1; i <= 4; ++i) {
    this->twin.store().append(store_entry(StoreEntryKind::crossing, i));
  }
  this->twin.after(seconds(10));
  this->twin.store().append(store_entry(StoreEntryKind::authorisation, 5));
  this->twin.after(seconds(10));
  this->twin.cut_power();
  const auto entries = recovered(this->twin.store());
  ASSERT_EQ(entries.size(), 5U);
  for (std::uint64_t i = 1; i <= 5; ++i) {
    EXPECT_EQ(entries[i - 1].transaction, transaction_id(UnitId{7}, i));
    EXPECT_EQ(entries[i - 1].expires_at.ns, static_cast<std::int64_t>(i) * 1000);
  }
  EXPECT_EQ(entries[0].kind, StoreEntryKind::crossing);
  EXPECT_TRUE(entries[1].request.stamped);
  EXPECT_EQ(entries[1].request.authority, AuthorityId{1});
  EXPECT_EQ(entries[4].kind, StoreEntryKind::authorisation);
}

TYPED_TEST_P(DurableStoreContract, AnAuthorisationKeepsTheCrossingThatWouldBePresumed)
{
  StoreEntry entry = store_entry(StoreEntryKind::authorisation, 2);
  entry.request.reason = Reason::passage_presumed;
  entry.request.at = {1'700'000'000'000'000'000};
  CHECK(entry.request.document.number.assign("BP1234567"));
  this->twin.store().append(entry);
  entry = store_entry(StoreEntryKind::authorisation, 3);
  entry.request = RegistryRequest{}; // none would be presumed
  this->twin.store().append(entry);
  this->twin.after(seconds(10));
  this->twin.cut_power();
  const auto entries = recovered(this->twin.store());
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_TRUE(carries_request(entries[0]));
  EXPECT_EQ(entries[0].kind, StoreEntryKind::authorisation);
  EXPECT_EQ(entries[0].request.reason, Reason::passage_presumed);
  EXPECT_EQ(entries[0].request.at.ns, 1'700'000'000'000'000'000);
  EXPECT_EQ(entries[0].request.document.number.view(), "BP1234567");
  EXPECT_TRUE(entries[0].request.stamped);
  EXPECT_FALSE(carries_request(entries[1]));
  EXPECT_EQ(entries[1].transaction, transaction_id(UnitId{7}, 3));
}

TYPED_TEST_P(DurableStoreContract, NothingIsAcknowledgedThatAPowerCutTookAway)
{
  const std::uint64_t kept = this->twin.store().append(store_entry(StoreEntryKind::crossing, 1));
  this->twin.after(seconds(10));
  const std::uint64_t lost = this->twin.store().append(store_entry(StoreEntryKind::crossing, 2));
  this->twin.cut_power();
  EXPECT_TRUE(tickets(this->twin.after(seconds(10)), InputKind::stored).empty());
  EXPECT_EQ(recovered(this->twin.store()).size(), 1U);
  const std::uint64_t next = this->twin.store().append(store_entry(StoreEntryKind::crossing, 3));
  EXPECT_NE(next, kept);
  EXPECT_NE(next, lost);
  EXPECT_EQ(tickets(this->twin.after(seconds(10)), InputKind::stored),
            std::vector<std::uint64_t>{next});
}

TYPED_TEST_P(DurableStoreContract, AfterAFailureNothingIsAcknowledgedUntilItWasReopened)
{
  const std::uint64_t ticket = this->twin.store().append(store_entry(StoreEntryKind::crossing, 1));
  this->twin.fail_syncs(true);
  const auto inputs = this->twin.after(seconds(10));
  EXPECT_EQ(tickets(inputs, InputKind::store_failed), std::vector<std::uint64_t>{ticket});
  EXPECT_TRUE(tickets(inputs, InputKind::stored).empty());
  EXPECT_EQ(this->twin.store().append(store_entry(StoreEntryKind::crossing, 2)), 0U);
  EXPECT_TRUE(tickets(this->twin.after(seconds(10)), InputKind::stored).empty());
  this->twin.fail_syncs(false);
  this->twin.after(seconds(10));
  EXPECT_TRUE(recovered(this->twin.store()).empty());
  EXPECT_GT(this->twin.store().append(store_entry(StoreEntryKind::crossing, 3)), 0U);
}

TYPED_TEST_P(DurableStoreContract, AFullStoreGivesNoTicket)
{
  this->twin.fill_up();
  EXPECT_EQ(this->twin.store().append(store_entry(StoreEntryKind::authorisation, 1)), 0U);
  EXPECT_TRUE(tickets(this->twin.after(seconds(10)), InputKind::stored).empty());
}

TYPED_TEST_P(DurableStoreContract, OpenEntriesStayWhenSettledOnesGo)
{
  for (std::uint64_t i = 1; i <= 50; ++i) {
    this->twin.store().append(store_entry(StoreEntryKind::authorisation, i));
    if (i != 20) this->twin.store().append(store_entry(StoreEntryKind::authorisation_consumed, i));
    this->twin.store().append(store_entry(StoreEntryKind::crossing, i));
    if (i != 30) this->twin.store().append(store_entry(StoreEntryKind::crossing_delivered, i));
    this->twin.after(seconds(1));
  }
  this->twin.cut_power();
  std::vector<std::pair<StoreEntryKind, std::uint64_t>> open;
  for (const StoreEntry& entry : recovered(this->twin.store())) {
    const auto settled = entry.kind == StoreEntryKind::authorisation_consumed
                             ? StoreEntryKind::authorisation
                             : StoreEntryKind::crossing;
    const bool settles = entry.kind == StoreEntryKind::authorisation_consumed ||
                         entry.kind == StoreEntryKind::crossing_delivered;
    if (settles) {
      std::erase(open, std::pair(settled, entry.transaction.value));
    } else {
      open.emplace_back(entry.kind, entry.transaction.value);
    }
  }
  const std::vector<std::pair<StoreEntryKind, std::uint64_t>> expected{
      {StoreEntryKind::authorisation, transaction_id(UnitId{7}, 20).value},
      {StoreEntryKind::crossing, transaction_id(UnitId{7}, 30).value}};
  EXPECT_EQ(open, expected);
}

REGISTER_TYPED_TEST_SUITE_P(DurableStoreContract, AcknowledgesEveryEntryOnceAndInOrder,
                            WhatWasAcknowledgedSurvivesAPowerCutInOrder,
                            AnAuthorisationKeepsTheCrossingThatWouldBePresumed,
                            NothingIsAcknowledgedThatAPowerCutTookAway,
                            AfterAFailureNothingIsAcknowledgedUntilItWasReopened,
                            AFullStoreGivesNoTicket, OpenEntriesStayWhenSettledOnesGo);

} // namespace gatetwin::contract
