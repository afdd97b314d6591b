// SPDX-License-Identifier: Apache-2.0
// The witness sees what is on the disk and nothing else.
#include "core/registry/sqlite_store.hpp"
#include "sim/live/witness.hpp"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace gatetwin {
namespace {

struct NoDoors final : GateHardware {
  void open_door(Door) override { ++opened; }
  void close_door(Door) override {}
  void release_door(Door) override { ++opened; }
  void show(ScreenMessage) override {}
  void set_alarm(Reason, bool) override {}
  int opened = 0;
};

struct NoLink final : RegistryLink {
  void send(const RegistryRequest&) override { ++sent; }
  int sent = 0;
};

class WitnessTest : public ::testing::Test {
protected:
  WitnessTest()
  {
    std::string pattern = (std::filesystem::temp_directory_path() / "witness.XXXXXX").string();
    folder = mkdtemp(pattern.data());
    store = SqliteStore::open({path(), UnitId{5}, 0}).value();
    (void)clock.now();
    witness = Witness::open({folder + "/notes", path(), UnitId{5}}, clock);
    witness->stand_before(doors, link);
  }
  ~WitnessTest() override { std::filesystem::remove_all(folder); }
  std::string path() const { return folder + "/store.sqlite"; }
  std::string notes() const
  {
    std::ifstream in(folder + "/notes");
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void append(StoreEntryKind kind)
  {
    StoreEntry entry;
    entry.kind = kind;
    entry.transaction = TransactionId{77};
    entry.expires_at = clock.now().mono + minutes(1);
    ASSERT_NE(store->append(entry), 0U);
  }
  void sync()
  {
    Inbox inbox;
    store->sync(inbox);
  }

  std::string folder;
  LiveClock clock;
  std::unique_ptr<SqliteStore> store;
  NoDoors doors;
  NoLink link;
  std::unique_ptr<Witness> witness;
};

TEST_F(WitnessTest, AnAuthorisationThatIsNotDurableYetIsNone)
{
  append(StoreEntryKind::authorisation);
  witness->open_door(Door::exit);
  EXPECT_EQ(notes(), "unauthorised 0\n");
  sync();
  witness->open_door(Door::exit);
  witness->body_passed();
  EXPECT_EQ(notes(), "unauthorised 0\nexit 77\npassed 77\n");
  EXPECT_EQ(doors.opened, 2) << "it only looks";
}

TEST_F(WitnessTest, AnAuthorisationThatIsConsumedOpensNothingMore)
{
  append(StoreEntryKind::authorisation);
  sync();
  append(StoreEntryKind::authorisation_consumed);
  sync();
  witness->release_door(Door::exit);
  EXPECT_EQ(notes(), "unauthorised 0\n");
}

TEST_F(WitnessTest, TheEntryNeedsNoneAndCrossingsAreNotedAsTheyGo)
{
  witness->open_door(Door::entry);
  RegistryRequest request;
  request.transaction = TransactionId{78};
  request.kind = RequestKind::check;
  witness->send(request);
  request.kind = RequestKind::record;
  witness->send(request);
  EXPECT_EQ(notes(), "sent 78\n");
  EXPECT_EQ(link.sent, 2);
}

TEST_F(WitnessTest, TheStoreKeepsItsLocks)
{
  append(StoreEntryKind::authorisation);
  sync();
  witness->open_door(Door::exit);
  append(StoreEntryKind::authorisation_consumed);
  sync();
  EXPECT_FALSE(store->has_failed());
  EXPECT_FALSE(std::filesystem::exists(folder + "/notes.store")) << "nothing is left lying about";
}

} // namespace
} // namespace gatetwin
