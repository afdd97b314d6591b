// SPDX-License-Identifier: Apache-2.0
// The two columns of words. Vietnamese by the glossary (docs/GLOSSARY.md).
#include "sim/results/wording.hpp"

namespace gatetwin {
namespace {

WordPair headings_and_columns(Word w)
{
  switch (w) {
  case Word::results: return {"Results", "Kết quả"};
  case Word::question: return {"Question", "Câu hỏi"};
  case Word::answer: return {"Answer", "Trả lời"};
  case Word::waits: return {"Waiting times", "Thời gian chờ"};
  case Word::queue_lengths: return {"Queue lengths", "Độ dài hàng chờ"};
  case Word::other_times: return {"Other times", "Các thời gian khác"};
  case Word::stations: return {"Stations", "Vị trí kiểm soát"};
  case Word::officers: return {"Officers", "Cán bộ"};
  case Word::outcomes: return {"Outcomes", "Kết cục"};
  case Word::service_levels: return {"Service levels", "Mức phục vụ"};
  case Word::checks: return {"Checks", "Kiểm chứng"};
  case Word::over_the_day: return {"Over time", "Diễn biến theo thời gian"};
  case Word::way_through: return {"The way through", "Luồng hành khách"};
  case Word::assumptions: return {"Assumptions", "Giả định"};
  case Word::notes: return {"Notes", "Ghi chú"};
  case Word::about: return {"About this run", "Về lần chạy này"};
  case Word::effective_scenario:
    return {"Effective scenario, with every default",
            "Kịch bản đầy đủ, kể cả mọi giá trị mặc định"};
  case Word::station: return {"station", "vị trí"};
  case Word::traveller_class: return {"class", "loại hành khách"};
  case Word::travellers: return {"travellers", "hành khách"};
  case Word::mean: return {"mean", "trung bình"};
  case Word::mean_95: return {"mean, 95 % interval", "trung bình, khoảng 95 %"};
  case Word::median: return {"median", "trung vị"};
  case Word::p95: return {"95 % within", "95 % không quá"};
  case Word::p95_95: return {"95 % interval of that", "khoảng 95 % của nó"};
  case Word::p99: return {"99 % within", "99 % không quá"};
  case Word::longest: return {"longest", "lâu nhất"};
  case Word::kind: return {"kind", "loại"};
  case Word::servers: return {"units", "số quầy"};
  case Word::served: return {"served", "đã phục vụ"};
  case Word::utilisation: return {"busy", "mức sử dụng"};
  case Word::queue_mean: return {"mean queue", "hàng chờ TB"};
  case Word::queue_max: return {"longest queue", "hàng chờ dài nhất"};
  case Word::blocked: return {"blocked", "bị nghẽn"};
  case Word::out_of_service: return {"out of service", "ngừng phục vụ"};
  case Word::post: return {"post", "vị trí trực"};
  case Word::on_duty: return {"on duty", "số người trực"};
  case Word::calls: return {"calls", "lượt gọi"};
  case Word::answered_in: return {"answered in, mean", "trả lời sau, TB"};
  case Word::busy_at_once: return {"busy at once, mean", "số người bận, TB"};
  case Word::busy_at_most: return {"at most", "nhiều nhất"};
  case Word::several_needed: return {"two or more needed", "cần từ hai người"};
  case Word::outcome: return {"outcome", "kết cục"};
  case Word::count: return {"count", "số lượng"};
  case Word::share: return {"share", "tỷ lệ"};
  case Word::name: return {"name", "tên"};
  case Word::limit: return {"limit", "giới hạn"};
  case Word::target: return {"target", "mục tiêu"};
  case Word::within: return {"within the limit", "trong giới hạn"};
  case Word::interval_95: return {"95 % interval", "khoảng 95 %"};
  case Word::verdict: return {"verdict", "kết luận"};
  case Word::invariant: return {"invariant", "điều bất biến"};
  case Word::examined: return {"examined", "đã xét"};
  case Word::violations: return {"violations", "vi phạm"};
  case Word::figure: return {"figure", "chỉ số"};
  case Word::direction: return {"direction", "chiều"};
  default: return {nullptr, nullptr};
  }
}

WordPair values_and_charts(Word w)
{
  switch (w) {
  case Word::all: return {"all", "tất cả"};
  case Word::all_stations: return {"all stations", "mọi vị trí"};
  case Word::outside: return {"outside", "bên ngoài"};
  case Word::met: return {"met", "đạt"};
  case Word::not_met: return {"not met", "không đạt"};
  case Word::met_not_sure: return {"met, but not for certain", "đạt, nhưng chưa chắc chắn"};
  case Word::not_met_not_sure:
    return {"not met, but not for certain", "không đạt, nhưng chưa chắc chắn"};
  case Word::no_interval: return {"no interval", "không có khoảng"};
  case Word::never_open: return {"never open", "không mở"};
  case Word::bottleneck: return {"bottleneck", "điểm nghẽn"};
  case Word::most_waiting: return {"most waiting", "chờ nhiều nhất"};
  case Word::arriving: return {"arrivals", "đến"};
  case Word::leaving: return {"departures", "rời đi"};
  case Word::compared: return {"Compared", "So sánh"};
  case Word::seed: return {"seed", "hạt giống"};
  case Word::build: return {"build", "bản dựng"};
  case Word::core_build_id: return {"core build id", "mã bản dựng lõi"};
  case Word::fidelity: return {"fidelity", "độ trung thực"};
  case Word::replications: return {"replications", "số lần lặp"};
  case Word::warm_up: return {"warm-up left out", "bỏ giai đoạn khởi động"};
  case Word::simulated: return {"simulated time", "thời gian mô phỏng"};
  case Word::wall_time: return {"computing time", "thời gian tính"};
  case Word::events: return {"journal records", "bản ghi nhật ký"};
  case Word::digest: return {"journal digest", "mã băm nhật ký"};
  case Word::scenario: return {"scenario", "kịch bản"};
  case Word::chart_queue: return {"Queue length, travellers", "Độ dài hàng chờ, hành khách"};
  case Word::chart_wait:
    return {"Wait of those whose service began then, {0}",
            "Thời gian chờ của người bắt đầu được phục vụ lúc đó, {0}"};
  case Word::box_wait: return {"wait {0}", "chờ {0}"};
  case Word::chart_wait_mean: return {"mean wait", "chờ trung bình"};
  case Word::chart_arrivals:
    return {"Arrivals, travellers per {0}", "Số người đến, hành khách mỗi {0}"};
  case Word::chart_inside: return {"Travellers inside", "Hành khách bên trong"};
  case Word::chart_utilisation:
    return {"How busy the units in service are", "Mức sử dụng các quầy đang mở"};
  case Word::chart_officers:
    return {"How busy the officers are, with the 95 % interval",
            "Mức sử dụng của cán bộ, kèm khoảng 95 %"};
  case Word::chart_stations:
    return {"How busy each station is, of its time in service, with the 95 % interval",
            "Mức sử dụng của từng vị trí trong thời gian mở, với khoảng 95 %"};
  case Word::chart_levels:
    return {"Share within the limit; the stroke is the target",
            "Tỷ lệ trong giới hạn; vạch dọc là mục tiêu"};
  case Word::axis_time_of_run:
    return {"time since the start of the run", "thời gian từ lúc bắt đầu chạy"};
  case Word::axis_time_of_day: return {"local time", "giờ địa phương"};
  case Word::per_bucket: return {"each point: {0}", "mỗi điểm: {0}"};
  default: return {nullptr, nullptr};
  }
}

WordPair several_designs(Word w)
{
  switch (w) {
  case Word::design: return {"design", "phương án"};
  case Word::difference: return {"difference", "chênh lệch"};
  case Word::interval_all: return {"95 % interval (all together)", "khoảng 95 % (đồng thời)"};
  case Word::variance_ratio: return {"variance to independent", "phương sai so với độc lập"};
  case Word::points: return {"points", "điểm %"};
  case Word::not_told: return {"can't be told yet", "chưa phân biệt được"};
  case Word::say_best:
    return {
        "By {0}, {1} is best ({2}): certainly better than every other design, at 95 % confidence.",
        "Theo {0}, {1} là tốt nhất ({2}): chắc chắn tốt hơn mọi phương án khác, độ tin cậy 95 %."};
  case Word::say_all_equal:
    return {"By {0}, no replication shows any difference between the designs ({1}).",
            "Theo {0}, không lần lặp nào cho thấy chênh lệch giữa các phương án ({1})."};
  case Word::say_leads:
    return {"By {0}, {1} leads ({2}), but may be no better than {3}.",
            "Theo {0}, {1} dẫn đầu ({2}), nhưng chưa chắc tốt hơn {3}."};
  case Word::say_more_replications:
    return {"About {0} replications in all would tell.",
            "Cần tổng cộng khoảng {0} lần lặp để phân biệt."};
  case Word::say_more_is_no_answer:
    return {"More replications are not likely to tell them apart: take the cheaper one.",
            "Thêm lần lặp khó phân biệt được: hãy chọn phương án rẻ hơn."};
  case Word::say_better: return {"{0} is better", "{0} tốt hơn"};
  case Word::say_comparison_meaning:
    return {"{0} replications of each design with the same travellers and the same luck; values "
            "are means over "
            "replications. All intervals of differences hold together with 95 %.",
            "{0} lần lặp của mỗi phương án với cùng hành khách và cùng yếu tố ngẫu nhiên; giá trị "
            "là trung bình của "
            "các lần lặp. Mọi khoảng chênh lệch cùng đúng với độ tin cậy 95 %."};
  default: return {};
  }
}

WordPair cheapest_design(Word w)
{
  switch (w) {
  case Word::optimum: return {"The cheapest design", "Phương án rẻ nhất"};
  case Word::cost: return {"cost", "chi phí"};
  case Word::frontier: return {"frontier", "biên tối ưu"};
  case Word::say_optimum:
    return {"{0} is the best choice by {2} ({3}) that keeps {1}: with {4} confidence it does, and "
            "no design in the range does so for less.",
            "{0} là lựa chọn tốt nhất theo {2} ({3}) đáp ứng {1}: với độ tin cậy {4}, phương án "
            "này đáp ứng và trong phạm vi đã cho không có phương án nào đáp ứng với chi phí thấp "
            "hơn."};
  case Word::say_optimum_first:
    return {"{0} keeps {1} ({2} = {3}) with {4} confidence.",
            "{0} đáp ứng {1} ({2} = {3}) với độ tin cậy {4}."};
  case Word::say_optimum_rivals:
    return {"Whether a cheaper one does is not told yet: {0}.",
            "Chưa kết luận được phương án rẻ hơn có đáp ứng hay không: {0}."};
  case Word::say_optimum_none:
    return {"No design in the range certainly keeps {0}. Nearest is {1}.",
            "Trong phạm vi đã cho không có phương án nào chắc chắn đáp ứng {0}. Gần nhất là {1}."};
  case Word::say_optimum_may:
    return {"Not told yet, and may do: {0}.", "Chưa kết luận được, có thể đáp ứng: {0}."};
  case Word::say_optimum_effort:
    return {"{0} of {1} designs were simulated, {2} replications in all.",
            "Đã mô phỏng {0} trong {1} phương án, tổng cộng {2} lần lặp."};
  case Word::say_optimum_bound:
    return {"{0} were discarded without simulation: by formula their load exceeds what they can "
            "do by so much that waits are at least twice as long as allowed.",
            "{0} phương án bị loại không cần mô phỏng: theo công thức, lưu lượng vượt năng lực đến "
            "mức thời gian chờ ít nhất gấp đôi mức cho phép."};
  case Word::say_optimum_meaning:
    return {"Values are means over replications with the same travellers and the same luck, each "
            "with its own 95 % interval.",
            "Giá trị là trung bình của các lần lặp với cùng hành khách và cùng yếu tố ngẫu nhiên, "
            "kèm khoảng 95 % riêng."};
  case Word::say_frontier_legend:
    return {"Each point is a design that was simulated; on the line lie those that no other beats "
            "in both cost and {0}. The dashed line is the limit. Whiskers are 95 % intervals.",
            "Mỗi điểm là một phương án đã mô phỏng; trên đường nối là các phương án không bị "
            "phương án khác vượt cả về chi phí lẫn {0}. Đường nét đứt là giới hạn. Vạch dọc là "
            "khoảng 95 %."};
  default: return {nullptr, nullptr};
  }
}

WordPair sentences(Word w)
{
  switch (w) {
  case Word::say_waits:
    return {"95 of 100 waits last no longer than {0}; a wait takes {1} on average, the longest "
            "took {2}.",
            "95 trên 100 lượt chờ không quá {0}; trung bình mỗi lượt chờ {1}, lâu nhất {2}."};
  case Word::say_no_waits:
    return {
        "At least 95 of 100 travellers don't wait at a station at all; the longest wait took {0}.",
        "Ít nhất 95 trên 100 lượt không phải chờ; lượt chờ lâu nhất là {0}."};
  case Word::say_never_waited:
    return {"Nobody waited at any station.", "Không có ai phải chờ ở bất kỳ vị trí nào."};
  case Word::say_nobody:
    return {"Nobody was served in the time that counts.",
            "Không có hành khách nào được phục vụ trong thời gian được tính."};
  case Word::say_time_in_system:
    return {
        "From arrival to departure a traveller takes {0} on average, 95 of 100 no longer than {1}.",
        "Từ lúc đến đến lúc rời đi, mỗi hành khách mất trung bình {0}; 95 trên 100 người không quá "
        "{1}."};
  case Word::say_bottleneck:
    return {
        "The bottleneck is {0}: {1} of all waiting happens there, {2} on average, and its units "
        "are busy {3} of their time in service.",
        "Điểm nghẽn là {0}: chiếm {1} tổng thời gian chờ, trung bình mỗi lượt {2}; các quầy bận "
        "{3} thời gian mở."};
  case Word::say_most_waiting:
    return {
        "More waiting happens at {0} than anywhere else: {1} of all, {2} on average. But its units "
        "are busy only "
        "{3} of their time in service: people wait there in peaks, by chance or before it "
        "opens, while on average it has capacity to spare.",
        "Chờ nhiều nhất là ở {0}: chiếm {1} tổng thời gian chờ, trung bình mỗi lượt {2}. Nhưng "
        "các quầy chỉ bận {3} thời gian mở: hành khách phải chờ vào lúc cao điểm, do ngẫu nhiên "
        "hoặc trước giờ mở; xét trung bình vẫn còn dư năng lực."};
  case Word::say_bottleneck_unserved:
    return {"The bottleneck is {0}: {1} of all waiting happens there, and nobody is served.",
            "Điểm nghẽn là {0}: chiếm {1} tổng thời gian chờ mà không ai được phục vụ."};
  case Word::say_level_met:
    return {"Service level \"{0}\" is met: {1} within {2}, target {3}.",
            "Mức phục vụ \"{0}\" đạt: {1} trong vòng {2}, mục tiêu {3}."};
  case Word::say_level_not_met:
    return {"Service level \"{0}\" is not met: {1} within {2}, target {3}.",
            "Mức phục vụ \"{0}\" không đạt: {1} trong vòng {2}, mục tiêu {3}."};
  case Word::say_level_not_sure:
    return {"This run alone can't make that certain.",
            "Chỉ riêng lần chạy này chưa đủ để chắc chắn."};
  case Word::say_violations:
    return {"Broken invariants: {0}. Don't rely on this run before the reason is found.",
            "Số điều bất biến bị vi phạm: {0}. Chưa dùng kết quả này khi chưa tìm ra nguyên nhân."};
  case Word::say_checks_fine:
    return {"{0} invariants examined {1} times, none broken.",
            "Đã xét {0} điều bất biến {1} lần, không có vi phạm."};
  case Word::say_no_checks: return {"No invariants were examined.", "Chưa xét điều bất biến nào."};
  case Word::say_refused_intervals:
    return {"Where no interval stands, it can't be trusted; the reasons: {0}.",
            "Nơi không ghi khoảng tin cậy là vì nó không đáng tin; lý do: {0}."};
  case Word::say_interval_meaning:
    return {"A 95 % interval holds the true value in 95 of 100 such runs.",
            "Khoảng 95 % chứa giá trị thật trong 95 trên 100 lần chạy như vậy."};
  case Word::say_band_legend:
    return {"A line is the mean of the replications; the band around it reaches from the lightest "
            "of them to the heaviest.",
            "Đường là trung bình của các lần lặp; dải quanh đường đi từ lần nhẹ nhất đến lần nặng "
            "nhất."};
  case Word::say_flow_legend:
    return {"Bands are as wide as travellers are many; the bar in a box shows how busy its units "
            "are. Where most waiting happens the box is marked.",
            "Dải càng rộng thì càng đông hành khách; thanh trong ô cho biết mức sử dụng các quầy. "
            "Ô được đánh dấu là nơi có tổng thời gian chờ lớn nhất."};
  case Word::say_level_legend:
    return {"Who gave up after waiting longer than the limit counts as not served within it.",
            "Người bỏ cuộc sau khi chờ quá giới hạn được tính là không đạt."};
  case Word::say_officers_legend:
    return {"In booths an officer is busy while the booth serves or makes ready, as a share of the "
            "time on duty. On call, where e-gates call officers, busy is the share of the time in "
            "which at least one of them is with a call; as many come as are called, so that \"two "
            "or more needed\" says when one alone would make people wait.",
            "Tại quầy, cán bộ bận khi quầy đang phục vụ hoặc chuẩn bị, tính theo thời gian trực. "
            "Khi cổng tự động gọi cán bộ, mức sử dụng là tỷ lệ thời gian có ít nhất một cán bộ "
            "đang xử lý; gọi bao nhiêu thì có bấy nhiêu cán bộ đến, nên \"cần từ hai người\" cho "
            "biết khi nào chỉ một cán bộ sẽ làm hành khách phải chờ."};
  case Word::say_made_by: return {"Made by gatetwin {0}.", "Do gatetwin {0} tạo."};
  default: return {nullptr, nullptr};
  }
}

struct Term {
  std::string_view name;
  WordPair words;
};
constexpr Term terms[] = {
    {"plain", {"server", "điểm phục vụ"}},
    {"e_gate", {"e-gate", "cổng tự động"}},
    {"booth", {"booth", "quầy kiểm soát"}},
    {"barcode_booth", {"barcode booth", "quầy mã vạch"}},
    {"one_stop_booth", {"one-stop booth", "quầy một cửa, một điểm dừng"}},
    {"served", {"served", "đã phục vụ"}},
    {"admitted", {"admitted", "cho qua"}},
    {"referred", {"referred to an officer", "chuyển cán bộ xử lý"}},
    {"refused", {"refused", "từ chối"}},
    {"abandoned", {"gave up", "bỏ cuộc"}},
    {"evacuated", {"evacuated", "sơ tán"}},
    {"unfinished", {"still inside at the end", "còn bên trong khi kết thúc"}},
    {"entry", {"entry", "nhập cảnh"}},
    {"exit", {"exit", "xuất cảnh"}},
    {"wait", {"wait", "thời gian chờ"}},
    {"inspection", {"inspection", "kiểm tra"}},
    {"cycle", {"cycle", "chu kỳ phục vụ"}},
    {"time_in_system", {"time in system", "tổng thời gian"}},
    {"queue_length", {"queue length", "độ dài hàng chờ"}},
    {"officer_response", {"officer's answer", "cán bộ trả lời"}},
    {"on_call", {"on call", "đến khi được gọi"}},
    {"registry_latency", {"registry latency", "độ trễ cơ sở dữ liệu trung tâm"}},
    {"none", {"none", "không"}},
    {"given", {"given", "cho trước"}},
    {"mser5", {"MSER-5", "MSER-5"}},
    {"ci95_mean", {"interval of the mean", "khoảng của trung bình"}},
    {"ci95_p95", {"interval of p95", "khoảng của p95"}},
    {"ci95", {"interval", "khoảng tin cậy"}},
    {"utilisation_ci95", {"interval of the utilisation", "khoảng của mức sử dụng"}},
    {"fewer than 15 batches",
     {"the run is too short (fewer than 15 batches)", "lần chạy quá ngắn (ít hơn 15 lô)"}},
    {"batches are still correlated",
     {"what happens at one time still depends on the time before (batches are correlated)",
      "diễn biến còn phụ thuộc khoảng trước đó (các lô còn tương quan)"}},
    {"nothing varied",
     {"nothing varied, so that chance can't be judged",
      "không có gì biến đổi nên không đánh giá được yếu tố ngẫu nhiên"}},
    {"fewer than two runs", {"fewer than two runs", "ít hơn hai lần chạy"}},
    {"an end lies beyond what was observed",
     {"an end lies beyond what was observed", "một đầu nằm ngoài những gì đã quan sát"}},
    {"not offered for a quantile over time",
     {"not offered for a quantile over time", "không có cho phân vị theo thời gian"}},
    {"the run ended before its warm-up did",
     {"the run ended before its warm-up did", "lần chạy kết thúc trước giai đoạn khởi động"}},
    {"registry requests without an answer",
     {"registry requests without an answer",
      "yêu cầu tới cơ sở dữ liệu trung tâm không có trả lời"}},
    {"nobody was observed", {"nobody was observed", "không quan sát được ai"}},
    {"fewer than 5 replications", {"fewer than 5 replications", "ít hơn 5 lần lặp"}},
    {"fewer than 10 replications", {"fewer than 10 replications", "ít hơn 10 lần lặp"}},
    {"counts are sums over the replications",
     {"Counts are sums over the replications.", "Số lượng là tổng của tất cả các lần lặp."}},
    {"no warm-up is left out", {"no warm-up is left out", "không bỏ giai đoạn khởi động"}},
    {"the run begins empty, and its beginning and end belong to the answer",
     {"the run begins empty, and its beginning and end belong to the answer",
      "lần chạy bắt đầu khi chưa có ai, phần đầu và phần cuối đều thuộc về câu trả lời"}},
    {"no warm-up was left out", {"no warm-up was left out", "chưa bỏ giai đoạn khởi động"}},
    {"demand is steady; --warm-up auto finds how much to leave out",
     {"demand is steady; --warm-up auto finds how much to leave out",
      "lưu lượng đều; --warm-up auto tìm phần cần bỏ"}},
    {"no warm-up was found", {"no warm-up was found", "không tìm được giai đoạn khởi động"}},
    {"waits never settle within the run (MSER-5); a longer duration may show whether they do",
     {"waits never settle within the run (MSER-5); a longer duration may show whether they do",
      "thời gian chờ không ổn định trong lần chạy (MSER-5); hãy thử thời lượng dài hơn"}},
    {"precision not reached", {"precision not reached", "chưa đạt độ chính xác"}},
    {"replication missing", {"replication missing", "thiếu lần lặp"}},
    {"best", {"best", "tốt nhất"}},
    {"meets", {"keeps the limits", "đáp ứng"}},
    {"misses", {"misses a limit", "không đáp ứng"}},
    {"open", {"not told", "chưa kết luận"}},
    {"dearer", {"certainly dearer", "chắc chắn đắt hơn"}},
    {"never in service", {"never in service", "không mở lúc nào"}},
};

} // namespace

const char* word(Word name, Language language)
{
  WordPair pair = headings_and_columns(name);
  if (pair.en == nullptr) pair = values_and_charts(name);
  if (pair.en == nullptr) pair = sentences(name);
  if (pair.en == nullptr) pair = several_designs(name);
  if (pair.en == nullptr) pair = cheapest_design(name);
  return pair.in(language);
}

std::string term(std::string_view name, Language language)
{
  for (const Term& known : terms) {
    if (known.name != name) continue;
    return known.words.in(language);
  }
  return std::string(name);
}

// A note is "what: why" or one of the known sentences; what isn't known stays.
std::string note_text(std::string_view note, Language language)
{
  const std::size_t colon = note.find(": ");
  if (colon == std::string_view::npos) return term(note, language);
  return term(note.substr(0, colon), language) + ": " + term(note.substr(colon + 2), language);
}

} // namespace gatetwin
