// SPDX-License-Identifier: Apache-2.0
// The bytes of one ledger row, and their chain. A row is one atomic write, one document's status,
// the version of a list that came into use, how far a unit's journal had come, that somebody looked
// up a document's history, or what became of a presumed crossing; its bytes are canonical (one
// content, one encoding) and strict to read: little-endian fields one after another, no optional
// part that is not announced, nothing behind the end.
//
// Chain: SHA-256(0x00 | "gatetwin ledger 1" | authority, 2 bytes | identity) before the first row;
// SHA-256(0x01 | digest before | sequence, 8 bytes | row bytes) for each row, sequence from 1.
#pragma once
#include "core/domain/list_name.hpp"
#include "core/domain/unit_report.hpp"
#include "core/registry/inquiry.hpp"
#include "core/registry/ledger.hpp"
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gatetwin {

using LedgerDigest = std::array<std::byte, 32>;

// A list came into use. The newest mark of a list says which version must not be gone behind.
struct ListMark {
  ListName list = ListName::watch_list;
  std::uint64_t version = 0;
  bool accepted_older = false; // an operator took an older one back into use, deliberately
  WallTime at{};
  bool operator==(const ListMark&) const = default;
};

// A journal's head, as its unit reported it.
struct HeldHead {
  UnitId unit{};
  JournalHead head;
  WallTime received_at{};
  bool operator==(const HeldHead&) const = default;
};

struct LedgerRow {
  // Either a write ...
  bool is_write = false;
  AnswerKey key;
  StoredAnswer answer;
  std::optional<Crossing> crossing;
  std::optional<Reservation> reservation;
  // ... or a document's status.
  DocumentKey document;
  DocumentStatus status = DocumentStatus::unknown;
  // ... or one of these.
  std::optional<ListMark> list;
  std::optional<HeldHead> journal;
  std::optional<Inquiry> inquiry;
  std::optional<Settlement> settlement;
};

std::vector<std::byte> encode_write(const LedgerWrite& write);
std::vector<std::byte> encode_document(const DocumentKey& document, DocumentStatus status);
std::vector<std::byte> encode_list(const ListMark& mark);
std::vector<std::byte> encode_journal(const HeldHead& held);
std::vector<std::byte> encode_inquiry(const Inquiry& inquiry);
std::vector<std::byte> encode_settlement(const Settlement& settlement);
// malformed, in the detail what. The authority is not in the bytes: the ledger has one.
Result<LedgerRow> decode_row(std::span<const std::byte> bytes, AuthorityId authority);

LedgerDigest first_digest(AuthorityId authority, std::string_view identity);
LedgerDigest next_digest(const LedgerDigest& before, std::uint64_t sequence,
                         std::span<const std::byte> row);

} // namespace gatetwin
