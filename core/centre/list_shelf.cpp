// SPDX-License-Identifier: Apache-2.0
#include "core/centre/list_shelf.hpp"
#include "core/authority/list_text.hpp"
#include "core/base/whole_file.hpp"
#include "core/document/list_reader.hpp"

namespace gatetwin {
namespace {

std::size_t most_bytes(ListName name)
{
  switch (name) {
  case ListName::watch_list: return watch_list_max_bytes;
  case ListName::revocations: return revocation_list_max_bytes;
  case ListName::trust_list: break;
  }
  return trust_list_max_bytes;
}

// What is in them is the units' affair: here the signature, the kind and the version count.
Status read_head_of(const PublicKey& key, ShelfList& list, Diagnostic& where)
{
  ListReader in(list.text, where);
  Status status = in.open(most_bytes(list.name), key);
  if (status) status = in.read_head(std::string("gatetwin-") + to_string(list.name), 0);
  list.version = in.version();
  list.issued_at = in.issued_at();
  return status;
}

Status read_watch(const PublicKey& key, ShelfList& list, Diagnostic& where)
{
  auto content = read_watch_list(list.text, {key, 0}, where);
  if (!content.ok()) return content.error();
  list.version = content.value().version;
  list.issued_at = content.value().issued_at;
  list.watch = std::move(content).value();
  return success();
}

} // namespace

std::string list_file(const centre::Centre& settings, ListName name)
{
  return state_file(settings, to_string(name));
}

std::optional<ShelfList> read_list(const centre::Centre& settings, ListName name,
                                   const std::string& path, ShelfFault& fault)
{
  auto text = read_file_whole(path, most_bytes(name));
  if (!text.ok()) {
    fault = {text.error().code == ErrorCode::not_found, false, path + ": " + text.error().detail};
    return std::nullopt;
  }
  const std::string& key_file = settings.list_key();
  if (key_file.empty()) {
    fault = {false, true, path + ": list_key is not set: nobody could have signed it"};
    return std::nullopt;
  }
  const auto pem = read_file_whole(key_file, 1U << 16);
  const auto key = pem.ok() ? public_key_from(pem.value()) : Result<PublicKey>(pem.error());
  if (!key.ok()) {
    fault = {false, true, key_file + ": " + key.error().detail};
    return std::nullopt;
  }
  ShelfList list{name, 0, {}, std::move(text).value(), {}};
  Diagnostic where;
  const Status status = name == ListName::watch_list ? read_watch(key.value(), list, where)
                                                     : read_head_of(key.value(), list, where);
  if (status.ok()) return list;
  where.file = path;
  fault = {false, false, to_string(where)};
  return std::nullopt;
}

std::string rolled_back(const std::string& path, ListName name, std::uint64_t version,
                        std::uint64_t highest)
{
  if (version >= highest) return {};
  const std::string word = to_string(name);
  return path + ": list_rolled_back: version " + std::to_string(version) + ", but version " +
         std::to_string(highest) +
         " was in use here. Put the newer one back; or sign this content again under a higher "
         "version; or, deliberately: gatetwin-centre lists accept-older --config FILE " +
         word;
}

} // namespace gatetwin
