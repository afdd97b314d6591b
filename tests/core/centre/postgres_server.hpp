// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server of the test's own: in a folder of its own, on a unix socket, without a
// network. PostgreSQL refuses to run as root; there it runs as its own user.
#pragma once
#include "core/base/check.hpp"
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace gatetwin::test {

class PostgresServer {
public:
  // In memory where there is such a place; a socket's path has little room.
  explicit PostgresServer(const std::string& parent = std::filesystem::is_directory("/dev/shm")
                                                          ? "/dev/shm"
                                                          : "/tmp")
  {
    std::string name = parent + "/gatetwin-pg-XXXXXX";
    CHECK(mkdtemp(name.data()) != nullptr);
    m_folder = name;
    if (::geteuid() == 0) CHECK(std::system(("chown postgres " + m_folder).c_str()) == 0);
    run("initdb -D " + m_folder + "/data -U gatetwin --auth=trust -E UTF8 --no-locale");
    start();
  }
  ~PostgresServer()
  {
    stop("immediate");
    std::filesystem::remove_all(m_folder);
  }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  void start() { run(start_command()); }
  // "immediate": like a crash.
  void stop(const std::string& how)
  {
    run("pg_ctl -w -D " + m_folder + "/data -m " + how + " stop");
  }

  // kill -9 of the server's first process; the others see it and end.
  void kill()
  {
    std::ifstream in(m_folder + "/data/postmaster.pid");
    pid_t pid = 0;
    CHECK(in >> pid);
    CHECK(::kill(pid, SIGKILL) == 0);
  }
  // Refused while processes of the old server are still there.
  void start_after_kill()
  {
    for (int attempt = 0; attempt < 300; ++attempt) {
      if (try_run(start_command())) return;
      ::poll(nullptr, 0, 100);
    }
    CHECK(!"the server does not start again");
  }

  // It may have ended by itself: its disk was full.
  void start_if_ended()
  {
    if (!try_run("pg_ctl -D " + m_folder + "/data status")) start_after_kill();
  }

  std::string connection(const std::string& database) const
  {
    return "host=" + m_folder + " user=gatetwin dbname=" + database;
  }
  // A database that holds nothing yet, or what another one does, to which nobody is connected.
  std::string fresh(const std::string& like = {})
  {
    const std::string name = "t" + std::to_string(++m_databases);
    sql("postgres", "CREATE DATABASE " + name + (like.empty() ? "" : " TEMPLATE " + like));
    return name;
  }
  void sql(const std::string& database, const std::string& text) { CHECK(try_sql(database, text)); }
  bool try_sql(const std::string& database, const std::string& text)
  {
    return try_run("psql -q -v ON_ERROR_STOP=1 \"" + connection(database) + "\" -c \"" + text +
                   "\"");
  }

  // A dump, as psql reads it.
  void load(const std::string& database, const std::string& path)
  {
    std::filesystem::copy(path, m_folder + "/load.sql");
    run("psql -q -v ON_ERROR_STOP=1 \"" + connection(database) + "\" -f " + m_folder + "/load.sql");
    std::filesystem::remove(m_folder + "/load.sql");
  }

private:
  static std::string programs()
  {
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql")) {
      if (std::filesystem::exists(version.path() / "bin/initdb"))
        return (version.path() / "bin").string();
    }
    CHECK(!"PostgreSQL is not installed: run ./dev setup");
    return {};
  }
  std::string start_command() const
  {
    return "pg_ctl -w -D " + m_folder + "/data -l " + m_folder + "/log -o \"-k " + m_folder +
           " -c listen_addresses=\" start";
  }
  void run(const std::string& command) { CHECK(try_run(command)); }
  bool try_run(const std::string& command)
  {
    const std::string as = ::geteuid() == 0 ? "runuser -u postgres -- " : "";
    const std::string line =
        "cd / && " + as + programs() + "/" + command + " >>" + m_folder + ".out 2>&1";
    const bool good = std::system(line.c_str()) == 0;
    std::filesystem::remove(m_folder + ".out");
    return good;
  }

  std::string m_folder;
  int m_databases = 0;
};

} // namespace gatetwin::test
