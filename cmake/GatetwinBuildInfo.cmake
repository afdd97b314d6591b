# SPDX-License-Identifier: Apache-2.0
# The commit goes into one generated header that only the build-info source includes, so that a new commit
# recompiles one file. The core's build id is a digest of core/'s sources: equal ids mean equal gate code.
find_package(Git QUIET)
set(GATETWIN_COMMIT "unknown")
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty --abbrev=12
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE GATETWIN_COMMIT
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
file(GLOB_RECURSE core_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/core/*.hpp ${PROJECT_SOURCE_DIR}/core/*.cpp ${PROJECT_SOURCE_DIR}/core/*.proto)
list(SORT core_files)
set(sums "")
foreach(file IN LISTS core_files)
  file(SHA256 ${PROJECT_SOURCE_DIR}/${file} sum)
  string(APPEND sums "${file}:${sum}\n")
endforeach()
string(SHA256 GATETWIN_CORE_BUILD_ID "${sums}")
string(SUBSTRING ${GATETWIN_CORE_BUILD_ID} 0 16 GATETWIN_CORE_BUILD_ID)
configure_file(${PROJECT_SOURCE_DIR}/cmake/build_info_values.hpp.in
  ${PROJECT_BINARY_DIR}/generated/build_info_values.hpp @ONLY)
