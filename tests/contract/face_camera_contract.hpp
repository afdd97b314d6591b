// SPDX-License-Identifier: Apache-2.0
// What core/ports/face_camera.hpp promises. A twin offers:
//   FaceCamera& camera();
//   void look(bool at_camera);               // the person before the camera
//   std::vector<PortInput> after(Duration);
//   MonotonicTime now();
#pragma once
#include "core/ports/face_camera.hpp"
#include "core/ports/port_input.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin::contract {

template <typename Twin> class FaceCameraContract : public testing::Test {
protected:
  Twin twin;
};
TYPED_TEST_SUITE_P(FaceCameraContract);

TYPED_TEST_P(FaceCameraContract, GivesAUsableCaptureWithTheTimeOfItsPicture)
{
  this->twin.look(true);
  const MonotonicTime started = this->twin.now();
  this->twin.camera().start({1});
  const auto inputs = this->twin.after(seconds(30));
  ASSERT_FALSE(inputs.empty());
  const FaceCapture& face = inputs.back().face;
  EXPECT_EQ(inputs.back().kind, InputKind::face);
  EXPECT_GE(face.taken_at, started);
  EXPECT_LE(face.taken_at, this->twin.now());
  EXPECT_EQ(face.faces_seen, 1);
  ASSERT_TRUE(face.liveness_score);
  for (const double score : {face.match_score, *face.liveness_score}) {
    EXPECT_GE(score, 0);
    EXPECT_LE(score, 1);
  }
}

TYPED_TEST_P(FaceCameraContract, NothingComesBeforeItWasStarted)
{
  this->twin.look(true);
  EXPECT_TRUE(this->twin.after(seconds(30)).empty());
}

TYPED_TEST_P(FaceCameraContract, NothingOfACancelledCaptureArrives)
{
  this->twin.look(true);
  this->twin.camera().start({1});
  this->twin.camera().cancel();
  EXPECT_TRUE(this->twin.after(seconds(30)).empty());
}

TYPED_TEST_P(FaceCameraContract, ItIsSilentAfterTheFirstUsableCapture)
{
  this->twin.look(true);
  this->twin.camera().start({1});
  this->twin.after(seconds(30));
  EXPECT_TRUE(this->twin.after(seconds(30)).empty());
}

TYPED_TEST_P(FaceCameraContract, NobodyWhoLooksMeansNoUsableCapture)
{
  this->twin.look(false);
  this->twin.camera().start({1});
  for (const PortInput& input : this->twin.after(seconds(30))) EXPECT_EQ(input.face.faces_seen, 0);
}

REGISTER_TYPED_TEST_SUITE_P(FaceCameraContract, GivesAUsableCaptureWithTheTimeOfItsPicture,
                            NothingComesBeforeItWasStarted, NothingOfACancelledCaptureArrives,
                            ItIsSilentAfterTheFirstUsableCapture,
                            NobodyWhoLooksMeansNoUsableCapture);

} // namespace gatetwin::contract
