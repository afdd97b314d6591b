// SPDX-License-Identifier: Apache-2.0
// The centre's figures for Prometheus, at http://ADDRESS/metrics.
#pragma once
#include "core/base/result.hpp"
#include "core/centre/one_stop_watch.hpp"
#include "core/centre/presumed_watch.hpp"
#include "core/centre/registry_desk.hpp"
#include <functional>
#include <memory>
#include <string>

namespace gatetwin {

class MetricsPage {
public:
  // io: the address can't be used. Desk, figures and counters outlive the page.
  static Result<std::unique_ptr<MetricsPage>>
  open(const std::string& address, const RegistryDesk& desk, const OneStopFigures& one_stop,
       const PresumedFigures& presumed, const LinkCounters& counters,
       std::function<std::size_t()> queued);
  ~MetricsPage();

private:
  struct Parts;
  explicit MetricsPage(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> m_parts;
};

} // namespace gatetwin
