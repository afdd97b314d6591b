// SPDX-License-Identifier: Apache-2.0
// Port: from a picture with a 2D code to bytes. Two adapters: core/barcode/frame_reader in the same
// process, and core/hardware/barcode_process, which has the work done by a confined process,
// because the libraries that read hostile pictures have known faults. On a gate only the second is
// used.
//
// Promises: read() always returns and always fills `reading`, whatever the frame holds; it throws
// nothing. A frame that can't be one, a decoder that crashes, hangs or answers nonsense ends as
// `aborted` with its own reason, and the next reading starts afresh. The frame is not kept.
// At most `label_max_bytes` come back, of an accepted symbology. Bytes are as printed: whoever uses
// them checks their seal.
#pragma once
#include "core/domain/barcode.hpp"

namespace gatetwin {

class BarcodeDecoder {
public:
  virtual ~BarcodeDecoder() = default;
  virtual void read(const FrameView& frame, const BarcodeProfile& profile,
                    BarcodeReading& reading) = 0;
};

} // namespace gatetwin
