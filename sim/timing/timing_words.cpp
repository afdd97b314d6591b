// SPDX-License-Identifier: Apache-2.0
#include "sim/timing/timing_words.hpp"

namespace gatetwin {
namespace {

WordPair pair_of(TimingWord word)
{
  switch (word) {
  case TimingWord::phases: return {"Phases", "Các bước"};
  case TimingWord::limits: return {"Limits", "Giới hạn"};
  case TimingWord::phase: return {"phase", "bước"};
  case TimingWord::count: return {"count", "số lượt"};
  case TimingWord::mean: return {"mean", "trung bình"};
  case TimingWord::limit: return {"limit", "giới hạn"};
  case TimingWord::within: return {"within", "trong vòng"};
  case TimingWord::wanted: return {"wanted", "yêu cầu"};
  case TimingWord::reached: return {"reached", "đạt"};
  case TimingWord::over: return {"over", "vượt"};
  case TimingWord::verdict: return {"verdict", "kết luận"};
  case TimingWord::against: return {"{0} against {1}", "{0} so với {1}"};
  case TimingWord::difference: return {"difference", "chênh lệch"};
  case TimingWord::distance: return {"distance", "khoảng cách"};
  case TimingWord::chance: return {"by chance", "do ngẫu nhiên"};
  case TimingWord::same: return {"alike", "như nhau"};
  case TimingWord::differs: return {"differs", "khác"};
  case TimingWord::recommended: return {"recommended", "khuyến nghị"};
  case TimingWord::say_all_kept:
    return {"Every limit that was measured is kept.", "Mọi giới hạn đo được đều được giữ."};
  case TimingWord::say_broken: return {"Limits broken: {0}.", "Giới hạn bị vi phạm: {0}."};
  case TimingWord::say_no_limits:
    return {"No limits were given; --limits docs/limits/tr03135.yaml has those of BSI TR-03135.",
            "Chưa cho giới hạn; --limits docs/limits/tr03135.yaml có giới hạn của BSI TR-03135."};
  case TimingWord::say_over:
    return {"{0}: {1} in transaction {2} at {3}, ended at {4}",
            "{0}: {1} ở lượt {2} tại {3}, kết thúc lúc {4}"};
  case TimingWord::say_more_over:
    return {"{0}: and {1} more over the limit", "{0}: và {1} lượt khác vượt giới hạn"};
  case TimingWord::say_columns:
    return {"A phase takes no longer than this for that share of its count.",
            "Tỷ lệ lượt nêu trên không kéo dài quá mức này."};
  case TimingWord::say_exactness:
    return {
        "Counts, means, maxima and what is over a limit are exact; percentiles to 0.4 %.",
        "Số lượt, trung bình, lớn nhất và số vượt giới hạn là chính xác; phân vị sai số 0,4 %."};
  case TimingWord::say_distance:
    return {"Distance: largest gap between the two distribution functions (Kolmogorov-Smirnov); by "
            "chance: what equal distributions exceed in 5 of 100 cases.",
            "Khoảng cách: độ lệch lớn nhất giữa hai hàm phân phối (Kolmogorov-Smirnov); do ngẫu "
            "nhiên: mức mà hai phân phối như nhau vượt quá trong 5 trên 100 trường hợp."};
  case TimingWord::say_within_tolerance:
    return {
        "Medians and 95th percentiles of all phases with 20 or more on both sides agree within "
        "{0}.",
        "Trung vị và phân vị 95 của mọi bước có từ 20 lượt ở cả hai bên khớp trong phạm vi {0}."};
  case TimingWord::say_beyond_tolerance:
    return {"Medians or 95th percentiles differ by more than {0}: {1}.",
            "Trung vị hoặc phân vị 95 chênh quá {0}: {1}."};
  }
  return {"", ""};
}

WordPair pair_of(Phase phase)
{
  switch (phase) {
  case Phase::wait: return {"wait in the queue", "chờ trong hàng"};
  case Phase::reading: return {"reading the document", "đọc giấy tờ"};
  case Phase::querying: return {"registry and taking back", "tra cứu và nhận lại giấy tờ"};
  case Phase::entry_open: return {"stepping in", "bước vào"};
  case Phase::entry_closing: return {"entry closing", "đóng cửa vào"};
  case Phase::capturing: return {"face", "khuôn mặt"};
  case Phase::joint: return {"both authorities", "cả hai cơ quan"};
  case Phase::authorising: return {"authorising", "cấp phép"};
  case Phase::exit_open: return {"stepping out", "bước ra"};
  case Phase::exit_closing: return {"exit closing", "đóng cửa ra"};
  case Phase::turning_back: return {"turning back", "quay lại"};
  case Phase::referred: return {"waiting for an officer", "chờ cán bộ"};
  case Phase::tailgating: return {"several inside", "nhiều người bên trong"};
  case Phase::typing: return {"typing or scanning", "nhập hoặc quét"};
  case Phase::deciding: return {"officer decides", "cán bộ quyết định"};
  case Phase::stamping: return {"stamping", "đóng dấu"};
  case Phase::counter_busy: return {"handing back", "trả giấy tờ"};
  case Phase::registry: return {"registry round trip", "hỏi và đáp với cơ sở dữ liệu"};
  case Phase::durable_write: return {"authorisation durable", "ghi bền cấp phép"};
  case Phase::crossing_write: return {"crossing durable", "ghi bền lượt qua"};
  case Phase::delivery: return {"crossing delivered", "chuyển lượt qua về trung tâm"};
  case Phase::entry_door_opens: return {"entry door opens", "cửa vào mở"};
  case Phase::entry_door_closes: return {"entry door closes", "cửa vào đóng"};
  case Phase::exit_door_opens: return {"exit door opens", "cửa ra mở"};
  case Phase::exit_door_closes: return {"exit door closes", "cửa ra đóng"};
  case Phase::officer_answer: return {"officer's answer", "cán bộ trả lời"};
  case Phase::inspection: return {"inspection", "kiểm tra"};
  case Phase::passage: return {"passage", "lượt qua"};
  case Phase::cycle: return {"cycle", "chu kỳ"};
  }
  return {"", ""};
}

WordPair pair_of(LimitVerdict verdict)
{
  switch (verdict) {
  case LimitVerdict::kept: return {"kept", "giữ được"};
  case LimitVerdict::broken: return {"broken", "vi phạm"};
  case LimitVerdict::missed: return {"missed (recommended)", "không đạt (khuyến nghị)"};
  case LimitVerdict::not_measured: return {"not measured", "không đo được"};
  }
  return {"", ""};
}

} // namespace

const char* timing_word(TimingWord word, Language language) { return pair_of(word).in(language); }
const char* phase_text(Phase phase, Language language) { return pair_of(phase).in(language); }
const char* verdict_text(LimitVerdict verdict, Language language)
{
  return pair_of(verdict).in(language);
}

const char* verdict_name(LimitVerdict verdict)
{
  switch (verdict) {
  case LimitVerdict::kept: return "kept";
  case LimitVerdict::broken: return "broken";
  case LimitVerdict::missed: return "missed";
  case LimitVerdict::not_measured: return "not_measured";
  }
  return "";
}

} // namespace gatetwin
