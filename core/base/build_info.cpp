// SPDX-License-Identifier: Apache-2.0
#include "core/base/build_info.hpp"
#include "build_info_values.hpp"

namespace gatetwin {

const BuildInfo& build_info()
{
  static constexpr BuildInfo info{GATETWIN_VERSION, GATETWIN_COMMIT, GATETWIN_CORE_BUILD_ID};
  return info;
}

} // namespace gatetwin
