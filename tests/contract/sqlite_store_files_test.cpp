// SPDX-License-Identifier: Apache-2.0
// What may lie where a gate's store should, and is not its store: each is named, nothing is served.
#include "core/registry/sqlite_store.hpp"
#include "tests/contract/durable_store_contract.hpp"
#include "tests/sim/app/command_line.hpp"
#include <sqlite3.h>

namespace gatetwin::contract {
namespace {

namespace fs = std::filesystem;

class SqliteStorePlace : public testing::Test {
protected:
  std::string path() const { return m_folder.file("store.sqlite"); }
  std::string beside() const { return m_folder.file("other.sqlite"); }
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, std::uint32_t unit = 7)
  {
    return SqliteStore::open({path, UnitId{unit}, 0, nullptr});
  }
  // As a lost power leaves it: what is committed stands in the log.
  static void leave_with_log(const std::string& path, const std::string& to, std::uint32_t unit)
  {
    auto store = open(path, unit);
    ASSERT_TRUE(store.ok()) << store.error().detail;
    Inbox inbox;
    for (std::uint64_t i = 1; i <= 20; ++i)
      ASSERT_GT(store.value()->append(store_entry(StoreEntryKind::crossing, i)), 0U);
    store.value()->sync(inbox);
    for (const char* part : {"", "-wal"})
      fs::copy_file(path + part, to + part, fs::copy_options::overwrite_existing);
  }
  void expect_refused(ErrorCode code, const char* detail) const
  {
    const auto opened = open(path());
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, code) << opened.error().detail;
    EXPECT_STREQ(opened.error().detail, detail);
  }

  void change(const char* sql) const // by another program
  {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
  }

private:
  test::ScratchFolder m_folder;
};

TEST_F(SqliteStorePlace, ALostPowerLeavesAllThatWasCommitted)
{
  leave_with_log(beside(), path(), 7);
  const auto opened = open(path());
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  EXPECT_EQ(recovered(*opened.value()).size(), 20U);
}

// A unit whose clock starts anew with each power cut must not count the same transactions again.
TEST_F(SqliteStorePlace, TheHighestTransactionOutlivesWhatSettledIt)
{
  for (const std::uint64_t first : {1U, 51U, 1U}) { // the last time with an old clock
    auto store = open(path());
    ASSERT_TRUE(store.ok()) << store.error().detail;
    Inbox inbox;
    for (std::uint64_t i = first; i < first + 10; ++i) {
      ASSERT_GT(store.value()->append(store_entry(StoreEntryKind::authorisation, i)), 0U);
      ASSERT_GT(store.value()->append(store_entry(StoreEntryKind::authorisation_consumed, i)), 0U);
    }
    store.value()->sync(inbox);
  }
  const auto opened = open(path());
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  const auto entries = recovered(*opened.value());
  ASSERT_EQ(entries.size(), 1U) << "and the file does not grow";
  EXPECT_EQ(entries[0].kind, StoreEntryKind::authorisation_consumed);
  EXPECT_EQ(entries[0].transaction, transaction_id(UnitId{7}, 60));
}

TEST_F(SqliteStorePlace, ALogWithoutItsFileIsNotThrownAway)
{
  leave_with_log(beside(), path(), 7);
  fs::remove(path());
  expect_refused(ErrorCode::corrupt, "the store's log (-wal) is there without its file");
  EXPECT_FALSE(fs::exists(path()));
  std::ofstream(path()).close();
  expect_refused(ErrorCode::corrupt, "the store's log (-wal) is there without its file");
  EXPECT_GT(fs::file_size(path() + "-wal"), 0U);
}

TEST_F(SqliteStorePlace, AnotherGatesLogIsNotTaken)
{
  {
    ASSERT_TRUE(open(path()).ok());
  }
  leave_with_log(beside(), beside() + ".copy", 8);
  fs::copy_file(beside() + ".copy-wal", path() + "-wal", fs::copy_options::overwrite_existing);
  const auto opened = open(path());
  ASSERT_FALSE(opened.ok());
  EXPECT_TRUE(opened.error().code == ErrorCode::conflict ||
              opened.error().code == ErrorCode::corrupt)
      << opened.error().detail;
}

TEST_F(SqliteStorePlace, ALinkAndAFolderAreNamed)
{
  fs::create_symlink(beside(), path());
  expect_refused(ErrorCode::rejected, "the store's file is a symbolic link");
  EXPECT_FALSE(fs::exists(beside()));
  fs::remove(path());
  fs::create_directory(path());
  expect_refused(ErrorCode::rejected, "the store's file is a folder");
}

TEST_F(SqliteStorePlace, ANewerVersionAndAnotherProgramsFileAreNamed)
{
  {
    ASSERT_TRUE(open(path()).ok());
  }
  change("PRAGMA user_version = 99");
  expect_refused(ErrorCode::unsupported, "the store was written by a newer version");
  change("PRAGMA user_version = 1");
  change("PRAGMA application_id = 7");
  expect_refused(ErrorCode::corrupt, "the file is not a store");
}

// As the version before this one left it: its authorisations say nothing of a crossing.
TEST_F(SqliteStorePlace, AnOlderVersionsStoreIsTakenAndMarkedAsThisOne)
{
  {
    auto store = open(path());
    ASSERT_TRUE(store.ok());
    StoreEntry entry = store_entry(StoreEntryKind::authorisation, 1);
    entry.request = RegistryRequest{};
    Inbox inbox;
    ASSERT_GT(store.value()->append(entry), 0U);
    store.value()->sync(inbox);
  }
  change("PRAGMA user_version = 1");
  {
    auto store = open(path());
    ASSERT_TRUE(store.ok()) << store.error().detail;
    const auto entries = recovered(*store.value());
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_FALSE(carries_request(entries[0]));
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
  std::string version;
  const auto note = [](void* to, int, char** texts, char**) {
    *static_cast<std::string*>(to) = texts[0];
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(database, "PRAGMA user_version", note, &version, nullptr), SQLITE_OK);
  sqlite3_close(database);
  EXPECT_EQ(version, "2") << "so that the version before names what it can't read";
}

TEST_F(SqliteStorePlace, SettingsThatSomebodyChangedByHandDoNotLast)
{
  {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF",
                           nullptr, nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(database);
  }
  const auto opened = open(path());
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  EXPECT_TRUE(fs::exists(path() + "-wal")) << "the log is in use, whatever the file said";
}

} // namespace
} // namespace gatetwin::contract
