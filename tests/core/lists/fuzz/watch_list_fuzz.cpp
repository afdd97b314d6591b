// SPDX-License-Identifier: Apache-2.0
// Watch-lists from their table to their signed file: the input is a table, and the body of a file
// that the fuzzer's own authority signed, so that what is behind the signature is reached.
#include "core/base/check.hpp"
#include "core/document/list_lines.hpp"
#include "core/lists/watch_list_file.hpp"

using namespace gatetwin;

namespace {

const SigningKey& authority()
{
  static const SigningKey key = [] {
    const std::vector<std::byte> scalar(32, std::byte{7});
    return SigningKey::from_scalar(Curve::p256, scalar).value();
  }();
  return key;
}

void check_file(std::string_view body)
{
  std::string text(body);
  if (!text.ends_with("\nend\n")) text += "\nend\n";
  const Signature signature = authority().sign(std::as_bytes(std::span(text.data(), text.size())));
  text += "signature " + write_hex({signature.data(), signature.size()}) + "\n";
  Diagnostic fault;
  const auto list = read_watch_list(text, {authority().public_key(), 0}, fault);
  if (!list) return;
  const std::string again = write_watch_list(list.value(), authority());
  const auto back = read_watch_list(again, {authority().public_key(), 0}, fault);
  CHECK(back.ok() && back.value().entries.size() == list.value().entries.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Diagnostic fault;
  if (const auto table = read_watch_list_table(text, fault)) {
    const std::string file = write_watch_list({1, {0}, table.value()}, authority());
    CHECK(read_watch_list(file, {authority().public_key(), 0}, fault).ok());
  }
  check_file(text);
  return 0;
}
