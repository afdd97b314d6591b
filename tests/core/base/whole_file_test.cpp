// SPDX-License-Identifier: Apache-2.0
#include "core/base/whole_file.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

namespace gatetwin {
namespace {

namespace fs = std::filesystem;

class WholeFile : public ::testing::Test {
protected:
  void SetUp() override { fs::create_directories(m_folder); }
  void TearDown() override { fs::remove_all(m_folder); }
  std::size_t files() const
  {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(m_folder), fs::directory_iterator{}));
  }
  const fs::path m_folder =
      fs::temp_directory_path() / ("gatetwin-whole-file-" + std::to_string(::getpid()));
  const std::string m_path = (m_folder / "results.json").string();
};

TEST_F(WholeFile, ReplacesTheOldContentAndLeavesNothingElse)
{
  ASSERT_TRUE(write_file_whole(m_path, "old and longer").ok());
  ASSERT_TRUE(write_file_whole(m_path, "new").ok());
  EXPECT_EQ(read_file_whole(m_path, 100).value(), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(WholeFile, ReadsBackBytesOfAnyKindAndSize)
{
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7);
  ASSERT_TRUE(write_file_whole(m_path, bytes).ok());
  EXPECT_EQ(read_file_whole(m_path, bytes.size()).value(), bytes);
  EXPECT_EQ(read_file_whole(m_path, bytes.size() - 1).error().code, ErrorCode::too_large);
}

TEST_F(WholeFile, SaysWhatTheSystemRefused)
{
  const Status missing = write_file_whole((m_folder / "no" / "x").string(), "x");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::io);
  EXPECT_EQ(read_file_whole(m_path, 10).error().code, ErrorCode::not_found);
  EXPECT_EQ(read_file_whole(m_folder.string(), 10).error().code, ErrorCode::io);
}

// A folder in the target's place: everything is written, and then the name can't be had.
TEST_F(WholeFile, LeavesEverythingAsItWasWhenTheNameIsTaken)
{
  fs::create_directories(m_folder / "results.json" / "inner");
  EXPECT_EQ(write_file_whole(m_path, "x").error().code, ErrorCode::io);
  EXPECT_EQ(files(), 1U);
  EXPECT_TRUE(fs::is_directory(m_path));
}

// As on a full disk: the write is cut short.
TEST_F(WholeFile, KeepsTheOldContentWhenThereIsNoRoom)
{
  ASSERT_TRUE(write_file_whole(m_path, "old").ok());
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit tight{1000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  const Status written = write_file_whole(m_path, std::string(5000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::io);
  EXPECT_EQ(read_file_whole(m_path, 100).value(), "old");
  EXPECT_EQ(files(), 1U);
}

} // namespace
} // namespace gatetwin
