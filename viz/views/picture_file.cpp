// SPDX-License-Identifier: Apache-2.0
#include "viz/views/picture_file.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/theme.hpp"
#include "viz/views/views.hpp"

namespace gatetwin::viz {
namespace {

// An ImGui context for as long as it is needed.
class Context {
public:
  Context() : m_context(ImGui::CreateContext()) { ImGui::SetCurrentContext(m_context); }
  ~Context() { ImGui::DestroyContext(m_context); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

private:
  ImGuiContext* m_context;
};

} // namespace

Result<Image> draw_picture(Viewer& viewer, const PictureOptions& options)
{
  const Context context;
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
  io.DeltaTime = 1.0F / 60;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  if (!load_font(options.font, 15 * options.scale)) {
    return Error{ErrorCode::not_found, "the font can't be read"};
  }
  const Theme& colors = theme(viewer.dark());
  apply_style(colors, options.scale);
  Texture texture;
  unsigned char* alpha = nullptr;
  io.Fonts->GetTexDataAsAlpha8(&alpha, &texture.width, &texture.height);
  texture.alpha = alpha;
  for (int frame = 0; frame < 3; ++frame) { // tables find their widths in the first
    ImGui::NewFrame();
    draw_screen(viewer, io.DisplaySize);
    ImGui::Render();
  }
  Image image;
  paint(*ImGui::GetDrawData(), texture, colors.background, image);
  return image;
}

} // namespace gatetwin::viz
