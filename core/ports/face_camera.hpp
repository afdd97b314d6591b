// SPDX-License-Identifier: Apache-2.0
// Port: face camera with matcher and presentation-attack detection. The core does neither: it
// consumes scores.
//
// Promises: start() leads to `face` inputs, each score with the time its picture was taken, until
// cancel() or the first usable capture; after cancel() nothing of that capture arrives. No picture
// ever crosses this port. May report broken: camera. Missing, late, stale, out-of-range and NaN
// scores are the core's to refuse.
#pragma once
#include "core/domain/words.hpp"

namespace gatetwin {

class FaceCamera {
public:
  virtual ~FaceCamera() = default;
  virtual void start(DocumentRef document) = 0; // whose reference picture to compare with
  virtual void cancel() = 0;
};

} // namespace gatetwin
