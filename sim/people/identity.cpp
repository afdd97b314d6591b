// SPDX-License-Identifier: Apache-2.0
#include "sim/people/identity.hpp"
#include "core/base/check.hpp"
#include "core/base/random_stream.hpp"
#include "sim/people/names.hpp"
#include <array>

namespace gatetwin {
namespace {

constexpr std::uint64_t serials = 10'000'000;
constexpr std::uint64_t regular_serials = 9'000'000;
constexpr std::uint64_t special_serials = 250'000; // of each other pool

// A permutation of the seven-digit numbers, so that neighbours don't carry neighbouring numbers and
// none repeats.
std::uint64_t scattered(std::uint64_t serial, std::uint64_t seed)
{
  return (serial * 7'654'321 + mix64(seed) % serials) % serials;
}

std::uint64_t serial_of(const PersonKey& key)
{
  if (key.pool == Pool::regular || key.pool == Pool::newcomer) return key.index % regular_serials;
  const auto pool = static_cast<std::uint64_t>(key.pool) - 1;
  return regular_serials + pool * special_serials + key.index % special_serials;
}

CalendarDate day_within(RandomStream& stream, std::int64_t first, std::int64_t last)
{
  return date_from_days(first + static_cast<std::int64_t>(
                                    stream.below(static_cast<std::uint64_t>(last - first) + 1)));
}

void set_validity(Identity& identity, RandomStream& stream, const IdentityFrame& frame,
                  const PersonKey& key)
{
  const std::int64_t start = days_since_epoch(frame.start);
  const std::int64_t end = days_since_epoch(frame.end);
  const bool long_lived =
      key.kind == DocumentKind::passport || key.kind == DocumentKind::identity_card;
  const std::int64_t life = long_lived ? 3650 : 365;
  if (key.pool == Pool::expired) {
    identity.valid_until = day_within(stream, start - 200, start - 2);
    identity.valid_from = date_from_days(days_since_epoch(identity.valid_until) - life);
    return;
  }
  identity.valid_from = day_within(stream, start - life * 3 / 4, start - 2);
  const std::int64_t until = days_since_epoch(identity.valid_from) + life;
  identity.valid_until = date_from_days(until > end + 2 ? until : end + 2);
}

} // namespace

ShortText<24> make_document_number(const IdentityFrame& frame, const PersonKey& key)
{
  const std::uint64_t series = key.traveller_class * 8ULL + static_cast<std::uint64_t>(key.kind);
  std::array<char, 9> text{};
  text[0] = static_cast<char>('A' + series / 26 % 26);
  text[1] = static_cast<char>('A' + series % 26);
  std::uint64_t rest = scattered(serial_of(key), frame.seed + series);
  for (std::size_t i = text.size(); i-- > 2; rest /= 10)
    text[i] = static_cast<char>('0' + rest % 10);
  ShortText<24> number;
  CHECK(number.assign({text.data(), text.size()}));
  return number;
}

Identity make_identity(const IdentityFrame& frame, const PersonKey& key,
                       std::string_view nationality)
{
  const std::uint64_t who = mix64((static_cast<std::uint64_t>(key.traveller_class) << 40) ^
                                  (static_cast<std::uint64_t>(key.kind) << 36) ^
                                  (static_cast<std::uint64_t>(key.pool) << 32) ^ key.index);
  RandomStream stream(frame.seed, 0, who, purpose_key("people/identity"));
  Identity identity;
  CHECK(identity.issuer.assign(nationality) && identity.nationality.assign(nationality));
  identity.sex = stream.chance(0.5) ? Sex::female : Sex::male;
  identity.name = make_name(stream, nationality, identity.sex);
  const std::int64_t start = days_since_epoch(frame.start);
  identity.birth = day_within(stream, start - 65 * 365, start - 19 * 365);
  identity.number = make_document_number(frame, key);
  set_validity(identity, stream, frame, key);
  return identity;
}

} // namespace gatetwin
