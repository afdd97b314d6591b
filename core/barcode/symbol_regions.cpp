// SPDX-License-Identifier: Apache-2.0
#include "core/barcode/symbol_regions.hpp"
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace gatetwin {
namespace {

constexpr double search_side_px = 700;   // regions are sought in a picture no longer than this
constexpr double min_region_px = 12;     // the shorter side, in that picture
constexpr double min_fill = 0.5;         // of the least rectangle around a region
constexpr int closings_px[] = {9, 21};   // gaps within a symbol; smaller ones keep print apart
constexpr double max_picture_px = 8e6;   // of an upright picture
constexpr double unsharp_sigma_px = 1.5; // of the frame
constexpr double unsharp_amount = 2;

// The caller's pixels; OpenCV has no view of constant memory, and only reads here.
cv::Mat mat_of(const FrameView& frame)
{
  static const bool single_threaded = (cv::setNumThreads(0), true);
  CHECK(single_threaded);
  auto* bytes = const_cast<std::byte*>(frame.bytes.data()); // NOLINT
  return {static_cast<int>(frame.height), static_cast<int>(frame.width), CV_8UC1, bytes,
          frame.stride};
}

GreyPicture to_picture(const cv::Mat& from)
{
  GreyPicture picture{
      static_cast<std::uint32_t>(from.cols), static_cast<std::uint32_t>(from.rows), {}};
  picture.pixels.resize(from.total());
  cv::Mat to(from.rows, from.cols, CV_8UC1, picture.pixels.data());
  from.copyTo(to);
  return picture;
}

// Least squares along one side of a region: the distance from the middle by the place along it.
class SideLine {
public:
  void add(double along, double distance)
  {
    m_count += 1;
    m_a += along;
    m_d += distance;
    m_aa += along * along;
    m_ad += along * distance;
  }
  bool fit()
  {
    const double spread = m_count * m_aa - m_a * m_a;
    if (m_count < 8 || spread <= 0) return false;
    slope = (m_count * m_ad - m_a * m_d) / spread;
    at_middle = (m_d - slope * m_a) / m_count;
    return std::fabs(slope) < 1;
  }
  double slope = 0, at_middle = 0;

private:
  double m_count = 0, m_a = 0, m_d = 0, m_aa = 0, m_ad = 0;
};

// The least rectangle around a contour, lying: the longer side first.
struct LeastRectangle {
  double x, y, half_width, half_height, cosine, sine;

  explicit LeastRectangle(cv::RotatedRect rectangle)
  {
    if (rectangle.size.width < rectangle.size.height) {
      std::swap(rectangle.size.width, rectangle.size.height);
      rectangle.angle += 90;
    }
    x = rectangle.center.x;
    y = rectangle.center.y;
    half_width = rectangle.size.width * 0.5;
    half_height = rectangle.size.height * 0.5;
    cv::Point2f corners[4];
    rectangle.points(corners);
    const double dx = corners[2].x - corners[1].x, dy = corners[2].y - corners[1].y;
    const double length = std::sqrt(dx * dx + dy * dy);
    cosine = dx / length;
    sine = dy / length;
  }
  PicturePoint to_frame(double u, double v) const
  {
    return {x + cosine * u - sine * v, y + sine * u + cosine * v};
  }
};

enum Side { upper, right, lower, left, sides };

// The contour's points near the middle part of each side; corners are rounded off by the closing.
std::optional<Side> side_of(const LeastRectangle& frame, double u, double v)
{
  const double from_sides = frame.half_width - std::fabs(u);
  const double from_ends = frame.half_height - std::fabs(v);
  const double near = 0.3 * frame.half_height;
  if (std::fabs(u) < 0.85 * frame.half_width && from_ends < near && from_ends < from_sides)
    return v < 0 ? upper : lower;
  if (std::fabs(v) < 0.85 * frame.half_height &&
      from_sides < std::min(0.3 * frame.half_width, 2 * near))
    return u > 0 ? right : left;
  return std::nullopt;
}

std::optional<SymbolRegion> fit_sides(const std::vector<cv::Point>& contour,
                                      const LeastRectangle& frame)
{
  std::array<SideLine, sides> lines;
  for (const cv::Point& point : contour) {
    const double dx = point.x - frame.x, dy = point.y - frame.y;
    const double u = frame.cosine * dx + frame.sine * dy;
    const double v = frame.cosine * dy - frame.sine * dx;
    const std::optional<Side> side = side_of(frame, u, v);
    if (!side) continue;
    const bool lying = *side == upper || *side == lower;
    lines[*side].add(lying ? u : v, lying ? v : u);
  }
  for (SideLine& line : lines) {
    if (!line.fit()) return std::nullopt;
  }
  const auto meet = [&](Side lying, Side standing) {
    const SideLine &l = lines[lying], &s = lines[standing];
    const double u = (s.at_middle + s.slope * l.at_middle) / (1 - s.slope * l.slope);
    return frame.to_frame(u, l.at_middle + l.slope * u);
  };
  SymbolRegion region;
  region.corners = {meet(upper, left), meet(upper, right), meet(lower, right), meet(lower, left)};
  region.width = 2 * frame.half_width;
  region.height = 2 * frame.half_height;
  return region;
}

void scale_up(SymbolRegion& region, double factor)
{
  for (PicturePoint& corner : region.corners) {
    corner.x = (corner.x + 0.5) * factor - 0.5;
    corner.y = (corner.y + 0.5) * factor - 0.5;
  }
  region.width *= factor;
  region.height *= factor;
}

// Where grey levels change densely: white.
cv::Mat busy_places(const cv::Mat& picture)
{
  cv::Mat busy;
  cv::morphologyEx(picture, busy, cv::MORPH_GRADIENT,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(3, 3)));
  cv::threshold(busy, busy, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  return busy;
}

bool is_repeated(const SymbolRegion& region, const std::vector<SymbolRegion>& regions)
{
  return std::any_of(regions.begin(), regions.end(), [&](const SymbolRegion& other) {
    for (std::size_t i = 0; i < region.corners.size(); ++i) {
      if (std::fabs(region.corners[i].x - other.corners[i].x) > 1 ||
          std::fabs(region.corners[i].y - other.corners[i].y) > 1)
        return false;
    }
    return true;
  });
}

void add_regions(const cv::Mat& busy, int closing_px, double factor,
                 std::vector<SymbolRegion>& regions)
{
  const cv::Mat square =
      cv::getStructuringElement(cv::MORPH_RECT, cv::Size(closing_px, closing_px));
  cv::Mat whole;
  cv::morphologyEx(busy, whole, cv::MORPH_CLOSE, square);
  cv::morphologyEx(whole, whole, cv::MORPH_OPEN, square);
  // Inner ones too: a symbol may lie within the edge of its pass.
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(whole, contours, cv::RETR_LIST, cv::CHAIN_APPROX_NONE);
  for (const std::vector<cv::Point>& contour : contours) {
    const cv::RotatedRect rectangle = cv::minAreaRect(contour);
    if (std::min(rectangle.size.width, rectangle.size.height) < min_region_px) continue;
    if (cv::contourArea(contour) < min_fill * rectangle.size.area()) continue;
    std::optional<SymbolRegion> region = fit_sides(contour, LeastRectangle(rectangle));
    if (!region) continue;
    scale_up(*region, factor);
    if (!is_repeated(*region, regions)) regions.push_back(*region);
  }
}

} // namespace

GreyPicture levelled(const FrameView& frame)
{
  const cv::Mat from = mat_of(frame);
  std::array<std::size_t, 256> count{};
  for (int y = 0; y < from.rows; ++y) {
    for (int x = 0; x < from.cols; ++x) ++count[from.at<std::uint8_t>(y, x)];
  }
  const std::size_t few = from.total() / 200; // the darkest and brightest half percent
  int low = 0, high = 255;
  for (std::size_t seen = count[0]; low < 255 && seen <= few; seen += count[++low]) {
  }
  for (std::size_t seen = count[255]; high > 0 && seen <= few; seen += count[--high]) {
  }
  constexpr int enough = 140; // of 256 levels in use: left as it is
  constexpr int nothing = 8;  // an empty picture: its noise is not to be raised
  if (high - low > enough || high - low < nothing) return to_picture(from);
  GreyPicture picture = to_picture(from);
  for (std::uint8_t& pixel : picture.pixels) {
    const int spread = (pixel - low) * 255 / (high - low);
    pixel = static_cast<std::uint8_t>(std::clamp(spread, 0, 255));
  }
  return picture;
}

void cover(GreyPicture& picture, const std::array<PicturePoint, 4>& corners)
{
  constexpr double grown = 1.1; // about the middle: corners lie on the outer modules
  double x = 0, y = 0;
  for (const PicturePoint& corner : corners) {
    x += corner.x * 0.25;
    y += corner.y * 0.25;
  }
  std::array<cv::Point, 4> around;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    around[i] = {static_cast<int>(x + (corners[i].x - x) * grown),
                 static_cast<int>(y + (corners[i].y - y) * grown)};
  }
  cv::Mat onto(static_cast<int>(picture.height), static_cast<int>(picture.width), CV_8UC1,
               picture.pixels.data());
  cv::fillConvexPoly(onto, around.data(), static_cast<int>(around.size()), cv::Scalar(255));
}

std::vector<SymbolRegion> find_regions(const FrameView& frame)
{
  const cv::Mat picture = mat_of(frame);
  const double factor = std::max(1.0, std::max(picture.cols, picture.rows) / search_side_px);
  cv::Mat small;
  cv::resize(picture, small,
             cv::Size(static_cast<int>(picture.cols / factor),
                      std::max(1, static_cast<int>(picture.rows / factor))),
             0, 0, cv::INTER_AREA);
  const cv::Mat busy = busy_places(small);
  std::vector<SymbolRegion> regions;
  for (const int closing_px : closings_px) add_regions(busy, closing_px, factor, regions);
  std::stable_sort(regions.begin(), regions.end(), [](const auto& a, const auto& b) {
    return a.width * a.height > b.width * b.height;
  });
  if (regions.size() > max_regions) regions.resize(max_regions);
  return regions;
}

SymbolRegion whole_frame(const FrameView& frame)
{
  const double width = frame.width, height = frame.height;
  SymbolRegion region;
  region.corners = {{{0, 0}, {width, 0}, {width, height}, {0, height}}};
  region.width = width;
  region.height = height;
  return region;
}

UprightPicture::UprightPicture(const FrameView& frame, const SymbolRegion& region, double scale)
    : m_scale(scale)
{
  const double margin = std::max(16.0, region.height * 0.1);
  const double width = (region.width + 2 * margin) * scale;
  const double height = (region.height + 2 * margin) * scale;
  if (width * height > max_picture_px) return;
  const cv::Size size(static_cast<int>(width), static_cast<int>(height));
  const auto inset = static_cast<float>(margin * scale);
  const auto far_x = static_cast<float>(size.width) - inset;
  const auto far_y = static_cast<float>(size.height) - inset;
  const cv::Point2f to[4] = {{inset, inset}, {far_x, inset}, {far_x, far_y}, {inset, far_y}};
  cv::Point2f from[4];
  for (std::size_t i = 0; i < 4; ++i) {
    from[i] = {static_cast<float>(region.corners[i].x), static_cast<float>(region.corners[i].y)};
  }
  const cv::Mat projection = cv::getPerspectiveTransform(to, from);
  std::copy(projection.ptr<double>(), projection.ptr<double>() + 9, m_to_frame.begin());
  cv::Mat upright;
  cv::warpPerspective(mat_of(frame), upright, projection, size,
                      cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  m_picture = to_picture(upright);
}

void UprightPicture::sharpen()
{
  cv::Mat picture(static_cast<int>(m_picture.height), static_cast<int>(m_picture.width), CV_8UC1,
                  m_picture.pixels.data());
  cv::Mat soft;
  cv::GaussianBlur(picture, soft, cv::Size(0, 0), unsharp_sigma_px * m_scale);
  cv::addWeighted(picture, 1 + unsharp_amount, soft, -unsharp_amount, 0, picture);
}

PicturePoint UprightPicture::on_frame(PicturePoint at) const
{
  const auto& h = m_to_frame;
  const double w = h[6] * at.x + h[7] * at.y + h[8];
  if (w == 0) return {};
  return {(h[0] * at.x + h[1] * at.y + h[2]) / w, (h[3] * at.x + h[4] * at.y + h[5]) / w};
}

} // namespace gatetwin
