// SPDX-License-Identifier: Apache-2.0
// Any bytes as a label. The gate trusts a signer whose key is not the fuzzer's, so nothing but the
// passes of the corpus can come out well; and what comes out well must have been signed over the
// bytes that were read.
#include "tests/core/document/seal_fixture.hpp"
#include <cstdint>

using namespace gatetwin;

namespace {

// Parsed with every option: spans stay inside the input, and every profile reads the fields.
void parse(std::span<const std::byte> bytes)
{
  for (const SealOptions& options : {SealOptions{}, SealOptions{true, true}}) {
    VisibleSeal seal;
    if (parse_seal(bytes, options, seal) != Reason::none) continue;
    CHECK(seal.signed_bytes.data() == bytes.data());
    CHECK(seal.signature.data() + seal.signature.size() == bytes.data() + bytes.size());
    CHECK(seal.signed_bytes.size() + seal.signature.size() < bytes.size());
    for (const SealProfile& profile : standard_profiles()) {
      SealContent content;
      if (read_content(profile, seal, content) != Reason::none) continue;
      CHECK(!content.number.empty() || !content.mrz.empty());
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  static TestAuthority authority;
  static const TrustList nobody =
      TrustList::make(9, test_now,
                      {trusted(test_signer(), test_key(Curve::p256, 200).public_key())})
          .value();
  const std::span<const std::byte> label(reinterpret_cast<const std::byte*>(data), size);
  parse(label);
  InspectorConfig config = TestAuthority::config();
  config.accepted = {DocumentKind::unknown, DocumentKind::border_pass, DocumentKind::port_permit,
                     DocumentKind::crew_pass, DocumentKind::visa};
  DocumentScan scan;
  scan.label = label;
  scan.labels_in_view = 1;
  for (const TrustList* list : std::array<const TrustList*, 2>{&authority.trust, &nobody}) {
    DocumentInspector inspector(config, {list, &authority.revocations, nullptr});
    const CheckedDocument document = inspector.inspect(scan, {{}, test_now});
    CHECK(!document.checks.empty());
    const bool good = overall_result(document.checks) == CheckResult::successful;
    CHECK(good == (overall_reason(document.checks) == Reason::none));
    if (!good) continue;
    CHECK(document.ref != DocumentRef{});
    CHECK(list == &authority.trust || document.kind == DocumentKind::unknown);
  }
  return 0;
}
