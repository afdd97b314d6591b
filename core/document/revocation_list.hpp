// SPDX-License-Identifier: Apache-2.0
// What no longer counts although it is well signed: documents by their keyed reference, and
// signers. Changes more often than the trust list, so it has its own version and age. Immutable
// once made. File form: trust_list_file.hpp.
#pragma once
#include "core/base/time.hpp"
#include "core/document/seal_issuer.hpp"
#include "core/domain/words.hpp"
#include <utility>
#include <vector>

namespace gatetwin {

class RevocationList {
public:
  using SignerKey = std::pair<SignerId, CertificateReference>;

  RevocationList(std::uint64_t version, WallTime issued_at, std::vector<DocumentRef> documents,
                 std::vector<SignerKey> signers);

  std::uint64_t version() const { return m_version; }
  WallTime issued_at() const { return m_issued_at; }
  std::span<const DocumentRef> documents() const { return m_documents; }
  std::span<const SignerKey> signers() const { return m_signers; }
  bool holds(DocumentRef document) const;
  bool holds(const SignerId& id, const CertificateReference& certificate) const;

private:
  std::uint64_t m_version;
  WallTime m_issued_at;
  std::vector<DocumentRef> m_documents; // sorted, each once
  std::vector<SignerKey> m_signers;
};

} // namespace gatetwin
