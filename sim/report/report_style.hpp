// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gatetwin {

// The report's style sheet, for screen and paper.
extern const char* const report_style;

} // namespace gatetwin
