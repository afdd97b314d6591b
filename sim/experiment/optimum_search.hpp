// SPDX-License-Identifier: Apache-2.0
// Which of many designs is the cheapest that keeps its limits: decides from the replications so far
// what to simulate next, and when enough is known. What it asks for follows from the replications'
// values alone, never from who computed them or how fast.
//
// Ranking and selection with constraints by sequential screening: a design is judged at fixed
// numbers of replications (5, 10, 20, 40, ..., `most`) by one-sided bounds of Student's t on the
// mean over its replications of each limited quantity. The chance of a wrong answer is at most
// `error`, by C. E. Bonferroni's inequality over looks and designs, spent where an error does harm
// (B. L. Nelson, J. Swann, D. Goldsman and W. Song, Operations Research 49, 2001, for the
// screening; S. Andradottir and S.-H. Kim, Naval Research Logistics 57, 2010, for limits):
// - the cheapest design that truly keeps all limits is taken for one that misses: error/parts over
//   its looks and limits, for it is one design;
// - a design that truly misses is taken for one that meets: error/parts over all designs and looks;
// - where costs are simulated: the best is taken for worse than another. Differences are paired, as
//   replication r of every design has the same travellers with the same luck.
// A limit is missed on 5 replications at least and met on 10: waits are skewed so that few
// replications look better than they are rather than worse.
//
// Where the cost is known beforehand, designs are taken by rising cost, all of equal cost together,
// up to the first that certainly meets: what costs more is not simulated, apart from a few designs
// beyond it that show what more would buy.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gatetwin::experiment {

struct SearchLimit {
  double bound = 0;
  bool at_most = true;  // else at least
  double tolerance = 0; // what lies within it of the bound may be judged either way
};

struct SearchProblem {
  std::vector<double> known_cost; // of each design; at least one
  bool cost_is_simulated = false; // then a replication's cost is added
  std::vector<SearchLimit> limits;
  // What a formula expects, less is better; decides only which designs beyond the best are shown.
  std::vector<double> promise;
  std::uint64_t most = 100; // replications of one design; at least `least_to_meet`
  double error = 0.05;
  double cost_tolerance = 0; // simulated costs that differ by less are equal
  std::size_t steps_beyond = 3;
};

constexpr std::uint64_t least_to_miss = 5;
constexpr std::uint64_t least_to_meet = 10;

// What one replication gave; none where nothing was observed.
struct SearchRow {
  std::optional<double> cost; // the simulated part
  std::vector<std::optional<double>> limits;
};

class OptimumSearch {
public:
  explicit OptimumSearch(SearchProblem problem);

  struct Request {
    std::size_t design = 0;
    std::uint64_t replications = 0; // as many as it should have in all
  };
  // What is to be computed; empty when the search is over.
  const std::vector<Request>& wanted() const { return m_wanted; }
  // For each of wanted(), in its order: the rows of replications 0, 1, ..., as many as asked for.
  void take(const std::vector<std::vector<SearchRow>>& rows);

  enum class State : unsigned char {
    waiting, // never simulated
    open,    // not told, and not to be told with more than `most` replications
    meets,   // certainly
    misses,  // certainly
    worse    // meets or not, but certainly costs more than the best
  };
  State state(std::size_t design) const { return m_states[design]; }
  const std::vector<SearchRow>& rows(std::size_t design) const { return m_rows[design]; }
  double cost_mean(std::size_t design) const; // known and simulated

  // The cheapest that certainly meets; of equal cost the one with most room to the first limit.
  std::optional<std::size_t> best() const { return m_best; }
  // Designs that may do as well for less: open, and not certainly dearer than the best.
  const std::vector<std::size_t>& rivals() const { return m_rivals; }
  bool settled() const { return m_best && m_rivals.empty(); }
  // About so many replications of a rival would tell, if it is what it seems; none: not likely.
  std::optional<std::uint64_t> replications_needed() const;
  // Of all that were simulated, the one that misses its limits by least. For when none meets.
  std::size_t nearest() const;
  // Distinct costs that are judged, and how many of them are.
  std::size_t levels() const { return m_levels.size(); }
  std::size_t level() const { return m_level; }

private:
  enum class Phase : unsigned char { levels, race, beyond, over };
  int judged(std::size_t design) const; // 1: meets, -1: misses, 0: open
  std::vector<double> values(std::size_t design, std::size_t limit) const;
  double slack(std::size_t design) const;
  void ask(std::span<const std::size_t> designs, std::uint64_t replications);
  void judge_level();
  void judge_race();
  bool race_is_over(std::size_t leader);
  std::optional<std::size_t> leader() const;
  void begin_level();
  void finish();
  void show_beyond();
  double parts() const;
  double looks() const { return static_cast<double>(m_looks.size()); }

  SearchProblem m_problem;
  std::vector<std::uint64_t> m_looks;
  std::vector<std::vector<std::size_t>> m_levels; // designs of equal cost, costs rising
  std::vector<State> m_states;
  std::vector<std::vector<SearchRow>> m_rows;
  std::vector<Request> m_wanted;
  Phase m_phase = Phase::levels;
  std::size_t m_level = 0;
  std::size_t m_look = 0;
  std::vector<std::size_t> m_open; // being judged
  std::optional<std::size_t> m_best;
  std::vector<std::size_t> m_rivals;
};

} // namespace gatetwin::experiment
