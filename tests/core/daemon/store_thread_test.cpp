// SPDX-License-Identifier: Apache-2.0
// The store's thread keeps the port's contract, and never says `stored` before the disk has.
#include "core/daemon/store_thread.hpp"
#include "tests/contract/durable_store_contract.hpp"
#include "tests/contract/failing_disk.hpp"
#include "tests/sim/app/command_line.hpp"
#include <filesystem>
#include <poll.h>

namespace gatetwin::contract {
namespace {

class StoreThreadTwin {
public:
  StoreThreadTwin() { open(); }
  ~StoreThreadTwin() { FailingDisk::set(FailingDisk::Mode::honest); }

  DurableStore& store() { return m_store->port(); }
  StoreThread& thread() { return *m_store; }
  std::vector<PortInput> after(Duration)
  {
    Inbox inbox;
    m_store->sync(inbox);
    std::vector<PortInput> inputs;
    for (std::size_t before = 1; before != inputs.size();) {
      settle();
      before = inputs.size();
      m_store->deliver(inbox);
      for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
    }
    return inputs;
  }
  void cut_power()
  {
    m_store.reset();
    open();
  }
  void fail_syncs(bool on)
  {
    FailingDisk::set(on ? FailingDisk::Mode::broken : FailingDisk::Mode::honest);
    if (on) return;
    EXPECT_FALSE(m_store->check()) << "it is mended meanwhile";
    settle();
    EXPECT_TRUE(m_store->check());
  }
  void fill_up()
  {
    m_store.reset();
    open(UINT64_MAX);
  }
  // A disk that can't be asked for its room has none.
  void take_room(bool away)
  {
    const std::string file = m_folder.file("store.sqlite"), aside = m_folder.file("aside");
    std::filesystem::rename(away ? file : aside, away ? aside : file);
  }
  void settle()
  {
    while (m_store->is_busy()) {
      pollfd news{m_store->descriptor(), POLLIN, 0};
      ::poll(&news, 1, 10);
      m_store->on_ready({});
    }
  }

private:
  void open(std::uint64_t reserve_bytes = 0)
  {
    auto opened = SqliteStore::open(
        {m_folder.file("store.sqlite"), UnitId{7}, reserve_bytes, FailingDisk::name()});
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    m_store = std::make_unique<StoreThread>(std::move(opened).value());
  }

  test::ScratchFolder m_folder;
  std::unique_ptr<StoreThread> m_store;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Thread, DurableStoreContract, StoreThreadTwin);

class StoreThreadDisk : public testing::Test {
protected:
  std::vector<PortInput> delivered()
  {
    Inbox inbox;
    twin.thread().deliver(inbox);
    std::vector<PortInput> inputs;
    for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
    return inputs;
  }
  void hand_over()
  {
    Inbox inbox;
    twin.thread().sync(inbox);
    EXPECT_TRUE(inbox.empty());
  }
  StoreThreadTwin twin;
};

TEST_F(StoreThreadDisk, ThatIsSlowHoldsNobodyUpAndNothingIsStoredBeforeItHasAnswered)
{
  FailingDisk::set(FailingDisk::Mode::held);
  const std::uint64_t ticket = twin.store().append(store_entry(StoreEntryKind::authorisation, 1));
  hand_over(); // comes back
  for (std::uint32_t second = 0; second + 1 < StoreThread::patience; ++second) {
    EXPECT_TRUE(twin.thread().check());
    EXPECT_TRUE(delivered().empty());
  }
  EXPECT_FALSE(twin.thread().check()) << "a disk that does not answer is no store";
  EXPECT_TRUE(twin.thread().is_busy());
  EXPECT_FALSE(twin.thread().is_settled());
  FailingDisk::set(FailingDisk::Mode::honest);
  twin.settle();
  EXPECT_FALSE(twin.thread().is_settled()) << "nobody has heard of it yet";
  EXPECT_EQ(tickets(delivered(), InputKind::stored), std::vector<std::uint64_t>{ticket});
  EXPECT_TRUE(twin.thread().is_settled());
  EXPECT_TRUE(twin.thread().check());
}

TEST_F(StoreThreadDisk, ThatFailsWhileMoreIsHandedOverFailsAllOfIt)
{
  FailingDisk::set(FailingDisk::Mode::held);
  std::vector<std::uint64_t> given;
  for (std::uint64_t i = 1; i <= 3; ++i) {
    given.push_back(twin.store().append(store_entry(StoreEntryKind::crossing, i)));
    hand_over();
  }
  FailingDisk::set(FailingDisk::Mode::broken);
  twin.settle();
  const auto inputs = delivered();
  EXPECT_EQ(tickets(inputs, InputKind::store_failed), given);
  EXPECT_TRUE(tickets(inputs, InputKind::stored).empty());
  EXPECT_EQ(twin.store().append(store_entry(StoreEntryKind::crossing, 4)), 0U);
  twin.fail_syncs(false);
  EXPECT_EQ(delivered().back().kind, InputKind::device_recovered);
  EXPECT_TRUE(recovered(twin.store()).empty()) << "what was reported as failed does not come back";
}

TEST_F(StoreThreadDisk, WithoutRoomIsBrokenUntilThereIsRoom)
{
  for (const bool asked : {true, false}) {
    twin.take_room(true);
    if (asked) {
      EXPECT_EQ(twin.store().append(store_entry(StoreEntryKind::authorisation, 1)), 0U);
    }
    EXPECT_TRUE(twin.thread().check()) << "a new start would not help";
    EXPECT_TRUE(twin.thread().check());
    auto inputs = delivered();
    ASSERT_EQ(inputs.size(), 1U) << "told once";
    EXPECT_EQ(inputs[0].kind, InputKind::device_failed);
    EXPECT_EQ(inputs[0].device, Device::store);
    twin.take_room(false);
    EXPECT_TRUE(twin.thread().check());
    inputs = delivered();
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(inputs[0].kind, InputKind::device_recovered);
    EXPECT_GT(twin.store().append(store_entry(StoreEntryKind::authorisation, 2)), 0U);
  }
}

TEST_F(StoreThreadDisk, GetsWhatWasHandedOverBeforeTheEnd)
{
  ASSERT_GT(twin.store().append(store_entry(StoreEntryKind::crossing, 1)), 0U);
  hand_over();
  ASSERT_GT(twin.store().append(store_entry(StoreEntryKind::crossing, 2)), 0U);
  twin.cut_power();
  const auto entries = recovered(twin.store());
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].transaction, transaction_id(UnitId{7}, 1));
}

} // namespace
} // namespace gatetwin::contract
