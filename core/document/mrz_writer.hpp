// SPDX-License-Identifier: Apache-2.0
// Composes machine-readable zones with all their check digits. What it writes, read_mrz reads back.
#pragma once
#include "core/base/calendar_date.hpp"
#include "core/base/result.hpp"
#include "core/document/mrz.hpp"
#include <array>
#include <string_view>

namespace gatetwin {

struct MrzFields {
  MrzFormat format = MrzFormat::td3;
  std::string_view code = "P"; // 1 or 2 letters
  std::string_view issuer;     // 1 to 3 letters
  std::string_view
      number; // TD1 up to 22 characters, TD2 up to 14, others 9; spaces and '-' become fillers
  std::string_view nationality; // 1 to 3 letters
  std::string_view name;        // UTF-8, "Surname<<Given names", see mrz_name.hpp; cut to fit
  CalendarDate birth;           // zero parts are unknown
  CalendarDate expiry;
  Sex sex = Sex::unspecified;
  std::string_view optional;        // A-Z, 0-9, '<' or space
  std::string_view second_optional; // TD1 only
};

class MrzText {
public:
  explicit MrzText(MrzFormat format);
  MrzFormat format() const { return m_format; }
  // Lines separated by one LF, none at the end.
  std::string_view text() const { return {m_chars.data(), m_size}; }
  std::string_view line(std::size_t index) const;
  // `at` counts without line ends, as in MrzLayout.
  void put(std::size_t at, std::string_view characters);
  char at(std::size_t index) const { return m_chars[place(index)]; }

private:
  std::size_t place(std::size_t index) const;
  MrzFormat m_format;
  std::array<char, mrz_max_characters + 2> m_chars{};
  std::size_t m_size = 0;
};

// Errors: malformed, with the field that cannot be written; too_large when a field does not fit.
Result<MrzText> write_mrz(const MrzFields& fields);

} // namespace gatetwin
