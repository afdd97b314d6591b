// SPDX-License-Identifier: Apache-2.0
// Writes the fuzz corpus: small journals, one per fault that the reader names. Usage:
// make_journal_corpus DIR
#include "tests/core/journal/journal_bytes.hpp"
#include <cstdio>
#include <cstring>

namespace gatetwin::journal {
namespace {

std::string directory;

void save(const char* name, const Bytes& bytes)
{
  std::ofstream out(directory + "/" + name + ".gtj", std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
}

Bytes block_payload(std::uint64_t sequence, const std::vector<Record>& records)
{
  Bytes payload(max_block_prefix_bytes + records.size() * max_record_bytes);
  std::byte* at = put_block_prefix(payload.data(), sequence, records.front().time_ns);
  for (const Record& r : records) at = put_record(at, r, 0);
  payload.resize(static_cast<std::size_t>(at - payload.data()));
  return payload;
}

void save_plain_damage(const Bytes& good)
{
  const auto frames = split(good);
  save("cut_off.in_a_frame", Bytes(good.begin(), good.end() - 3));
  save("cut_off.in_the_magic", Bytes(good.begin(), good.begin() + 2));
  save("cut_off.empty", {});
  save("missing_end.one_frame_short", join({frames.begin(), frames.end() - 1}));
  Bytes bytes = good;
  bytes.push_back(std::byte{'R'});
  save("trailing_bytes.one", bytes);
  bytes = good;
  bytes[0] = std::byte{'X'};
  save("not_a_journal.magic", bytes);
  bytes = good;
  bytes[3] = std::byte{'2'};
  save("unknown_version.magic", bytes);
  bytes = good;
  bytes[bytes.size() / 2] ^= std::byte{0x10};
  save("broken_chain.one_bit", bytes);
  auto fewer = frames;
  fewer.erase(fewer.begin() + 2);
  save("broken_chain.removed_frame", join(fewer));
  save("sequence_gap.removed_and_sealed", join(sealed(fewer)));
  auto typed = frames;
  typed[1].type = static_cast<FrameType>('Q');
  save("unknown_frame.type", join(typed));
  typed = frames;
  typed.insert(typed.begin() + 1, typed[0]);
  save("misplaced_frame.second_header", join(sealed(typed)));
  bytes = join({frames[0]});
  const std::array<unsigned char, 5> longest{'R', 0xFF, 0xFF, 0xFF, 0xFF};
  for (const unsigned char c : longest) bytes.push_back(static_cast<std::byte>(c));
  save("frame_too_long.four_gigabytes", bytes);
}

void save_sealed_damage(const std::vector<Record>& records, const Bytes& good)
{
  const auto frames = split(good);
  const auto change = [&](const char* name, std::size_t frame, const Bytes& payload) {
    auto changed = frames;
    changed[frame].payload = payload;
    save(name, join(sealed(changed)));
  };
  Bytes payload = frames[0].payload;
  payload[1] = std::byte{9};
  change("unknown_version.in_header", 0, payload);
  payload = frames[0].payload;
  payload.pop_back();
  change("bad_header.cut", 0, payload);
  payload = frames[0].payload;
  payload.push_back(std::byte{15 << 3});
  payload.push_back(std::byte{1});
  change("unknown_field.in_header", 0, payload);
  payload = frames[1].payload;
  payload.push_back(std::byte{15 << 3});
  payload.push_back(std::byte{1});
  change("unknown_field.in_block", 1, payload);
  payload = frames[2].payload;
  payload.pop_back();
  change("bad_encoding.cut_record", 2, payload);
  Record odd = records[0];
  odd.kind = static_cast<RecordKind>(63);
  change("unknown_kind.63", 1, block_payload(0, {odd}));
  change("too_many_records.one", 1,
         block_payload(0, std::vector<Record>(max_block_records + 1,
                                              Record{.kind = RecordKind::traveller_arrived})));
  odd = records[4];
  odd.time_ns = records[3].time_ns - 1;
  change("time_backwards.by_one", 2, block_payload(4, {odd}));
  Bytes end = frames.back().payload;
  end[1] = std::byte{10};
  change("wrong_count.one_less", frames.size() - 1, end);
  end = frames.back().payload;
  end.back() ^= std::byte{1};
  change("wrong_run_digest.one_bit", frames.size() - 1, end);
}

} // namespace
} // namespace gatetwin::journal

int main(int argc, char** argv)
{
  using namespace gatetwin::journal;
  if (argc != 2) {
    std::fputs("usage: make_journal_corpus DIR\n", stderr);
    return 2;
  }
  directory = argv[1];
  const auto records = sample_records(11);
  const Bytes good = journal_bytes(records, 4);
  save("no_fault.small", good);
  save("no_fault.empty", journal_bytes({}));
  save("no_fault.real_gate", journal_bytes(records, 100, {}));
  save_plain_damage(good);
  save_sealed_damage(records, good);
  return 0;
}
