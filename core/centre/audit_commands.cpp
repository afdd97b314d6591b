// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_commands.hpp"
#include "core/centre/journal_audit.hpp"
#include "core/centre/json_log.hpp"
#include "core/centre/observer_words.hpp"
#include <filesystem>
#include <fmt/format.h>

namespace gatetwin {
namespace {

struct AuditWords {
  std::string config, journals;
  ObserverWords observer;
  std::uint32_t unit = 0;
  std::size_t keep = 90;
  std::string format = "table";
};

void verify_ledger(const std::string& config)
{
  const auto ledger = ledger_of(settings_of(config));
  LedgerDamage damage;
  if (const Status status = ledger->verify(&damage); !status)
    throw Stop{unreadable, fmt::format("error: row {}: {}", damage.row, damage.what)};
  std::string digest;
  for (const std::byte byte : ledger->head().digest)
    digest += fmt::format("{:02X}", std::to_integer<unsigned>(byte));
  fmt::print("{} rows, {} crossings, whole; head {} {}\n", ledger->head().sequence,
             ledger->crossings(), ledger->head().sequence, digest);
}

std::vector<HeldHead> heads_in_ledger(const AuditWords& words)
{
  struct Collector final : HeldHeadVisitor {
    void on_head(const HeldHead& held) override { found.push_back(held); }
    std::vector<HeldHead> found;
  } collector;
  const auto ledger = ledger_of(settings_of(words.config));
  LedgerDamage damage;
  if (const Status status = ledger->verify(&damage); !status)
    throw Stop{unreadable, fmt::format("error: row {}: {}", damage.row, damage.what)};
  const Status read = ledger->visit_journals({words.unit}, collector);
  if (!read.ok()) throw Stop{unreadable, std::string("error: ") + read.error().detail};
  return std::move(collector.found);
}

std::vector<HeldHead> heads_at_centre(const AuditWords& words)
{
  auto heads = words.observer.open()->journals({words.unit});
  if (!heads.ok()) throw words.observer.stop(heads.error());
  return std::move(heads).value();
}

void verify_journals(const AuditWords& words)
{
  if (!std::filesystem::is_directory(words.journals))
    throw Stop{unreadable, words.journals + ": error: there is no such folder"};
  const std::vector<HeldHead> held =
      words.observer.address.empty() ? heads_in_ledger(words) : heads_at_centre(words);
  if (held.empty())
    throw Stop{refused, fmt::format("unit {}: no head of any journal is held", words.unit)};
  std::size_t tampered = 0, whole = 0;
  for (const AuditedJournal& judged : audit_journals(held, words.journals, words.keep)) {
    fmt::print("{}: {}: {}\n", judged.file, to_string(judged.finding), judged.detail);
    tampered += is_tampering(judged.finding) ? 1 : 0;
    whole += judged.finding == JournalFinding::whole ? 1 : 0;
  }
  fmt::print("unit {}: {} whole, {} removed, changed or rolled back\n", words.unit, whole,
             tampered);
  if (tampered > 0)
    throw Stop{refused, fmt::format("unit {}: its journals were tampered with", words.unit)};
}

std::string author_of(bool at_console, const char* role, std::uint32_t number)
{
  return at_console ? "console" : fmt::format("{} {}", role, number);
}

// What was put on record, oldest first: inquiries into documents' histories, or settlements of
// presumed crossings.
class RecordPrinter final : public LedgerRowVisitor {
public:
  RecordPrinter(bool of_settlements, bool as_json)
      : m_of_settlements(of_settlements), m_as_json(as_json)
  {
  }
  void on_row(const LedgerHead& at, const LedgerRow& row) override
  {
    last = at.sequence;
    if (row.inquiry && !m_of_settlements) print(at, *row.inquiry);
    if (row.settlement && m_of_settlements) print(at, *row.settlement);
  }
  std::uint64_t last = 0;

private:
  // A reason holds nothing that JSON would have escaped.
  void print(const LedgerHead& at, const Inquiry& asked) const
  {
    constexpr const char* json = R"({{"row":{},"at":"{}","by":"{}","issuer":"{}","number":"{}",)"
                                 R"("reason":"{}"}})"
                                 "\n";
    constexpr const char* table = "{:>8}  {}  {:16}  {:3} {:24}  {}\n";
    fmt::print(fmt::runtime(m_as_json ? json : table), at.sequence, time_text(asked.at),
               author_of(asked.at_console, "observer", asked.observer), asked.document.issuer(),
               asked.document.number(), asked.reason.view());
  }
  void print(const LedgerHead& at, const Settlement& settled) const
  {
    constexpr const char* json = R"({{"row":{},"at":"{}","by":"{}","transaction":{},)"
                                 R"("outcome":"{}","correction":{},"reason":"{}"}})"
                                 "\n";
    constexpr const char* table = "{:>8}  {}  {:16}  {:>20}  {:9}  {:10}  {}\n";
    const std::string correction = m_as_json ? (settled.correction ? "true" : "false")
                                             : (settled.correction ? "correction" : "");
    fmt::print(fmt::runtime(m_as_json ? json : table), at.sequence, time_text(settled.at),
               author_of(settled.at_console, "supervisor", settled.supervisor),
               settled.transaction.value, to_string(settled.outcome), correction,
               settled.reason.view());
  }

  const bool m_of_settlements;
  const bool m_as_json;
};

void list_records(const std::string& config, bool of_settlements, bool as_json)
{
  constexpr std::size_t rows_at_once = 10'000;
  const auto ledger = ledger_of(settings_of(config));
  RecordPrinter printer(of_settlements, as_json);
  for (std::uint64_t before = 1; before != printer.last;) {
    before = printer.last;
    const Status read = ledger->visit_rows(printer.last, rows_at_once, printer);
    if (!read.ok()) throw Stop{unreadable, std::string("error: ") + read.error().detail};
  }
}

void verify(const AuditWords& words)
{
  const bool journals = !words.journals.empty();
  if (words.observer.is_asked(words.config) && !journals)
    throw Stop{wrong_use, "error: --centre holds heads of journals: name --unit and --journals"};
  if (journals) return verify_journals(words);
  verify_ledger(words.config);
}

} // namespace

void add_audit_commands(CLI::App& app)
{
  const auto words = std::make_shared<AuditWords>();
  CLI::App* audit = app.add_subcommand("audit", "The ledger's chain, units' journals");
  audit->require_subcommand(1);
  CLI::App* command = audit->add_subcommand(
      "verify", "Every row of the ledger; with --journals: a unit's journals against its heads");
  command->add_option("--config", words->config, "The configuration file of a stopped centre");
  CLI::Option* unit = command->add_option("--unit", words->unit, "Whose journals");
  CLI::Option* journals =
      command->add_option("--journals", words->journals, "The unit's folder, or a copy of it");
  command->add_option("--keep", words->keep, "Journals that the unit keeps (journal.keep)");
  journals->needs(unit);
  unit->needs(journals);
  words->observer.add_to(command);
  command->callback([words] { verify(*words); });
  const auto add_records = [&](const char* name, const char* what, bool of_settlements) {
    CLI::App* records = audit->add_subcommand(name, what);
    records->add_option("--config", words->config, "The configuration file")->required();
    records->add_option("--format", words->format, "table, or json: a line for each")
        ->check(CLI::IsMember({"table", "json"}));
    records->callback([words, of_settlements] {
      list_records(words->config, of_settlements, words->format == "json");
    });
  };
  add_records("inquiries",
              "Who asked for which document's history, when and why; of a stopped centre", false);
  add_records("settlements",
              "Who settled which presumed crossing, when, how and why; of a stopped centre", true);
}

} // namespace gatetwin
