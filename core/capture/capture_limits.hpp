// SPDX-License-Identifier: Apache-2.0
// What the capture program gives up before it looks at what a file or stream says. It is less than
// what the barcode reader gives up (core/decoder/confinement.hpp): codecs need threads and files to
// read, a stream needs the network.
#pragma once
#include "core/base/result.hpp"

namespace gatetwin {

// From here on the process starts no program and no other process, opens nothing for writing,
// changes no file, looks into no other process, gains no rights; without `network` it opens no
// socket either. It ends with the gate. Memory, and the size of what it writes, are bounded.
Status confine_capture(bool network);

} // namespace gatetwin
