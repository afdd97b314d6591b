# SPDX-License-Identifier: Apache-2.0
# Run by gatetwin_embed: NAME, FILE, OUT.
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(....................................................................................................)" "\\1\n" bytes "${bytes}")
file(SHA256 ${FILE} digest)
set(letters ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
set(base64 "")
foreach(at RANGE 0 60 6) # 24 bits at a time; the last two bytes end in one =
  string(SUBSTRING "${digest}00" ${at} 6 group)
  math(EXPR bits "0x${group}")
  foreach(shift 18 12 6 0)
    math(EXPR letter "(${bits} >> ${shift}) & 63")
    string(SUBSTRING ${letters} ${letter} 1 letter)
    string(APPEND base64 ${letter})
  endforeach()
endforeach()
string(SUBSTRING ${base64} 0 43 base64)
file(WRITE ${OUT}/${NAME}.hpp "// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
namespace gatetwin::embedded {
std::string_view ${NAME}();
std::string_view ${NAME}_sha256(); // base64
}
")
file(WRITE ${OUT}/${NAME}.cpp "// SPDX-License-Identifier: Apache-2.0
#include \"embedded/${NAME}.hpp\"
namespace gatetwin::embedded {
static constexpr unsigned char bytes[] = {
${bytes}0};
std::string_view ${NAME}() { return {reinterpret_cast<const char*>(bytes), sizeof bytes - 1}; }
std::string_view ${NAME}_sha256() { return \"${base64}=\"; }
}
")
