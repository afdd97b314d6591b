// SPDX-License-Identifier: Apache-2.0
// Where a journal's bytes come from: a file, or memory (tests, fuzzing). May grow between two
// reads.
#pragma once
#include "core/base/result.hpp"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace gatetwin::journal {

class ByteSource {
public:
  virtual ~ByteSource() = default;
  // Fills `into` from `offset` on; fewer bytes only where the source ends at present.
  virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) = 0;
};

class FileSource final : public ByteSource {
public:
  static Result<std::unique_ptr<FileSource>> open(const std::string& path);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override;

private:
  explicit FileSource(int descriptor) : m_descriptor(descriptor) {}
  int m_descriptor;
};

class MemorySource final : public ByteSource {
public:
  explicit MemorySource(std::span<const std::byte> bytes) : m_bytes(bytes) {}
  void set(std::span<const std::byte> bytes) { m_bytes = bytes; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override;

private:
  std::span<const std::byte> m_bytes;
};

} // namespace gatetwin::journal
