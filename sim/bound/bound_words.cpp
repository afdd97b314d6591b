// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/bound_words.hpp"

namespace gatetwin {
namespace {

WordPair headings(BoundWord word)
{
  switch (word) {
  case BoundWord::about:
    return {"Bounds by formula, without simulation", "Cận theo công thức, không mô phỏng"};
  case BoundWord::stations: return {"Stations", "Vị trí kiểm soát"};
  case BoundWord::overloads:
    return {"When more comes than can be done", "Khi công việc đến vượt quá năng lực"};
  case BoundWord::formulas: return {"Formulas", "Công thức"};
  case BoundWord::notes: return {"Why not exact", "Vì sao không chính xác tuyệt đối"};
  case BoundWord::by_priority: return {"Wait by priority", "Thời gian chờ theo mức ưu tiên"};
  case BoundWord::over_the_run: return {"busy, all in all", "mức sử dụng chung"};
  case BoundWord::service: return {"service", "phục vụ"};
  case BoundWord::arriving_per_hour: return {"per hour", "mỗi giờ"};
  case BoundWord::busiest_hour: return {"busy in its peak hour", "mức sử dụng giờ cao điểm"};
  case BoundWord::mean_wait: return {"mean wait", "chờ trung bình"};
  case BoundWord::worst_hour: return {"in the worst hour", "giờ chờ lâu nhất"};
  case BoundWord::formula: return {"formula", "công thức"};
  case BoundWord::from: return {"from", "từ"};
  case BoundWord::until: return {"until", "đến"};
  case BoundWord::cleared: return {"worked off", "giải tỏa xong"};
  case BoundWord::most_waiting: return {"most waiting", "đông nhất"};
  case BoundWord::at: return {"at", "lúc"};
  case BoundWord::longest_wait: return {"longest wait", "chờ lâu nhất"};
  case BoundWord::not_cleared: return {"not in this run", "không trong lần chạy này"};
  case BoundWord::before_opening: return {"closed, people wait", "chưa mở, khách chờ"};
  case BoundWord::infinite: return {"grows without end", "tăng mãi"};
  case BoundWord::exact: return {"exact", "chính xác"};
  case BoundWord::approximation: return {"approximation", "xấp xỉ"};
  default: return {nullptr, nullptr};
  }
}

WordPair sentences(BoundWord word)
{
  switch (word) {
  case BoundWord::say_demand:
    return {"{0} travellers arrive in an hour.", "Mỗi giờ có {0} hành khách đến."};
  case BoundWord::say_demand_changes:
    return {"{0} travellers arrive in an hour on average, {1} in the busiest one ({2}).",
            "Trung bình mỗi giờ có {0} hành khách đến, giờ cao điểm ({2}) có {1}."};
  case BoundWord::say_capacity:
    return {"With every unit at work and the best use of all ways, at most {0} an hour can pass; "
            "what limits them (the minimum cut) is: {1}.",
            "Khi mọi quầy đều làm việc và tận dụng tốt nhất mọi lối đi, mỗi giờ qua được nhiều "
            "nhất {0} người; giới hạn (lát cắt nhỏ nhất) là: {1}."};
  case BoundWord::say_capacity_unbounded:
    return {"A way leads out past every station, so that no number limits how many can pass.",
            "Có lối ra không qua vị trí kiểm soát nào, nên số người qua không bị giới hạn."};
  case BoundWord::say_capacity_on_duty:
    return {"With the units at work in the busiest hour: at most {0}, limited by: {1}.",
            "Với các quầy làm việc trong giờ cao điểm: nhiều nhất {0}, giới hạn bởi: {1}."};
  case BoundWord::say_shares:
    return {"With people taking their ways as the scenario says, {0} is full first, at {1} an "
            "hour of all travellers.",
            "Nếu hành khách đi theo các lối như kịch bản, {0} đầy trước tiên, ở mức {1} hành khách "
            "mỗi giờ."};
  case BoundWord::say_shares_fit:
    return {"That is {0} of what the busiest hour brings.",
            "Mức đó bằng {0} lượng khách của giờ cao điểm."};
  case BoundWord::say_shares_exceeded:
    return {"The busiest hour brings more: that is only {0} of it.",
            "Giờ cao điểm đông hơn: mức đó chỉ bằng {0} lượng khách giờ ấy."};
  case BoundWord::say_overload:
    return {"{0} is overloaded from {1} to {2}: up to {3} wait, the longest {4}; worked off at "
            "{5}.",
            "{0} quá tải từ {1} đến {2}: đông nhất {3} người chờ, lâu nhất {4}; giải tỏa xong lúc "
            "{5}."};
  case BoundWord::say_overload_closed:
    return {
        "{0}: people wait for the opening from {1} to {2}, up to {3}, the longest {4}; worked "
        "off at {5}.",
        "{0}: khách chờ mở cửa từ {1} đến {2}, đông nhất {3} người, lâu nhất {4}; giải tỏa xong "
        "lúc {5}."};
  case BoundWord::say_overload_left:
    return {
        "{0} is overloaded from {1} to {2}: up to {3} wait, the longest {4}; it is not worked "
        "off in this run.",
        "{0} quá tải từ {1} đến {2}: đông nhất {3} người chờ, lâu nhất {4}; không giải tỏa xong "
        "trong lần chạy này."};
  case BoundWord::say_overload_endless:
    return {"{0} is overloaded for as long as the run lasts: its queue grows by {1} persons an "
            "hour.",
            "{0} quá tải trong suốt lần chạy: hàng chờ tăng thêm {1} người mỗi giờ."};
  case BoundWord::say_more_overloads:
    return {"{0} more, with fewer people waiting, are in --format json.",
            "Còn {0} lần khác với ít người chờ hơn, xem --format json."};
  case BoundWord::say_no_overload:
    return {"At no time does more come to a station than it can do.",
            "Không lúc nào công việc đến một vị trí vượt quá năng lực của nó."};
  case BoundWord::say_gives_up:
    return {"{0}: {1} of those who come give up or don't join.",
            "{0}: {1} số người đến bỏ cuộc hoặc không xếp hàng."};
  case BoundWord::say_turned_away:
    return {"{0}: {1} persons are turned away because it is closed or closes on them.",
            "{0}: {1} người phải quay về vì chưa mở cửa hoặc đã đóng cửa."};
  default: return {nullptr, nullptr};
  }
}

struct FormulaPair {
  WordPair name, source;
};

FormulaPair texts_of(Formula formula)
{
  switch (formula) {
  case Formula::none: return {{"-", "-"}, {"", ""}};
  case Formula::erlang_c:
    return {{"Erlang C", "Erlang C"},
            {"M/M/c: random arrivals, exponential services (A. K. Erlang 1917)",
             "M/M/c: đến ngẫu nhiên, phục vụ theo phân phối mũ (A. K. Erlang 1917)"}};
  case Formula::pollaczek_khinchine:
    return {{"Pollaczek-Khinchine", "Pollaczek-Khinchine"},
            {"M/G/1: random arrivals, one unit (F. Pollaczek 1930, A. Khinchine 1932)",
             "M/G/1: đến ngẫu nhiên, một quầy (F. Pollaczek 1930, A. Khinchine 1932)"}};
  case Formula::crommelin:
    return {{"Crommelin", "Crommelin"},
            {"M/D/c: random arrivals, constant services (C. D. Crommelin 1932)",
             "M/D/c: đến ngẫu nhiên, phục vụ không đổi (C. D. Crommelin 1932)"}};
  case Formula::cosmetatos:
    return {{"Cosmetatos", "Cosmetatos"},
            {"M/G/c between M/D/c and M/M/c (G. P. Cosmetatos 1976)",
             "M/G/c nằm giữa M/D/c và M/M/c (G. P. Cosmetatos 1976)"}};
  case Formula::allen_cunneen:
    return {{"Allen-Cunneen", "Allen-Cunneen"},
            {"G/G/c by both variations (A. O. Allen, J. C. Cunneen 1978; W. Whitt 1983)",
             "G/G/c theo hai hệ số biến động (A. O. Allen, J. C. Cunneen 1978; W. Whitt 1983)"}};
  case Formula::burke_groups:
    return {{"M[X]/G/1", "M[X]/G/1"},
            {"groups that arrive together, one unit (P. J. Burke 1975)",
             "khách đến theo nhóm, một quầy (P. J. Burke 1975)"}};
  case Formula::group_chain:
    return {{"M[X]/M/c", "M[X]/M/c"},
            {"groups that arrive together, chain of those present, scaled by P. J. Burke 1975",
             "khách đến theo nhóm, chuỗi số người có mặt, hiệu chỉnh theo P. J. Burke 1975"}};
  case Formula::cobham:
    return {{"Cobham", "Cobham"},
            {"priorities without interruption (A. Cobham 1954; O. Kella, U. Yechiali 1985)",
             "ưu tiên không ngắt (A. Cobham 1954; O. Kella, U. Yechiali 1985)"}};
  case Formula::erlang_a:
    return {{"Erlang A", "Erlang A"},
            {"M/M/c+M: people give up waiting (C. Palm 1946)",
             "M/M/c+M: khách bỏ cuộc khi chờ lâu (C. Palm 1946)"}};
  case Formula::finite_queue:
    return {{"M/M/c/K", "M/M/c/K"},
            {"people don't join a long queue (A. K. Erlang 1917)",
             "khách không vào hàng khi hàng dài (A. K. Erlang 1917)"}};
  case Formula::breaking_server:
    return {{"Avi-Itzhak-Naor", "Avi-Itzhak-Naor"},
            {"M/M/1 with breakdowns (H. White, L. S. Christie 1958; B. Avi-Itzhak, P. Naor 1963)",
             "M/M/1 có hỏng hóc (H. White, L. S. Christie 1958; B. Avi-Itzhak, P. Naor 1963)"}};
  case Formula::backlog:
    return {{"backlog", "tồn đọng"},
            {"load by the time of day, pointwise stationary fluid flow (W.-P. Wang, D. Tipper, "
             "S. Banerjee 1996; overload: G. F. Newell 1971)",
             "tải thay đổi theo giờ, dòng chảy chuẩn dừng từng thời điểm (W.-P. Wang, D. Tipper, "
             "S. Banerjee 1996; quá tải: G. F. Newell 1971)"}};
  }
  return {{"", ""}, {"", ""}};
}

WordPair pair_of(Caveat caveat)
{
  switch (caveat) {
  case Caveat::phases:
    return {"the service time is derived from the phases of a transaction",
            "thời gian phục vụ được suy ra từ các bước của một lượt"};
  case Caveat::shortest_wait:
    return {"people choose the shortest wait between stations, which are taken for one queue",
            "khách chọn nơi chờ ngắn nhất; các vị trí đó được coi là một hàng chung"};
  case Caveat::separate_queues:
    return {"units have queues of their own, taken for one queue, which is a little better",
            "mỗi quầy có hàng riêng, được coi là một hàng chung, tốt hơn một chút"};
  case Caveat::arrivals:
    return {"arrivals are not one by one at random", "khách không đến ngẫu nhiên từng người"};
  case Caveat::service:
    return {"services are not exponential, or differ by class",
            "phục vụ không theo phân phối mũ, hoặc khác nhau theo loại khách"};
  case Caveat::patience:
    return {"patience is not exponential, or differs by class",
            "sự kiên nhẫn không theo phân phối mũ, hoặc khác nhau theo loại khách"};
  case Caveat::breakdowns:
    return {"breakdowns are counted into the service time (W. J. Hopp, M. L. Spearman 1996)",
            "hỏng hóc được tính vào thời gian phục vụ (W. J. Hopp, M. L. Spearman 1996)"};
  case Caveat::room:
    return {"the limit of queue or area is left out, because it is seldom reached",
            "bỏ qua giới hạn hàng chờ hoặc khu vực vì hiếm khi chạm tới"};
  case Caveat::faults_left_out:
    return {"planned outages of registry and lines, and fire alarms, are left out",
            "bỏ qua sự cố dự kiến của cơ sở dữ liệu, đường truyền và báo cháy"};
  }
  return {"", ""};
}

WordPair pair_of(NoFormula reason)
{
  switch (reason) {
  case NoFormula::none: return {"", ""};
  case NoFormula::nobody_comes: return {"nobody comes", "không có ai đến"};
  case NoFormula::never_at_work: return {"no unit is ever at work", "không quầy nào làm việc"};
  case NoFormula::skills:
    return {"no formula: not every unit serves everybody",
            "không có công thức: không phải quầy nào cũng phục vụ mọi khách"};
  case NoFormula::blocking:
    return {"no formula: a full queue or area keeps people at the station before it",
            "không có công thức: hàng chờ hoặc khu vực đầy giữ khách ở vị trí trước"};
  }
  return {"", ""};
}

} // namespace

const char* bound_word(BoundWord word, Language language)
{
  WordPair pair = headings(word);
  if (pair.en == nullptr) pair = sentences(word);
  return pair.in(language);
}

FormulaText formula_text(Formula formula, Language language)
{
  const FormulaPair pair = texts_of(formula);
  return {pair.name.in(language), pair.source.in(language)};
}

const char* caveat_text(Caveat caveat, Language language) { return pair_of(caveat).in(language); }

const char* no_formula_text(NoFormula reason, Language language)
{
  return pair_of(reason).in(language);
}

} // namespace gatetwin
