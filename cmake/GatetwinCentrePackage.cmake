# SPDX-License-Identifier: Apache-2.0
# The Debian package of a centre: its program, unit file, user, documents. Before CPack is included.
include(GNUInstallDirs)
set(centre ${PROJECT_SOURCE_DIR}/core/centre)
install(TARGETS gatetwin-centre RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT centre EXCLUDE_FROM_ALL)
install(FILES ${centre}/gatetwin-centre.service DESTINATION lib/systemd/system COMPONENT centre EXCLUDE_FROM_ALL)
install(FILES ${centre}/gatetwin-centre.conf DESTINATION lib/sysusers.d COMPONENT centre EXCLUDE_FROM_ALL)
install(FILES CHANGELOG.md docs/centre.md DESTINATION share/doc/gatetwin-centre COMPONENT centre EXCLUDE_FROM_ALL)
install(FILES core/link/link.proto core/registry/registry.proto DESTINATION share/doc/gatetwin-centre COMPONENT centre
  EXCLUDE_FROM_ALL)
install(FILES LICENSE DESTINATION share/doc/gatetwin-centre RENAME copyright COMPONENT centre EXCLUDE_FROM_ALL)
set(CPACK_DEBIAN_CENTRE_PACKAGE_NAME gatetwin-centre)
set(CPACK_COMPONENT_CENTRE_DESCRIPTION "Answers the units of one border authority, keeps every crossing exactly once in a\nchained ledger on SQLite or PostgreSQL, and hands out signed watch-lists.")
set(CPACK_DEBIAN_CENTRE_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_CENTRE_PACKAGE_DEPENDS "systemd, adduser")
set(CPACK_DEBIAN_CENTRE_PACKAGE_SUGGESTS "postgresql-15")
set(CPACK_DEBIAN_CENTRE_PACKAGE_CONTROL_EXTRA "${centre}/debian/postinst;${centre}/debian/prerm;${centre}/debian/postrm")
