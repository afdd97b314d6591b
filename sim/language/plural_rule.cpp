// SPDX-License-Identifier: Apache-2.0
#include "sim/language/plural_rule.hpp"
#include <array>
#include <charconv>

namespace gatetwin {
namespace {

// Evaluates while it reads; what is not an expression sets faulty(). Nothing here is quick, and
// nothing needs to be: a page asks a dozen times.
class Expression {
public:
  Expression(std::string_view text, std::uint64_t n) : m_rest(text), m_n(n) {}
  std::uint64_t value()
  {
    const std::uint64_t out = choice();
    skip();
    m_faulty = m_faulty || !m_rest.empty();
    return out;
  }
  bool faulty() const { return m_faulty; }

private:
  static constexpr int deepest = 40;

  void skip()
  {
    while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t'))
      m_rest.remove_prefix(1);
  }
  bool take(std::string_view sign)
  {
    skip();
    if (m_rest.substr(0, sign.size()) != sign) return false;
    m_rest.remove_prefix(sign.size());
    return true;
  }
  std::uint64_t choice()
  {
    if (++m_depth > deepest) return fault();
    std::uint64_t out = binary(0);
    if (take("?")) {
      const std::uint64_t yes = choice();
      if (!take(":")) return fault();
      const std::uint64_t no = choice();
      out = out != 0 ? yes : no;
    }
    --m_depth;
    return out;
  }
  // Loosest first, as in C.
  static constexpr std::array<std::array<std::string_view, 4>, 6> levels{
      {{"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}}};
  std::uint64_t binary(std::size_t level)
  {
    if (level == levels.size()) return single();
    std::uint64_t left = binary(level + 1);
    for (bool found = true; found && !m_faulty;) {
      found = false;
      for (const std::string_view sign : levels[level]) {
        if (sign.empty() || !take(sign)) continue;
        left = combined(sign, left, binary(level + 1));
        found = true;
        break;
      }
    }
    return left;
  }
  std::uint64_t combined(std::string_view sign, std::uint64_t a, std::uint64_t b)
  {
    if (sign == "||") return (a != 0) || (b != 0);
    if (sign == "&&") return (a != 0) && (b != 0);
    if (sign == "==") return a == b;
    if (sign == "!=") return a != b;
    if (sign == "<=") return a <= b;
    if (sign == ">=") return a >= b;
    if (sign == "<") return a < b;
    if (sign == ">") return a > b;
    if (sign == "+") return a + b;
    if (sign == "-") return a - b;
    if (sign == "*") return a * b;
    if (b == 0) return fault();
    return sign == "/" ? a / b : a % b;
  }
  std::uint64_t single()
  {
    if (++m_depth > deepest) return fault();
    std::uint64_t out = 0;
    skip();
    if (take("!")) {
      out = single() == 0;
    } else if (take("(")) {
      out = choice();
      if (!take(")")) return fault();
    } else if (take("n")) {
      out = m_n;
    } else {
      const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), out);
      if (error != std::errc()) return fault();
      m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
    }
    --m_depth;
    return out;
  }
  std::uint64_t fault()
  {
    m_faulty = true;
    return 0;
  }

  std::string_view m_rest;
  std::uint64_t m_n;
  int m_depth = 0;
  bool m_faulty = false;
};

} // namespace

Result<PluralRule> PluralRule::parse(std::string_view line)
{
  constexpr std::string_view count_key = "nplurals=";
  constexpr std::string_view rule_key = "plural=";
  const std::size_t count_at = line.find(count_key);
  const std::size_t end = line.find(';');
  const Error bad{ErrorCode::corrupt, "its Plural-Forms can't be read"};
  if (count_at == std::string_view::npos || end == std::string_view::npos) return bad;
  const std::size_t rule_at = line.find(rule_key, end);
  if (rule_at == std::string_view::npos) return bad;
  PluralRule rule;
  const char* digits = line.data() + count_at + count_key.size();
  const auto count = std::from_chars(digits, line.data() + end, rule.m_forms);
  if (count.ec != std::errc() || rule.m_forms < 1 || rule.m_forms > 6) return bad;
  std::string_view expression = line.substr(rule_at + rule_key.size());
  expression = expression.substr(0, expression.find(';'));
  rule.m_expression = expression;
  // Whether it divides by nothing or leads to a form that isn't there shows with numbers.
  for (std::uint64_t n = 0; n < 1000; ++n) {
    Expression trial(expression, n);
    if (trial.value() >= rule.m_forms || trial.faulty()) return bad;
  }
  return rule;
}

std::uint64_t PluralRule::form_for(std::uint64_t n) const
{
  const std::uint64_t form = Expression(m_expression, n).value();
  return form < m_forms ? form : m_forms - 1;
}

} // namespace gatetwin
