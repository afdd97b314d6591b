// SPDX-License-Identifier: Apache-2.0
// Without this define ZXing 1.4.0 returns wide strings and warns at every include.
#define ZX_USE_UTF8 1
#include "core/barcode/symbol_decoder.hpp"
#include <ZXing/ReadBarcode.h>
#include <algorithm>
#include <exception>
#include <optional>

namespace gatetwin {
namespace {

constexpr std::uint8_t max_symbols = 8; // one more than can be told apart does not matter

ZXing::BarcodeFormat format_of(Symbology symbology)
{
  switch (symbology) {
  case Symbology::data_matrix: return ZXing::BarcodeFormat::DataMatrix;
  case Symbology::qr_code: return ZXing::BarcodeFormat::QRCode;
  case Symbology::pdf417: return ZXing::BarcodeFormat::PDF417;
  case Symbology::aztec: return ZXing::BarcodeFormat::Aztec;
  }
  return ZXing::BarcodeFormat::None;
}

std::optional<Symbology> symbology_of(ZXing::BarcodeFormat format)
{
  for (const Symbology one :
       {Symbology::data_matrix, Symbology::qr_code, Symbology::pdf417, Symbology::aztec}) {
    if (format_of(one) == format) return one;
  }
  return std::nullopt;
}

ZXing::DecodeHints hints_for(SymbologySet accepted)
{
  ZXing::BarcodeFormats formats;
  for (const Symbology one :
       {Symbology::data_matrix, Symbology::qr_code, Symbology::pdf417, Symbology::aztec}) {
    if (accepted.contains(one)) formats |= format_of(one);
  }
  ZXing::DecodeHints hints;
  hints.setFormats(formats);
  hints.setMaxNumberOfSymbols(max_symbols);
  hints.setReturnErrors(true);
  return hints;
}

// Codewords that are all nought belong to every Reed-Solomon code: what ZXing 1.4.0 makes of a
// slice of a turned PDF417 symbol in which it recognised nothing. Its text mode calls them AA (ISO
// 15438).
bool is_nothing_recognised(const ZXing::Result& result)
{
  const auto& bytes = result.bytes();
  return result.format() == ZXing::BarcodeFormat::PDF417 && bytes.size() % 2 == 0 &&
         std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t one) { return one == 'A'; });
}

Reason fault_of(const ZXing::Result& result, std::size_t size)
{
  if (result.error()) return Reason::symbol_damaged;
  if (size > 0 && is_nothing_recognised(result)) return Reason::symbol_damaged;
  if (result.readerInit()) return Reason::symbol_programs_reader;
  if (result.isPartOfSequence()) return Reason::symbol_in_parts;
  if (size == 0) return Reason::empty_input;
  return size > label_max_bytes ? Reason::input_too_long : Reason::none;
}

void add_symbol(const ZXing::Result& result, SymbologySet accepted,
                std::vector<DecodedSymbol>& symbols)
{
  const std::optional<Symbology> symbology = symbology_of(result.format());
  if (!symbology || !accepted.contains(*symbology)) return;
  DecodedSymbol symbol;
  symbol.symbology = *symbology;
  symbol.fault = fault_of(result, result.bytes().size());
  if (symbol.fault == Reason::none) {
    const auto bytes = std::as_bytes(std::span(result.bytes().data(), result.bytes().size()));
    symbol.bytes.assign(bytes.begin(), bytes.end());
  }
  const ZXing::Position& corners = result.position();
  for (std::size_t i = 0; i < symbol.corners.size(); ++i) {
    symbol.corners[i] = {static_cast<double>(corners[static_cast<int>(i)].x),
                         static_cast<double>(corners[static_cast<int>(i)].y)};
  }
  symbols.push_back(std::move(symbol));
}

} // namespace

std::vector<DecodedSymbol> decode_symbols(const FrameView& picture, SymbologySet accepted)
{
  std::vector<DecodedSymbol> symbols;
  if (accepted.empty()) return symbols; // to ZXing no format means every format
  try {
    const ZXing::ImageView image(reinterpret_cast<const std::uint8_t*>(picture.bytes.data()),
                                 static_cast<int>(picture.width), static_cast<int>(picture.height),
                                 ZXing::ImageFormat::Lum, static_cast<int>(picture.stride));
    for (const ZXing::Result& result : ZXing::ReadBarcodes(image, hints_for(accepted)))
      add_symbol(result, accepted, symbols);
  } catch (const std::exception&) {
    // What was found before it counts.
  }
  return symbols;
}

} // namespace gatetwin
