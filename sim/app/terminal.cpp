// SPDX-License-Identifier: Apache-2.0
#include "sim/app/terminal.hpp"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace gatetwin::app {
namespace {

std::atomic<bool> g_interrupted = false; // lock-free: a signal handler may touch it
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interrupt(int signal)
{
  if (g_interrupted) _exit(128 + signal);
  g_interrupted = true;
}

std::string in_words(double s)
{
  char text[32];
  if (s < 90)
    std::snprintf(text, sizeof text, "%.0f s", s);
  else if (s < 5400)
    std::snprintf(text, sizeof text, "%.0f min", s / 60);
  else
    std::snprintf(text, sizeof text, "%.1f h", s / 3600);
  return text;
}

const auto g_start = std::chrono::steady_clock::now();

} // namespace

double elapsed_s()
{
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - g_start).count();
}

bool use_color(ColorMode mode, int file_descriptor)
{
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  const auto set = [](const char* name) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): single-threaded
    return value != nullptr && *value != '\0' && std::string_view(value) != "0";
  };
  if (set("NO_COLOR")) return false;
  if (set("CLICOLOR_FORCE")) return true;
  return isatty(file_descriptor) == 1;
}

void print_error(std::string_view text, bool color)
{
  std::fprintf(stderr, "gatetwin: %serror:%s %.*s\n", color ? "\033[1;31m" : "",
               color ? "\033[0m" : "", static_cast<int>(text.size()), text.data());
}

void print_note(std::string_view text)
{
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void occupy_standard_files()
{
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1) continue;
    if (open("/dev/null", O_RDONLY) == -1) return; // the lowest free number
  }
}

bool end_output()
{
  const bool whole = std::ferror(stdout) == 0;
  errno = 0;
  if (std::fflush(stdout) == 0 && whole) return true;
  print_error("standard output: can't be written" +
                  (errno != 0 ? ": " + std::generic_category().message(errno) : std::string()),
              false);
  return false;
}

Progress::Progress(std::string what, bool quiet, double patience_s)
    : m_what(std::move(what)), m_quiet(quiet), m_terminal(isatty(STDERR_FILENO) == 1),
      m_patience_s(patience_s)
{
}

void Progress::update(double share_done, double elapsed)
{
  if (m_quiet || elapsed < 0.5) return; // what is over in a moment needs no progress
  const double share = std::clamp(share_done, 0.0, 1.0);
  const double left = share > 0.001 ? elapsed * (1 - share) / share : 0;
  if (m_terminal) {
    std::fprintf(stderr, "\r\033[K%s %3.0f %%  %s left", m_what.c_str(), share * 100,
                 in_words(left).c_str());
    std::fflush(stderr);
    m_shown = true;
    return;
  }
  const int tenth = static_cast<int>(share * 10);
  if (tenth <= m_last_tenth || elapsed < m_patience_s) return;
  m_last_tenth = tenth;
  std::fprintf(stderr, "%s %d %%, %s left\n", m_what.c_str(), tenth * 10, in_words(left).c_str());
}

void Progress::finish()
{
  if (m_shown) std::fprintf(stderr, "\r\033[K");
  m_shown = false;
}

InterruptFlag::InterruptFlag()
{
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

const std::atomic<bool>& InterruptFlag::flag() { return g_interrupted; }

} // namespace gatetwin::app
