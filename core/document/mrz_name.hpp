// SPDX-License-Identifier: Apache-2.0
// Names in the form of a machine-readable zone: "SURNAME<<GIVEN<NAMES", Latin capitals only (Doc
// 9303-3 section 4.6).
#pragma once
#include "core/base/result.hpp"
#include "core/domain/short_text.hpp"
#include <string_view>

namespace gatetwin {

using MrzName = ShortText<64>;

// Letters and fillers, a primary identifier at the start, at most one double filler, no filler at
// either end.
bool is_mrz_name(std::string_view name);

// From UTF-8 to that form. "<<" or ", " separates surname and given names; spaces, hyphens and
// single fillers separate parts; apostrophes and full stops vanish. Letters follow Doc 9303-3
// section 6: marks are dropped, so that composed and decomposed Vietnamese give the same name and
// D-stroke gives D, but A, O and U with diaeresis become AE, OE, UE, and A with ring, AE, O-stroke,
// sharp s and thorn their two letters. Anything else is malformed: other scripts, full-width forms,
// invisible and direction characters, digits, invalid UTF-8.
Result<MrzName> mrz_name_from_utf8(std::string_view text);

// The same person as far as the names tell: equal, or one was cut short where its field ended.
// `cut` says that a name fills its field to the end and may therefore be a prefix of the other.
bool names_agree(std::string_view a, bool a_cut, std::string_view b, bool b_cut);

} // namespace gatetwin
