# SPDX-License-Identifier: Apache-2.0
# `cmake --install` and the planner's Debian package: the command with its manual pages and completion, the viewer where it is built, the scenarios, the documents.
include(GNUInstallDirs)
install(TARGETS gatetwin gatetwin-gate-simulated RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET gatetwin-viz)
  install(TARGETS gatetwin-viz RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

# Written by the program itself, so that they say what it does.
set(manual_dir ${PROJECT_BINARY_DIR}/manual)
set(completion_files)
foreach(shell bash zsh fish)
  add_custom_command(OUTPUT ${manual_dir}/gatetwin.${shell}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${manual_dir}
    COMMAND gatetwin completion ${shell} > ${manual_dir}/gatetwin.${shell} DEPENDS gatetwin VERBATIM)
  list(APPEND completion_files ${manual_dir}/gatetwin.${shell})
endforeach()
add_custom_command(OUTPUT ${manual_dir}/man1/gatetwin.1
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual_dir}/man1
  COMMAND gatetwin man -o ${manual_dir}/man1 DEPENDS gatetwin VERBATIM)
add_custom_target(gatetwin_manual ALL DEPENDS ${completion_files} ${manual_dir}/man1/gatetwin.1)
install(DIRECTORY ${manual_dir}/man1/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual_dir}/gatetwin.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME gatetwin)
install(FILES ${manual_dir}/gatetwin.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _gatetwin)
install(FILES ${manual_dir}/gatetwin.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/gatetwin/scenarios)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gatetwin)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_SOURCE_DIR}/out/packages)
set(CPACK_PACKAGE_CONTACT "gatetwin maintainers <maintainers@gatetwin.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, fonts-dejavu-core")
set(CPACK_STRIP_FILES ON)
include(CPack)
