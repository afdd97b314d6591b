// SPDX-License-Identifier: Apache-2.0
#include "viz/program/child.hpp"
#include <csignal>
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

std::unique_ptr<Child> shell(const std::string& script, const std::string& input = {})
{
  auto child = Child::start({"sh", "-c", script}, input);
  EXPECT_TRUE(child.ok());
  return std::move(child).value();
}

void finish(Child& child)
{
  while (child.poll(1000)) {
  }
}

TEST(Child, GivesBackWhatIsPrintedAndHowItEnded)
{
  const auto child = shell("echo out; echo err >&2; exit 3");
  finish(*child);
  EXPECT_EQ(child->exit_code(), 3);
  EXPECT_EQ(child->out(), "out\n");
  EXPECT_EQ(child->err(), "err\n");
}

TEST(Child, ReadsItsInputAndPrintsMoreThanAPipeHolds)
{
  const std::string input(300'000, 'x');
  const auto child = shell("cat; cat /dev/null", input);
  finish(*child);
  EXPECT_EQ(child->out(), input);
  EXPECT_EQ(child->exit_code(), 0);
}

TEST(Child, IsInterruptedWithItsWorkers)
{
  const auto child = shell("trap 'exit 130' INT; echo ready; while :; do :; done");
  while (child->out().empty()) child->poll(1000);
  EXPECT_TRUE(child->is_running());
  child->interrupt();
  finish(*child);
  EXPECT_EQ(child->exit_code(), 130);
}

TEST(Child, TellsWhichSignalEndedIt)
{
  const auto child = shell("echo ready; while :; do :; done");
  while (child->out().empty()) child->poll(1000);
  child->kill();
  finish(*child);
  EXPECT_EQ(child->exit_code(), 128 + SIGKILL);
}

TEST(Child, ThatDoesNotExistIsNamed)
{
  const auto child = Child::start({"/nowhere/gatetwin", "check"});
  ASSERT_FALSE(child.ok());
  EXPECT_EQ(child.error().code, ErrorCode::not_found);
}

} // namespace
} // namespace gatetwin::viz
