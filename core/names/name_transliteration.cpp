// SPDX-License-Identifier: Apache-2.0
#include "core/names/name_transliteration.hpp"
#include "core/base/check.hpp"
#include <string>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace gatetwin {
namespace {

// What is not simply a letter with a mark is said first; then marks go.
constexpr const char16_t* doc_9303_rules =
    u":: NFC; :: Upper;"
    u"\u00C4 > AE; \u00D6 > OE; \u00DC > UE; \u00C5 > AA; \u00C6 > AE; \u00D8 > OE; \u0152 > OE;"
    u"\u0110 > D; \u00D0 > D; \u00DE > TH; \u1E9E > SS;"
    // Cyrillic
    u"\u0410 > A; \u0411 > B; \u0412 > V; \u0413 > G; \u0490 > G; \u0403 > G; \u0414 > D;"
    u"\u0402 > D; \u0415 > E; \u0401 > E; \u0404 > IE; \u0416 > ZH; \u0417 > Z; \u0405 > DZ;"
    u"\u0418 > I; \u0406 > I; \u0407 > I; \u0419 > I; \u0408 > J; \u041A > K; \u040C > K;"
    u"\u041B > L; \u0409 > LJ; \u041C > M; \u041D > N; \u040A > NJ; \u041E > O; \u041F > P;"
    u"\u0420 > R; \u0421 > S; \u0422 > T; \u040B > C; \u0423 > U; \u040E > U; \u0424 > F;"
    u"\u0425 > KH; \u0426 > TS; \u0427 > CH; \u040F > DZ; \u0428 > SH; \u0429 > SHCH;"
    u"\u042A > IE; \u042B > Y; \u042C > ; \u042D > E; \u042E > IU; \u042F > IA;"
    u":: NFD; :: [:Mn:] Remove; :: NFC;";

} // namespace

struct NameTransliteration::Rules {
  std::unique_ptr<icu::Transliterator> icu;
};

NameTransliteration::NameTransliteration() : m_rules(std::make_unique<Rules>())
{
  UErrorCode code = U_ZERO_ERROR;
  UParseError where{};
  m_rules->icu.reset(icu::Transliterator::createFromRules(
      "Gatetwin-Doc9303", icu::UnicodeString(doc_9303_rules), UTRANS_FORWARD, where, code));
  CHECK(U_SUCCESS(code) && m_rules->icu != nullptr);
}

NameTransliteration::~NameTransliteration() = default;

Result<MrzName> NameTransliteration::operator()(std::string_view utf8) const
{
  constexpr std::size_t longest = 1024;
  if (utf8.size() > longest) return Error{ErrorCode::malformed, "name is too long"};
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  m_rules->icu->transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  return mrz_name_from_utf8(latin);
}

} // namespace gatetwin
