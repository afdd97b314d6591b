// SPDX-License-Identifier: Apache-2.0
// Lists that the centre sent, in a folder of their own for the next start. Written by a thread, so
// that a slow disk holds no door up. One is written at a time: lists are rare.
#pragma once
#include "core/domain/list_name.hpp"
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

namespace gatetwin {

class ListKeeper {
public:
  // Made with the first list, for its owner alone; what it lies in must be there.
  explicit ListKeeper(std::filesystem::path folder) : m_folder(std::move(folder)) {}
  ~ListKeeper(); // the list under way is written first
  ListKeeper(const ListKeeper&) = delete;
  ListKeeper& operator=(const ListKeeper&) = delete;

  std::filesystem::path path_of(ListName name) const { return m_folder / to_string(name); }
  // In the place of the one before of that name; waits for another that is under way.
  void keep(ListName name, std::string content);
  // Since the last call, one could not be written.
  bool has_lost_one() { return m_lost_one.exchange(false); }

private:
  const std::filesystem::path m_folder;
  std::thread m_thread;
  std::atomic<bool> m_lost_one{false};
};

} // namespace gatetwin
