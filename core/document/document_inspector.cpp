// SPDX-License-Identifier: Apache-2.0
#include "core/document/document_inspector.hpp"
#include "core/document/document_ref.hpp"
#include "core/document/inspection.hpp"
#include "core/document/label.hpp"

namespace gatetwin {

void Inspection::add(CheckKind kind, CheckResult result, Reason reason) const
{
  // Full only after many failures: the overall result is then decided.
  static_cast<void>(checks.push_back({kind, result, reason}));
}

void Inspection::close(CheckKind kind, std::size_t mark) const
{
  for (std::size_t i = mark; i < checks.size(); ++i) {
    if (checks[i].kind == kind) return;
  }
  pass(kind);
}

bool Inspection::is_fresh(CheckKind kind, WallTime issued_at, Duration max_age, Reason stale) const
{
  constexpr Duration clock_tolerance = minutes(10);
  const Duration age = now - issued_at;
  if (age < Duration{} - clock_tolerance)
    leave_open(kind, Reason::clock_implausible);
  else if (age > max_age)
    leave_open(kind, stale);
  else
    return true;
  return false;
}

void Inspection::check_period(CalendarDate from, CalendarDate until) const
{
  if (from != CalendarDate{} && today < from)
    fail(CheckKind::document_expiry, Reason::document_not_yet_valid);
  if (until != CalendarDate{} && today > until)
    fail(CheckKind::document_expiry, Reason::document_expired);
}

void Inspection::weigh(CheckList& list, DocumentKind kind) const
{
  for (CheckRecord& check : list) check.weight = weights.of(kind, check.kind);
}

namespace {

// Both known and different.
bool differ(int a, int b) { return a != 0 && b != 0 && a != b; }
bool dates_differ(CalendarDate a, CalendarDate b)
{
  return differ(a.year, b.year) || differ(a.month, b.month) || differ(a.day, b.day);
}
template <std::size_t N, std::size_t M>
bool texts_differ(const ShortText<N>& a, const ShortText<M>& b)
{
  return !a.empty() && !b.empty() && a.view() != b.view();
}

// Seals leave out nothing of a name; a zone may have cut it.
bool names_differ(const MrzName& sealed, const Mrz& mrz)
{
  return !sealed.empty() &&
         !names_agree(sealed.view(), false, mrz.name.view(), mrz.name_fills_field);
}

bool zones_differ(const Mrz& a, const Mrz& b)
{
  return a.number != b.number || a.birth != b.birth || a.expiry != b.expiry || a.sex != b.sex ||
         a.nationality != b.nationality ||
         !names_agree(a.name.view(), a.name_fills_field, b.name.view(), b.name_fills_field);
}

class DocumentInspection {
public:
  DocumentInspection(const Inspection& in, CheckedDocument& document)
      : m_in(in), m_document(document)
  {
  }

  void run(const DocumentScan& scan);

private:
  bool check_presence(const DocumentScan& scan);
  void read_label(const DocumentScan& scan);
  void read_key(std::span<const std::byte> label);
  void read_zone(std::string_view text);
  void describe_by_seal();
  void describe_by_zone(const Mrz& mrz);
  void cross_check();
  void check_type();
  void check_expiry();
  bool has_zone() const { return m_zone.structured(); }
  // The zone is that of the sealed document itself, not of the one it is attached to.
  bool is_own_zone() const { return same_number(m_seal.number(), m_zone.mrz.number.view()); }

  const Inspection& m_in;
  CheckedDocument& m_document;
  LabelKind m_label = LabelKind::registry_key;
  SealReading m_seal;
  MrzReading m_zone;
  ShortText<24> m_key;
};

bool DocumentInspection::check_presence(const DocumentScan& scan)
{
  if (scan.mrz.empty() && scan.label.empty() && scan.labels_in_view == 0) {
    m_in.fail(CheckKind::presence, Reason::empty_input);
    return false;
  }
  m_in.pass(CheckKind::presence);
  // The one seal among several symbols is as good as one alone: whatever else is in view has no
  // valid signature. Which of several seals belongs to this person can't be known, and an unsigned
  // key could be anybody's: an officer looks.
  if (scan.labels_in_view > 1 && classify_label(scan.label) != LabelKind::visible_seal) {
    m_in.add(CheckKind::technology, CheckResult::aborted,
             scan.several_seals ? Reason::several_seals : Reason::several_symbols);
    return false;
  }
  if (scan.labels_in_view == 1 && scan.label.empty())
    m_in.fail(CheckKind::decoding, Reason::empty_input);
  return true;
}

void DocumentInspection::read_key(std::span<const std::byte> label)
{
  constexpr CheckResult unsupported = CheckResult::not_supported;
  constexpr Reason reason = Reason::seal_format_not_supported;
  if (m_label == LabelKind::registry_key) {
    const Reason wrong = read_registry_key(label, m_key);
    if (wrong != Reason::none) return m_in.fail(CheckKind::structure, wrong);
    m_in.pass(CheckKind::structure);
  }
  for (const CheckKind kind :
       {CheckKind::signer_signature, CheckKind::trust, CheckKind::seal_authenticity}) {
    m_in.add(kind, unsupported, reason);
  }
}

void DocumentInspection::read_label(const DocumentScan& scan)
{
  m_label = classify_label(scan.label);
  if (m_label == LabelKind::icao_barcode) {
    m_in.add(CheckKind::technology, CheckResult::not_supported, Reason::seal_format_not_supported);
  } else {
    // Chosen among several: the code is logged (TR-03135-1 section 5.9).
    const Reason among = scan.labels_in_view > 1 ? Reason::several_symbols : Reason::none;
    m_in.add(CheckKind::technology, CheckResult::successful, among);
  }
  m_in.pass(CheckKind::decoding);
  if (m_label == LabelKind::visible_seal)
    inspect_seal(m_in, scan.label, m_seal);
  else
    read_key(scan.label);
}

void DocumentInspection::read_zone(std::string_view text)
{
  m_zone = read_mrz(text, m_in.today, m_in.config.mrz);
  for (const CheckRecord& check : m_zone.checks) m_in.add(check.kind, check.result, check.reason);
}

void DocumentInspection::describe_by_zone(const Mrz& mrz)
{
  m_document.kind = kind_of(mrz);
  m_document.issuer = mrz.issuer;
  m_document.number = mrz.number;
  m_document.nationality = mrz.nationality;
  CHECK(m_document.name.assign(mrz.name.view()));
  m_document.birth = mrz.birth;
  m_document.valid_until = mrz.expiry;
}

void DocumentInspection::describe_by_seal()
{
  const SealContent& content = m_seal.content;
  if (!content.mrz.empty()) describe_by_zone(m_seal.mrz.mrz);
  m_document.kind = m_seal.profile->kind;
  m_document.issuer = m_seal.seal.header.issuer;
  CHECK(m_document.number.assign(m_seal.number()));
  if (content.mrz.empty()) {
    m_document.nationality = content.nationality;
    m_document.name = m_seal.name;
    m_document.birth = content.birth;
    m_document.valid_until = content.valid_until;
  }
  m_document.valid_from = content.valid_from;
  m_document.areas = content.areas;
}

void DocumentInspection::cross_check()
{
  constexpr CheckKind kind = CheckKind::cross_check;
  const Mrz& mrz = m_zone.mrz;
  if (!m_seal.readable) {
    // A key is no signed statement: it can agree with the zone, but not contradict it.
    const bool agrees = same_number(m_key.view(), mrz.number.view());
    m_in.add(kind, agrees ? CheckResult::successful : CheckResult::not_supported);
    return;
  }
  const SealContent& content = m_seal.content;
  const bool own = is_own_zone();
  bool wrong = !own && !same_number(content.linked_number.view(), mrz.number.view());
  if (!content.mrz.empty()) {
    wrong = wrong || (own ? zones_differ(m_seal.mrz.mrz, mrz)
                          : dates_differ(m_seal.mrz.mrz.birth, mrz.birth));
  } else {
    wrong = wrong || names_differ(m_seal.name, mrz) || dates_differ(content.birth, mrz.birth) ||
            texts_differ(content.nationality, mrz.nationality);
  }
  if (wrong)
    m_in.fail(kind, Reason::seal_mrz_mismatch);
  else
    m_in.pass(kind);
  if (!own) return;
  if (mrz.issuer != m_seal.seal.header.issuer) {
    m_in.fail(CheckKind::issuer_match, Reason::issuer_mismatch);
  }
  m_in.close(CheckKind::issuer_match, 0);
}

void DocumentInspection::check_type()
{
  if (m_in.config.accepted.contains(m_document.kind)) return m_in.pass(CheckKind::document_type);
  m_in.fail(CheckKind::document_type,
            m_seal.readable ? Reason::wrong_profile : Reason::document_type_not_accepted);
}

void DocumentInspection::check_expiry()
{
  const std::size_t mark = m_in.checks.size();
  m_in.check_period(m_document.valid_from, m_document.valid_until);
  // A pass that is attached to an expired passport does not help.
  if (m_seal.readable && has_zone() && !is_own_zone()) m_in.check_period({}, m_zone.mrz.expiry);
  const bool stated = m_document.valid_until != CalendarDate{};
  if (stated)
    m_in.close(CheckKind::document_expiry, mark);
  else if (m_document.kind == DocumentKind::unknown)
    m_in.add(CheckKind::document_expiry, CheckResult::not_supported);
  else
    m_in.leave_open(CheckKind::document_expiry, Reason::missing_field);
}

void DocumentInspection::run(const DocumentScan& scan)
{
  if (!check_presence(scan)) return;
  if (!scan.label.empty()) read_label(scan);
  if (!scan.mrz.empty()) read_zone(scan.mrz);
  if (m_seal.readable) {
    describe_by_seal();
  } else if (has_zone()) {
    describe_by_zone(m_zone.mrz);
  } else {
    m_document.number = m_key;
  }
  m_document.ref = m_seal.readable ? m_seal.ref
                                   : document_ref(m_in.config.ref_key, m_document.issuer.view(),
                                                  m_document.number.view());
  if (m_document.number.empty()) {
    // Nothing names a document: no list of checks may end well.
    if (m_label == LabelKind::icao_barcode)
      m_in.leave_open(CheckKind::meaning, Reason::seal_format_not_supported);
    return;
  }
  if (!scan.label.empty() && has_zone()) cross_check();
  const RevocationList* revocations = m_in.basis.revocations;
  if (!m_seal.readable && revocations != nullptr && revocations->holds(m_document.ref)) {
    m_in.fail(CheckKind::revocation, Reason::document_revoked);
  }
  check_type();
  check_expiry();
}

} // namespace

CheckedDocument DocumentInspector::inspect(const DocumentScan& scan, Instant now,
                                           const CheckWeights& weights)
{
  CheckedDocument document;
  static const WallTime first = start_of_day({first_plausible_year, 1, 1}, {});
  static const WallTime last = start_of_day({last_plausible_year, 1, 1}, {});
  if (now.wall < first || now.wall > last) {
    CHECK(document.checks.push_back(
        {CheckKind::document_expiry, CheckResult::undetermined, Reason::clock_implausible}));
    return document;
  }
  const CalendarDate today = local_date(now.wall, m_config.utc_offset);
  const Inspection in{m_config, m_basis, weights, m_profiles, now.wall, today, document.checks};
  DocumentInspection(in, document).run(scan);
  in.weigh(document.checks, document.kind);
  return document;
}

} // namespace gatetwin
