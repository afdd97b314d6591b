// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/label_camera.hpp"
#include "core/document/visible_seal.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr double scraped_off = 0.6; // of a damaged symbol: beyond any error correction

} // namespace

Scene LabelCamera::draw_scene(const SymbolModules& symbol, RandomStream luck) const
{
  Scene scene;
  scene.width = m_model.width;
  scene.height = m_model.height;
  scene.backdrop = Backdrop::pass;
  scene.module_px = std::max(1.0, m_model.module_px.sample(luck));
  scene.rotation_deg = m_model.rotation_deg.sample(luck);
  scene.tilt = std::min(0.5, m_model.tilt.sample(luck));
  scene.blur_px = std::min(10.0, m_model.blur_px.sample(luck));
  scene.glare = std::min(1.0, m_model.glare.sample(luck));
  scene.noise = std::min(100.0, m_model.noise.sample(luck));
  scene.contrast = std::min(1.0, m_model.contrast.sample(luck));
  // The reflection lies anywhere around, half as large as the symbol.
  const double side_px = std::max(symbol.width, symbol.height) * scene.module_px;
  scene.glare_radius = side_px / 2;
  scene.glare_x = luck.uniform(-side_px, side_px);
  scene.glare_y = luck.uniform(-side_px, side_px);
  // People don't lay a pass down twice in the same way.
  scene.offset_x = luck.uniform(-0.05, 0.05) * m_model.width;
  scene.offset_y = luck.uniform(-0.05, 0.05) * m_model.height;
  return scene;
}

const BarcodeReading& LabelCamera::read(const CarriedDocument& document, VisitDraws& draws)
{
  const Result<SymbolModules> symbol = lay_out(m_model.symbology, document.label);
  CHECK(symbol.ok()); // passes are made to fit their symbology
  Scene scene = draw_scene(symbol.value(), draws.stream(Draw::picture));
  if (!document.readable) scene.damage = scraped_off;
  const GreyPicture picture = paint_frame(symbol.value(), scene, draws.stream(Draw::picture_noise));
  BarcodeProfile profile;
  profile.accepted = {m_model.symbology};
  profile.has_leading = true; // passes carry seals
  profile.leading = seal_magic;
  m_decoder.read(picture.view(), profile, m_reading);
  count();
  return m_reading;
}

void LabelCamera::count()
{
  ++m_counts.pictures;
  if (m_reading.result() != CheckResult::successful) {
    ++m_counts.unread;
    return;
  }
  const StageRun& last = m_reading.stages[m_reading.stages.size() - 1];
  ++m_counts.read_by[static_cast<std::size_t>(last.stage)];
}

} // namespace gatetwin
