// SPDX-License-Identifier: Apache-2.0
// The program as an authority's officer uses it: keys and certificates made by OpenSSL's own
// command, as the documentation says.
#include "tests/sim/app/command_line.hpp"
#include <gmock/gmock.h>

namespace gatetwin {
namespace {

using test::Finished;
using ::testing::HasSubstr;

class AuthorityProgram : public ::testing::Test {
protected:
  void SetUp() override
  {
    shell("openssl ecparam -name prime256v1 -genkey -noout -out csca.key && "
          "openssl req -x509 -new -key csca.key -subj '/C=VN/CN=CSCA Test' -days 3650 -out "
          "csca.pem && "
          "openssl ecparam -name prime256v1 -genkey -noout -out ts.key && "
          "openssl req -new -key ts.key -subj '/C=VN/CN=TS' -out ts.csr && "
          "openssl x509 -req -in ts.csr -CA csca.pem -CAkey csca.key -set_serial 0x5B -days 900 "
          "-out ts.pem && "
          "openssl ecparam -name prime256v1 -genkey -noout -out authority.key && "
          "openssl ec -in authority.key -pubout -out authority.pem");
  }
  void shell(const std::string& commands)
  {
    ASSERT_EQ(std::system(("cd " + path("") + " && { " + commands + "; } 2>log >&2").c_str()), 0)
        << test::text_of(path("log"));
  }
  std::string path(const std::string& name) const { return (m_folder.path() / name).string(); }
  Finished run(const std::string& arguments)
  {
    return test::run_program(GATETWIN_AUTHORITY, arguments);
  }
  std::string trust_list(const std::string& more = "")
  {
    return "trust-list " + path("ts.pem") + " --csca " + path("csca.pem") +
           " --profiles border_pass --number 42 --key " + path("authority.key") + " -o " +
           path("trust.list") + " " + more;
  }

  test::ScratchFolder m_folder;
};

TEST_F(AuthorityProgram, FromCertificatesToAListThatCanBeShown)
{
  const Finished made = run(trust_list());
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.err, HasSubstr("1 signers, version 42"));
  const Finished shown = run("show " + path("trust.list") + " --key " + path("authority.pem"));
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("VNTS    5B            VNM"));
  const Finished foreign = run("show " + path("trust.list") + " --key " + path("csca.key"));
  EXPECT_EQ(foreign.code, 3);
  EXPECT_THAT(foreign.err, HasSubstr("signature is not the authority's"));
}

TEST_F(AuthorityProgram, WritesNothingWhenASignerIsRefused)
{
  shell(
      "openssl req -new -key ts.key -subj '/C=VN/CN=TOOLONG' -out bad.csr && openssl x509 -req -in "
      "bad.csr -CA csca.pem -CAkey csca.key -set_serial 7 -days 9 -out bad.pem");
  const Finished refused = run(trust_list(path("bad.pem")));
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("bad.pem: its subject is not C of two letters"));
  EXPECT_FALSE(std::filesystem::exists(path("trust.list")));
  const Finished rest = run(trust_list(path("bad.pem") + " --leave-out"));
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_TRUE(std::filesystem::exists(path("trust.list")));
  const Finished no_authority =
      run("trust-list " + path("ts.pem") + " --csca " + path("ts.pem") +
          " --leave-out --profiles border_pass --number 42 --key " + path("authority.key"));
  EXPECT_EQ(no_authority.code, 3) << "an authority that is refused is never left out";
  EXPECT_EQ(no_authority.out, "");
}

TEST_F(AuthorityProgram, IssuesThePassOfAnAcceptanceTest)
{
  const std::string issue = "issue --profile border_pass --signer VNM/VNTS/5B --key " +
                            path("ts.key") +
                            " number=GT0012345678 'name=Nguyễn<<Hồng Đào' "
                            "birth=1990-04-05 nationality=VNM valid_until=2027-03-01 "
                            "--date 2026-03-02";
  const Finished once = run(issue), again = run(issue);
  ASSERT_EQ(once.code, 0) << once.err;
  ASSERT_GT(once.out.size(), 80U);
  EXPECT_EQ(static_cast<unsigned char>(once.out[0]), 0xDC);
  EXPECT_EQ(once.out, again.out);
  EXPECT_EQ(run(issue + " colour=red").code, 2);
  EXPECT_EQ(run(issue + " valid_from=2026-13-01").code, 2);
}

TEST_F(AuthorityProgram, SignsRevocationsOrNamesTheFaultsOfTheLines)
{
  shell("echo 0123456789ABCDEF0123456789ABCDEF > ref.key; echo 'document VNM GT0012345678' > lost; "
        "printf 'document VNM\\n' > wrong");
  const std::string rest =
      " --reference-key " + path("ref.key") + " --number 7 --key " + path("authority.key");
  const Finished good = run("revocations " + path("lost") + rest);
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("gatetwin-revocation-list 1\nversion 7\n"));
  const Finished bad = run("revocations " + path("wrong") + rest);
  EXPECT_EQ(bad.code, 3);
  EXPECT_EQ(bad.out, "");
  EXPECT_THAT(bad.err, HasSubstr("wrong:1:1: error: neither a document nor a signer"));
}

TEST_F(AuthorityProgram, FaultyRequestsEndWithASentence)
{
  EXPECT_EQ(run("").code, 2);
  EXPECT_EQ(run("trust-list").code, 2);
  EXPECT_EQ(run(trust_list("--issued yesterday")).code, 2);
  EXPECT_EQ(run(trust_list("--profiles nothing")).code, 2);
  EXPECT_EQ(run(trust_list("--state Germany")).code, 2);
  EXPECT_EQ(run(trust_list("missing.pem")).code, 3);
  EXPECT_EQ(run("--help").code, 0);
}

} // namespace
} // namespace gatetwin
