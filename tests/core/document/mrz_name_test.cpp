// SPDX-License-Identifier: Apache-2.0
#include "core/document/mrz_name.hpp"
#include <gtest/gtest.h>
#include <string>

namespace gatetwin {
namespace {

std::string latin(const std::string& text)
{
  const Result<MrzName> name = mrz_name_from_utf8(text);
  return name.ok() ? std::string(name.value().view()) : std::string("refused");
}

TEST(MrzName, StripsVietnameseMarks)
{
  EXPECT_EQ(latin("Nguyễn<<Thị Hồng Đào"), "NGUYEN<<THI<HONG<DAO");
  EXPECT_EQ(latin("TRẦN, ĐỨC ƯƠNG"), "TRAN<<DUC<UONG");
  EXPECT_EQ(latin("lê<<quý đôn"), "LE<<QUY<DON");
  EXPECT_EQ(latin("ĂÂĐÊÔƠƯ ăâđêôơư"), "AADEOOU<AADEOOU");
  EXPECT_EQ(latin("ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"),
            "AAAAAAAAAAAAEEEEEEEEIIOOOOOOOOOOOOUUUUUUUYYYY");
}

TEST(MrzName, ComposedAndDecomposedFormsGiveOneName)
{
  EXPECT_EQ(latin("Nguye\xCC\x82\xCC\x83n"), "NGUYEN");       // e, circumflex, tilde
  EXPECT_EQ(latin("U\xCC\x9Bo\xCC\x9Bng"), "UONG");           // horn
  EXPECT_EQ(latin("Mu\xCC\x88ller"), latin("M\xC3\xBCller")); // diaeresis
  EXPECT_EQ(latin("A\xCC\x8Ase"), latin("\xC3\x85se"));       // ring
}

TEST(MrzName, FollowsTheTableForOtherLatinLetters)
{
  EXPECT_EQ(latin("Müller-Lüdenscheidt"), "MUELLER<LUEDENSCHEIDT");
  EXPECT_EQ(latin("Ægir Þór Bjørn Straße"), "AEGIR<THOR<BJOERN<STRASSE");
  EXPECT_EQ(latin("Łukasz Žižek Œuvre Şımarık"), "LUKASZ<ZIZEK<OEUVRE<SIMARIK");
  EXPECT_EQ(latin("O'Connor<<Enya J."), "OCONNOR<<ENYA<J");
  EXPECT_EQ(latin("ÿ"), "Y");
}

TEST(MrzName, RefusesWhatIsNoLatinName)
{
  for (const char* text : {"",
                           "<",
                           "<<ANNA",
                           "Анна",
                           "\xCE\x9Fmega",
                           "\xEF\xBC\xA1",
                           "A\xC2\xAD"
                           "B",
                           "A\xE2\x80\xAE"
                           "B",
                           "A1",
                           "A  B",
                           "A<<B<<C",
                           "A<<<B",
                           "\xCC\x81"
                           "A",
                           "A \xCC\x81",
                           "A\xC3",
                           "A\xC0\x80",
                           "A\xED\xA0\x80",
                           "A\xF4\x90\x80\x80",
                           "\xFF",
                           "A, B, C",
                           "×"}) {
    EXPECT_EQ(latin(text), "refused") << text;
  }
  EXPECT_EQ(latin(std::string(64, 'A')), std::string(64, 'A'));
  EXPECT_EQ(latin(std::string(65, 'A')), "refused");
}

TEST(MrzName, AgreesByPrefixOnlyWhereANameWasCut)
{
  EXPECT_TRUE(names_agree("NGUYEN<<VAN<A", false, "NGUYEN<<VAN<A", false));
  EXPECT_FALSE(names_agree("NGUYEN<<VAN", false, "NGUYEN<<VAN<A", false));
  EXPECT_TRUE(names_agree("NGUYEN<<VAN", true, "NGUYEN<<VAN<A", false));
  EXPECT_TRUE(names_agree("NGUYEN<<VAN<A", false, "NGUYEN<<VAN", true));
  EXPECT_FALSE(names_agree("NGUYEN<<VAN", false, "NGUYEN<<VAN<A", true));
  EXPECT_FALSE(names_agree("NGUYEN<<VAM", true, "NGUYEN<<VAN<A", true));
}

} // namespace
} // namespace gatetwin
