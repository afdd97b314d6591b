// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/replication_record.hpp"
#include "sim/experiment/replication.pb.h"
#include "sim/results/results_file.hpp"
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <limits>

namespace gatetwin::experiment {
namespace {

void write(const FigureSample& sample, v1::Sample& out)
{
  const DurationMoments::Parts parts = sample.moments.parts();
  out.set_count(parts.count);
  out.set_sum_high(parts.sum_high);
  out.set_sum_low(parts.sum_low);
  out.set_squares_high(parts.squares_high);
  out.set_squares_low(parts.squares_low);
  out.set_min(parts.min);
  out.set_max(parts.max);
  std::uint32_t last = 0;
  for (const LogHistogram::Bucket& bucket : sample.histogram.buckets()) {
    out.add_bucket_steps(bucket.number - last);
    out.add_weights(bucket.weight);
    last = bucket.number;
  }
  out.set_histogram_min(sample.histogram.min());
  out.set_histogram_max(sample.histogram.max());
}

bool read(const v1::Sample& in, FigureSample& sample)
{
  if (in.bucket_steps_size() != in.weights_size()) return false;
  sample.moments =
      DurationMoments::from_parts({in.count(), in.sum_high(), in.sum_low(), in.squares_high(),
                                   in.squares_low(), in.min(), in.max()});
  std::vector<LogHistogram::Bucket> buckets;
  std::uint64_t number = 0;
  for (int i = 0; i < in.bucket_steps_size(); ++i) {
    number += in.bucket_steps(i);
    if (number > std::numeric_limits<std::uint32_t>::max()) return false;
    buckets.push_back({static_cast<std::uint32_t>(number), in.weights(i)});
  }
  auto histogram = LogHistogram::from_buckets(buckets, in.histogram_min(), in.histogram_max());
  if (!histogram) return false;
  sample.histogram = std::move(*histogram);
  return true;
}

} // namespace

std::string encode(const ReplicationRecord& record)
{
  v1::Replication out;
  out.set_number(record.number);
  RunResults bare = record.results;
  bare.effective_scenario = "{}";
  bare.wall_s.reset();
  out.set_results_json(to_json(bare));
  for (const FigureSample& sample : record.samples) write(sample, *out.add_samples());
  for (const std::string& violation : record.violations) out.add_violations(violation);
  out.mutable_waits()->set_start_s(record.waits.start_s);
  out.mutable_waits()->set_width_s(record.waits.width_s);
  for (const BatchCell& cell : record.waits.cells) {
    out.mutable_waits()->add_sums(cell.sum);
    out.mutable_waits()->add_weights(cell.weight);
  }
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    out.SerializeToCodedStream(&coded);
  }
  return bytes;
}

namespace {

bool parse(std::string_view bytes, v1::Replication& in)
{
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
  return in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

std::optional<std::vector<FigureSample>> samples_of(const v1::Replication& in)
{
  std::vector<FigureSample> samples(static_cast<std::size_t>(in.samples_size()));
  for (int i = 0; i < in.samples_size(); ++i) {
    if (!read(in.samples(i), samples[static_cast<std::size_t>(i)])) return {};
  }
  return samples;
}

} // namespace

std::optional<std::vector<FigureSample>> decode_samples(std::string_view bytes)
{
  v1::Replication in;
  return parse(bytes, in) ? samples_of(in) : std::nullopt;
}

std::optional<ReplicationRecord> decode(std::string_view bytes)
{
  v1::Replication in;
  if (!parse(bytes, in)) return {};
  Diagnostics faults;
  std::optional<RunResults> results = parse_results(in.results_json(), "replication", faults);
  auto samples = samples_of(in);
  if (!results || !samples || results->figures.size() != samples->size()) return {};
  if (in.waits().sums_size() != in.waits().weights_size()) return {};
  ReplicationRecord record;
  record.number = in.number();
  record.results = std::move(*results);
  record.samples = std::move(*samples);
  record.violations.assign(in.violations().begin(), in.violations().end());
  record.waits.start_s = in.waits().start_s();
  record.waits.width_s = in.waits().width_s();
  for (int i = 0; i < in.waits().sums_size(); ++i) {
    record.waits.cells.push_back({in.waits().sums(i), in.waits().weights(i)});
  }
  return record;
}

} // namespace gatetwin::experiment
