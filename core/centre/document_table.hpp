// SPDX-License-Identifier: Apache-2.0
// The table of documents that an authority issued or revoked: CSV with the columns issuer, number,
// status (known or revoked). Issuing is said once; a revoked document stays revoked.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/registry/ledger.hpp"
#include <string_view>
#include <vector>

namespace gatetwin {

constexpr std::size_t document_table_max_bytes = 1U << 30;

struct DocumentEntry {
  DocumentKey document;
  DocumentStatus status = DocumentStatus::known;
};

// malformed, in `fault` where and what.
Result<std::vector<DocumentEntry>> read_document_table(std::string_view csv, Diagnostic& fault);

} // namespace gatetwin
