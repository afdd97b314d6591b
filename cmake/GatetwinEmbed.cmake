# SPDX-License-Identifier: Apache-2.0
# gatetwin_embed(TARGET NAME FILE): the bytes of FILE as std::string_view NAME() in TARGET, declared in
# "embedded/NAME.hpp", with NAME_sha256() in base64 beside it. FILE may be made by the build.
function(gatetwin_embed target name file)
  set(out ${PROJECT_BINARY_DIR}/generated/embedded)
  add_custom_command(
    OUTPUT ${out}/${name}.cpp ${out}/${name}.hpp
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DFILE=${file} -DOUT=${out} -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
    DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out}/${name}.cpp ${out}/${name}.hpp)
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
endfunction()
