// SPDX-License-Identifier: Apache-2.0
// How gatetwin-centre's commands end early, and what all of them read. Inside its program only.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/base/result.hpp"
#include "core/centre/centre_settings.hpp"
#include "core/registry/chained_ledger.hpp"
#include <memory>
#include <string>

namespace gatetwin {

enum CommandExit : int { fine = 0, refused = 1, wrong_use = 2, unreadable = 3, missing = 4 };

// Thrown by commands, caught in main().
struct Stop {
  int code;
  std::string message;
};

centre::Centre settings_of(const std::string& config);
std::string content_of(const std::string& path, std::size_t most);
void put_file(const std::string& path, std::string_view bytes);
// A reason as it is kept on record, from --reason.
ShortText<most_inquiry_reason> reason_of(const std::string& text);
TransactionId transaction_of(const std::string& text);
// The ledger, which nobody else may have open, and which a centre has made.
std::unique_ptr<ChainedLedger> ledger_of(const centre::Centre& settings);

template <typename Value> Value taken(Result<Value> value, const std::string& path)
{
  if (!value) throw Stop{unreadable, path + ": error: " + value.error().detail};
  return std::move(value).value();
}
template <typename Value>
Value taken(Result<Value> value, const std::string& path, Diagnostic& fault)
{
  fault.file = path;
  if (!value) throw Stop{unreadable, to_string(fault)};
  return std::move(value).value();
}

} // namespace gatetwin
