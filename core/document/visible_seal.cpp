// SPDX-License-Identifier: Apache-2.0
#include "core/document/visible_seal.hpp"
#include "core/document/c40.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/seal_date.hpp"

namespace gatetwin {
namespace {

constexpr std::uint8_t signature_tag = 0xFF;

enum class Layout : std::uint8_t { fixed, hexadecimal, decimal };

// Takes bytes from the front; `short_of_bytes` once there are too few.
class Cursor {
public:
  explicit Cursor(std::span<const std::byte> bytes) : m_rest(bytes) {}
  std::span<const std::byte> take(std::size_t size)
  {
    if (size > m_rest.size()) {
      m_short = true;
      return {};
    }
    const std::span<const std::byte> taken = m_rest.first(size);
    m_rest = m_rest.subspan(size);
    return taken;
  }
  std::uint8_t take_byte()
  {
    const std::span<const std::byte> taken = take(1);
    return taken.empty() ? std::uint8_t{0} : std::to_integer<std::uint8_t>(taken[0]);
  }
  bool short_of_bytes() const { return m_short; }
  std::size_t left() const { return m_rest.size(); }

private:
  std::span<const std::byte> m_rest;
  bool m_short = false;
};

// -1 when it is no digit of that base.
int digit_value(char c, int base)
{
  int value = -1;
  if (c >= '0' && c <= '9') value = c - '0';
  if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
  return value < base ? value : -1;
}

bool is_signer_id(std::string_view id)
{
  const auto is_alnum = [](char c) { return is_mrz_letter(c) || is_mrz_digit(c); };
  return id.size() == 4 && is_mrz_letter(id[0]) && is_mrz_letter(id[1]) && is_alnum(id[2]) &&
         is_alnum(id[3]);
}

bool set_reference(std::string_view text, CertificateReference& reference)
{
  for (const char c : text) {
    if (!is_mrz_letter(c) && !is_mrz_digit(c)) return false;
  }
  while (!text.empty() && text.front() == '0') text.remove_prefix(1);
  return !text.empty() && reference.assign(text);
}

// Both layouts end in a reference of up to 64 characters; the fixed one is one C40 block of nine.
Reason read_signer(Cursor& in, Layout layout, SealHeader& header)
{
  const std::size_t head_bytes = layout == Layout::fixed ? 6 : 4;
  const std::span<const std::byte> block = in.take(head_bytes);
  if (in.short_of_bytes()) return Reason::bad_header;
  std::array<char, 9> head{};
  if (decode_c40(block, head) != head_bytes / 2 * 3) return Reason::bad_c40;
  const std::string_view text(head.data(), head_bytes / 2 * 3);
  if (!is_signer_id(text.substr(0, 4))) return Reason::bad_header;
  CHECK(header.signer.assign(text.substr(0, 4)));
  if (layout == Layout::fixed) {
    return set_reference(text.substr(4), header.certificate) ? Reason::none : Reason::bad_header;
  }
  const int base = layout == Layout::decimal ? 10 : 16;
  const int high = digit_value(text[4], base);
  const int low = digit_value(text[5], base);
  if (high < 0 || low < 0) return Reason::bad_header;
  const int length = high * base + low;
  if (length == 0 || length > 64) return Reason::bad_header;
  const auto size = static_cast<std::size_t>(length);
  const std::span<const std::byte> packed = in.take(c40_bytes(size));
  if (in.short_of_bytes()) return Reason::bad_header;
  std::array<char, 66> reference{};
  const std::optional<std::size_t> found = decode_c40(packed, reference);
  if (!found) return Reason::bad_c40;
  if (*found != size) return Reason::bad_header;
  return set_reference({reference.data(), size}, header.certificate) ? Reason::none
                                                                     : Reason::bad_header;
}

Reason read_header(Cursor& in, Layout layout, SealHeader& header)
{
  const std::span<const std::byte> state = in.take(2);
  if (in.short_of_bytes()) return Reason::bad_header;
  if (!decode_c40_text(state, header.issuer)) return Reason::bad_c40;
  if (!is_state_code(header.issuer.view())) return Reason::bad_state_code;
  if (const Reason reason = read_signer(in, layout, header); reason != Reason::none) return reason;
  const std::optional<CalendarDate> issued = decode_seal_date(in.take(3));
  const std::optional<CalendarDate> signed_on = decode_seal_date(in.take(3));
  const std::uint8_t reference = in.take_byte();
  const std::uint8_t category = in.take_byte();
  if (in.short_of_bytes()) return Reason::bad_header;
  if (!issued || !signed_on) return Reason::bad_date;
  header.issued = *issued;
  header.signed_on = *signed_on;
  header.profile = profile_id(reference, category);
  return Reason::none;
}

// More fields after the signature are another error than bytes that are none.
Reason name_the_rest(TlvReader& rest)
{
  TlvField field;
  while (!rest.at_end()) {
    if (!rest.next(field)) return Reason::trailing_bytes;
  }
  return Reason::signature_not_last;
}

Reason read_zones(std::span<const std::byte> bytes, std::size_t header_size, VisibleSeal& seal)
{
  TlvReader in(bytes.subspan(header_size));
  std::array<std::uint64_t, 4> seen{}; // one bit for each tag
  seal.fields.clear();
  while (!in.at_end()) {
    const std::size_t offset = in.offset();
    TlvField field;
    if (!in.next(field)) return Reason::bad_tlv_length;
    if (field.tag == signature_tag) {
      seal.signed_bytes = bytes.first(header_size + offset);
      seal.signature = field.value;
      return in.at_end() ? Reason::none : name_the_rest(in);
    }
    const std::uint64_t bit = std::uint64_t{1} << field.tag % 64;
    if ((seen[field.tag / 64] & bit) != 0) return Reason::duplicate_field;
    seen[field.tag / 64] |= bit;
    if (!seal.fields.push_back(field)) return Reason::input_too_long;
  }
  return Reason::signature_missing;
}

Reason parse_as(std::span<const std::byte> bytes, int version, Layout layout, VisibleSeal& seal)
{
  Cursor in(bytes.subspan(2));
  seal.header = {};
  seal.header.version = version;
  if (const Reason reason = read_header(in, layout, seal.header); reason != Reason::none)
    return reason;
  return read_zones(bytes, bytes.size() - in.left(), seal);
}

bool append_c40(std::vector<std::byte>& out, std::string_view text)
{
  std::array<std::byte, 64> packed{};
  const std::optional<std::size_t> size = encode_c40(text, packed);
  if (!size) return false;
  out.insert(out.end(), packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(*size));
  return true;
}

bool append_signer(std::vector<std::byte>& out, const SealHeader& header)
{
  const std::string_view reference = header.certificate.view();
  std::array<char, 9> text{};
  std::copy(header.signer.view().begin(), header.signer.view().end(), text.begin());
  if (header.version == 3) {
    if (reference.size() > 5) return false;
    std::fill(text.begin() + 4, text.end(), '0');
    std::copy(reference.begin(), reference.end(),
              text.end() - static_cast<std::ptrdiff_t>(reference.size()));
    return append_c40(out, {text.data(), 9});
  }
  constexpr std::string_view hex = "0123456789ABCDEF";
  text[4] = hex[reference.size() / 16];
  text[5] = hex[reference.size() % 16];
  return append_c40(out, {text.data(), 6}) && append_c40(out, reference);
}

} // namespace

Reason parse_seal(std::span<const std::byte> bytes, const SealOptions& options, VisibleSeal& seal)
{
  if (bytes.empty()) return Reason::empty_input;
  if (bytes.size() > seal_max_bytes) return Reason::input_too_long;
  if (bytes[0] != seal_magic) return Reason::bad_magic;
  if (bytes.size() < 2) return Reason::bad_header;
  const auto version_byte = std::to_integer<unsigned>(bytes[1]);
  if (version_byte == 2) return parse_as(bytes, 3, Layout::fixed, seal);
  if (version_byte != 3) return Reason::bad_seal_version;
  const Reason standard = parse_as(bytes, 4, Layout::hexadecimal, seal);
  if (standard == Reason::none) return standard;
  if (options.decimal_reference_length &&
      parse_as(bytes, 4, Layout::decimal, seal) == Reason::none &&
      seal.header.signer.view() == "DEZV") {
    return Reason::none;
  }
  if (options.fixed_reference_in_v4 && parse_as(bytes, 4, Layout::fixed, seal) == Reason::none) {
    return Reason::none;
  }
  return standard;
}

Result<std::vector<std::byte>> encode_seal(const SealHeader& header,
                                           std::span<const TlvField> fields)
{
  const auto malformed = [](const char* detail) { return Error{ErrorCode::malformed, detail}; };
  if (header.version != 3 && header.version != 4) return malformed("seal version: 3 or 4");
  if (!is_state_code(header.issuer.view())) return malformed("issuing state: one to three letters");
  if (!is_signer_id(header.signer.view()))
    return malformed("signer id: two letters, two characters");
  CertificateReference reference;
  if (!set_reference(header.certificate.view(), reference) || reference != header.certificate) {
    return malformed("certificate reference: A-Z, 0-9, no leading zeros");
  }
  const auto issued = encode_seal_date(header.issued);
  const auto signed_on = encode_seal_date(header.signed_on);
  if (!issued || !signed_on) return malformed("dates of issue and signature");
  std::vector<std::byte> out{seal_magic, static_cast<std::byte>(header.version - 1)};
  std::array<char, 3> state{' ', ' ', ' '};
  std::copy(header.issuer.view().begin(), header.issuer.view().end(), state.begin());
  CHECK(append_c40(out, {state.data(), 3}));
  if (!append_signer(out, header)) return malformed("certificate reference does not fit version 3");
  out.insert(out.end(), issued->begin(), issued->end());
  out.insert(out.end(), signed_on->begin(), signed_on->end());
  out.push_back(static_cast<std::byte>(header.profile >> 8));
  out.push_back(static_cast<std::byte>(header.profile & 0xFF));
  for (const TlvField& field : fields) {
    if (field.tag == signature_tag) return malformed("tag 0xFF is the signature's");
    append_tlv(out, field.tag, field.value);
    if (out.size() > seal_max_bytes)
      return Error{ErrorCode::too_large, "seal is too long for any symbol"};
  }
  return out;
}

void append_signature(std::vector<std::byte>& seal, std::span<const std::byte> signature)
{
  append_tlv(seal, signature_tag, signature);
}

} // namespace gatetwin
