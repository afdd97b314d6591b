// SPDX-License-Identifier: Apache-2.0
// Any bytes as a trust or revocation list, as they are and with the authority's signature put under
// them: so the lines behind the signature are reached. A list that is read must come back from its
// own text.
#include "core/document/list_lines.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <cstdint>

using namespace gatetwin;

namespace {

void read_both(std::string_view file, const PublicKey& authority)
{
  Diagnostic fault;
  if (const Result<TrustList> list = read_trust_list(file, {authority}, fault)) {
    CHECK(!list.value().signers().empty());
    CHECK(TrustList::make(list.value().version(), list.value().issued_at(),
                          {list.value().signers().begin(), list.value().signers().end()})
              .value()
              .identity() == list.value().identity());
  } else {
    CHECK(!fault.message.empty());
  }
  Diagnostic second;
  if (!read_revocation_list(file, test_ref_key, {authority}, second))
    CHECK(!second.message.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  static const SigningKey authority = test_key(Curve::p256, 99);
  if (size > 20'000) return 0;
  std::string text(reinterpret_cast<const char*>(data), size);
  read_both(text, authority.public_key());
  const std::size_t end = text.rfind("\nend\n");
  text.resize(end == std::string::npos ? text.size() : end + 1);
  text.append("end\n");
  const Signature signature = authority.sign(std::as_bytes(std::span(text.data(), text.size())));
  text.append("signature ").append(write_hex({signature.data(), signature.size()})).append("\n");
  read_both(text, authority.public_key());
  return 0;
}
