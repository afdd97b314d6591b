// SPDX-License-Identifier: Apache-2.0
// Journals that go on from file to file: each file's header names the digest of the file before, so
// that a file that is missing, changed or from elsewhere is seen. The files of one start have one
// time 0; their records' numbers begin at 0 in each.
#pragma once
#include "core/journal/byte_source.hpp"
#include "core/journal/frame_chain.hpp"
#include <optional>

namespace gatetwin::journal {

// The digest that the next file's header names: of the last whole header or block, also where the
// writer was killed or lost its power after it. By lengths alone, without verifying: whoever reads
// both files does that. None: the source does not begin with a header.
std::optional<FrameDigest> last_record_chain(ByteSource& source);

} // namespace gatetwin::journal
