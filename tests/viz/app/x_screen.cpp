// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/app/x_screen.hpp"
#include <cstdlib>
#include <xcb/xtest.h>

namespace gatetwin::viz {
namespace {

struct Free {
  void operator()(void* reply) const { std::free(reply); }
};

template <class T> std::unique_ptr<T, Free> owned(T* reply)
{
  return std::unique_ptr<T, Free>(reply);
}

} // namespace

std::unique_ptr<XScreen> XScreen::start(int width, int height)
{
  const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
  auto server = Child::start(
      // Nothing is left behind when the test is killed.
      {"setpriv", "--pdeathsig", "TERM", "Xvfb", "-displayfd", "1", "-screen", "0", size,
       "-nolisten", "tcp", "-noreset"});
  if (!server) return nullptr;
  Child& child = *server.value();
  // It takes a free number and says it when it is ready.
  for (int look = 0; look < 3000 && child.out().find('\n') == std::string::npos; ++look)
    if (!child.poll(look_ms)) return nullptr;
  const std::size_t line = child.out().find('\n');
  if (line == std::string::npos) return nullptr;
  std::unique_ptr<XScreen> screen(
      new XScreen(std::move(server).value(), ":" + child.out().substr(0, line)));
  return screen->m_root == XCB_NONE ? nullptr : std::move(screen);
}

XScreen::XScreen(std::unique_ptr<Child> server, std::string name)
    : m_server(std::move(server)), m_name(std::move(name)),
      m_connection(xcb_connect(m_name.c_str(), nullptr), xcb_disconnect)
{
  if (xcb_connection_has_error(m_connection.get()) != 0) return;
  m_root = xcb_setup_roots_iterator(xcb_get_setup(m_connection.get())).data->root;
}

XScreen::~XScreen()
{
  m_connection.reset();
  m_server->interrupt(); // so that it takes its socket and lock away
  for (int look = 0; look < 500 && m_server->poll(look_ms); ++look) continue;
}

xcb_window_t XScreen::window_of(int width, int height) const
{
  xcb_connection_t* const c = m_connection.get();
  const auto tree = owned(xcb_query_tree_reply(c, xcb_query_tree(c, m_root), nullptr));
  if (!tree) return XCB_NONE;
  const xcb_window_t* const children = xcb_query_tree_children(tree.get());
  for (int i = 0; i < xcb_query_tree_children_length(tree.get()); ++i) {
    const auto place = owned(xcb_get_geometry_reply(c, xcb_get_geometry(c, children[i]), nullptr));
    const auto state = owned(
        xcb_get_window_attributes_reply(c, xcb_get_window_attributes(c, children[i]), nullptr));
    if (place && state && state->map_state == XCB_MAP_STATE_VIEWABLE && place->width == width &&
        place->height == height)
      return children[i];
  }
  return XCB_NONE;
}

Image XScreen::read(xcb_window_t window) const
{
  xcb_connection_t* const c = m_connection.get();
  const auto place = owned(xcb_get_geometry_reply(c, xcb_get_geometry(c, window), nullptr));
  if (!place) return {};
  const auto got = owned(xcb_get_image_reply(
      c,
      xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, window, 0, 0, place->width, place->height, ~0U),
      nullptr));
  const std::size_t pixels = std::size_t{place->width} * place->height;
  if (!got || static_cast<std::size_t>(xcb_get_image_data_length(got.get())) != pixels * 4)
    return {};
  Image image{place->width, place->height, std::vector<std::uint8_t>(pixels * 4, 255)};
  const std::uint8_t* const bgrx = xcb_get_image_data(got.get()); // of Xvfb with 24 bits
  for (std::size_t i = 0; i < pixels * 4; i += 4) {
    image.rgba[i] = bgrx[i + 2];
    image.rgba[i + 1] = bgrx[i + 1];
    image.rgba[i + 2] = bgrx[i];
  }
  return image;
}

void XScreen::focus(xcb_window_t window) const
{
  xcb_set_input_focus(m_connection.get(), XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME);
  xcb_flush(m_connection.get());
}

void XScreen::fake(std::uint8_t event, std::uint8_t detail, int x, int y) const
{
  xcb_test_fake_input(m_connection.get(), event, detail, XCB_CURRENT_TIME, m_root,
                      static_cast<std::int16_t>(x), static_cast<std::int16_t>(y), 0);
}

std::uint8_t XScreen::code_of(Keysym key) const
{
  xcb_connection_t* const c = m_connection.get();
  const xcb_setup_t& setup = *xcb_get_setup(c);
  const auto count = static_cast<std::uint8_t>(setup.max_keycode - setup.min_keycode + 1);
  const auto map = owned(xcb_get_keyboard_mapping_reply(
      c, xcb_get_keyboard_mapping(c, setup.min_keycode, count), nullptr));
  if (!map) return 0;
  const xcb_keysym_t* const symbols = xcb_get_keyboard_mapping_keysyms(map.get());
  for (unsigned i = 0; i < count; ++i) {
    if (symbols[i * map->keysyms_per_keycode] == static_cast<xcb_keysym_t>(key))
      return static_cast<std::uint8_t>(setup.min_keycode + i);
  }
  return 0;
}

void XScreen::hold(Keysym key) const
{
  fake(XCB_KEY_PRESS, code_of(key));
  xcb_flush(m_connection.get());
}

void XScreen::release(Keysym key) const
{
  fake(XCB_KEY_RELEASE, code_of(key));
  xcb_flush(m_connection.get());
}

void XScreen::press(Keysym key) const
{
  hold(key);
  release(key);
}

void XScreen::point_at(int x, int y) const
{
  fake(XCB_MOTION_NOTIFY, 0, x, y);
  xcb_flush(m_connection.get());
}

void XScreen::click(int x, int y) const
{
  fake(XCB_MOTION_NOTIFY, 0, x, y);
  fake(XCB_BUTTON_PRESS, 1);
  fake(XCB_BUTTON_RELEASE, 1);
  xcb_flush(m_connection.get());
}

xcb_atom_t XScreen::atom(const std::string& name) const
{
  xcb_connection_t* const c = m_connection.get();
  const auto found = owned(xcb_intern_atom_reply(
      c, xcb_intern_atom(c, 0, static_cast<std::uint16_t>(name.size()), name.c_str()), nullptr));
  return found ? found->atom : xcb_atom_t{XCB_ATOM_NONE};
}

void XScreen::close(xcb_window_t window) const
{
  xcb_client_message_event_t event{};
  event.response_type = XCB_CLIENT_MESSAGE;
  event.format = 32;
  event.window = window;
  event.type = atom("WM_PROTOCOLS");
  event.data.data32[0] = atom("WM_DELETE_WINDOW");
  xcb_send_event(m_connection.get(), 0, window, XCB_EVENT_MASK_NO_EVENT,
                 reinterpret_cast<const char*>(&event));
  xcb_flush(m_connection.get());
}

} // namespace gatetwin::viz
