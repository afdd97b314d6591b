// SPDX-License-Identifier: Apache-2.0
// Lists that the centre sent outlive the program, under the same terms.
#include "core/daemon/document_lists.hpp"
#include "core/daemon/gate_settings.hpp"
#include "core/lists/watch_list_file.hpp"
#include "tests/core/daemon/list_key.hpp"
#include "tests/core/daemon/scripted_parts.hpp"
#include "tests/sim/app/command_line.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

class KeptLists : public testing::Test {
protected:
  KeptLists()
  {
    std::ofstream(m_folder.file("key.pem")) << list_key_pem();
    loaded =
        parse_gate_settings("unit: { number: 1, checkpoint: 0, direction: exit, authority: 0, "
                            "legal_time: 7 h }\nstore: \"" +
                                m_folder.file("store.sqlite") + "\"\nlists: { authority_key: \"" +
                                m_folder.file("key.pem") + "\" }\n",
                            "g.yaml");
    EXPECT_TRUE(loaded.settings);
  }
  std::unique_ptr<DocumentLists> start()
  {
    auto lists = std::make_unique<DocumentLists>(*loaded.settings, clock, [](Duration) {});
    EXPECT_TRUE(lists->load().empty());
    return lists;
  }
  static FetchedList watch_list(std::uint64_t version)
  {
    WatchListContent list;
    list.version = version;
    list.entries.resize(1);
    CHECK(list.entries[0].issuer.assign("VNM") && list.entries[0].number.assign("BP1"));
    return {{}, ListName::watch_list, version, write_watch_list(list, list_key())};
  }
  std::string kept() const { return m_folder.file("lists/watch-list"); }

  LoadedGateSettings loaded;
  HandClock clock;

private:
  test::ScratchFolder m_folder;
};

TEST_F(KeptLists, AreThereAtTheNextStartAndGiveWayToNothingOlder)
{
  EXPECT_EQ(start()->version_of(ListName::watch_list), 0U) << "the first start";
  EXPECT_TRUE(start()->take(watch_list(8)).empty());
  const auto lists = start();
  EXPECT_EQ(lists->version_of(ListName::watch_list), 8U);
  const auto list = lists->take_watch_list();
  ASSERT_NE(list, nullptr) << "for the offline policy";
  EXPECT_EQ(list->version(), 8U);
  EXPECT_FALSE(lists->take(watch_list(7)).empty());
  EXPECT_EQ(lists->version_of(ListName::watch_list), 8U);
  EXPECT_TRUE(lists->take(watch_list(9)).empty());
  EXPECT_FALSE(lists->has_lost_one());
}

TEST_F(KeptLists, ThatAreDamagedAreNotThere)
{
  start()->take(watch_list(8));
  std::string text = test::text_of(kept());
  text[text.find("BP1")] = 'C';
  std::ofstream(kept()) << text;
  const auto lists = start();
  EXPECT_EQ(lists->version_of(ListName::watch_list), 0U);
  EXPECT_TRUE(lists->take(watch_list(8)).empty());
}

TEST_F(KeptLists, AreForTheirOwnerAlone)
{
  start()->take(watch_list(8));
  using std::filesystem::perms;
  const auto folder = std::filesystem::path(kept()).parent_path();
  EXPECT_EQ(std::filesystem::status(folder).permissions(), perms::owner_all);
}

TEST_F(KeptLists, ThatNoFolderTakesAreSaid)
{
  loaded.settings->mutable_store()->set_path("/proc/nothing/store.sqlite");
  auto lists = start();
  EXPECT_TRUE(lists->take(watch_list(8)).empty());
  EXPECT_TRUE(lists->take(watch_list(9)).empty()); // waits for the one before
  EXPECT_TRUE(lists->has_lost_one());
}

} // namespace
} // namespace gatetwin
