// SPDX-License-Identifier: Apache-2.0
// The pseudonym of a document: SipHash over issuer and number, under a key that an authority's
// units share. It is what detects a pass that is shown twice. It rests on the signed number, never
// on the bytes of a barcode or signature: those have many valid forms (another symbol, fields in
// another order, the twin (r, n - s)).
#pragma once
#include "core/base/siphash.hpp"
#include "core/domain/words.hpp"
#include <string_view>

namespace gatetwin {

// Fillers, spaces and hyphens in the number do not count; letters count as capitals. An empty
// number gives no reference (0). `issuer` may be empty where it is not known.
DocumentRef document_ref(SipKey key, std::string_view issuer, std::string_view number);

// Equal for the purpose of a reference.
bool same_number(std::string_view a, std::string_view b);

} // namespace gatetwin
