// SPDX-License-Identifier: Apache-2.0
// Any bytes as the certificate that a peer sends, and as the names in one. The root here signed
// nothing that a fuzzer could know, so that no certificate at all may pass; a name that is taken is
// the one that would be written.
#include "core/base/check.hpp"
#include "tests/core/link/test_certificates.hpp"
#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace gatetwin;

namespace {

class Roots {
public:
  Roots() : m_folder("/tmp/gatetwin-certificate-fuzz-XXXXXX")
  {
    CHECK(::mkdtemp(m_folder.data()) != nullptr);
    const test::TestAuthority authority("root");
    m_files = test::write_tls_files(m_folder, "peer", authority,
                                    authority.issue({.uri = "urn:gatetwin:unit:17"}));
  }
  ~Roots() { std::filesystem::remove_all(m_folder); }
  const TlsFiles& files() const { return m_files; }

private:
  std::string m_folder;
  TlsFiles m_files;
};

void judge_names(std::string_view text)
{
  std::vector<std::string> uris;
  for (std::size_t from = 0; from <= text.size() && uris.size() < 64;) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    uris.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  const auto peer = peer_identity(uris);
  if (!peer.ok()) return;
  CHECK(peer.value().role != PeerRole::none);
  CHECK(std::count(uris.begin(), uris.end(), uri_of(peer.value())) == 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  static const Roots roots;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const CertificateUse use : {CertificateUse::client, CertificateUse::server})
    CHECK(judge_certificate(roots.files(), text, text, use).refusal != LinkRefusal::none);
  judge_names(text);
  return 0;
}
