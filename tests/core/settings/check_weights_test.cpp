// SPDX-License-Identifier: Apache-2.0
#include "core/settings/check_weights.hpp"
#include <gtest/gtest.h>
#include <set>

namespace gatetwin {
namespace {

using google::protobuf::Message;
using settings::DocumentChecks;

// Where a file says `weight` for one check of one document.
settings::Checks stated(int document, int check, CheckWeight weight)
{
  settings::Checks checks;
  Message* of = checks.GetReflection()->MutableMessage(
      &checks, settings::Checks::descriptor()->field(document));
  of->GetReflection()->SetEnumValue(of, DocumentChecks::descriptor()->field(check),
                                    static_cast<int>(weight));
  return checks;
}

TEST(CheckWeightsInSettings, AreThoseOfTheCoreByTheSameNames)
{
  std::set<std::string> names;
  for (std::size_t k = 0; k < check_kinds; ++k) names.insert(to_string(static_cast<CheckKind>(k)));
  const auto& weights = *DocumentChecks::Weight_descriptor();
  for (int w = 0; w < weights.value_count(); ++w)
    EXPECT_EQ(weights.value(w)->name(), to_string(static_cast<CheckWeight>(w)));
  const auto& documents = *settings::Checks::descriptor();
  ASSERT_EQ(documents.field_count(), static_cast<int>(document_kinds) - 1);
  for (int d = 0; d < documents.field_count(); ++d) {
    const auto document = static_cast<DocumentKind>(d + 1);
    EXPECT_EQ(documents.field(d)->name(), to_string(document));
    for (int k = 0; k < DocumentChecks::descriptor()->field_count(); ++k) {
      const std::string& name = DocumentChecks::descriptor()->field(k)->name();
      EXPECT_TRUE(names.contains(name)) << name;
      CheckWeights expected;
      const auto kind = static_cast<CheckKind>(k); // the first ones, in their order
      EXPECT_EQ(name, to_string(kind));
      expected.set(document, kind, CheckWeight::evaluatory);
      EXPECT_EQ(weights_of(stated(d, k, CheckWeight::evaluatory)), expected) << name;
    }
  }
}

TEST(CheckWeightsInSettings, AreMandatoryWhereNothingStands)
{
  EXPECT_EQ(weights_of({}), all_mandatory);
}

TEST(CheckWeightsInSettings, ThatAreTooLowAreFaultsAtTheirPlace)
{
  ReadContext context;
  const settings::Checks checks = stated(2, 6, CheckWeight::optional); // visa, signer_signature
  judge_weights(checks, Attendance::attended, "stations.a.checks", context);
  ASSERT_EQ(context.diagnostics.size(), 1U);
  EXPECT_TRUE(context.is_faulty("stations.a.checks.visa.signer_signature"));
  EXPECT_EQ(context.diagnostics.front().hint, "remove it");
}

} // namespace
} // namespace gatetwin
