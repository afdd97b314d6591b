// SPDX-License-Identifier: Apache-2.0
#include "core/centre/command_stop.hpp"
#include "core/base/whole_file.hpp"
#include "core/centre/centre_host.hpp"
#include <charconv>

namespace gatetwin {

centre::Centre settings_of(const std::string& config)
{
  LoadedCentreSettings loaded = load_centre_settings(config);
  if (loaded.settings) return std::move(*loaded.settings);
  std::string faults;
  for (const Diagnostic& fault : loaded.diagnostics) faults += to_string(fault) + "\n";
  faults.pop_back();
  throw Stop{loaded.unreadable ? unreadable : wrong_use, faults};
}

std::string content_of(const std::string& path, std::size_t most)
{
  Result<std::string> content = read_file_whole(path, most);
  if (!content) throw Stop{unreadable, path + ": error: " + content.error().detail};
  return std::move(content).value();
}

void put_file(const std::string& path, std::string_view bytes)
{
  const Status written = write_file_whole(path, bytes);
  if (!written) throw Stop{unreadable, path + ": error: " + written.error().detail};
}

ShortText<most_inquiry_reason> reason_of(const std::string& text)
{
  ShortText<most_inquiry_reason> reason;
  if (is_inquiry_reason(text) && reason.assign(text)) return reason;
  throw Stop{wrong_use, "error: --reason, such as a case's number, has 1 to 64 letters, digits, "
                        "spaces and -_.,:/#()"};
}

TransactionId transaction_of(const std::string& text)
{
  TransactionId transaction;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, transaction.value);
  if (fault != std::errc{} || stop != end || !transaction.valid())
    throw Stop{wrong_use, text + ": error: a transaction is a number, as listed"};
  return transaction;
}

std::unique_ptr<ChainedLedger> ledger_of(const centre::Centre& settings)
{
  CentreFault fault;
  auto ledger = open_ledger(settings, IfAbsent::refuse, fault);
  if (ledger == nullptr) throw Stop{fault.exit_code, "error: " + fault.message};
  return ledger;
}

} // namespace gatetwin
