// SPDX-License-Identifier: Apache-2.0
// The strict reader with what only scenarios have: distributions, calendars, counts from CSV files,
// time zones, and the words that have a meaning of their own in routes.
#pragma once
#include "core/settings/message_reader.hpp"

namespace gatetwin {

class ScenarioReader final : public MessageReader {
public:
  explicit ScenarioReader(ReadContext& context) : MessageReader(context, "scenario") {}

protected:
  bool read_special(const YamlNode& node, Message& message, const Field& field,
                    const std::string& path) override;
  std::optional<TextFault> text_fault(const std::string& text, settings::Measure measure) override;

private:
  void read_distribution(const YamlNode& node, Message& message, const Field& field,
                         const std::string& path);
  void read_start(const YamlNode& node, Message& message, const Field& field,
                  const std::string& path);
  void read_time_range(const YamlNode& node, Message& message, const Field& field,
                       const std::string& path);
  void read_week(const YamlNode& node, Message& message, const Field& field,
                 const std::string& path);
  void read_week_days(const YamlNode& node, Message& week, unsigned days, const Field& field,
                      const std::string& path);
  void read_days(const YamlNode& node, Message& message, const Field& field,
                 const std::string& path);
  void read_counts(const YamlNode& node, Message& message, const Field& field,
                   const std::string& path);
};

} // namespace gatetwin
