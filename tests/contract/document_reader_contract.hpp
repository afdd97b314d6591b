// SPDX-License-Identifier: Apache-2.0
// What core/ports/document_reader.hpp promises, as tests that every reader must pass, simulated or
// real. A twin offers:
//   DocumentReader& reader();
//   void place(); void place_unreadable(); void remove();  // what a person does with a document
//   std::vector<PortInput> after(Duration);                // lets so much time pass; what was
//   posted in it std::string_view placed_mrz();                         // what the document placed
//   says
#pragma once
#include "core/ports/document_reader.hpp"
#include "core/ports/port_input.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace gatetwin::contract {

inline int count_of(const std::vector<PortInput>& inputs, InputKind kind)
{
  return static_cast<int>(std::count_if(
      inputs.begin(), inputs.end(), [kind](const PortInput& input) { return input.kind == kind; }));
}
inline int endings(const std::vector<PortInput>& inputs)
{
  return count_of(inputs, InputKind::document_scanned) +
         count_of(inputs, InputKind::reading_failed);
}

constexpr Duration long_enough = seconds(60); // for any reading

template <typename Twin> class DocumentReaderContract : public testing::Test {
protected:
  Twin twin;
};
TYPED_TEST_SUITE_P(DocumentReaderContract);

TYPED_TEST_P(DocumentReaderContract, TellsOfADocumentThatIsPlacedAndRemoved)
{
  this->twin.place();
  EXPECT_EQ(count_of(this->twin.after(seconds(1)), InputKind::document_presented), 1);
  this->twin.remove();
  EXPECT_EQ(count_of(this->twin.after(seconds(1)), InputKind::document_removed), 1);
}

TYPED_TEST_P(DocumentReaderContract, ReadsNothingThatWasNotAskedFor)
{
  this->twin.place();
  EXPECT_EQ(endings(this->twin.after(long_enough)), 0);
}

TYPED_TEST_P(DocumentReaderContract, EveryStartHasExactlyOneEnd)
{
  this->twin.place();
  for (int i = 0; i < 5; ++i) {
    this->twin.reader().start();
    EXPECT_EQ(endings(this->twin.after(long_enough)), 1);
  }
  this->twin.remove();
  this->twin.place_unreadable();
  this->twin.reader().start();
  const auto inputs = this->twin.after(long_enough);
  EXPECT_EQ(endings(inputs), 1);
  EXPECT_EQ(count_of(inputs, InputKind::reading_failed), 1);
}

TYPED_TEST_P(DocumentReaderContract, NothingOfACancelledReadingArrives)
{
  this->twin.place();
  this->twin.after(seconds(1));
  this->twin.reader().start();
  this->twin.reader().cancel();
  EXPECT_TRUE(this->twin.after(long_enough).empty());
  this->twin.reader().start();
  EXPECT_EQ(endings(this->twin.after(long_enough)), 1);
}

TYPED_TEST_P(DocumentReaderContract, ARemovedDocumentEndsItsReading)
{
  this->twin.place();
  this->twin.reader().start();
  this->twin.remove();
  const auto inputs = this->twin.after(long_enough);
  EXPECT_EQ(count_of(inputs, InputKind::document_scanned), 0);
  ASSERT_EQ(count_of(inputs, InputKind::reading_failed), 1);
  EXPECT_NE(inputs.back().reason, Reason::none);
}

TYPED_TEST_P(DocumentReaderContract, TheScanStaysUnchangedUntilTheNextStart)
{
  this->twin.place();
  this->twin.reader().start();
  const auto inputs = this->twin.after(long_enough);
  const auto scanned = std::find_if(inputs.begin(), inputs.end(), [](const PortInput& input) {
    return input.kind == InputKind::document_scanned;
  });
  ASSERT_NE(scanned, inputs.end());
  ASSERT_NE(scanned->scan, nullptr);
  const std::string read(scanned->scan->mrz);
  EXPECT_EQ(read, this->twin.placed_mrz());
  this->twin.remove();
  this->twin.after(long_enough);
  EXPECT_EQ(scanned->scan->mrz, read);
}

REGISTER_TYPED_TEST_SUITE_P(DocumentReaderContract, TellsOfADocumentThatIsPlacedAndRemoved,
                            ReadsNothingThatWasNotAskedFor, EveryStartHasExactlyOneEnd,
                            NothingOfACancelledReadingArrives, ARemovedDocumentEndsItsReading,
                            TheScanStaysUnchangedUntilTheNextStart);

} // namespace gatetwin::contract
