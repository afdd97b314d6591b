// SPDX-License-Identifier: Apache-2.0
#include "core/link/peer_identity.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

Result<PeerIdentity> read(std::vector<std::string> uris) { return peer_identity(uris); }

TEST(PeerIdentity, IsTheOneNameOfOurs)
{
  for (const PeerIdentity identity : {PeerIdentity{PeerRole::unit, 17},
                                      {PeerRole::centre, 0},
                                      {PeerRole::observer, 4'294'967'294},
                                      {PeerRole::supervisor, 12}}) {
    const auto found = read({"https://example.org/", uri_of(identity)});
    ASSERT_TRUE(found.ok()) << uri_of(identity);
    EXPECT_EQ(found.value(), identity);
  }
  EXPECT_EQ(uri_of({PeerRole::unit, 17}), "urn:gatetwin:unit:17");
}

TEST(PeerIdentity, RefusesEverySecondSpellingAndEveryDoubt)
{
  for (const char* uri :
       {"urn:gatetwin:unit:", "urn:gatetwin:unit:017", "urn:gatetwin:unit:+1",
        "urn:gatetwin:unit:-1", "urn:gatetwin:unit:1 ", "urn:gatetwin:unit:0x1",
        "urn:gatetwin:unit:4294967295", "urn:gatetwin:unit:4294967296", "urn:gatetwin:gate:1",
        "urn:gatetwin:unit", "urn:gatetwin:", "urn:gatetwin:centre:65535", "urn:gatetwin:UNIT:1",
        "urn:gatetwin:unit:1:2"}) {
    const auto found = read({uri});
    ASSERT_FALSE(found.ok()) << uri;
    EXPECT_EQ(found.error().code, ErrorCode::malformed) << uri;
  }
  EXPECT_EQ(read({}).error().code, ErrorCode::not_found);
  EXPECT_EQ(read({"urn:other:unit:1"}).error().code, ErrorCode::not_found);
  EXPECT_EQ(read({"urn:gatetwin:unit:1", "urn:gatetwin:unit:2"}).error().code, ErrorCode::conflict);
}

} // namespace
} // namespace gatetwin
