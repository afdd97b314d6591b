// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/jpeg_pass.hpp"
#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>
#include <memory>

namespace gatetwin {
namespace {

// Both directions handle only what this file wrote: an error is ours, and ends by CHECK.
void on_error(j_common_ptr) { check_failed("libjpeg handles its own output", __FILE__, __LINE__); }

struct FreeBytes {
  void operator()(unsigned char* bytes) const { std::free(bytes); }
};

struct Compressed {
  std::unique_ptr<unsigned char, FreeBytes> bytes;
  unsigned long size = 0;
};

Compressed compress(GreyPicture& frame, int quality)
{
  jpeg_compress_struct state{};
  jpeg_error_mgr errors{};
  state.err = jpeg_std_error(&errors);
  errors.error_exit = on_error;
  jpeg_create_compress(&state);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&state, &bytes, &size);
  state.image_width = frame.width;
  state.image_height = frame.height;
  state.input_components = 1;
  state.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&state);
  jpeg_set_quality(&state, quality, TRUE);
  state.dct_method = JDCT_ISLOW;
  jpeg_start_compress(&state, TRUE);
  while (state.next_scanline < state.image_height) {
    JSAMPROW row = frame.pixels.data() + std::size_t{state.next_scanline} * frame.width;
    jpeg_write_scanlines(&state, &row, 1);
  }
  jpeg_finish_compress(&state);
  jpeg_destroy_compress(&state);
  return {std::unique_ptr<unsigned char, FreeBytes>(bytes), size};
}

void expand(const Compressed& from, GreyPicture& frame)
{
  jpeg_decompress_struct state{};
  jpeg_error_mgr errors{};
  state.err = jpeg_std_error(&errors);
  errors.error_exit = on_error;
  jpeg_create_decompress(&state);
  jpeg_mem_src(&state, from.bytes.get(), from.size);
  jpeg_read_header(&state, TRUE);
  state.dct_method = JDCT_ISLOW;
  jpeg_start_decompress(&state);
  while (state.output_scanline < state.output_height) {
    JSAMPROW row = frame.pixels.data() + std::size_t{state.output_scanline} * frame.width;
    jpeg_read_scanlines(&state, &row, 1);
  }
  jpeg_finish_decompress(&state);
  jpeg_destroy_decompress(&state);
}

} // namespace

void compress_and_expand(GreyPicture& frame, int quality)
{
  expand(compress(frame, quality), frame);
}

} // namespace gatetwin
