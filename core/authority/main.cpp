// SPDX-License-Identifier: Apache-2.0
// gatetwin-authority: what an issuing authority does away from the gates. It turns certificates
// into the signed trust list that gates check seals against, signs revocations, and issues passes.
#include "core/authority/list_text.hpp"
#include "core/authority/signer_import.hpp"
#include "core/base/build_info.hpp"
#include "core/base/whole_file.hpp"
#include "core/document/list_lines.hpp"
#include "core/document/seal_issuer.hpp"
#include "core/document/trust_list_file.hpp"
#include <CLI/CLI.hpp>
#include <ctime>
#include <fmt/format.h>
#include <optional>

namespace gatetwin {
namespace {

enum Exit : int { fine = 0, refused = 1, wrong_use = 2, unreadable = 3 };

constexpr std::size_t most_bytes = 64 << 20;

// Thrown inside this program only, caught in main().
struct Stop {
  Exit code;
  std::string message;
};

std::string content_of(const std::string& path)
{
  Result<std::string> content = read_file_whole(path, most_bytes);
  if (!content) throw Stop{unreadable, path + ": " + content.error().detail};
  return std::move(content).value();
}

SigningKey key_of(const std::string& path)
{
  const std::string content = content_of(path);
  Result<SigningKey> key =
      SigningKey::from_file_content(std::as_bytes(std::span(content.data(), content.size())));
  if (!key) throw Stop{unreadable, path + ": " + key.error().detail};
  return std::move(key).value();
}

void put(const std::string& path, std::string_view bytes)
{
  if (path.empty()) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size())
      throw Stop{unreadable, "standard output can't be written"};
    return;
  }
  const Status written = write_file_whole(path, bytes);
  if (!written) throw Stop{unreadable, path + ": " + written.error().detail};
}

WallTime instant(const std::string& text)
{
  if (text.empty()) return {static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000'000};
  const auto read = read_instant(text);
  if (!read) throw Stop{wrong_use, "\"" + text + "\" is no instant; write 2026-03-01T00:00:00Z"};
  return *read;
}

std::vector<ProfilesOfSigner> profile_lines(const std::vector<std::string>& lines)
{
  std::vector<ProfilesOfSigner> all;
  for (const std::string& line : lines) {
    const std::size_t equals = line.find('=');
    const bool own = equals != std::string::npos;
    const auto ids = profiles_from(own ? line.substr(equals + 1) : line);
    if (!ids)
      throw Stop{wrong_use, "--profiles " + line + ": not a profile; known are " + profile_names() +
                                ", others by four hexadecimal digits"};
    all.push_back({own ? line.substr(0, equals) : "", *ids});
  }
  return all;
}

std::vector<StateOfCountry> state_lines(const std::vector<std::string>& lines)
{
  // The states that share land borders with Viet Nam, and itself (ICAO Doc 9303-3, section 5).
  std::vector<StateOfCountry> all;
  for (const std::string& line : lines) {
    if (line.size() < 4 || line[2] != '=')
      throw Stop{wrong_use, "--state " + line +
                                ": write DE=D: two letters of the certificate, and the state code"};
    all.push_back({line.substr(0, 2), line.substr(3)});
  }
  for (const auto& [country, state] :
       {std::pair("VN", "VNM"), {"CN", "CHN"}, {"LA", "LAO"}, {"KH", "KHM"}})
    all.push_back({country, state});
  return all;
}

struct Options {
  std::vector<std::string> authorities, lists, signers, profiles, states, fields;
  std::string key, out, file, issued, reference_key, signer, profile, date;
  std::uint64_t version = 0;
  bool leave_out = false;
};

int make_trust_list(const Options& o)
{
  const WallTime now = instant(o.issued);
  SignerImport import(now, state_lines(o.states), profile_lines(o.profiles));
  for (const std::string& file : o.authorities) import.add_authorities(file, content_of(file));
  for (const std::string& file : o.lists) import.add_revocations(file, content_of(file));
  // An authority or a list that is refused takes others with it: it is never left out.
  const std::size_t grave = import.faults().size();
  for (const std::string& file : o.signers) import.add_signers(file, content_of(file));
  for (const std::string& fault : import.faults()) fmt::print(stderr, "{}\n", fault);
  if (grave > 0 || (!import.faults().empty() && !o.leave_out))
    throw Stop{unreadable,
               fmt::format("{} refused; nothing is written{}", import.faults().size(),
                           grave > 0 ? "" : "; --leave-out makes the list of the rest")};
  Result<TrustList> list = TrustList::make(o.version, now, import.signers());
  if (!list) throw Stop{unreadable, list.error().detail};
  put(o.out, write_trust_list(list.value(), key_of(o.key)));
  fmt::print(stderr, "{} signers, version {}\n", import.signers().size(), o.version);
  return fine;
}

int show(const Options& o)
{
  const Result<PublicKey> key = public_key_from(content_of(o.key));
  if (!key) throw Stop{unreadable, o.key + ": " + key.error().detail};
  Diagnostic fault;
  fault.file = o.file;
  const std::string content = content_of(o.file);
  const Result<TrustList> list = read_trust_list(content, {key.value()}, fault);
  if (!list) throw Stop{unreadable, to_string(fault)};
  put("", in_words(list.value(), instant(o.issued)));
  return fine;
}

int make_revocations(const Options& o)
{
  const auto key = reference_key_from(content_of(o.reference_key));
  if (!key) throw Stop{unreadable, o.reference_key + ": not 32 hexadecimal digits"};
  Diagnostics faults;
  const RevocationList list =
      revocations_from(content_of(o.file), *key, o.version, instant(o.issued), faults);
  for (Diagnostic& fault : faults) {
    fault.file = o.file;
    fmt::print(stderr, "{}\n", to_string(fault));
  }
  if (!faults.empty())
    throw Stop{unreadable, fmt::format("{} faults; nothing is written", faults.size())};
  put(o.out, write_revocation_list(list, *key, key_of(o.key)));
  fmt::print(stderr, "{} documents, {} signers, version {}\n", list.documents().size(),
             list.signers().size(), o.version);
  return fine;
}

CalendarDate date_of(std::string_view text)
{
  const auto read = read_instant(std::string(text) + "T00:00:00Z");
  if (!read) throw Stop{wrong_use, "\"" + std::string(text) + "\" is no date; write 2026-03-01"};
  return local_date(*read, {});
}

template <std::size_t N>
void set(ShortText<N>& field, const std::string& name, const std::string& text)
{
  if (!field.assign(text)) throw Stop{wrong_use, fmt::format("{} has at most {} bytes", name, N)};
}

void set_field(SealContent& content, const std::string& name, const std::string& text)
{
  if (name == "number") return set(content.number, name, text);
  if (name == "linked_number") return set(content.linked_number, name, text);
  if (name == "name") return set(content.name, name, text);
  if (name == "nationality") return set(content.nationality, name, text);
  if (name == "areas") return set(content.areas, name, text);
  if (name == "vehicle_plate") return set(content.vehicle_plate, name, text);
  if (name == "ship") return set(content.ship, name, text);
  if (name == "cargo_seal") return set(content.cargo_seal, name, text);
  if (name == "mrz") return set(content.mrz, name, text);
  if (name == "birth") return void(content.birth = date_of(text));
  if (name == "valid_from") return void(content.valid_from = date_of(text));
  if (name == "valid_until") return void(content.valid_until = date_of(text));
  throw Stop{wrong_use,
             "\"" + name +
                 "\" is no field; known are number, linked_number, name, nationality, birth, "
                 "valid_from, valid_until, areas, vehicle_plate, ship, cargo_seal, mrz"};
}

int issue(const Options& o)
{
  const auto ids = profiles_from(o.profile);
  const SealProfile* profile =
      ids && ids->size() == 1 ? find_profile(standard_profiles(), ids->front()) : nullptr;
  if (profile == nullptr) throw Stop{wrong_use, "--profile: known are " + profile_names()};
  SealContent content;
  for (const std::string& field : o.fields) {
    const std::size_t equals = std::min(field.find('='), field.size());
    if (equals == field.size()) throw Stop{wrong_use, "\"" + field + "\": write NAME=VALUE"};
    set_field(content, field.substr(0, equals), field.substr(equals + 1));
  }
  const std::size_t first = o.signer.find('/'), second = o.signer.find('/', first + 1);
  SealSigner signer;
  if (second == std::string::npos || !signer.state.assign(o.signer.substr(0, first)) ||
      !signer.id.assign(o.signer.substr(first + 1, second - first - 1)) ||
      !signer.certificate.assign(o.signer.substr(second + 1)))
    throw Stop{wrong_use, "--signer: write STATE/ID/REFERENCE, such as VNM/VNTS/5B"};
  const CalendarDate today = o.date.empty() ? local_date(instant(""), {}) : date_of(o.date);
  const Result<std::vector<std::byte>> seal =
      SealIssuer(signer, key_of(o.key)).issue(*profile, content, today, today);
  if (!seal)
    throw Stop{wrong_use,
               fmt::format("no seal: {} ({})", seal.error().detail, to_string(seal.error().code))};
  put(o.out, {reinterpret_cast<const char*>(seal.value().data()), seal.value().size()});
  return fine;
}

void add_list_options(CLI::App& verb, Options& o)
{
  verb.add_option("--number", o.version, "of the list; gates take only newer ones")
      ->required()
      ->check(CLI::PositiveNumber);
  verb.add_option("--key", o.key, "the authority's own private key, PEM or DER")
      ->required()
      ->type_name("FILE");
  verb.add_option("--issued", o.issued, "instant of issue; now when not given")
      ->type_name("2026-03-01T00:00:00Z");
  verb.add_option("-o", o.out, "where the list goes; standard output when not given")
      ->type_name("FILE");
}

CLI::App* add_trust_list(CLI::App& app, Options& o)
{
  CLI::App* verb = app.add_subcommand(
      "trust-list", "from signers' certificates to the signed list that gates check seals against");
  verb->add_option("certificates", o.signers, "signers' certificates, PEM or DER")
      ->required()
      ->type_name("FILE...");
  verb->add_option("--csca", o.authorities,
                   "certificates of the authorities that issued them; who is given is trusted")
      ->required()
      ->type_name("FILE");
  verb->add_option("--crl", o.lists, "the authorities' revocation lists")->type_name("FILE");
  verb->add_option("--profiles", o.profiles,
                   "what they may sign: border_pass,port_permit for all, VNTS=border_pass for one")
      ->required()
      ->type_name("[ID=]NAME,...");
  verb->add_option("--state", o.states,
                   "state code of a certificate's country; VN, CN, LA and KH are known")
      ->type_name("DE=D");
  verb->add_flag("--leave-out", o.leave_out, "make the list without the signers that are refused");
  add_list_options(*verb, o);
  verb->footer(
      "\nExample: gatetwin-authority trust-list signers.pem --csca csca.pem --crl csca.crl \\\n"
      "           --profiles border_pass --number 42 --key authority.pem -o trust.list");
  return verb;
}

CLI::App* add_show(CLI::App& app, Options& o)
{
  CLI::App* verb = app.add_subcommand("show", "check a trust list's signature and print it");
  verb->add_option("list", o.file, "the list")->required()->type_name("FILE");
  verb->add_option("--key", o.key, "the authority's public key, PEM")
      ->required()
      ->type_name("FILE");
  verb->add_option("--at", o.issued, "instant at which expiry is judged; now when not given")
      ->type_name("2026-03-01T00:00:00Z");
  verb->footer("\nExample: gatetwin-authority show trust.list --key authority-public.pem");
  return verb;
}

CLI::App* add_revocations(CLI::App& app, Options& o)
{
  CLI::App* verb = app.add_subcommand(
      "revocations", "from lines `document VNM GT0012345678` and `signer VNTS 5B` to the list");
  verb->add_option("lines", o.file, "the lines")->required()->type_name("FILE");
  verb->add_option("--reference-key", o.reference_key,
                   "file with the 32 hexadecimal digits of the key of document references")
      ->required()
      ->type_name("FILE");
  add_list_options(*verb, o);
  verb->footer(
      "\nExample: gatetwin-authority revocations lost.txt --reference-key ref.key --number 7 "
      "\\\n           --key authority.pem -o revoked.list");
  return verb;
}

CLI::App* add_issue(CLI::App& app, Options& o)
{
  CLI::App* verb =
      app.add_subcommand("issue", "the bytes of a pass's barcode, for acceptance tests");
  verb->add_option("--profile", o.profile, "border_pass, port_permit, ...")->required();
  verb->add_option("fields", o.fields, "number=... name=... birth=1990-04-05 ...")
      ->required()
      ->type_name("NAME=VALUE...");
  verb->add_option("--signer", o.signer, "as in the trust list")
      ->required()
      ->type_name("VNM/VNTS/5B");
  verb->add_option("--key", o.key, "the signer's private key")->required()->type_name("FILE");
  verb->add_option("--date", o.date, "of issue; today when not given")->type_name("2026-03-01");
  verb->add_option("-o", o.out, "standard output when not given")->type_name("FILE");
  verb->footer(
      "\nExample: gatetwin-authority issue --profile border_pass --signer VNM/VNTS/5B --key "
      "signer.pem \\\n           number=GT0012345678 'name=Nguyễn<<Thị Hồng Đào' "
      "birth=1990-04-05 nationality=VNM \\\n           valid_until=2027-03-01 -o pass.bin");
  return verb;
}

int run(int argc, char** argv)
{
  CLI::App app{"gatetwin-authority: trust lists, revocations and passes of an issuing authority"};
  app.set_version_flag("--version", std::string("gatetwin-authority ") + build_info().version);
  app.require_subcommand(1);
  Options o;
  const CLI::App* trust_list = add_trust_list(app, o);
  const CLI::App* shown = add_show(app, o);
  const CLI::App* revocations = add_revocations(app, o);
  add_issue(app, o);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? fine : wrong_use;
  }
  if (*trust_list) return make_trust_list(o);
  if (*shown) return show(o);
  if (*revocations) return make_revocations(o);
  return issue(o);
}

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  try {
    return gatetwin::run(argc, argv);
  } catch (const gatetwin::Stop& stop) {
    fmt::print(stderr, "gatetwin-authority: error: {}\n", stop.message);
    return stop.code;
  } catch (const std::exception& error) {
    fmt::print(stderr, "gatetwin-authority: error: {}\n", error.what());
    return gatetwin::unreadable;
  }
}
