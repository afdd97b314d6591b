// SPDX-License-Identifier: Apache-2.0
#include "core/centre/document_table.hpp"
#include <array>

namespace gatetwin {
namespace {

const char* read_row(std::string_view line, DocumentEntry& entry)
{
  const std::size_t first = line.find(',');
  const std::size_t second = first == line.npos ? line.npos : line.find(',', first + 1);
  if (second == line.npos || line.find(',', second + 1) != line.npos)
    return "a row has three cells: issuer,number,status";
  const std::string_view issuer = line.substr(0, first);
  const std::string_view number = line.substr(first + 1, second - first - 1);
  const std::string_view status = line.substr(second + 1);
  entry.document = document_key(issuer, number);
  if (issuer.empty() || issuer.size() > 3 || number.size() > 24 || entry.document.empty())
    return "issuer is up to 3 letters, number up to 24 letters and digits";
  if (status != "known" && status != "revoked") return "status is known or revoked";
  entry.status = status == "known" ? DocumentStatus::known : DocumentStatus::revoked;
  return nullptr;
}

} // namespace

Result<std::vector<DocumentEntry>> read_document_table(std::string_view csv, Diagnostic& fault)
{
  std::vector<DocumentEntry> entries;
  for (int number = 1; !csv.empty(); ++number) {
    const std::size_t end = csv.find('\n');
    std::string_view line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line == "issuer,number,status") continue;
    DocumentEntry entry;
    const char* what =
        number == 1 ? "the first line is not: issuer,number,status" : read_row(line, entry);
    if (what == nullptr) {
      entries.push_back(entry);
      continue;
    }
    fault = {"", number, 1, what, ""};
    return Error{ErrorCode::malformed, what};
  }
  return entries;
}

} // namespace gatetwin
