# SPDX-License-Identifier: Apache-2.0
# Flags for every target of the project.
# -ffp-contract=off and no fast-math: the same seed must give the same bytes under GCC and Clang.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(GATETWIN_CCACHE ccache)
if(GATETWIN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${GATETWIN_CCACHE})
endif()

add_library(gatetwin_options INTERFACE)
target_compile_options(gatetwin_options INTERFACE
  -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC bug 105651: "literal" + std::string at -O3 is reported as an overlapping copy.
  target_compile_options(gatetwin_options INTERFACE -Wno-restrict)
endif()
if(GATETWIN_FUZZ)
  # The libraries too: a fuzzer that sees only its own file's branches finds nothing.
  target_compile_options(gatetwin_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(GATETWIN_SANITIZE)
  target_compile_options(gatetwin_options INTERFACE
    -fsanitize=${GATETWIN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(gatetwin_options INTERFACE -fsanitize=${GATETWIN_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 reports false positives in libstdc++ when it instruments and optimises at once.
    target_compile_options(gatetwin_options INTERFACE
      -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-restrict)
  endif()
endif()
