// SPDX-License-Identifier: Apache-2.0
// A few lines of one GPIO chip: contacts that are watched and outputs that are driven. A thin seam
// over libgpiod, so that what a panel makes of its contacts can be tried without a chip; the only
// production implementation is open_gpio(), and only it knows libgpiod.
#pragma once
#include "core/base/result.hpp"
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gatetwin {

enum class GpioPull : std::uint8_t { as_is, up, down, off };

struct GpioInput {
  unsigned line = 0;       // offset on the chip
  bool active_low = false; // a contact that opens: active when no current flows
  GpioPull pull = GpioPull::as_is;
};
struct GpioOutput {
  unsigned line = 0;
  bool active_low = false;
};
struct GpioRequest {
  std::string chip; // "/dev/gpiochip0"
  std::vector<GpioInput> inputs;
  std::vector<GpioOutput> outputs; // off when taken
};

class GpioLines {
public:
  virtual ~GpioLines() = default; // gives the lines back
  // Readable when a contact changed.
  virtual int descriptor() const = 0;
  // Takes what made it readable; the levels are then asked for. io: the chip has gone.
  virtual Status settle() = 0;
  virtual Result<bool> is_active(std::size_t input) = 0; // index in the request
  virtual Status set(std::size_t output, bool active) = 0;
};

// not_found: no such chip or line; io: no chip, or no right to use it; conflict: a line is in use.
Result<std::unique_ptr<GpioLines>> open_gpio(const GpioRequest& request);
using GpioOpener = std::function<Result<std::unique_ptr<GpioLines>>(const GpioRequest&)>;

} // namespace gatetwin
