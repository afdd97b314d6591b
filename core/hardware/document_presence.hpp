// SPDX-License-Identifier: Apache-2.0
// Whether a document lies before a camera, from its grey pixels alone and without a library: print
// changes between light and dark within short distances, an empty plate does not, however it is
// lit. Two frames must agree, so that a hand that passes is no document.
#pragma once
#include "core/domain/barcode.hpp"

namespace gatetwin {

struct PresenceOptions {
  std::uint32_t contrast = 48; // grey levels between parts of a cell that holds print
  double share = 0.004;        // of the frame's cells (16 x 16 pixels) that must hold print
};

// The share of cells that hold print. The frame has been checked.
double printed_share(const FrameView& frame, std::uint32_t contrast);

class DocumentPresence {
public:
  explicit DocumentPresence(const PresenceOptions& options) : m_options(options) {}
  void look(const FrameView& frame)
  {
    const bool seen = printed_share(frame, m_options.contrast) >= m_options.share;
    if (seen == m_seen) m_there = seen;
    m_seen = seen;
  }
  bool is_there() const { return m_there; }

private:
  PresenceOptions m_options;
  bool m_seen = false;
  bool m_there = false;
};

} // namespace gatetwin
