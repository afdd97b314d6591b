# SPDX-License-Identifier: Apache-2.0
# gatetwin_catalogue(TARGET NAME FILE.po): checked by msgfmt (head, plurals, holes), compiled, and embedded as NAME().
find_program(GATETWIN_MSGFMT msgfmt)
if(NOT GATETWIN_MSGFMT)
  message(FATAL_ERROR "msgfmt is missing: install Debian's package gettext")
endif()
include(GatetwinEmbed)
function(gatetwin_catalogue target name po)
  cmake_path(ABSOLUTE_PATH po OUTPUT_VARIABLE source)
  set(mo ${CMAKE_CURRENT_BINARY_DIR}/${name}.mo)
  add_custom_command(OUTPUT ${mo}
    COMMAND ${GATETWIN_MSGFMT} --check --check-format --endianness=little --no-hash --output-file=${mo} ${source}
    DEPENDS ${source} VERBATIM)
  gatetwin_embed(${target} ${name} ${mo})
endfunction()
