// SPDX-License-Identifier: Apache-2.0
// The course of one queue: how many came, how many were called, what work came and what could be
// done. Waits are the horizontal distance between the curves of those who came and those who were
// called (G. F. Newell 1971).
#pragma once
#include "sim/bound/bound.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

class BacklogCurve {
public:
  struct Sample { // of a part of the run
    std::int64_t at_ns = 0;
    double span_s = 0;
    double came = 0;       // persons in it
    double gave_up = 0;    // persons in it, tired of waiting
    double waiting = 0;    // persons at its beginning
    double work_s = 0;     // that came, in unit seconds
    double could_do_s = 0; // unit seconds at work
  };
  // In the order of time, without gaps.
  void add(const Sample& sample);
  // Everybody who waits, before the next sample.
  void turn_away(double persons);

  // Of those who come in [from, to), as long as hardly anybody waits already at its beginning.
  double mean_wait_s(std::int64_t from_ns, std::int64_t to_ns) const;
  double mean_queue(std::int64_t from_ns, std::int64_t to_ns) const;
  double peak_queue() const;
  // Whose backlog is at least one person.
  std::vector<Overload> overloads() const;

  struct HourFigures {
    double persons = 0;
    double queue_mean = 0;
    double wait_s = 0;
  };
  std::vector<HourFigures> by_hour(std::int64_t hour_ns) const;

private:
  std::vector<double> waits_s() const; // of who comes when a sample begins

  std::vector<Sample> m_samples;
  std::vector<double> m_came;         // before each sample, all in all
  std::vector<std::size_t> m_cleared; // samples before which everybody was turned away
  double m_came_now = 0;
};

} // namespace gatetwin
