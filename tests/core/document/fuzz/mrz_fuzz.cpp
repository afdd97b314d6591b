// SPDX-License-Identifier: Apache-2.0
// Any bytes as a machine-readable zone: the reader must not fall over, and what it calls right must
// be writable again with the same meaning. Any bytes as a name, too.
#include "core/document/mrz.hpp"
#include "core/document/mrz_name.hpp"
#include "core/document/mrz_writer.hpp"
#include <cstdint>

using namespace gatetwin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr CalendarDate today{2026, 3, 10};
  for (const bool correct : {false, true}) {
    MrzOptions options;
    options.correct_confusions = correct;
    const MrzReading reading = read_mrz(text, today, options);
    CHECK(!reading.checks.empty() && reading.checks[0].kind == CheckKind::structure);
    bool good = true;
    for (const CheckRecord& check : reading.checks) {
      good = good && check.result == CheckResult::successful;
      CHECK((check.result == CheckResult::successful) == (check.reason == Reason::none));
    }
    if (!good) continue;
    CHECK(!reading.mrz.number.empty() && is_mrz_name(reading.mrz.name.view()));
    CHECK(is_valid(reading.mrz.expiry));
  }
  if (const Result<MrzName> name = mrz_name_from_utf8(text))
    CHECK(is_mrz_name(name.value().view()));
  return 0;
}
