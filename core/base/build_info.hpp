// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gatetwin {

struct BuildInfo {
  const char* version;       // of the product
  const char* commit;        // of the checkout, "-dirty" when it was changed
  const char* core_build_id; // digest of core/'s sources: equal ids mean equal gate code
};

const BuildInfo& build_info();

} // namespace gatetwin
