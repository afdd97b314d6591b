// SPDX-License-Identifier: Apache-2.0
#include "core/document/revocation_list.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

template <typename T> void sort_once(std::vector<T>& items)
{
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

} // namespace

RevocationList::RevocationList(std::uint64_t version, WallTime issued_at,
                               std::vector<DocumentRef> documents, std::vector<SignerKey> signers)
    : m_version(version), m_issued_at(issued_at), m_documents(std::move(documents)),
      m_signers(std::move(signers))
{
  sort_once(m_documents);
  sort_once(m_signers);
}

bool RevocationList::holds(DocumentRef document) const
{
  return std::binary_search(m_documents.begin(), m_documents.end(), document);
}

bool RevocationList::holds(const SignerId& id, const CertificateReference& certificate) const
{
  return std::binary_search(m_signers.begin(), m_signers.end(), SignerKey(id, certificate));
}

} // namespace gatetwin
