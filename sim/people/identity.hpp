// SPDX-License-Identifier: Apache-2.0
// Made-up persons: name, birth, sex, document number and validity, all a function of who the person
// is (class, kind of document, pool, place in it) and the seed. Nothing is stored, so any number of
// persons costs no memory.
#pragma once
#include "core/base/calendar_date.hpp"
#include "core/document/mrz.hpp"
#include "core/domain/short_text.hpp"
#include "core/domain/words.hpp"
#include <cstdint>
#include <string_view>

namespace gatetwin {

// Which persons of a class: most are regular; a few of each other kind are there so that habits
// find their bearer.
enum class Pool : std::uint8_t { regular, expired, watch_listed, unknown, newcomer };

struct PersonKey {
  std::uint32_t traveller_class = 0;
  DocumentKind kind = DocumentKind::passport;
  Pool pool = Pool::regular;
  std::uint32_t index = 0; // newcomer: number of the traveller
};

// The world's dates: documents are good from before `start` until after `end`, expired ones were so
// before `start`.
struct IdentityFrame {
  std::uint64_t seed = 0;
  CalendarDate start;
  CalendarDate end;
};

struct Identity {
  ShortText<3> issuer;
  ShortText<3> nationality;
  ShortText<24> number; // two letters, seven digits; unique within class, kind and pool up to 9
                        // million persons
  ShortText<64> name;   // "NGUYEN<<THI<HONG<DAO"
  Sex sex = Sex::unspecified;
  CalendarDate birth;
  CalendarDate valid_from;
  CalendarDate valid_until;
};

// Nine characters; a document's number alone, for who else is known already.
ShortText<24> make_document_number(const IdentityFrame& frame, const PersonKey& key);
Identity make_identity(const IdentityFrame& frame, const PersonKey& key,
                       std::string_view nationality);

} // namespace gatetwin
