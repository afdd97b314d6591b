// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/symbol_modules.hpp"
#include <memory>
#include <zint.h>

namespace gatetwin {
namespace {

struct DeleteSymbol {
  void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};
using ZintSymbol = std::unique_ptr<zint_symbol, DeleteSymbol>;

int zint_number(Symbology symbology)
{
  switch (symbology) {
  case Symbology::data_matrix: return BARCODE_DATAMATRIX;
  case Symbology::qr_code: return BARCODE_QRCODE;
  case Symbology::pdf417: return BARCODE_PDF417;
  case Symbology::aztec: return BARCODE_AZTEC;
  }
  return 0;
}

// Rows of a stacked symbol are several modules high.
std::uint32_t row_height(const zint_symbol& symbol, int row)
{
  return std::max(1U, static_cast<std::uint32_t>(symbol.row_height[row] + 0.5F));
}

} // namespace

Result<SymbolModules> lay_out(Symbology symbology, std::span<const std::byte> payload)
{
  if (payload.empty()) return Error{ErrorCode::malformed, "a symbol of nothing"};
  if (payload.size() > label_max_bytes) return Error{ErrorCode::too_large, "no symbol holds it"};
  const ZintSymbol symbol(ZBarcode_Create());
  if (symbol == nullptr) return Error{ErrorCode::unavailable, "zint has no memory"};
  symbol->symbology = zint_number(symbology);
  symbol->input_mode = DATA_MODE;
  if (symbology == Symbology::data_matrix) symbol->option_3 = DM_SQUARE;
  const int wrong =
      ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(payload.data()),
                      static_cast<int>(payload.size()));
  if (wrong >= ZINT_ERROR) return Error{ErrorCode::too_large, "no symbol holds it"};
  SymbolModules modules;
  modules.width = static_cast<std::uint32_t>(symbol->width);
  for (int row = 0; row < symbol->rows; ++row) {
    const std::uint32_t height = row_height(*symbol, row);
    for (std::uint32_t i = 0; i < height; ++i) {
      for (int x = 0; x < symbol->width; ++x) {
        const unsigned packed = symbol->encoded_data[row][x / 8];
        modules.dark.push_back((packed >> (x % 8)) & 1U);
      }
    }
    modules.height += height;
  }
  return modules;
}

} // namespace gatetwin
