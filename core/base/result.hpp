// SPDX-License-Identifier: Apache-2.0
// Result<T>: an expected failure that some caller acts on. A code exists only if a caller would
// react to it specifically; the words for a person go into `detail` (a string literal or other
// static text: no allocation).
#pragma once
#include "core/base/check.hpp"
#include <utility>
#include <variant>

namespace gatetwin {

enum class ErrorCode : unsigned char {
  malformed,   // bytes do not follow their format
  unsupported, // well formed, but a version or kind this build does not handle
  too_large,   // beyond a stated bound
  not_found,
  conflict,    // the same id with another content
  unavailable, // a device, peer or store does not answer; may be tried again
  expired,     // a deadline or validity has passed
  corrupt,     // stored data fails its digest or chain
  io,          // the operating system refused
  rejected,    // understood and declined
};

const char* to_string(ErrorCode code);

struct Error {
  ErrorCode code;
  const char* detail = "";
};

template <typename T> class [[nodiscard]] Result {
public:
  Result(T value)
      : m_state(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : m_state(std::in_place_index<1>, error) {} // NOLINT

  bool ok() const { return m_state.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() &
  {
    CHECK(ok());
    return *std::get_if<0>(&m_state);
  }
  const T& value() const&
  {
    CHECK(ok());
    return *std::get_if<0>(&m_state);
  }
  T&& value() &&
  {
    CHECK(ok());
    return std::move(*std::get_if<0>(&m_state));
  }
  const Error& error() const
  {
    CHECK(!ok());
    return *std::get_if<1>(&m_state);
  }

private:
  std::variant<T, Error> m_state;
};

struct Unit {};
using Status = Result<Unit>;
inline Status success() { return Unit{}; }

} // namespace gatetwin
