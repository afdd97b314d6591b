// SPDX-License-Identifier: Apache-2.0
#include "sim/people/issued_ahead.hpp"
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace gatetwin {
namespace {

IssuedDocument document_of(std::size_t place)
{
  IssuedDocument document;
  document.bytes = std::make_unique<std::byte[]>(1);
  document.bytes[0] = static_cast<std::byte>(place);
  document.ref = {place};
  document.zone_size = 1;
  return document;
}

TEST(IssuedAhead, GivesWhatWasIssuedAndLeavesTheRestToTheTaker)
{
  IssuedAhead ahead(3);
  EXPECT_EQ(ahead.take(1), std::nullopt);
  EXPECT_TRUE(ahead.work(document_of));
  EXPECT_TRUE(ahead.work(document_of)); // the place after the one that was taken
  EXPECT_FALSE(ahead.work(document_of));
  for (const std::size_t place : {2U, 0U}) {
    const std::optional<IssuedDocument> taken = ahead.take(place);
    ASSERT_TRUE(taken.has_value());
    EXPECT_EQ(taken->ref, DocumentRef{place});
    EXPECT_EQ(taken->zone(), std::string(1, static_cast<char>(place)));
  }
}

TEST(IssuedAhead, HasNothingToDoWithoutPlaces)
{
  IssuedAhead ahead(0);
  EXPECT_FALSE(ahead.work(document_of));
}

TEST(IssuedAhead, AFailureGoesToTheWorkerAndThePlaceToTheTaker)
{
  IssuedAhead ahead(2);
  EXPECT_THROW(ahead.work([](std::size_t) -> IssuedDocument { throw std::runtime_error("key"); }),
               std::runtime_error);
  EXPECT_EQ(ahead.take(0), std::nullopt);
  EXPECT_TRUE(ahead.work(document_of));
  EXPECT_TRUE(ahead.take(1).has_value());
}

TEST(IssuedAhead, TwoThreadsIssueEachPlaceOnce)
{
  constexpr std::size_t places = 20'000;
  IssuedAhead ahead(places);
  std::vector<int> issued(places);
  std::thread worker([&] {
    while (ahead.work([&](std::size_t place) {
      ++issued[place];
      return document_of(place);
    })) {
    }
  });
  std::size_t taken = 0;
  std::vector<bool> right(places, true);
  for (std::size_t place = places; place-- > 0;) {
    const std::optional<IssuedDocument> document = ahead.take(place);
    if (!document) continue;
    ++taken;
    right[place] = document->ref == DocumentRef{place} && document->bytes != nullptr;
  }
  worker.join();
  std::size_t by_worker = 0;
  for (std::size_t place = 0; place < places; ++place) {
    EXPECT_TRUE(right[place]) << place;
    EXPECT_LE(issued[place], 1) << place;
    by_worker += static_cast<std::size_t>(issued[place]);
  }
  EXPECT_EQ(by_worker, taken); // the rest was left to the taker
}

} // namespace
} // namespace gatetwin
