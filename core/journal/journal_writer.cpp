// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal_writer.hpp"
#include "core/journal/record_codec.hpp"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace gatetwin::journal {

namespace {

constexpr std::size_t records_offset = frame_prefix_bytes + max_block_prefix_bytes;

Error system_error(int code)
{
  return {code == EEXIST ? ErrorCode::conflict : ErrorCode::io, strerrordesc_np(code)};
}

int create_file(const std::string& path)
{
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
}

// A rename is durable when its directory is.
int sync_directory_of(const std::string& path)
{
  const auto parent = std::filesystem::path(path).parent_path();
  const int directory =
      ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return errno;
  const int code = ::fsync(directory) == 0 ? 0 : errno;
  ::close(directory);
  return code;
}

} // namespace

Result<std::unique_ptr<JournalWriter>> JournalWriter::create(const std::string& path,
                                                             const JournalHeader& header,
                                                             const WriterOptions& options)
{
  CHECK(options.block_records > 0 && options.block_records <= max_block_records);
  const Result<std::string> payload = encode_header(header);
  if (!payload.ok()) return payload.error();
  const bool live = options.mode == WriteMode::live;
  const std::string written = live ? path : path + ".partial." + std::to_string(::getpid());
  int descriptor = create_file(written);
  if (descriptor < 0 && errno == EEXIST && !live) { // left behind by a process of this number
    ::unlink(written.c_str());
    descriptor = create_file(written);
  }
  if (descriptor < 0) return system_error(errno);

  std::unique_ptr<JournalWriter> writer(new JournalWriter(path, written, descriptor, options));
  writer->write_all(std::as_bytes(std::span(file_magic)));
  std::vector<std::byte> frame(frame_prefix_bytes + payload.value().size() + frame_digest_bytes);
  put_frame_prefix(frame.data(), FrameType::header, payload.value().size());
  std::memcpy(frame.data() + frame_prefix_bytes, payload.value().data(), payload.value().size());
  writer->write_frame(frame);
  if (live && options.durability == Durability::each_block) {
    writer->sync();
    if (const int code = sync_directory_of(path); code != 0) writer->fail(system_error(code));
  }
  if (writer->m_error) return *writer->m_error;
  return writer;
}

JournalWriter::JournalWriter(std::string path, std::string written_path, int descriptor,
                             const WriterOptions& options)
    : m_path(std::move(path)), m_written_path(std::move(written_path)), m_descriptor(descriptor),
      m_options(options),
      m_buffer(records_offset + options.block_records * max_record_bytes + frame_digest_bytes),
      m_end(m_buffer.data() + records_offset)
{
}

JournalWriter::~JournalWriter()
{
  if (m_descriptor < 0) return;
  if (m_options.mode == WriteMode::live) {
    close_block();
  } else {
    ::unlink(m_written_path.c_str());
  }
  ::close(m_descriptor);
}

void JournalWriter::on_records(std::span<const Record> records)
{
  if (m_error || records.empty()) return;
  if (m_descriptor < 0)
    return fail({ErrorCode::rejected, "a record came after the journal was closed"});
  std::size_t taken = 0;
  for (const Record& record : records) {
    add(record);
    if (m_error) break;
    ++taken;
  }
  m_digest.on_records(records.first(taken));
}

void JournalWriter::add(const Record& record)
{
  if (record.time_ns < m_last_time_ns) {
    return fail({ErrorCode::rejected, "a record's time is before that of the record before it"});
  }
  if (!is_known(record.kind)) return fail({ErrorCode::rejected, "a record of an unknown kind"});
  if (m_block_records > 0 &&
      (m_block_records == m_options.block_records ||
       static_cast<std::uint64_t>(record.time_ns) - static_cast<std::uint64_t>(m_block_time_ns) >
           static_cast<std::uint64_t>(m_options.block_span.ns))) {
    close_block();
    if (m_error) return;
  }
  if (m_block_records == 0) m_block_time_ns = m_last_time_ns = record.time_ns;
  const auto delta =
      static_cast<std::uint64_t>(record.time_ns) - static_cast<std::uint64_t>(m_last_time_ns);
  m_end = put_record(m_end, record, delta);
  m_last_time_ns = record.time_ns;
  ++m_block_records;
  ++m_sequence;
}

void JournalWriter::close_block()
{
  if (m_error || m_block_records == 0) return;
  std::byte prefix[max_block_prefix_bytes];
  const std::byte* prefix_end =
      put_block_prefix(prefix, m_sequence - m_block_records, m_block_time_ns);
  const std::size_t prefix_size = static_cast<std::size_t>(prefix_end - prefix);
  std::byte* records = m_buffer.data() + records_offset;
  std::byte* frame = records - prefix_size - frame_prefix_bytes;
  std::memcpy(records - prefix_size, prefix, prefix_size);
  put_frame_prefix(frame, FrameType::block,
                   prefix_size + static_cast<std::size_t>(m_end - records));
  write_frame(std::span(frame, m_end + frame_digest_bytes));
  m_end = records;
  m_block_records = 0;
  if (m_options.mode == WriteMode::live && m_options.durability == Durability::each_block) sync();
}

void JournalWriter::write_frame(std::span<std::byte> frame)
{
  const std::size_t covered = frame.size() - frame_digest_bytes;
  m_chain = m_hasher.digest(m_chain, frame.first(covered));
  std::copy(m_chain.begin(), m_chain.end(), frame.begin() + static_cast<std::ptrdiff_t>(covered));
  if (frame[0] != static_cast<std::byte>(FrameType::end)) m_record_chain = m_chain;
  write_all(frame);
}

void JournalWriter::write_all(std::span<const std::byte> bytes)
{
  if (m_error) return;
  const std::uint64_t size = bytes.size();
  while (!bytes.empty()) {
    const ssize_t n = ::write(m_descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      fail(system_error(errno));
      // Best effort: a torn frame is refused by readers too.
      [[maybe_unused]] const int cut = ::ftruncate(m_descriptor, static_cast<off_t>(m_whole_bytes));
      return;
    }
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  m_whole_bytes += size;
}

void JournalWriter::sync()
{
  if (!m_error && ::fdatasync(m_descriptor) != 0) fail(system_error(errno));
}

Status JournalWriter::flush()
{
  close_block();
  return status();
}

Status JournalWriter::close()
{
  if (m_descriptor < 0) return status();
  close_block();
  std::byte frame[frame_prefix_bytes + max_end_bytes + frame_digest_bytes];
  std::byte* end = put_end(frame + frame_prefix_bytes, m_sequence, m_digest.value().bytes());
  put_frame_prefix(frame, FrameType::end,
                   static_cast<std::size_t>(end - frame) - frame_prefix_bytes);
  if (!m_error) write_frame(std::span(frame, end + frame_digest_bytes));
  if (!m_error && ::fsync(m_descriptor) != 0) fail(system_error(errno));
  if (::close(m_descriptor) != 0) fail(system_error(errno));
  m_descriptor = -1;
  if (m_options.mode == WriteMode::whole) {
    if (!m_error && ::rename(m_written_path.c_str(), m_path.c_str()) != 0)
      fail(system_error(errno));
    if (m_error) ::unlink(m_written_path.c_str());
  }
  if (!m_error) {
    if (const int code = sync_directory_of(m_path); code != 0) fail(system_error(code));
  }
  return status();
}

void JournalWriter::fail(Error error)
{
  if (!m_error) m_error = error;
}

Status JournalWriter::status() const
{
  if (m_error) return *m_error;
  return success();
}

} // namespace gatetwin::journal
