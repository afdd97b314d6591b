// SPDX-License-Identifier: Apache-2.0
#include "core/lists/watch_list_file.hpp"
#include "core/document/list_lines.hpp"
#include "core/document/list_reader.hpp"
#include "core/document/mrz_name.hpp"
#include <array>
#include <charconv>

namespace gatetwin {
namespace {

constexpr std::string_view magic = "gatetwin-watch-list";

std::optional<int> number_of(std::string_view digits)
{
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return digits.empty() ? std::nullopt : std::optional(number);
}

// The year at least; month and day may be 0.
bool read_birth(std::string_view year, std::string_view month, std::string_view day,
                CalendarDate& birth)
{
  const auto y = number_of(year), m = number_of(month), d = number_of(day);
  if (!y || !m || !d || *y < 1850 || *y > 2199 || *m > 12 || *d > 31) return false;
  birth = {*y, *m, *d};
  return true;
}

bool read_line(const Words& words, WatchListEntry& entry)
{
  if (words.are("document", 3)) {
    return entry.issuer.assign(words[1]) && entry.number.assign(words[2]) &&
           !document_key(words[1], words[2]).empty();
  }
  if (!words.are("person", 3) || words[2].size() != 8) return false;
  return is_mrz_name(words[1]) && entry.name.assign(words[1]) &&
         read_birth(words[2].substr(0, 4), words[2].substr(4, 2), words[2].substr(6, 2),
                    entry.birth);
}

std::string birth_text(CalendarDate birth)
{
  std::string text = std::to_string(birth.year * 10'000 + birth.month * 100 + birth.day);
  return std::string(8 - text.size(), '0') + text;
}

// Up to four cells; quotes around one may hold commas.
bool split_cells(std::string_view line, std::array<std::string, 4>& cells)
{
  std::size_t cell = 0;
  bool quoted = false;
  for (std::string& text : cells) text.clear();
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      if (++cell == cells.size()) return false;
    } else {
      cells[cell] += c;
    }
  }
  return !quoted && cell == cells.size() - 1;
}

const char* read_row(const std::array<std::string, 4>& cells, const NameReader& names,
                     std::vector<WatchListEntry>& entries)
{
  const auto& [issuer, number, name, birth] = cells;
  WatchListEntry document, person;
  if (issuer.empty() != number.empty()) return "a document needs issuer and number";
  if (!issuer.empty()) {
    if (!document.issuer.assign(issuer) || !document.number.assign(number) ||
        document_key(issuer, number).empty() || number.find(' ') != std::string::npos)
      return "issuer is up to 3 letters, number up to 24 letters and digits";
    entries.push_back(document);
  }
  if (name.empty() != birth.empty()) return "a person needs name and birth";
  if (name.empty()) return issuer.empty() ? "the row is empty" : nullptr;
  const Result<MrzName> zone = names(name);
  if (!zone) return zone.error().detail;
  CHECK(person.name.assign(zone.value().view()));
  const bool whole = birth.size() == 10 && birth[4] == '-' && birth[7] == '-';
  const std::string_view text(birth);
  const bool fits =
      whole ? read_birth(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2), person.birth)
            : birth.size() == 4 && read_birth(text, "0", "0", person.birth);
  if (!fits) return "birth is a date like 1970-01-31, or a year";
  entries.push_back(person);
  return nullptr;
}

} // namespace

Result<WatchListContent> read_watch_list(std::string_view file, const ListTerms& terms,
                                         Diagnostic& fault)
{
  ListReader in(file, fault);
  Status status = in.open(watch_list_max_bytes, terms.authority);
  if (status) status = in.read_head(magic, terms.newer_than);
  if (!status) return status.error();
  WatchListContent list{in.version(), in.issued_at(), {}};
  for (std::string_view line = in.next_line(); line != "end"; line = in.next_line()) {
    WatchListEntry entry;
    if (!read_line(Words(line), entry)) {
      return in.fail(ErrorCode::malformed, "neither a document nor a person",
                     "document ISSUER NUMBER, or person NAME YYYYMMDD");
    }
    list.entries.push_back(entry);
  }
  if (const Status closed = in.close(); !closed) return closed.error();
  if (list.entries.empty()) return in.fail(ErrorCode::malformed, "a list without entries");
  return list;
}

std::string write_watch_list(const WatchListContent& list, const SigningKey& authority)
{
  std::string text;
  append_list_head(text, magic, list.version, list.issued_at);
  for (const WatchListEntry& entry : list.entries) {
    if (!entry.number.empty()) {
      text.append("document ").append(entry.issuer.view()).append(" ");
      text.append(entry.number.view()).append("\n");
    }
    if (!entry.name.empty()) {
      text.append("person ").append(entry.name.view()).append(" ");
      text.append(birth_text(entry.birth)).append("\n");
    }
  }
  return signed_list(text.append("end\n"), authority);
}

Result<std::vector<WatchListEntry>> read_watch_list_table(std::string_view csv, Diagnostic& fault,
                                                          const NameReader& names)
{
  std::vector<WatchListEntry> entries;
  std::array<std::string, 4> cells;
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  for (int number = 1; !csv.empty(); ++number) {
    const std::size_t end = csv.find('\n');
    std::string_view line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line == "issuer,number,name,birth") continue;
    const char* what = "a row has four cells";
    if (number == 1) what = "the first line is not: issuer,number,name,birth";
    if (number > 1 && split_cells(line, cells)) what = read_row(cells, names, entries);
    if (what == nullptr) continue;
    fault = {"", number, 1, what, ""};
    return Error{ErrorCode::malformed, what};
  }
  if (entries.empty()) {
    fault = {"", 0, 0, "the table has no rows", ""};
    return Error{ErrorCode::malformed, "the table has no rows"};
  }
  return entries;
}

} // namespace gatetwin
