# SPDX-License-Identifier: Apache-2.0
# gatetwin_library(core_gate SOURCES a.cpp ... DEPENDS core_base ... PACKAGES Pkg::target ...
#                  PRIVATE_PACKAGES Pkg::target ... PROTOS x.proto ...)
# One library per room, target gatetwin_core_gate, alias gatetwin::core_gate. Includes run from the
# repository root, so an include line shows its direction. Each library also gets a link test: an empty main
# with the whole archive, so that a dependency that is not declared is a linker error.
function(gatetwin_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PACKAGES;PRIVATE_PACKAGES;PROTOS" ${ARGN})
  set(target gatetwin_${name})
  if(ARG_SOURCES OR ARG_PROTOS)
    add_library(${target} STATIC ${ARG_SOURCES})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(gatetwin::${name} ALIAS ${target})
  target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:include/gatetwin>)
  target_compile_features(${target} ${scope} cxx_std_20)
  foreach(dep IN LISTS ARG_DEPENDS)
    target_link_libraries(${target} ${scope} gatetwin::${dep})
  endforeach()
  if(ARG_PACKAGES)
    target_link_libraries(${target} ${scope} ${ARG_PACKAGES})
  endif()
  if(scope STREQUAL "PUBLIC")
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:gatetwin_options> ${ARG_PRIVATE_PACKAGES})
    # Only programs link these: code for shared objects could not inline what another might replace.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  endif()
  foreach(proto IN LISTS ARG_PROTOS)
    gatetwin_proto(${target} ${proto})
  endforeach()
  if(GATETWIN_TESTS AND scope STREQUAL "PUBLIC")
    add_executable(link_${name} ${PROJECT_SOURCE_DIR}/tests/house/empty_main.cpp)
    target_link_libraries(link_${name} PRIVATE gatetwin_options
      "$<LINK_LIBRARY:WHOLE_ARCHIVE,${target}>")
    add_test(NAME link.${name} COMMAND link_${name})
  endif()
endfunction()

# Generates C++ for one .proto beside the build tree's mirror of the source tree, so that the include line is
# the same as for a written header ("core/journal/record.pb.h"). Generated code is compiled without our warnings.
function(gatetwin_proto target proto)
  find_package(Protobuf REQUIRED)
  cmake_path(ABSOLUTE_PATH proto OUTPUT_VARIABLE source)
  cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE relative)
  cmake_path(REMOVE_EXTENSION relative OUTPUT_VARIABLE stem)
  set(out ${PROJECT_BINARY_DIR}/generated)
  add_custom_command(
    OUTPUT ${out}/${stem}.pb.cc ${out}/${stem}.pb.h
    COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
    COMMAND protobuf::protoc --proto_path=${PROJECT_SOURCE_DIR} --cpp_out=${out} ${source}
    DEPENDS ${source} VERBATIM)
  set_source_files_properties(${out}/${stem}.pb.cc PROPERTIES COMPILE_OPTIONS "-w")
  target_sources(${target} PRIVATE ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
  target_include_directories(${target} SYSTEM PUBLIC $<BUILD_INTERFACE:${out}>)
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf)
endfunction()

# The service of a .proto that gatetwin_proto() already has: its .grpc.pb files, beside the others.
function(gatetwin_grpc target proto)
  find_program(GATETWIN_GRPC_PLUGIN grpc_cpp_plugin REQUIRED)
  cmake_path(ABSOLUTE_PATH proto OUTPUT_VARIABLE source)
  cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE relative)
  cmake_path(REMOVE_EXTENSION relative OUTPUT_VARIABLE stem)
  set(out ${PROJECT_BINARY_DIR}/generated)
  add_custom_command(
    OUTPUT ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h
    COMMAND protobuf::protoc --proto_path=${PROJECT_SOURCE_DIR} --grpc_out=${out}
      --plugin=protoc-gen-grpc=${GATETWIN_GRPC_PLUGIN} ${source}
    DEPENDS ${source} VERBATIM)
  set_source_files_properties(${out}/${stem}.grpc.pb.cc PROPERTIES COMPILE_OPTIONS "-w")
  target_sources(${target} PRIVATE ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
endfunction()

# gatetwin_test(core_base SOURCES a_test.cpp ... LIBRARIES gatetwin::x ... [LABEL l] [DEFINITIONS ...])
# One test program per room; every case is a ctest of its own, named like room.Suite.Case. ALONE: of programs in real time, which
# other tests beside them would make late.
function(gatetwin_test name)
  cmake_parse_arguments(ARG "ALONE" "TIMEOUT" "SOURCES;LIBRARIES;DEFINITIONS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(test_${name} ${ARG_SOURCES})
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(test_${name} PRIVATE gatetwin_options ${ARG_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_compile_definitions(test_${name} PRIVATE
    GATETWIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}" GATETWIN_BINARY_DIR="${PROJECT_BINARY_DIR}" ${ARG_DEFINITIONS})
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${ARG_TIMEOUT} RUN_SERIAL ${ARG_ALONE})
endfunction()

# gatetwin_fuzz(mrz SOURCE mrz_fuzz.cpp CORPUS dir LIBRARIES gatetwin::core_document)
# SOURCE defines LLVMFuzzerTestOneInput. With GATETWIN_FUZZ it becomes a libFuzzer program fuzz_mrz; always a
# program replay_mrz that runs every file of the corpus once, and a ctest that does so.
function(gatetwin_fuzz name)
  cmake_parse_arguments(ARG "" "SOURCE" "CORPUS;LIBRARIES" ${ARGN})
  set(corpus)
  foreach(folder IN LISTS ARG_CORPUS)
    cmake_path(ABSOLUTE_PATH folder)
    list(APPEND corpus ${folder})
  endforeach()
  add_executable(replay_${name} ${ARG_SOURCE} ${PROJECT_SOURCE_DIR}/tests/house/replay_main.cpp)
  target_include_directories(replay_${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(replay_${name} PRIVATE gatetwin_options ${ARG_LIBRARIES})
  add_test(NAME fuzz.${name}.corpus COMMAND replay_${name} ${corpus})
  add_dependencies(replay_all replay_${name})
  # The same under sanitizers, where `./dev test` built them; the tests' own build may not be sanitized.
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_BINARY_DIR BASE_DIRECTORY ${PROJECT_BINARY_DIR} OUTPUT_VARIABLE where)
  add_test(NAME fuzz.${name}.corpus_sanitized
    COMMAND ${PROJECT_SOURCE_DIR}/tests/house/run_peer GATETWIN_ASAN_DIR ${where}/replay_${name} ${corpus})
  set_tests_properties(fuzz.${name}.corpus_sanitized PROPERTIES SKIP_RETURN_CODE 77)
  if(GATETWIN_FUZZ)
    add_executable(fuzz_${name} ${ARG_SOURCE})
    target_include_directories(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(fuzz_${name} PRIVATE gatetwin_options ${ARG_LIBRARIES})
    target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    list(JOIN corpus "\n" lines)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/fuzz_${name}.corpus "${lines}\n")
    add_dependencies(fuzz_all fuzz_${name})
  endif()
endfunction()
