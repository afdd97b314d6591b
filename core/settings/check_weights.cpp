// SPDX-License-Identifier: Apache-2.0
#include "core/settings/check_weights.hpp"
#include "core/base/check.hpp"

namespace gatetwin {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

CheckWeights weights_of(const settings::Checks& checks)
{
  CheckWeights weights;
  for (std::size_t d = 1; d < document_kinds; ++d) {
    const auto document = static_cast<DocumentKind>(d);
    const FieldDescriptor* of = checks.GetDescriptor()->FindFieldByName(to_string(document));
    CHECK(of != nullptr);
    if (!checks.GetReflection()->HasField(checks, of)) continue;
    const Message& stated = checks.GetReflection()->GetMessage(checks, of);
    for (std::size_t k = 0; k < check_kinds; ++k) {
      const auto check = static_cast<CheckKind>(k);
      const FieldDescriptor* field = stated.GetDescriptor()->FindFieldByName(to_string(check));
      if (field == nullptr || !stated.GetReflection()->HasField(stated, field)) continue;
      weights.set(document, check,
                  static_cast<CheckWeight>(stated.GetReflection()->GetEnumValue(stated, field)));
    }
  }
  return weights;
}

void judge_weights(const settings::Checks& checks, Attendance attendance, const std::string& path,
                   ReadContext& context)
{
  for (const WeightFault& fault : faults_of(weights_of(checks), attendance)) {
    const std::string at =
        child_path(child_path(path, to_string(fault.document)), to_string(fault.check));
    const CheckWeight least = least_weight(fault.check, attendance);
    context.fault(at, context.positions.find(at), why_no_less(fault.check),
                  least == CheckWeight::mandatory ? "remove it"
                                                  : std::string("write ") + to_string(least));
  }
}

} // namespace gatetwin
