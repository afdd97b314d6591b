// SPDX-License-Identifier: Apache-2.0
// The head of a chain in a file of its own: "SEQUENCE DIGEST\n", the digest in hexadecimal. Kept
// apart from what it is the head of, it shows that the end of it was cut off or rewritten.
#pragma once
#include "core/registry/chained_ledger.hpp"
#include <string>

namespace gatetwin {

// not_found; malformed, io.
Result<LedgerHead> read_head_file(const std::string& path);
Status write_head_file(const std::string& path, const LedgerHead& head);

} // namespace gatetwin
