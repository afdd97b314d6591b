// SPDX-License-Identifier: Apache-2.0
#include "core/link/peer_identity.hpp"
#include <charconv>
#include <utility>

namespace gatetwin {
namespace {

constexpr std::string_view prefix = "urn:gatetwin:";
constexpr std::pair<std::string_view, PeerRole> roles[] = {{"unit:", PeerRole::unit},
                                                           {"centre:", PeerRole::centre},
                                                           {"observer:", PeerRole::observer},
                                                           {"supervisor:", PeerRole::supervisor}};

std::uint32_t highest(PeerRole role)
{
  return role == PeerRole::centre ? AuthorityId::none_value - 1U : UnitId::none_value - 1U;
}

// One spelling for each number: no sign, no leading zero.
bool read_number(std::string_view text, std::uint32_t& number)
{
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return false;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc() && end == text.data() + text.size();
}

Result<PeerIdentity> read_identity(std::string_view text)
{
  for (const auto& [name, role] : roles) {
    if (!text.starts_with(name)) continue;
    PeerIdentity identity{role, 0};
    if (read_number(text.substr(name.size()), identity.number) && identity.number <= highest(role))
      return identity;
  }
  return Error{ErrorCode::malformed, "the name is not urn:gatetwin:ROLE:NUMBER"};
}

} // namespace

Result<PeerIdentity> peer_identity(std::span<const std::string> uris)
{
  std::string_view ours;
  for (const std::string& uri : uris) {
    if (!uri.starts_with(prefix)) continue;
    if (!ours.empty()) return Error{ErrorCode::conflict, "several names urn:gatetwin:..."};
    ours = uri;
  }
  if (ours.empty()) return Error{ErrorCode::not_found, "no name urn:gatetwin:..."};
  return read_identity(ours.substr(prefix.size()));
}

std::string uri_of(const PeerIdentity& identity)
{
  for (const auto& [name, role] : roles) {
    if (role == identity.role)
      return std::string(prefix) + std::string(name) + std::to_string(identity.number);
  }
  return {};
}

} // namespace gatetwin
