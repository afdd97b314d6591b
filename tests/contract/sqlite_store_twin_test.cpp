// SPDX-License-Identifier: Apache-2.0
// The store of a real gate keeps the port's contract: a real file, with a disk that can be made to
// fail under SQLite.
#include "core/registry/sqlite_store.hpp"
#include "tests/contract/durable_store_contract.hpp"
#include "tests/contract/failing_disk.hpp"
#include "tests/sim/app/command_line.hpp"
#include <sys/stat.h>

namespace gatetwin::contract {
namespace {

using test::ScratchFolder;

class SqliteStoreTwin {
public:
  SqliteStoreTwin() { open(); }
  ~SqliteStoreTwin() { FailingDisk::set(FailingDisk::Mode::honest); }

  DurableStore& store() { return *m_store; }
  std::vector<PortInput> after(Duration)
  {
    Inbox inbox;
    std::vector<PortInput> inputs;
    do {
      m_store->sync(inbox);
      for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
    } while (m_store->unsynced() > 0);
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
    EXPECT_TRUE(m_store->reopen().ok());
  }
  void fill_up()
  {
    m_store.reset();
    open(UINT64_MAX);
  }

private:
  void open(std::uint64_t reserve_bytes = 0)
  {
    auto opened = SqliteStore::open(
        {m_folder.file("store.sqlite"), UnitId{7}, reserve_bytes, FailingDisk::name()});
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    m_store = std::move(opened).value();
  }

  ScratchFolder m_folder;
  std::unique_ptr<SqliteStore> m_store;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, DurableStoreContract, SqliteStoreTwin);

class SqliteStoreFile : public testing::Test {
protected:
  SqliteStoreFile() { FailingDisk::set(FailingDisk::Mode::hasty); }
  ~SqliteStoreFile() override { FailingDisk::set(FailingDisk::Mode::honest); }
  Result<std::unique_ptr<SqliteStore>> open(std::uint32_t unit = 7)
  {
    return SqliteStore::open({path(), UnitId{unit}, 0, FailingDisk::name()});
  }
  std::string path() const { return m_folder.file("store.sqlite"); }
  void write(const std::string& bytes) { std::ofstream(path(), std::ios::binary) << bytes; }
  void fill(std::uint64_t count)
  {
    auto store = open();
    ASSERT_TRUE(store.ok()) << store.error().detail;
    Inbox inbox;
    for (std::uint64_t i = 1; i <= count; ++i)
      ASSERT_GT(store.value()->append(store_entry(StoreEntryKind::crossing, i)), 0U);
    store.value()->sync(inbox);
  }

private:
  ScratchFolder m_folder;
};

TEST_F(SqliteStoreFile, IsReadableForItsOwnerAlone)
{
  fill(1);
  struct stat file {};
  ASSERT_EQ(::stat(path().c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600U);
}

TEST_F(SqliteStoreFile, OfAnotherUnitIsRefused)
{
  fill(1);
  const auto other = open(8);
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, ErrorCode::conflict);
}

TEST_F(SqliteStoreFile, IsOpenOnce)
{
  const auto first = open();
  ASSERT_TRUE(first.ok());
  const auto second = open();
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
}

TEST_F(SqliteStoreFile, NoStoreAndNoFolderAreNamed)
{
  write(std::string(8192, 'x'));
  EXPECT_EQ(open().error().code, ErrorCode::corrupt);
  const auto nowhere = SqliteStore::open({path() + "/no/store", UnitId{7}, 0, nullptr});
  EXPECT_FALSE(nowhere.ok());
}

// A disk whose sync failed may have written all the same, and keeps it while it can't be closed
// cleanly. What was reported as failed does not come back.
TEST_F(SqliteStoreFile, WhatWasReportedAsFailedDoesNotComeBack)
{
  auto opened = open();
  ASSERT_TRUE(opened.ok());
  SqliteStore& store = *opened.value();
  Inbox inbox;
  ASSERT_GT(store.append(store_entry(StoreEntryKind::crossing, 1)), 0U);
  store.sync(inbox);
  FailingDisk::set(FailingDisk::Mode::broken);
  ASSERT_GT(store.append(store_entry(StoreEntryKind::authorisation, 2)), 0U);
  store.sync(inbox);
  EXPECT_TRUE(store.has_failed());
  EXPECT_FALSE(store.reopen().ok()) << "the disk is still broken";
  FailingDisk::set(FailingDisk::Mode::hasty);
  ASSERT_TRUE(store.reopen().ok());
  const auto entries = recovered(store);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].transaction, transaction_id(UnitId{7}, 1));
  store.sync(inbox);
  std::vector<InputKind> heard;
  for (; !inbox.empty(); inbox.pop()) heard.push_back(inbox.front().kind);
  EXPECT_EQ(heard, (std::vector<InputKind>{InputKind::stored, InputKind::store_failed,
                                           InputKind::device_recovered}));
}

// Whatever single byte of the entries' page changes: it is seen when opening, or changes nothing
// that is read.
TEST_F(SqliteStoreFile, ADamagedByteIsNeverServed)
{
  fill(3);
  std::filesystem::remove(path() + "-wal"); // what was checkpointed when closing is in the file
  const std::string whole = test::text_of(path());
  ASSERT_GE(whole.size(), 8192U);
  std::size_t refused = 0, served = 0;
  for (std::size_t at = 0; at < whole.size(); at += 19) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(path() + more);
    write(bytes);
    const auto damaged = open();
    if (!damaged.ok()) {
      ++refused;
      continue;
    }
    ++served;
    for (const StoreEntry& entry : recovered(*damaged.value())) {
      const std::uint64_t count = entry.transaction.value & 0xFF;
      ASSERT_EQ(entry.transaction, transaction_id(UnitId{7}, count)) << "byte " << at;
      ASSERT_EQ(entry.expires_at.ns, static_cast<std::int64_t>(count) * 1000) << "byte " << at;
    }
  }
  EXPECT_GT(refused, 20U);
  EXPECT_GT(served, 20U) << "most of a page is free space";
}

TEST_F(SqliteStoreFile, ManyEntriesOfOneTurnAreOneCommitAndFitAFullInbox)
{
  auto store = open();
  ASSERT_TRUE(store.ok());
  std::vector<std::uint64_t> given, heard;
  for (std::uint64_t i = 1; i <= 100; ++i)
    given.push_back(store.value()->append(store_entry(StoreEntryKind::authorisation, i)));
  Inbox inbox;
  for (int turn = 0; turn < 5; ++turn) {
    store.value()->sync(inbox);
    EXPECT_EQ(store.value()->unsynced(), 0U);
    for (; !inbox.empty(); inbox.pop()) heard.push_back(inbox.front().number);
  }
  EXPECT_EQ(heard, given);
}

} // namespace
} // namespace gatetwin::contract
