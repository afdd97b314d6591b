# SPDX-License-Identifier: Apache-2.0
# gatetwin-dev: the gate's core as libraries and headers, for programs that others build around it. The rooms without
# threads, clocks and sockets, and what they need; include lines stay as in the sources ("core/gate/gate_runtime.hpp").
# Used by CMake (find_package(gatetwin), gatetwin::core_gate) or pkg-config (gatetwin). Before CPack is included.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# In the linker's order: who is used comes after who uses it.
set(rooms gate onestop registry document journal ports domain base)
set(targets)
set(GATETWIN_DEV_LIBRARIES)
foreach(room IN LISTS rooms)
  list(APPEND targets gatetwin_core_${room})
  set_target_properties(gatetwin_core_${room} PROPERTIES EXPORT_NAME core_${room})
  get_target_property(type gatetwin_core_${room} TYPE)
  if(type STREQUAL STATIC_LIBRARY)
    string(APPEND GATETWIN_DEV_LIBRARIES " -lgatetwin_core_${room}")
  endif()
  install(DIRECTORY core/${room}/ DESTINATION include/gatetwin/core/${room} COMPONENT dev EXCLUDE_FROM_ALL
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*.proto")
endforeach()

# Not the machine's multiarch folder: the same paths in a package and below any other prefix.
install(TARGETS ${targets} EXPORT gatetwin ARCHIVE DESTINATION lib COMPONENT dev EXCLUDE_FROM_ALL)
install(EXPORT gatetwin NAMESPACE gatetwin:: FILE gatetwin-targets.cmake DESTINATION lib/cmake/gatetwin
  COMPONENT dev EXCLUDE_FROM_ALL)
set(made ${PROJECT_BINARY_DIR}/development)
file(WRITE ${made}/gatetwin-config.cmake "include(CMakeFindDependencyMacro)
find_dependency(OpenSSL 3.0)
find_dependency(SQLite3)
find_dependency(Protobuf)
include(\${CMAKE_CURRENT_LIST_DIR}/gatetwin-targets.cmake)
")
write_basic_package_version_file(${made}/gatetwin-config-version.cmake COMPATIBILITY SameMinorVersion)
configure_file(${PROJECT_SOURCE_DIR}/cmake/gatetwin.pc.in ${made}/gatetwin.pc @ONLY)
install(FILES ${made}/gatetwin-config.cmake ${made}/gatetwin-config-version.cmake DESTINATION lib/cmake/gatetwin
  COMPONENT dev EXCLUDE_FROM_ALL)
install(FILES ${made}/gatetwin.pc DESTINATION lib/pkgconfig COMPONENT dev EXCLUDE_FROM_ALL)
install(DIRECTORY tests/package/lane/ DESTINATION share/doc/gatetwin-dev/examples/lane COMPONENT dev EXCLUDE_FROM_ALL)
install(FILES CHANGELOG.md DESTINATION share/doc/gatetwin-dev COMPONENT dev EXCLUDE_FROM_ALL)
install(FILES LICENSE DESTINATION share/doc/gatetwin-dev RENAME copyright COMPONENT dev EXCLUDE_FROM_ALL)

set(CPACK_DEBIAN_DEV_PACKAGE_NAME gatetwin-dev)
set(CPACK_COMPONENT_DEV_DESCRIPTION "The core of a border gate as libraries: documents and seals, the gate's state machine,\nregistry client, outbox, one stop and journal. Events in, commands out.")
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libssl-dev, libsqlite3-dev, libprotobuf-dev, libxxhash-dev")
