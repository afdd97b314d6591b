// SPDX-License-Identifier: Apache-2.0
// SQLite's file layer over the real one, in which syncs can be made to fail as on a broken disk.
#pragma once
#include <array>
#include <atomic>
#include <sqlite3.h>

namespace gatetwin::contract {

class FailingDisk {
public:
  // Registered at the first call.
  static const char* name()
  {
    static const bool registered = [] {
      real() = sqlite3_vfs_find(nullptr);
      shim() = *real();
      shim().zName = "failing-disk";
      shim().pNext = nullptr;
      shim().xOpen = &open;
      return sqlite3_vfs_register(&shim(), 0) == SQLITE_OK;
    }();
    return registered ? "failing-disk" : nullptr;
  }
  // Broken: syncs fail. Hasty: they do nothing, for tests that need no disk but many files. Held:
  // they wait until the mode is another.
  enum class Mode { honest, broken, hasty, held };
  static void set(Mode wanted)
  {
    mode() = wanted;
    mode().notify_all();
  }

private:
  // SQLite has a table of functions for each way of locking: main file and log differ.
  struct Layer {
    const sqlite3_io_methods* real = nullptr;
    sqlite3_io_methods ours{};
  };
  static std::array<Layer, 4>& layers()
  {
    static std::array<Layer, 4> all{};
    return all;
  }
  static sqlite3_vfs*& real()
  {
    static sqlite3_vfs* vfs = nullptr;
    return vfs;
  }
  static sqlite3_vfs& shim()
  {
    static sqlite3_vfs vfs{};
    return vfs;
  }
  static std::atomic<Mode>& mode()
  {
    static std::atomic<Mode> now{Mode::honest};
    return now;
  }
  static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out)
  {
    const int code = real()->xOpen(real(), path, file, flags, out);
    if (code != SQLITE_OK || file->pMethods == nullptr) return code;
    for (Layer& layer : layers()) {
      if (layer.real == nullptr) {
        layer.real = file->pMethods;
        layer.ours = *file->pMethods;
        layer.ours.xSync = &sync;
      }
      if (layer.real != file->pMethods) continue;
      file->pMethods = &layer.ours;
      return code;
    }
    return SQLITE_ERROR; // more kinds than this knows
  }
  static int sync(sqlite3_file* file, int flags)
  {
    mode().wait(Mode::held);
    if (mode() == Mode::broken) return SQLITE_IOERR_FSYNC;
    if (mode() == Mode::hasty) return SQLITE_OK;
    for (const Layer& layer : layers()) {
      if (file->pMethods == &layer.ours) return layer.real->xSync(file, flags);
    }
    return SQLITE_ERROR;
  }
};

} // namespace gatetwin::contract
