// SPDX-License-Identifier: Apache-2.0
#include "core/desk/desk_words.hpp"
#include "core/domain/reason_words.hpp"
#include <array>

namespace gatetwin::desk {
namespace {

struct Words {
  const char* en;
  const char* vi;
  const char* in(Language language) const { return language == Language::vietnamese ? vi : en; }
};

constexpr std::array<Words, 13> sayings{{
    {"unit", "cổng"},
    {"call", "gọi cán bộ"},
    {"decision asked for", "chờ quyết định"},
    {"stamp asked for", "chờ đóng dấu"},
    {"over", "kết thúc"},
    {"accepted", "đã nhận"},
    {"refused", "bị từ chối"},
    {"no connection to the gate; trying again", "mất kết nối với cổng; đang thử lại"},
    {"nothing is open", "không có cuộc gọi nào"},
    {"admit|refer|refuse|release|acknowledge NUMBER [note]; stamped NUMBER; "
     "acknowledge|close_unit|open_unit|reset; list; quit",
     "admit (cho qua)|refer (chuyển quầy)|refuse (từ chối)|release (cho ra)|acknowledge (đã thấy) "
     "SỐ [ghi chú]; stamped (đã đóng dấu) SỐ; acknowledge|close_unit (đóng cổng)|open_unit (mở "
     "cổng)|reset (đặt lại); list (danh sách); quit (thoát)"},
    {"not understood; type help", "không hiểu lệnh; gõ help"},
    {"which transaction? give its number", "giao dịch nào? hãy ghi số"},
    {"no such call is open", "không có cuộc gọi này"},
}};

} // namespace

const char* say(Saying saying, Language language)
{
  return sayings.at(static_cast<std::size_t>(saying)).in(language);
}

std::string words_of(Reason reason, Language language)
{
  const ReasonWords words = gatetwin::words_of(reason);
  return language == Language::vietnamese ? words.vietnamese : words.english;
}

} // namespace gatetwin::desk
