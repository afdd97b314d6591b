// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/app/command_line.hpp"
#include "viz/desk/scenario_file.hpp"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

using test::ScratchFolder;
using test::text_of;

void write(const std::string& path, const std::string& text)
{
  std::ofstream(path, std::ios::binary) << text;
}

ScenarioFile opened(const std::string& path)
{
  auto file = ScenarioFile::open(path);
  EXPECT_TRUE(file.ok());
  return std::move(file).value();
}

TEST(ScenarioFile, SavesBehindALinkAndKeepsModeAndMark)
{
  const ScratchFolder scratch;
  const std::string real = scratch.file("real.yaml"), link = scratch.file("link.yaml");
  write(real, "\xEF\xBB\xBFname: a\n");
  std::filesystem::create_symlink(real, link);
  std::filesystem::permissions(real, std::filesystem::perms(0640));
  ScenarioFile file = opened(link);
  EXPECT_EQ(file.saved_text(), "name: a\n");
  EXPECT_TRUE(file.save("name: b\n").ok());
  EXPECT_EQ(text_of(real), "\xEF\xBB\xBFname: b\n");
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(std::filesystem::status(real).permissions(), std::filesystem::perms(0640));
  EXPECT_FALSE(file.changed_on_disk());
}

TEST(ScenarioFile, DoesNotWriteOverWhatOthersWrote)
{
  const ScratchFolder scratch;
  const std::string path = scratch.file("a.yaml");
  write(path, "name: a\n");
  ScenarioFile file = opened(path);
  write(path, "name: theirs\n");
  const Status saved = file.save("name: mine\n");
  ASSERT_FALSE(saved.ok());
  EXPECT_EQ(saved.error().code, ErrorCode::conflict);
  EXPECT_EQ(text_of(path), "name: theirs\n");
  EXPECT_EQ(file.changed_on_disk(), "name: theirs\n");
  file.accept("name: theirs\n");
  EXPECT_TRUE(file.save("name: mine\n").ok());
  EXPECT_EQ(text_of(path), "name: mine\n");
}

TEST(ScenarioFile, IsMadeAgainWhenItWasDeleted)
{
  const ScratchFolder scratch;
  const std::string path = scratch.file("a.yaml");
  write(path, "name: a\n");
  ScenarioFile file = opened(path);
  std::filesystem::remove(path);
  EXPECT_TRUE(file.save("name: b\n").ok());
  EXPECT_EQ(text_of(path), "name: b\n");
}

TEST(ScenarioFile, OffersACopyOfUnsavedChangesAlone)
{
  const ScratchFolder scratch;
  const std::string path = scratch.file("a.yaml");
  write(path, "name: a\n");
  const ScenarioFile file = opened(path);
  EXPECT_FALSE(file.unsaved_copy());
  EXPECT_TRUE(file.keep_copy("name: b\n").ok());
  EXPECT_EQ(file.unsaved_copy(), "name: b\n");
  EXPECT_TRUE(file.keep_copy("name: a\n").ok());
  EXPECT_FALSE(file.unsaved_copy());
  file.remove_copy();
  EXPECT_FALSE(std::filesystem::exists(file.copy_path()));
}

TEST(ScenarioFile, RefusesWhatIsNoText)
{
  const ScratchFolder scratch;
  const std::string path = scratch.file("a.gtj");
  write(path, std::string("a\0b", 3));
  EXPECT_EQ(ScenarioFile::open(path).error().code, ErrorCode::malformed);
  EXPECT_FALSE(ScenarioFile::open(scratch.file("none.yaml")).ok());
  EXPECT_FALSE(ScenarioFile::open(scratch.path().string()).ok());
}

} // namespace
} // namespace gatetwin::viz
