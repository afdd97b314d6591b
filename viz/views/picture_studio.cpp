// SPDX-License-Identifier: Apache-2.0
#include "viz/views/picture_studio.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/theme.hpp"
#include "viz/views/views.hpp"

namespace gatetwin::viz {

PictureStudio::PictureStudio(const PictureOptions& options)
    : m_options(options), m_context(ImGui::CreateContext())
{
  ImGui::SetCurrentContext(m_context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
  io.DeltaTime = 1.0F / 60;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
}

PictureStudio::~PictureStudio() { ImGui::DestroyContext(m_context); }

Result<std::unique_ptr<PictureStudio>> PictureStudio::open(const PictureOptions& options)
{
  std::unique_ptr<PictureStudio> studio(new PictureStudio(options));
  if (!load_font(options.font, 15 * options.scale)) {
    return Error{ErrorCode::not_found, "the font can't be read"};
  }
  unsigned char* alpha = nullptr;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&alpha, &studio->m_texture.width,
                                           &studio->m_texture.height);
  studio->m_texture.alpha = alpha;
  return studio;
}

const Image& PictureStudio::paint(Viewer& viewer)
{
  const Theme& colors = theme(viewer.dark());
  apply_style(colors, m_options.scale);
  for (int frame = m_settled ? 2 : 0; frame < 3; ++frame) {
    ImGui::NewFrame();
    draw_screen(viewer, ImGui::GetIO().DisplaySize);
    ImGui::Render();
  }
  m_settled = true;
  viz::paint(*ImGui::GetDrawData(), m_texture, colors.background, m_image);
  return m_image;
}

Result<Image> draw_picture(Viewer& viewer, const PictureOptions& options)
{
  auto studio = PictureStudio::open(options);
  if (!studio) return studio.error();
  return studio.value()->paint(viewer);
}

} // namespace gatetwin::viz
