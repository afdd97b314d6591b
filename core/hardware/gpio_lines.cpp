// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/gpio_lines.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include <cerrno>
#include <gpiod.hpp>
#include <sys/epoll.h>
#include <system_error>

namespace gatetwin {
namespace {

constexpr const char* consumer = "gatetwin";

std::bitset<32> flags_of(bool active_low, GpioPull pull)
{
  std::bitset<32> flags;
  if (active_low) flags |= gpiod::line_request::FLAG_ACTIVE_LOW;
  if (pull == GpioPull::up) flags |= gpiod::line_request::FLAG_BIAS_PULL_UP;
  if (pull == GpioPull::down) flags |= gpiod::line_request::FLAG_BIAS_PULL_DOWN;
  if (pull == GpioPull::off) flags |= gpiod::line_request::FLAG_BIAS_DISABLE;
  return flags;
}

// The library throws; nobody above does.
Error error_of(const std::exception& thrown)
{
  const auto* system = dynamic_cast<const std::system_error*>(&thrown);
  switch (system == nullptr ? EINVAL : system->code().value()) {
  case ENOENT: return {ErrorCode::not_found, "gpio: there is no such chip"};
  case ENODEV:
  case ENOTTY: return {ErrorCode::io, "gpio: it is no GPIO chip"};
  case EACCES:
  case EPERM: return {ErrorCode::io, "gpio: no right to use the chip"};
  case EBUSY: return {ErrorCode::conflict, "gpio: a line is in use by another program"};
  case EINVAL: return {ErrorCode::not_found, "gpio: the chip has no such line"};
  default: return {ErrorCode::io, "gpio: the chip does not answer"};
  }
}

class ChipLines final : public GpioLines {
public:
  explicit ChipLines(const GpioRequest& request) : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
  {
    m_chip.open(request.chip, gpiod::chip::OPEN_BY_PATH);
    for (const GpioInput& wanted : request.inputs) {
      gpiod::line line = m_chip.get_line(wanted.line);
      line.request({consumer, gpiod::line_request::EVENT_BOTH_EDGES,
                    flags_of(wanted.active_low, wanted.pull)});
      epoll_event when{};
      when.events = EPOLLIN;
      if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, line.event_get_fd(), &when) != 0)
        throw std::system_error(errno, std::system_category());
      m_inputs.push_back(line);
    }
    for (const GpioOutput& wanted : request.outputs) {
      gpiod::line line = m_chip.get_line(wanted.line);
      line.request({consumer, gpiod::line_request::DIRECTION_OUTPUT,
                    flags_of(wanted.active_low, GpioPull::as_is)});
      m_outputs.push_back(line);
    }
  }
  ~ChipLines() override
  {
    for (const std::vector<gpiod::line>* lines : {&m_inputs, &m_outputs}) {
      for (const gpiod::line& line : *lines) line.release();
    }
  }
  ChipLines(const ChipLines&) = delete;
  ChipLines& operator=(const ChipLines&) = delete;

  int descriptor() const override { return m_epoll.get(); }
  Status settle() override
  {
    return guarded([this]() -> Status {
      for (const gpiod::line& line : m_inputs) {
        while (line.event_wait(std::chrono::nanoseconds(0))) line.event_read();
      }
      return success();
    });
  }
  Result<bool> is_active(std::size_t input) override
  {
    return guarded([&]() -> Result<bool> { return m_inputs.at(input).get_value() == 1; });
  }
  Status set(std::size_t output, bool active) override
  {
    return guarded([&]() -> Status {
      m_outputs.at(output).set_value(active ? 1 : 0);
      return success();
    });
  }

private:
  template <typename Work> static auto guarded(Work work) -> decltype(work())
  {
    try {
      return work();
    } catch (const std::exception& thrown) {
      return error_of(thrown);
    }
  }
  OwnedDescriptor m_epoll;
  gpiod::chip m_chip;
  std::vector<gpiod::line> m_inputs;
  std::vector<gpiod::line> m_outputs;
};

} // namespace

Result<std::unique_ptr<GpioLines>> open_gpio(const GpioRequest& request)
{
  try {
    return std::unique_ptr<GpioLines>(std::make_unique<ChipLines>(request));
  } catch (const std::exception& thrown) {
    return error_of(thrown);
  }
}

} // namespace gatetwin
