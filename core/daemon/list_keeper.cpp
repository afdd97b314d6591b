// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/list_keeper.hpp"
#include "core/base/whole_file.hpp"

namespace gatetwin {

ListKeeper::~ListKeeper()
{
  if (m_thread.joinable()) m_thread.join();
}

void ListKeeper::keep(ListName name, std::string content)
{
  if (m_thread.joinable()) m_thread.join();
  m_thread = std::thread([this, path = path_of(name), text = std::move(content)] {
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::create_directory(m_folder, error))
      fs::permissions(m_folder, fs::perms::owner_all, error);
    if (!write_file_whole(path.string(), text)) m_lost_one = true;
  });
}

} // namespace gatetwin
