// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/modbus_worker.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <modbus/modbus.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>

namespace gatetwin {
namespace {

constexpr Duration first_pause = milliseconds(10); // one disturbed answer is no failure yet
constexpr Duration longest_pause = seconds(5);
constexpr Duration computer_beat = milliseconds(100);

bool is_address(const std::string& text)
{
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

std::uint32_t us_of(Duration time) { return static_cast<std::uint32_t>(time.ns / 1000); }

} // namespace

Status check_modbus(const ModbusOptions& options)
{
  if (options.address.empty() == options.device.empty())
    return Error{ErrorCode::rejected, "modbus: either an address or a serial device"};
  if (!options.address.empty() && (!is_address(options.address) || options.port == 0))
    return Error{ErrorCode::rejected, "modbus: an IPv4 or IPv6 address in digits, and a port"};
  const unsigned bauds[] = {9600, 19'200, 38'400, 57'600, 115'200};
  if (std::find(std::begin(bauds), std::end(bauds), options.baud) == std::end(bauds))
    return Error{ErrorCode::rejected, "modbus baud: 9600, 19200, 38400, 57600 or 115200"};
  if (options.parity != 'N' && options.parity != 'E' && options.parity != 'O')
    return Error{ErrorCode::rejected, "modbus parity: N, E or O"};
  if (options.unit == 0 || options.unit > 247)
    return Error{ErrorCode::rejected, "modbus unit: 1 to 247"};
  // The controller waits 1 s for the computer's heartbeat, which comes once a period at most.
  if (options.period < milliseconds(1) || options.period > milliseconds(500))
    return Error{ErrorCode::rejected, "modbus period: 1 to 500 ms"};
  if (options.response < milliseconds(1) || options.response > options.silence ||
      options.silence > seconds(10))
    return Error{ErrorCode::rejected, "modbus: response from 1 ms to silence, at most 10 s"};
  if (options.period + options.response > options.silence)
    return Error{ErrorCode::rejected, "modbus silence: at least period and response together"};
  return check_map(options.map);
}

// One connection. Any error closes it or, on a serial line, throws away what is still to come.
class ModbusWorker::Link {
public:
  explicit Link(const ModbusOptions& options) : m_is_serial(options.address.empty())
  {
    m_modbus =
        m_is_serial
            ? ::modbus_new_rtu(options.device.c_str(), static_cast<int>(options.baud),
                               options.parity, 8, options.parity == 'N' ? 2 : 1)
            : ::modbus_new_tcp_pi(options.address.c_str(), std::to_string(options.port).c_str());
    if (m_modbus == nullptr) return;
    ::modbus_set_slave(m_modbus, options.unit);
    const std::uint32_t us = us_of(options.response);
    ::modbus_set_response_timeout(m_modbus, us / 1'000'000, us % 1'000'000);
    ::modbus_set_byte_timeout(m_modbus, us / 1'000'000, us % 1'000'000);
  }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link()
  {
    close();
    ::modbus_free(m_modbus);
  }
  bool is_open() const { return m_open; }
  bool open()
  {
    if (m_modbus == nullptr || ::modbus_connect(m_modbus) != 0) return false;
    m_open = true;
    const int descriptor = ::modbus_get_socket(m_modbus);
    // What was not delivered when it closes is thrown away: an order must not arrive when the line
    // is whole again.
    const linger at_once{1, 0};
    const bool fine = m_is_serial || ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once,
                                                  sizeof at_once) == 0;
    if (fine && descriptor < FD_SETSIZE) return true; // the library waits by select()
    close();
    return false;
  }
  void close()
  {
    if (m_open) ::modbus_close(m_modbus);
    m_open = false;
  }
  bool write(std::uint16_t address, std::uint16_t value)
  {
    return is_fine(::modbus_write_register(m_modbus, address, value) == 1);
  }
  bool read(RegisterRange range, std::uint16_t* registers)
  {
    return is_fine(::modbus_read_input_registers(m_modbus, range.first, range.count, registers) ==
                   range.count);
  }

private:
  bool is_fine(bool fine)
  {
    if (fine) return true;
    const bool refused = errno > MODBUS_ENOBASE && errno < EMBBADCRC; // by a whole answer
    if (!refused && (!m_is_serial || errno == EBADF || errno == EIO))
      close(); // a late answer would be taken for the next
    else if (!refused)
      ::modbus_flush(m_modbus);
    return false;
  }
  modbus_t* m_modbus = nullptr;
  const bool m_is_serial;
  bool m_open = false;
};

ModbusWorker::ModbusWorker(const ModbusOptions& options)
    : m_options(options), m_range(status_range(options.map)),
      m_link(std::make_unique<Link>(options)), m_thread([this] { work(); })
{
}

ModbusWorker::~ModbusWorker()
{
  {
    const std::scoped_lock lock(m_mutex);
    m_stop = true;
  }
  m_orders.raise();
  m_thread.join();
}

void ModbusWorker::order(Door door, DoorOrder order)
{
  const auto index = static_cast<std::size_t>(door);
  {
    const std::scoped_lock lock(m_mutex);
    m_released[index] = order == DoorOrder::release;
    std::uint8_t& sequence = m_sequence[index];
    sequence = sequence == 255 ? 1 : static_cast<std::uint8_t>(sequence + 1);
    if (m_queue.size() == most_orders) m_queue.pop_front(); // nobody takes them: newest count
    m_queue.push_back({index == 0 ? m_options.map.entry_command : m_options.map.exit_command,
                       command_word(order, sequence)});
  }
  m_orders.raise();
}

void ModbusWorker::set_level(Level level, std::uint16_t value)
{
  {
    const std::scoped_lock lock(m_mutex);
    m_levels[level] = value;
  }
  m_orders.raise();
}

void ModbusWorker::forget_orders()
{
  const std::scoped_lock lock(m_mutex);
  m_queue.clear();
  release_again();
  m_tell_next = true;
}

// Whoever is inside must get out, whatever became of the order.
void ModbusWorker::release_again()
{
  for (std::size_t i = 0; i < m_released.size(); ++i) {
    if (!m_released[i]) continue;
    m_sequence[i] = m_sequence[i] == 255 ? 1 : static_cast<std::uint8_t>(m_sequence[i] + 1);
    m_queue.push_back({i == 0 ? m_options.map.entry_command : m_options.map.exit_command,
                       command_word(DoorOrder::release, m_sequence[i])});
  }
}

std::uint64_t ModbusWorker::take(std::vector<GateStatus>& changed)
{
  m_news.clear();
  const std::scoped_lock lock(m_mutex);
  changed.swap(m_changed);
  m_changed.clear();
  return m_fresh;
}

ModbusCounts ModbusWorker::counts() const
{
  const std::scoped_lock lock(m_mutex);
  return m_counts;
}

bool ModbusWorker::is_stopping()
{
  const std::scoped_lock lock(m_mutex);
  return m_stop;
}

void ModbusWorker::work()
{
  for (Duration pause = first_pause; !is_stopping();) {
    const bool was_open = m_link->is_open();
    const bool open = was_open || m_link->open();
    const bool fine = open && exchange();
    {
      const std::scoped_lock lock(m_mutex);
      if (open && !was_open) ++m_counts.connects;
      if (!fine) ++m_counts.failed;
    }
    if (fine) {
      pause = first_pause;
      wait(m_options.period);
      continue;
    }
    m_unsure = true;
    wait(pause);
    pause = std::min(pause * 2, longest_pause);
  }
}

// Everything that is due, then the status.
bool ModbusWorker::exchange()
{
  if (m_unsure && !read_status()) return false;
  m_unsure = false;
  return write_orders() && write_levels() && write_heartbeat() && read_status();
}

bool ModbusWorker::write_orders()
{
  for (;;) {
    Write next;
    {
      const std::scoped_lock lock(m_mutex);
      if (m_queue.empty()) return true;
      next = m_queue.front();
    }
    if (!m_link->write(next.address, next.value)) return false; // repeated with its sequence
    const std::scoped_lock lock(m_mutex);
    const auto& front = m_queue.empty() ? Write{} : m_queue.front();
    if (front.address == next.address && front.value == next.value) m_queue.pop_front();
  }
}

bool ModbusWorker::write_levels()
{
  const std::array<std::uint16_t, levels> addresses{m_options.map.screen, m_options.map.alarm};
  std::array<std::uint16_t, levels> wanted{};
  {
    const std::scoped_lock lock(m_mutex);
    wanted = m_levels;
  }
  for (std::size_t i = 0; i < levels; ++i) {
    if (wanted[i] == m_written[i]) continue;
    if (!m_link->write(addresses[i], wanted[i])) return false;
    m_written[i] = wanted[i];
  }
  return true;
}

bool ModbusWorker::write_heartbeat()
{
  const auto every = static_cast<unsigned>(computer_beat.ns / m_options.period.ns);
  if (m_rounds++ % std::max(every, 1U) != 0) return true;
  return m_link->write(m_options.map.computer_heartbeat, ++m_heartbeat);
}

bool ModbusWorker::read_status()
{
  std::array<std::uint16_t, modbus_read_max> registers{};
  if (!m_link->read(m_range, registers.data())) return false;
  GateStatus status;
  if (!status_of(m_options.map, std::span(registers).first(m_range.count), status)) return false;
  if (!m_known || status.starts != m_last.starts) {
    if (!m_link->write(m_options.map.entry_command, 0) ||
        !m_link->write(m_options.map.exit_command, 0))
      return false;
    start_anew(status);
  }
  note(status);
  return true;
}

// The controller knows nothing of what was before.
void ModbusWorker::start_anew(const GateStatus& status)
{
  m_written = {0xFFFF, 0xFFFF};
  m_rounds = 0;
  const std::scoped_lock lock(m_mutex);
  m_queue.clear();
  release_again();
  m_last = status;
  m_tell_next = true;
}

void ModbusWorker::note(const GateStatus& status)
{
  const std::scoped_lock lock(m_mutex);
  ++m_counts.exchanges;
  const bool fresh = !m_known || status.heartbeat != m_last.heartbeat;
  if (fresh) ++m_fresh;
  m_known = true;
  const bool tell = (m_tell_next && fresh) || !status.same_but_for_heartbeat(m_last);
  m_last = status;
  if (!tell) return;
  if (m_changed.size() == most_changes) m_changed.erase(m_changed.begin());
  m_changed.push_back(status);
  if (fresh) m_tell_next = false;
  m_news.raise();
}

void ModbusWorker::wait(Duration time)
{
  pollfd order{m_orders.descriptor(), POLLIN, 0};
  const timespec limit{time.ns / 1'000'000'000, time.ns % 1'000'000'000};
  if (::ppoll(&order, 1, &limit, nullptr) > 0) m_orders.clear();
}

} // namespace gatetwin
