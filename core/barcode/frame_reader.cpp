// SPDX-License-Identifier: Apache-2.0
#include "core/barcode/frame_reader.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::size_t most_symbols = 4; // more in view change nothing: the reading is aborted

PicturePoint middle_of(const DecodedSymbol& symbol)
{
  PicturePoint middle;
  for (const PicturePoint& corner : symbol.corners) {
    middle.x += corner.x * 0.25;
    middle.y += corner.y * 0.25;
  }
  return middle;
}

double squared_distance(PicturePoint a, PicturePoint b)
{
  const double x = a.x - b.x, y = a.y - b.y;
  return x * x + y * y;
}

// The same symbol seen twice, in two regions or at two sizes: the middles are nearer than an eighth
// of a diagonal. What says something else there is no second view of it: then one of the two is
// wrong, and which one can't be known.
bool same_symbol(const DecodedSymbol& a, const DecodedSymbol& b)
{
  const double diagonal = squared_distance(a.corners[0], a.corners[2]);
  return a.symbology == b.symbology && a.bytes == b.bytes &&
         squared_distance(middle_of(a), middle_of(b)) * 64 <= diagonal;
}

// To a shorter side of so many pixels: ZXing reads small Aztec symbols better the larger they are,
// but which size it reads depends on how the modules fall on the pixels. So each is tried, while
// nothing is found.
constexpr double sides_px[] = {900, 1200, 1500};

double enlargement(const SymbolRegion& region, double side_px)
{
  constexpr double least = 2, most = 8;
  return std::clamp(side_px / std::min(region.width, region.height), least, most);
}

class Reading {
public:
  Reading(const FrameView& frame, const BarcodeProfile& profile, StageObserver* observer,
          BarcodeReading& into)
      : m_frame(frame), m_profile(profile), m_observer(observer), m_into(into)
  {
  }

  void run()
  {
    m_levelled = levelled(m_frame);
    if (stage(BarcodeStage::straight, [this] { look_straight(); })) return;
    // Finding the regions is part of the first stage that needs them.
    if (stage(BarcodeStage::rectified, [this] {
          m_regions = find_regions(m_levelled.view());
          look_at_regions(BarcodeStage::rectified);
        }))
      return;
    // The straight stage has seen the whole frame, but not enlarged.
    m_regions.push_back(whole_frame(m_levelled.view()));
    if (stage(BarcodeStage::enlarged, [this] { look_at_regions_enlarged(BarcodeStage::enlarged); }))
      return;
    stage(BarcodeStage::sharpened, [this] { look_at_regions_enlarged(BarcodeStage::sharpened); });
  }

  void conclude();

private:
  // True when it decoded something, and where prior knowledge says what is looked for, that.
  template <typename Look> bool stage(BarcodeStage which, Look look)
  {
    m_run = StageRun{which, 0, 0, 0};
    if (m_observer != nullptr) m_observer->begins(which);
    look();
    if (m_observer != nullptr) m_run.took_ns = m_observer->ended(which);
    m_run.symbols = static_cast<std::uint16_t>(m_sound.size());
    CHECK(m_into.stages.push_back(m_run));
    return std::any_of(m_sound.begin(), m_sound.end(), [this](const DecodedSymbol& symbol) {
      return !m_profile.has_leading || symbol.bytes.front() == m_profile.leading;
    });
  }

  // What was found is covered, until nothing else is: ZXing may stop at the first.
  void look_straight()
  {
    show(BarcodeStage::straight, m_levelled);
    GreyPicture uncovered = m_levelled;
    for (std::size_t round = 0; round < most_symbols; ++round) {
      std::vector<DecodedSymbol> symbols = decode_symbols(uncovered.view(), m_profile.accepted);
      if (symbols.empty()) return;
      for (const DecodedSymbol& symbol : symbols) cover(uncovered, symbol.corners);
      keep(std::move(symbols));
    }
  }

  void look_at_regions(BarcodeStage which)
  {
    for (const SymbolRegion& region : m_regions) look_at(region, 1, which);
  }

  void look_at_regions_enlarged(BarcodeStage which)
  {
    double before_px = 0;
    for (const double side_px : sides_px) {
      for (const SymbolRegion& region : m_regions) {
        const double scale = enlargement(region, side_px);
        if (before_px > 0 && scale == enlargement(region, before_px)) continue; // seen
        look_at(region, scale, which);
      }
      if (!m_sound.empty()) return;
      before_px = side_px;
    }
  }

  void look_at(const SymbolRegion& region, double scale, BarcodeStage which)
  {
    UprightPicture upright(m_levelled.view(), region, scale);
    if (upright.empty()) return;
    if (which == BarcodeStage::sharpened) upright.sharpen();
    show(which, upright.picture());
    std::vector<DecodedSymbol> symbols =
        decode_symbols(upright.picture().view(), m_profile.accepted);
    for (DecodedSymbol& symbol : symbols) {
      for (PicturePoint& corner : symbol.corners) corner = upright.on_frame(corner);
    }
    keep(std::move(symbols));
  }

  void show(BarcodeStage which, const GreyPicture& picture)
  {
    ++m_run.pictures;
    if (m_observer != nullptr) m_observer->looks_at(which, picture);
  }

  void keep(std::vector<DecodedSymbol> symbols)
  {
    for (DecodedSymbol& symbol : symbols) {
      if (symbol.fault != Reason::none) {
        // What any stage could make out of a symbol says more than what another could not.
        if (m_fault == Reason::none || m_fault == Reason::symbol_damaged) m_fault = symbol.fault;
        continue;
      }
      const auto seen = [&](const DecodedSymbol& other) { return same_symbol(symbol, other); };
      if (std::none_of(m_sound.begin(), m_sound.end(), seen)) m_sound.push_back(std::move(symbol));
    }
  }

  // By prior knowledge the only one, or null with why there is none.
  const DecodedSymbol* choose(Reason& why) const;

  const FrameView& m_frame;
  const BarcodeProfile& m_profile;
  StageObserver* m_observer;
  BarcodeReading& m_into;
  GreyPicture m_levelled;
  std::vector<SymbolRegion> m_regions;
  std::vector<DecodedSymbol> m_sound;
  StageRun m_run;
  Reason m_fault = Reason::none;
};

const DecodedSymbol* Reading::choose(Reason& why) const
{
  if (m_sound.size() == 1) return &m_sound.front();
  why = Reason::several_symbols;
  if (!m_profile.has_leading) return nullptr;
  const DecodedSymbol* chosen = nullptr;
  for (const DecodedSymbol& symbol : m_sound) {
    if (symbol.bytes.front() != m_profile.leading) continue;
    if (chosen != nullptr) {
      why = Reason::several_seals;
      return nullptr;
    }
    chosen = &symbol;
  }
  return chosen;
}

void Reading::conclude()
{
  const auto add = [this](CheckKind kind, CheckResult result, Reason reason) {
    end_reading(m_into, kind, result, reason);
  };
  m_into.symbols_in_view = static_cast<std::uint8_t>(std::min<std::size_t>(m_sound.size(), 255));
  if (m_sound.empty() && m_fault == Reason::none)
    return add(CheckKind::presence, CheckResult::failed, Reason::symbol_not_found);
  add(CheckKind::presence, CheckResult::successful, Reason::none);
  if (m_sound.empty()) {
    add(CheckKind::technology, CheckResult::successful, Reason::none);
    return add(CheckKind::decoding, CheckResult::failed, m_fault);
  }
  Reason among = Reason::none; // picked among several: successful, and the code is logged
  const DecodedSymbol* chosen = choose(among);
  if (chosen == nullptr) return add(CheckKind::technology, CheckResult::aborted, among);
  add(CheckKind::technology, CheckResult::successful, among);
  add(CheckKind::decoding, CheckResult::successful, Reason::none);
  m_into.symbology = chosen->symbology;
  for (const std::byte one : chosen->bytes) CHECK(m_into.payload.push_back(one));
}

} // namespace

void FrameReader::read(const FrameView& frame, const BarcodeProfile& profile,
                       BarcodeReading& reading)
{
  reading = {};
  if (!check_frame(frame)) {
    end_reading(reading, CheckKind::presence, CheckResult::aborted, Reason::frame_implausible);
    return;
  }
  Reading one(frame, profile, m_observer, reading);
  one.run();
  one.conclude();
}

} // namespace gatetwin
