// SPDX-License-Identifier: Apache-2.0
// What a checker found about one invariant: how often it was put to the test, how often it was
// broken, and the first cases in words.
//
// A violation means that the promise was broken. Outstanding is what a promise may leave open and
// must show: a crossing that waits behind a broken link, a second body that no sensor reported.
#pragma once
#include "core/journal/record.hpp"
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace gatetwin::checkers {

// Differences of any two times that a journal may hold, without overflow.
constexpr std::int64_t between(std::int64_t from_ns, std::int64_t to_ns)
{
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(to_ns) -
                                   static_cast<std::uint64_t>(from_ns));
}

struct Violation {
  std::int64_t time_ns = 0;
  std::uint64_t subject = 0; // as in the record: a traveller or a transaction; 0: nobody's
  std::uint32_t unit = journal::none_id;
  journal::RecordKind kind{}; // of the record that broke it
  const char* what = "";      // static text
  bool compares = false;      // expected and found say more
  std::int64_t expected = 0;
  std::int64_t found = 0;
};

// "12.345 s, unit 3, transaction 3/17, authorisation_consumed: ...: expected 5, found 7"
std::string to_string(const Violation& violation);

class Invariant {
public:
  static constexpr std::size_t kept = 8;

  explicit Invariant(const char* name) : m_name(name) {}
  const char* name() const { return m_name; }
  std::uint64_t examined() const { return m_examined; }
  std::uint64_t violations() const { return m_broken.count; }
  std::uint64_t outstanding() const { return m_open.count; }
  std::span<const Violation> first_violations() const { return m_broken.first(); }
  std::span<const Violation> first_outstanding() const { return m_open.first(); }
  bool holds() const { return m_broken.count == 0; }

  // For checkers.
  void examine(std::uint64_t cases = 1) { m_examined += cases; }
  void violate(const journal::Record& at, const char* what) { m_broken.add(at, what); }
  void leave_open(const journal::Record& at, const char* what) { m_open.add(at, what); }
  // Examines, and violates when the two differ.
  void compare(const journal::Record& at, std::int64_t expected, std::int64_t found,
               const char* what)
  {
    ++m_examined;
    if (expected != found) [[unlikely]]
      m_broken.add(at, what, expected, found);
  }

private:
  struct Cases {
    std::uint64_t count = 0;
    std::array<Violation, kept> cases{};
    void add(const journal::Record& at, const char* what);
    void add(const journal::Record& at, const char* what, std::int64_t expected,
             std::int64_t found);
    std::span<const Violation> first() const
    {
      return std::span(cases).first(count < kept ? static_cast<std::size_t>(count) : kept);
    }
  };

  const char* m_name;
  std::uint64_t m_examined = 0;
  Cases m_broken;
  Cases m_open;
};

} // namespace gatetwin::checkers
