# SPDX-License-Identifier: Apache-2.0
# The Debian package of a gate: its daemon, the confined capture and barcode programs, unit file, user, manual page, settings. From the preset
# `gate`, where nothing of the simulator is even configured.
include(GNUInstallDirs)
set(gate ${PROJECT_SOURCE_DIR}/core/daemon)
install(TARGETS gatetwin-gate RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT gate)
install(FILES ${gate}/gatetwin-gate.service DESTINATION lib/systemd/system COMPONENT gate)
install(FILES ${gate}/gatetwin-gate.conf DESTINATION lib/sysusers.d COMPONENT gate)
install(FILES ${gate}/gatetwin-gate.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8 COMPONENT gate)
install(FILES CHANGELOG.md docs/deploy.md docs/deployers.md docs/modbus-map.md
  DESTINATION share/doc/gatetwin-gate COMPONENT gate OPTIONAL)
install(FILES LICENSE DESTINATION share/doc/gatetwin-gate RENAME copyright COMPONENT gate)

# The example is what the program itself says. Below /usr until packed: a step of cpack moves it to /etc.
set(example ${PROJECT_BINARY_DIR}/gate.yaml)
add_custom_command(OUTPUT ${example} COMMAND gatetwin-gate --template > ${example} DEPENDS gatetwin-gate VERBATIM)
add_custom_target(gatetwin_gate_package_files DEPENDS ${example} gatetwin-gate gatetwin-barcode gatetwin-capture gatetwin-desk)
install(FILES ${example} DESTINATION share/gatetwin-gate/etc/gatetwin PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
  COMPONENT gate)
file(WRITE ${PROJECT_BINARY_DIR}/move_settings.cmake "
file(GLOB staged \"\${CPACK_TEMPORARY_INSTALL_DIRECTORY}/gate/usr\" \"\${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr\")
foreach(usr IN LISTS staged)
  if(EXISTS \"\${usr}/share/gatetwin-gate/etc\")
    file(RENAME \"\${usr}/share/gatetwin-gate/etc\" \"\${usr}/../etc\")
    file(REMOVE_RECURSE \"\${usr}/share/gatetwin-gate\")
  endif()
endforeach()
")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gatetwin)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_SOURCE_DIR}/out/packages)
set(CPACK_PACKAGE_CONTACT "gatetwin maintainers <maintainers@gatetwin.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL gate centre dev)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_BINARY_DIR}/move_settings.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_GATE_PACKAGE_NAME gatetwin-gate)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Programs of border gates and their registries")
set(CPACK_COMPONENT_GATE_DESCRIPTION "Steers doors, reader, camera and screen of one e-gate or booth, inspects documents,\nasks the registry, and keeps every crossing until the registry has it.")
set(CPACK_DEBIAN_GATE_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_GATE_PACKAGE_DEPENDS "systemd, adduser, procps")
set(CPACK_DEBIAN_GATE_PACKAGE_CONTROL_EXTRA
  "${gate}/debian/postinst;${gate}/debian/prerm;${gate}/debian/postrm;${gate}/debian/conffiles")
include(CPack)
