// SPDX-License-Identifier: Apache-2.0
#include "core/registry/watch_list.hpp"
#include "core/registry/content_hash.hpp"
#include "core/registry/name_similarity.hpp"
#include <algorithm>
#include <array>
#include <bit>

namespace gatetwin {
namespace {

// Where the name field of a TD1, TD2 and TD3 zone ends.
constexpr std::array<std::size_t, 3> name_fields{30, 31, 39};

std::uint64_t nonzero(std::uint64_t hash) { return hash == 0 ? 1 : hash; }

std::uint64_t hash_of_name(std::string_view name)
{
  return nonzero(content_hash(name.data(), name.size()));
}

std::string_view cut(std::string_view name, std::size_t field)
{
  name = name.substr(0, field);
  while (!name.empty() && name.back() == '<') name.remove_suffix(1);
  return name;
}

// Year above month above day; parts that are unknown or make no sense are 0.
std::uint32_t pack_birth(CalendarDate birth)
{
  const auto part = [](std::int32_t value, std::int32_t most) {
    return value > 0 && value <= most ? static_cast<std::uint32_t>(value) : 0U;
  };
  return part(birth.year, 9999) << 16 | part(birth.month, 12) << 8 | part(birth.day, 31);
}

bool births_agree(std::uint32_t a, std::uint32_t b)
{
  for (const std::uint32_t mask : {0xFFFF'0000U, 0xFF00U, 0xFFU}) {
    if ((a & mask) != 0 && (b & mask) != 0 && (a & mask) != (b & mask)) return false;
  }
  return true;
}

} // namespace

Result<WatchList> WatchList::build(std::uint64_t version, WallTime signed_at,
                                   std::span<const WatchListEntry> entries,
                                   std::size_t* faulty_entry)
{
  if (version == 0) return Error{ErrorCode::malformed, "a watch-list's version starts at 1"};
  if (signed_at.ns < 0) return Error{ErrorCode::malformed, "a watch-list is signed after 1970"};
  WatchList list;
  list.m_version = version;
  list.m_signed_at = signed_at;
  const std::size_t slots = std::bit_ceil(entries.size() * 2 + 2);
  list.m_documents.resize(slots);
  // Each person stands there under up to four spellings.
  list.m_persons.resize(slots * 4);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Status status = list.add(entries[i]);
    if (status.ok()) continue;
    if (faulty_entry != nullptr) *faulty_entry = i;
    return status.error();
  }
  std::stable_sort(list.m_names.begin(), list.m_names.end(),
                   [](const NamedPerson& a, const NamedPerson& b) { return a.birth < b.birth; });
  list.m_entries = entries.size();
  return list;
}

Status WatchList::add(const WatchListEntry& entry)
{
  const DocumentKey key = document_key(entry.issuer.view(), entry.number.view());
  const bool has_document = !key.empty() && !key.issuer().empty();
  const bool has_person = !entry.name.empty() && pack_birth(entry.birth) >> 16 != 0;
  if (!has_document && !has_person) {
    return Error{ErrorCode::malformed, "an entry needs issuer and number, or name and birth year"};
  }
  if (has_document) add_document(nonzero(key.hash));
  if (!has_person) return success();
  const Result<NameKey> name = name_key(entry.name.view());
  if (!name) return name.error();
  const std::uint32_t birth = pack_birth(entry.birth);
  m_names.push_back({birth, name.value()});
  const std::string_view whole = name.value().view();
  add_person(hash_of_name(whole), birth);
  for (const std::size_t field : name_fields) {
    if (whole.size() > field) add_person(hash_of_name(cut(whole, field)), birth);
  }
  return success();
}

void WatchList::add_document(std::uint64_t hash)
{
  const std::size_t mask = m_documents.size() - 1;
  std::size_t at = hash & mask;
  while (m_documents[at] != 0 && m_documents[at] != hash) at = (at + 1) & mask;
  m_documents[at] = hash;
}

void WatchList::add_person(std::uint64_t name, std::uint32_t birth)
{
  const std::size_t mask = m_persons.size() - 1;
  std::size_t at = name & mask;
  while (m_persons[at].name != 0) at = (at + 1) & mask;
  m_persons[at] = {name, birth};
}

bool WatchList::lists_document(std::uint64_t hash) const
{
  const std::size_t mask = m_documents.size() - 1;
  for (std::size_t at = hash & mask; m_documents[at] != 0; at = (at + 1) & mask) {
    if (m_documents[at] == hash) return true;
  }
  return false;
}

bool WatchList::lists_person(std::uint64_t name, std::uint32_t birth) const
{
  const std::size_t mask = m_persons.size() - 1;
  for (std::size_t at = name & mask; m_persons[at].name != 0; at = (at + 1) & mask) {
    if (m_persons[at].name == name && births_agree(m_persons[at].birth, birth)) return true;
  }
  return false;
}

bool WatchList::lists_similar(const CheckedDocument& document, std::uint32_t threshold) const
{
  const std::uint32_t birth = pack_birth(document.birth);
  const Result<NameKey> name = name_key(document.name.view());
  if (!name || birth >> 16 == 0) return false;
  const std::uint32_t year = birth & 0xFFFF'0000U;
  auto person =
      std::lower_bound(m_names.begin(), m_names.end(), year,
                       [](const NamedPerson& one, std::uint32_t from) { return one.birth < from; });
  for (; person != m_names.end() && (person->birth & 0xFFFF'0000U) == year; ++person) {
    if (!births_agree(person->birth, birth)) continue;
    if (name_similarity(name.value().view(), person->name.view()) >= threshold) return true;
  }
  return false;
}

WatchListVerdict WatchList::look_up(const CheckedDocument& document) const
{
  return look_up(document, document_key(document.issuer.view(), document.number.view()));
}

WatchListVerdict WatchList::look_up(const CheckedDocument& document, const DocumentKey& key) const
{
  if (missing()) return WatchListVerdict::missing;
  if (!key.empty() && lists_document(nonzero(key.hash))) return WatchListVerdict::hit;
  if (document.name.empty()) return WatchListVerdict::unreadable;
  const Result<NameKey> name = name_key(document.name.view());
  if (!name) return WatchListVerdict::unreadable;
  const bool hit = lists_person(hash_of_name(name.value().view()), pack_birth(document.birth));
  return hit ? WatchListVerdict::hit : WatchListVerdict::clear;
}

} // namespace gatetwin
