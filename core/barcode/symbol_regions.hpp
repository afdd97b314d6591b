// SPDX-License-Identifier: Apache-2.0
// Where in a frame a symbol may be, and how it looks from straight above. The only place that knows
// OpenCV.
//
// ZXing 1.4.0 loses PDF417 from 4 degrees of rotation and Aztec from 1; both read well in an
// upright picture of their own. A symbol is where grey levels change densely: the gradient is
// thresholded and closed, and a line is fitted to each side of what remains, so that tilt is taken
// out too.
#pragma once
#include "core/barcode/grey_picture.hpp"
#include "core/barcode/symbol_decoder.hpp"
#include <array>
#include <vector>

namespace gatetwin {

// A quadrilateral whose longer pair of sides is the first and third.
struct SymbolRegion {
  std::array<PicturePoint, 4>
      corners;      // in the order of an upright picture: from upper left, clockwise
  double width = 0; // of the upright picture, pixels of the frame
  double height = 0;
};

// Grey levels spread over the whole range, where the frame uses only a part of it.
GreyPicture levelled(const FrameView& frame);

// Paints over a quadrilateral and a little around it, so that a symbol there is not found again.
void cover(GreyPicture& picture, const std::array<PicturePoint, 4>& corners);

// At most max_regions, the largest first.
constexpr std::size_t max_regions = 8;
std::vector<SymbolRegion> find_regions(const FrameView& frame);
// The frame itself as a region.
SymbolRegion whole_frame(const FrameView& frame);

// One region with some margin, in `scale` pixels for one of the frame. Nothing where the picture
// would be too large.
class UprightPicture {
public:
  UprightPicture(const FrameView& frame, const SymbolRegion& region, double scale);
  const GreyPicture& picture() const { return m_picture; }
  bool empty() const { return m_picture.pixels.empty(); }
  void sharpen();
  // From the picture back to the frame.
  PicturePoint on_frame(PicturePoint at) const;

private:
  GreyPicture m_picture;
  std::array<double, 9> m_to_frame{};
  double m_scale;
};

} // namespace gatetwin
