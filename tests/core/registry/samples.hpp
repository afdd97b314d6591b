// SPDX-License-Identifier: Apache-2.0
// People, units and requests that the registry's tests share.
#pragma once
#include "core/base/random_stream.hpp"
#include "core/domain/registry_message.hpp"
#include "core/registry/registry_service.hpp"
#include <string_view>
#include <vector>

namespace gatetwin::sample {

constexpr AuthorityId vietnam{0};
constexpr AuthorityId laos{1};
constexpr Duration plus_seven = hours(7);
constexpr CheckpointId checkpoint{3};
constexpr UnitId gate{17};
constexpr UnitId booth{18};
constexpr WallTime noon{1'790'000'000'000'000'000}; // 2026-09-21, 21:13:20 in Viet Nam

inline WallTime before(WallTime time, Duration span) { return {time.ns - span.ns}; }
inline Instant at(Duration since_start) { return {{since_start.ns}, noon + since_start}; }

template <std::size_t N> ShortText<N> text(std::string_view value)
{
  ShortText<N> result;
  CHECK(result.assign(value));
  return result;
}

inline CheckedDocument border_pass(std::string_view number = "BP1234567",
                                   std::string_view name = "NGUYEN<<VAN<AN")
{
  CheckedDocument document;
  document.kind = DocumentKind::border_pass;
  document.ref = {purpose_key(number)};
  document.issuer = text<3>("VNM");
  document.number = text<24>(number);
  document.nationality = text<3>("VNM");
  document.name = text<64>(name);
  document.birth = {1985, 6, 15};
  document.valid_from = {2025, 1, 1};
  document.valid_until = {2027, 12, 31};
  CHECK(document.checks.push_back({CheckKind::seal_authenticity, CheckResult::successful, {}}));
  return document;
}

inline CheckedDocument passport(std::string_view number = "C7654321")
{
  CheckedDocument document = border_pass(number, "TRAN<<THI<HOA");
  document.kind = DocumentKind::passport;
  return document;
}

inline RegistryRequest request(RequestKind kind, std::uint64_t count,
                               const CheckedDocument& document, UnitId unit = gate,
                               WallTime when = noon)
{
  RegistryRequest request;
  request.kind = kind;
  request.authority = vietnam;
  request.unit = unit;
  request.checkpoint = checkpoint;
  request.transaction = transaction_id(unit, count);
  request.direction = Direction::exit;
  request.at = when;
  request.document = document;
  if (kind == RequestKind::record) request.decision = Decision::admit;
  return request;
}

inline WatchList watch_list(std::uint64_t version = 1, WallTime signed_at = noon)
{
  WatchListEntry wanted;
  wanted.issuer = text<3>("VNM");
  wanted.number = text<24>("BP6666666");
  WatchListEntry person;
  person.name = text<64>("LE<<VAN<DAU");
  person.birth = {1970, 1, 2};
  const std::vector<WatchListEntry> entries{wanted, person};
  return WatchList::build(version, signed_at, entries).value();
}

// Keeps what was journalled.
class Recorder final : public journal::RecordSink {
public:
  Recorder() { m_journal.add_sink(*this); }
  void on_records(std::span<const journal::Record> records) override
  {
    m_records.insert(m_records.end(), records.begin(), records.end());
  }
  journal::Journal& journal() { return m_journal; }
  std::vector<journal::Record> of(journal::RecordKind kind)
  {
    m_journal.flush();
    std::vector<journal::Record> found;
    for (const journal::Record& record : m_records) {
      if (record.kind == kind) found.push_back(record);
    }
    return found;
  }

private:
  journal::Journal m_journal;
  std::vector<journal::Record> m_records;
};

} // namespace gatetwin::sample
