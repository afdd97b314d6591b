// SPDX-License-Identifier: Apache-2.0
// A screen of X11 in memory (Xvfb), with a keyboard and a mouse that a test holds (XTEST), whose
// windows' pixels can be read. By XCB: a window that is gone is an answer, not the process's end.
#pragma once
#include "viz/draw/painter.hpp"
#include "viz/program/child.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <xcb/xcb.h>

namespace gatetwin::viz {

enum class Keysym : std::uint32_t { home = 0xFF50, left = 0xFF51, right = 0xFF53, end = 0xFF57 };
// Letters and digits are what they are in ASCII.
constexpr Keysym keysym(char letter) { return static_cast<Keysym>(letter); }

constexpr int look_ms = 20; // between two looks at what is awaited

class XScreen {
public:
  // Null: Xvfb is missing or does not come up.
  static std::unique_ptr<XScreen> start(int width, int height);
  ~XScreen();
  XScreen(const XScreen&) = delete;
  XScreen& operator=(const XScreen&) = delete;

  const std::string& name() const { return m_name; } // for DISPLAY, as :7

  // The window of that size that can be seen; none: XCB_NONE.
  xcb_window_t window_of(int width, int height) const;
  // What the window shows; empty when it is gone.
  Image read(xcb_window_t window) const;

  void focus(xcb_window_t window) const;
  void hold(Keysym key) const;
  void release(Keysym key) const;
  void press(Keysym key) const; // and release
  // In the screen's pixels, which are a window's: nobody moves windows here.
  void point_at(int x, int y) const;
  void click(int x, int y) const;
  // As the close button of its frame does.
  void close(xcb_window_t window) const;

private:
  XScreen(std::unique_ptr<Child> server, std::string name);
  xcb_atom_t atom(const std::string& name) const;
  std::uint8_t code_of(Keysym key) const; // 0: the keyboard has none
  void fake(std::uint8_t event, std::uint8_t detail, int x = 0, int y = 0) const;

  std::unique_ptr<Child> m_server;
  std::string m_name;
  std::unique_ptr<xcb_connection_t, void (*)(xcb_connection_t*)> m_connection;
  xcb_window_t m_root = XCB_NONE;
};

} // namespace gatetwin::viz
