// SPDX-License-Identifier: Apache-2.0
// Transliteration works on code points: a base letter from the table, and combining marks that
// follow a letter.
#include "core/document/mrz_name.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/utf8.hpp"
#include <array>

namespace gatetwin {
namespace {

constexpr char32_t combining_diaeresis = 0x308;
constexpr char32_t combining_ring = 0x30A;

// U+00C0 to U+00FF; upper and lower case 0x20 apart. Empty: not a letter.
constexpr std::array<std::string_view, 32> latin_1{
    "A", "A", "A", "A", "AE", "AA", "AE", "C", "E",  "E", "E", "E", "I",  "I", "I",  "I",
    "D", "N", "O", "O", "O",  "O",  "OE", "",  "OE", "U", "U", "U", "UE", "Y", "TH", "SS"};

// U+0100 to U+017F, one letter for each code point; '1' OE, '2' IJ, '-' none.
constexpr std::string_view latin_extended_a = "AAAAAACCCCCCCCDD"  // 100
                                              "DDEEEEEEEEEEGGGG"  // 110
                                              "GGGGHHHHIIIIIIII"  // 120
                                              "II22JJKK-LLLLLLL"  // 130
                                              "LLLNNNNNN-NNOOOO"  // 140
                                              "OO11RRRRRRSSSSSS"  // 150
                                              "SSTTTTTTUUUUUUUU"  // 160
                                              "UUUUWWYYYZZZZZZS"; // 170

// U+1EA0 to U+1EF9: the Vietnamese letters, upper and lower case by turns.
char vietnamese(char32_t c)
{
  if (c < 0x1EB8) return 'A';
  if (c < 0x1EC8) return 'E';
  if (c < 0x1ECC) return 'I';
  if (c < 0x1EE4) return 'O';
  return c < 0x1EF2 ? 'U' : 'Y';
}

// What a code point beyond ASCII becomes; empty when it is no Latin letter.
std::string_view letters_of(char32_t c)
{
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const auto letter = [](char upper) {
    return alphabet.substr(static_cast<std::size_t>(upper - 'A'), 1);
  };
  if (c == 0xFF) return "Y";
  if (c >= 0xC0 && c <= 0xFF) return latin_1[(c - 0xC0) % 32];
  if (c >= 0x100 && c <= 0x17F) {
    const char upper = latin_extended_a[c - 0x100];
    if (upper == '1') return "OE";
    if (upper == '2') return "IJ";
    return upper == '-' ? std::string_view() : letter(upper);
  }
  if (c == 0x1A0 || c == 0x1A1) return "O"; // with horn
  if (c == 0x1AF || c == 0x1B0) return "U";
  if (c == 0x1E9E) return "SS";
  if (c >= 0x1EA0 && c <= 0x1EF9) return letter(vietnamese(c));
  return {};
}

class NameBuilder {
public:
  bool add(char32_t c)
  {
    const char32_t upper = c >= U'a' && c <= U'z' ? c - 0x20 : c;
    if (upper >= U'A' && upper <= U'Z') {
      end_separators();
      return push(static_cast<char>(upper));
    }
    if (c >= 0x300 && c <= 0x36F) return add_mark(c);
    if (c == U' ' || c == U'-' || c == U'<') return add_separator(c == U'<');
    if (c == U',') return add_comma();
    if (c == U'\'' || c == 0x2019 || c == U'.') return true;
    const std::string_view letters = letters_of(c);
    if (letters.empty()) return false;
    end_separators();
    for (const char letter : letters) {
      if (!push(letter)) return false;
    }
    return true;
  }
  std::string_view view() const { return {m_chars.data(), m_size}; }

private:
  void end_separators()
  {
    m_separators = 0;
    m_comma = false;
  }
  bool push(char c)
  {
    if (m_size == m_chars.size()) return false;
    m_chars[m_size++] = c;
    return true;
  }
  bool add_mark(char32_t mark)
  {
    if (m_size == 0 || m_separators > 0) return false;
    const char base = m_chars[m_size - 1];
    if (mark == combining_diaeresis && (base == 'A' || base == 'O' || base == 'U'))
      return push('E');
    if (mark == combining_ring && base == 'A') return push('A');
    return true;
  }
  // A space after a comma belongs to it; two fillers stand between surname and given names.
  bool add_separator(bool filler)
  {
    if (m_comma && !filler) return true;
    if (m_separators > 0 && !filler) return false;
    ++m_separators;
    return push(mrz_filler);
  }
  bool add_comma()
  {
    if (m_separators > 0) return false;
    m_comma = true;
    m_separators = 2;
    return push(mrz_filler) && push(mrz_filler);
  }

  std::array<char, 64> m_chars{};
  std::size_t m_size = 0;
  int m_separators = 0;
  bool m_comma = false;
};

} // namespace

bool is_mrz_name(std::string_view name)
{
  bool separated = false;
  std::size_t fillers = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_mrz_letter(name[i])) {
      fillers = 0;
      continue;
    }
    if (name[i] != mrz_filler || i == 0 || ++fillers > 2) return false;
    if (fillers == 2) {
      if (separated) return false;
      separated = true;
    }
  }
  return !name.empty() && fillers == 0;
}

Result<MrzName> mrz_name_from_utf8(std::string_view text)
{
  NameBuilder builder;
  Utf8Reader reader(text);
  while (!reader.at_end()) {
    const char32_t c = reader.next();
    if (c == Utf8Reader::invalid) return Error{ErrorCode::malformed, "name is not valid UTF-8"};
    if (!builder.add(c))
      return Error{ErrorCode::malformed, "name holds a character of no Latin name, or is too long"};
  }
  MrzName name;
  CHECK(name.assign(mrz_stripped(builder.view())));
  if (!is_mrz_name(name.view()))
    return Error{ErrorCode::malformed, "name has no surname or stray separators"};
  return name;
}

bool names_agree(std::string_view a, bool a_cut, std::string_view b, bool b_cut)
{
  if (a == b) return true;
  if (a.size() < b.size()) return a_cut && b.starts_with(a);
  return b_cut && a.starts_with(b);
}

} // namespace gatetwin
