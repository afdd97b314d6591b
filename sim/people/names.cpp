// SPDX-License-Identifier: Apache-2.0
#include "sim/people/names.hpp"
#include "core/base/check.hpp"
#include <array>
#include <initializer_list>
#include <span>

namespace gatetwin {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 20> vietnamese_surnames{
    "NGUYEN", "TRAN", "LE", "PHAM", "HOANG", "HUYNH", "PHAN", "VU", "VO",    "DANG",
    "BUI",    "DO",   "HO", "NGO",  "DUONG", "LY",    "NONG", "VI", "LUONG", "TRIEU"};
constexpr std::array<std::string_view, 10> vietnamese_women{
    "THI<HONG<DAO", "THI<LAN",  "THI<HUONG",   "THU<HA",  "THI<MAI",
    "NGOC<ANH",     "THI<THAO", "MINH<NGUYET", "THI<HOA", "BICH<PHUONG"};
constexpr std::array<std::string_view, 10> vietnamese_men{
    "VAN<HUNG",  "DUC<UONG",  "QUY<DON",   "VAN<NAM",   "MINH<TUAN",
    "QUANG<HAI", "VAN<THANG", "HUU<PHUOC", "XUAN<BACH", "TRONG<NGHIA"};

constexpr std::array<std::string_view, 16> chinese_surnames{
    "WANG", "LI",   "ZHANG", "LIU", "CHEN",  "YANG", "HUANG", "ZHAO",
    "WU",   "ZHOU", "XU",    "SUN", "LIANG", "NONG", "WEI",   "LU"};
constexpr std::array<std::string_view, 10> chinese_women{
    "XIULAN", "MEILING", "YAN", "LIHUA", "JING", "FANG", "XIAOHONG", "YING", "XUE", "MIN"};
constexpr std::array<std::string_view, 10> chinese_men{
    "WEI", "JIANGUO", "QIANG", "LEI", "JUN", "ZHIMING", "TAO", "BIN", "XIAODONG", "GANG"};

constexpr std::array<std::string_view, 12> lao_surnames{
    "PHOMMACHANH", "SOUVANNAVONG", "VONGPHACHANH", "KEOMANY",     "SISAVATH", "INTHAVONG",
    "CHANTHAVONG", "PHENGSAVATH",  "BOUNYAVONG",   "RATTANAVONG", "XAYASANE", "DOUANGCHANH"};
constexpr std::array<std::string_view, 8> lao_women{
    "KHAMLA", "BOUNMY", "NOY", "DAOVONE", "SENGDEUANE", "MANIVANH", "VILAYPHONE", "LATDA"};
constexpr std::array<std::string_view, 8> lao_men{
    "SOMCHAI", "BOUNTHAN", "KHAMPHAY", "SOUKSAVANH", "THONGLOUN", "VIENGXAY", "SITTHIPHONE", "KEO"};

constexpr std::array<std::string_view, 16> other_surnames{
    "ERIKSSON", "MUELLER",  "DUBOIS", "SMITH",  "KIM",   "TANAKA",   "ROSSI",   "GARCIA",
    "IVANOV",   "KOWALSKI", "TAN",    "SHARMA", "NOVAK", "DE<VRIES", "OCONNOR", "SILVA"};
constexpr std::array<std::string_view, 10> other_women{
    "ANNA<MARIA", "SOPHIE", "EMMA", "YUKI", "PRIYA", "ELENA", "LAURA", "MARY<ANN", "JISOO", "INES"};
constexpr std::array<std::string_view, 10> other_men{
    "JOHN", "PIERRE", "KENJI", "LUCA", "CARLOS", "IVAN", "HANS<PETER", "MINHO", "RAVI", "THOMAS"};

std::string_view pick(RandomStream& stream, Names names)
{
  return names[stream.below(names.size())];
}

ShortText<64> joined(std::string_view surname, std::string_view given)
{
  std::array<char, 64> text{};
  std::size_t size = 0;
  for (const std::string_view part : {surname, std::string_view("<<"), given}) {
    for (const char c : part) text[size++] = c;
  }
  ShortText<64> name;
  CHECK(name.assign({text.data(), size}));
  return name;
}

} // namespace

ShortText<64> make_name(RandomStream& stream, std::string_view nationality, Sex sex)
{
  const bool woman = sex == Sex::female;
  if (nationality == "VNM") {
    const std::string_view surname = pick(stream, vietnamese_surnames);
    return joined(surname, pick(stream, woman ? Names(vietnamese_women) : Names(vietnamese_men)));
  }
  if (nationality == "CHN") {
    const std::string_view surname = pick(stream, chinese_surnames);
    return joined(surname, pick(stream, woman ? Names(chinese_women) : Names(chinese_men)));
  }
  if (nationality == "LAO") {
    const std::string_view surname = pick(stream, lao_surnames);
    return joined(surname, pick(stream, woman ? Names(lao_women) : Names(lao_men)));
  }
  const std::string_view surname = pick(stream, other_surnames);
  return joined(surname, pick(stream, woman ? Names(other_women) : Names(other_men)));
}

} // namespace gatetwin
