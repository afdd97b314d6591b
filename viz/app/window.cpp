// SPDX-License-Identifier: Apache-2.0
#include "viz/app/window.hpp"
#include "viz/app/key_queue.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/theme.hpp"
#include "viz/views/views.hpp"
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <csignal>
#include <memory>

namespace gatetwin::viz {
namespace {

struct Library {
  bool ready = glfwInit() == GLFW_TRUE;
  Library() = default;
  ~Library() { glfwTerminate(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

struct CloseWindow {
  void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

// ImGui with its back ends; taken down in the order that they need. Keys pass through a queue of
// our own to the back end.
class Surface {
public:
  explicit Surface(GLFWwindow* window) : m_context(ImGui::CreateContext()), m_window(window)
  {
    ImGui::GetIO().IniFilename = nullptr;
    m_ready = ImGui_ImplGlfw_InitForOpenGL(window, true) && ImGui_ImplOpenGL3_Init("#version 150");
    glfwSetWindowUserPointer(window, &m_keys);
    glfwSetKeyCallback(window, on_key);
    glfwSetCharCallback(window, on_letter);
  }
  ~Surface()
  {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext(m_context);
  }
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
  bool ready() const { return m_ready; }
  void pass_keys()
  {
    for (const KeyInput& input : m_keys.next_frame()) {
      if (input.kind == KeyInput::Kind::letter) {
        ImGui_ImplGlfw_CharCallback(m_window, input.letter);
        continue;
      }
      ImGui_ImplGlfw_KeyCallback(m_window, input.key, input.scancode,
                                 input.kind == KeyInput::Kind::down ? GLFW_PRESS : GLFW_RELEASE,
                                 input.modifiers);
    }
  }

private:
  static KeyQueue& queue_of(GLFWwindow* window)
  {
    return *static_cast<KeyQueue*>(glfwGetWindowUserPointer(window));
  }
  // Dear ImGui repeats a key that stays down itself.
  static void on_key(GLFWwindow* window, int key, int scancode, int action, int modifiers)
  {
    if (action == GLFW_REPEAT) return;
    const auto kind = action == GLFW_PRESS ? KeyInput::Kind::down : KeyInput::Kind::up;
    queue_of(window).push({kind, key, scancode, modifiers, 0});
  }
  static void on_letter(GLFWwindow* window, unsigned letter)
  {
    queue_of(window).push({KeyInput::Kind::letter, 0, 0, 0, letter});
  }

  ImGuiContext* m_context;
  GLFWwindow* m_window;
  KeyQueue m_keys;
  bool m_ready = false;
};

void draw_frame(GLFWwindow* window, Viewer& viewer, float scale)
{
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  const Theme& colors = theme(viewer.dark());
  apply_style(colors, scale);
  ImGui::NewFrame();
  draw_screen(viewer, ImGui::GetIO().DisplaySize);
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  glViewport(0, 0, width, height);
  const ImVec4 back = ImGui::ColorConvertU32ToFloat4(colors.background);
  glClearColor(back.x, back.y, back.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window);
}

volatile std::sig_atomic_t g_told_to_end = 0;

extern "C" void on_end(int) { g_told_to_end = 1; }

// Logging out, shutting down, Ctrl-C: the window closes in good order, and what is not saved is
// kept beside the scenario.
void listen_for_end()
{
  struct sigaction action {};
  action.sa_handler = on_end;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

bool goes_on(GLFWwindow* window, Viewer& viewer)
{
  if (g_told_to_end != 0) return false;
  if (glfwWindowShouldClose(window) == 0) return !viewer.closes_now();
  if (viewer.may_close()) return false;
  glfwSetWindowShouldClose(window, GLFW_FALSE); // the viewer asks first
  return true;
}

std::string title_of(Viewer& viewer)
{
  const bool scenario = viewer.desk() != nullptr;
  return (scenario ? viewer.desk()->file().name() : viewer.run(0).name) + " \xE2\x80\x93 gatetwin";
}

} // namespace

Status show_window(Viewer& viewer, const WindowOptions& options)
{
  const Library library;
  if (!library.ready) return Error{ErrorCode::unavailable, "no display"};
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  const std::string title = title_of(viewer);
  const std::unique_ptr<GLFWwindow, CloseWindow> window(
      glfwCreateWindow(options.width, options.height, title.c_str(), nullptr, nullptr));
  if (!window) return Error{ErrorCode::unavailable, "no window with OpenGL 3.2"};
  glfwMakeContextCurrent(window.get());
  glfwSwapInterval(1);
  Surface surface(window.get());
  if (!surface.ready()) return Error{ErrorCode::unavailable, "no OpenGL 3"};
  float scale = options.scale, unused = 0;
  if (scale <= 0) glfwGetWindowContentScale(window.get(), &scale, &unused);
  if (!load_font(options.font, 15 * scale)) return Error{ErrorCode::not_found, "no font"};
  listen_for_end();
  double last = glfwGetTime();
  for (int frame = 0; goes_on(window.get(), viewer); ++frame) {
    if (options.frames > 0 && frame >= options.frames) break;
    glfwPollEvents();
    surface.pass_keys();
    const double now = glfwGetTime();
    viewer.advance(now - last);
    last = now;
    draw_frame(window.get(), viewer, scale);
  }
  viewer.keep_unsaved();
  return success();
}

} // namespace gatetwin::viz
