// SPDX-License-Identifier: Apache-2.0
#include "sim/app/study_session.hpp"
#include "sim/app/run_output.hpp"
#include "sim/experiment/process_pool.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {

namespace fs = std::filesystem;
using experiment::StudyFile;
using experiment::StudyHead;

namespace {

constexpr const char* partial_name = ".partial.sqlite";
constexpr const char* final_name = ".sqlite";

// What keeps a study from going on with this file, in words; empty: nothing.
std::string difference(const StudyHead& theirs, const StudyHead& ours)
{
  if (theirs.kind != ours.kind)
    return fmt::format("it is a study of `{}`, not of `{}`", theirs.kind, ours.kind);
  if (!(theirs.build == ours.build))
    return fmt::format("it was begun by gatetwin {} (commit {}), and this is {} (commit {}): "
                       "replications of two builds don't add up",
                       theirs.build.version, theirs.build.commit, ours.build.version,
                       ours.build.commit);
  if (theirs.settings != ours.settings) return "it was begun with other options";
  if (theirs.designs.size() != ours.designs.size()) return "it has other designs";
  for (std::size_t d = 0; d < ours.designs.size(); ++d) {
    if (!(theirs.designs[d] == ours.designs[d]))
      return fmt::format("its scenario \"{}\" is not the one that is asked for now (seed and "
                         "settings count)",
                         theirs.designs[d].name);
  }
  return "";
}

std::uint64_t replications_in(const StudyFile& file)
{
  std::uint64_t sum = 0;
  for (std::size_t d = 0; d < file.head().designs.size(); ++d) {
    const auto numbers = file.replications(d);
    if (numbers) sum += numbers.value().size();
  }
  return sum;
}

} // namespace

unsigned workers_of(const StudyOptions& options)
{
  return options.workers > 0 ? options.workers : experiment::usable_processors();
}

std::string StudySession::path_of(const char* ending) const
{
  return (fs::path(m_dir) / (m_stem + ending)).string();
}

ExitCode StudySession::refuse(const std::string& text, ExitCode code) const
{
  print_error(text, use_color(m_common.color, STDERR_FILENO));
  return code;
}

StudySession::Opened StudySession::open(const std::string& dir, const StudyHead& head,
                                        const StudyOptions& options, const CommonOptions& common,
                                        const std::string& stem)
{
  if (const ExitCode made = make_out_dir(dir, common); made != fine) return {nullptr, made};
  std::unique_ptr<StudySession> session(new StudySession(dir, stem, common));
  session->m_workers = workers_of(options);
  const ExitCode begun = session->begin(head, options);
  if (begun != fine) return {nullptr, begun};
  return {std::move(session), fine};
}

ExitCode StudySession::begin(const StudyHead& head, const StudyOptions& options)
{
  if (m_dir.empty() && options.resume)
    return refuse("--resume needs -o DIR: the folder of the study to go on with", wrong_use);
  const std::string partial = m_dir.empty() ? "" : path_of(partial_name);
  const bool unfinished = !m_dir.empty() && fs::exists(partial);
  if (unfinished && !options.resume) {
    return refuse(fmt::format("{} holds an unfinished study: --resume goes on with it; to begin "
                              "anew, delete {} or choose another folder",
                              m_dir, partial),
                  wrong_use);
  }
  if (unfinished) return go_on(partial, head);
  const std::string finished = m_dir.empty() ? "" : path_of(final_name);
  if (options.resume && fs::exists(finished)) {
    if (const ExitCode fits = go_on(finished, head); fits != fine) return fits;
    m_file.reset(); // the finished file stays until the larger one is finished, too
    std::error_code error;
    fs::copy_file(finished, partial, error);
    if (error) return cannot_write(partial, error.message(), m_common);
    auto opened = StudyFile::open(partial);
    if (!opened) return cannot_write(partial, opened.error().detail, m_common);
    m_file = std::move(opened).value();
    return fine;
  }
  auto made = StudyFile::create(partial, head);
  if (!made) return cannot_write(partial, made.error().detail, m_common);
  m_file = std::move(made).value();
  return fine;
}

ExitCode StudySession::go_on(const std::string& path, const StudyHead& head)
{
  auto opened = StudyFile::open(path);
  if (!opened)
    return refuse(fmt::format("{}: can't be gone on with: {}", path, opened.error().detail),
                  unreadable);
  const std::string why = difference(opened.value()->head(), head);
  if (!why.empty()) {
    return refuse(fmt::format("--resume: the study in {} can't be gone on with: {}; choose another "
                              "folder with -o",
                              m_dir, why),
                  wrong_use);
  }
  m_file = std::move(opened).value();
  if (!m_common.quiet)
    print_note(fmt::format("going on: {} replications are there", replications_in(*m_file)));
  return fine;
}

void StudySession::print_interrupted() const
{
  const std::uint64_t there = replications_in(*m_file);
  if (m_dir.empty()) {
    print_note(fmt::format("interrupted: {} replications were complete, but without -o DIR nothing "
                           "is kept",
                           there));
  } else {
    print_note(fmt::format("interrupted: {} complete replications are kept in {}; the same command "
                           "with --resume goes on",
                           there, m_dir));
  }
}

ExitCode StudySession::compute(std::uint64_t count, const experiment::Simulate& simulate,
                               experiment::Keep keep)
{
  const auto tasks = missing_tasks(*m_file, count);
  if (!tasks)
    return refuse(fmt::format("the study can't be read: {}", tasks.error().detail), unreadable);
  if (tasks.value().empty()) return fine;
  return compute(tasks.value(), simulate, keep);
}

ExitCode StudySession::compute(const std::vector<experiment::StudyTask>& tasks,
                               const experiment::Simulate& simulate, experiment::Keep keep,
                               experiment::RankStudy* ranks, const std::string& what)
{
  const double total = static_cast<double>(tasks.size());
  Progress progress(what.empty() ? fmt::format("{} replications", tasks.size()) : what,
                    m_common.quiet, what.empty() ? 0 : 10);
  if (!what.empty() && !m_common.quiet && isatty(STDERR_FILENO) != 1) print_note(what);
  const double started = elapsed_s();
  const experiment::StudyRunHooks hooks{
      [&](double done) { progress.update(done / total, elapsed_s() - started); },
      [] { return InterruptFlag::raised(); }};
  const experiment::StudyRunEnd end =
      ranks != nullptr ? ranks->hand_out(*m_file, tasks, keep, simulate, hooks)
                       : run_tasks(*m_file, tasks, m_workers, keep, simulate, hooks);
  progress.finish();
  m_lost = end.lost;
  if (!end.file)
    return cannot_write(m_dir.empty() ? "the study's temporary file" : path_of(partial_name),
                        end.file.error().detail, m_common);
  if (end.interrupted) {
    print_interrupted();
    return interrupted;
  }
  if (!m_common.quiet && !tasks.empty() && what.empty()) {
    const unsigned many = ranks != nullptr ? static_cast<unsigned>(ranks->ranks()) : m_workers;
    print_note(fmt::format("{} replications in {:.1f} s by {} {}{}", tasks.size(),
                           elapsed_s() - started, many, ranks != nullptr ? "rank" : "worker",
                           many == 1 ? "" : "s"));
  }
  return fine;
}

std::string StudySession::lost_note(const experiment::LostReplication& lost) const
{
  std::string which = fmt::format("{}", lost.task.replication);
  if (m_file->head().designs.size() > 1)
    which += fmt::format(" of {}", m_file->head().designs[lost.task.design].name);
  return fmt::format("replication missing: {}, {}", which, lost.why);
}

void StudySession::print_lost() const
{
  for (const experiment::LostReplication& lost : m_lost)
    print_error(lost_note(lost), use_color(m_common.color, STDERR_FILENO));
  if (!m_lost.empty() && !m_dir.empty())
    print_note("what is complete is kept; the same command with --resume computes what is missing");
}

ExitCode StudySession::finish()
{
  if (m_dir.empty() || !m_lost.empty()) return fine;
  const std::string path = path_of(final_name);
  if (const Status written = m_file->write_ordered(path); !written)
    return cannot_write(path, written.error().detail, m_common);
  m_file.reset();
  std::error_code error;
  fs::remove(path_of(partial_name), error);
  if (error) return cannot_write(path_of(partial_name), error.message(), m_common);
  return fine;
}

} // namespace gatetwin::app
