import PromQL
import Testing

@Suite("Regular expressions of matchers") struct RegularExpressionTests {
    @Test(
        "what RE2 knows is accepted",
        arguments: [
            "", "5..", "a|b|", "(?i)get", "(?:a|b)+", "(?P<x>a)(?<y>b)", "(?s-i:.)", "[a-z]", "[]a]", "[^]a]", "[a-]",
            "[\\d-z]", "[[:alpha:][:^digit:]]", "\\d+\\.\\w*", "\\pL\\p{Greek}\\P{^Lu}", "\\x41\\x{1F600}\\101\\0",
            "\\Qa(b\\E+",
            "a{2}", "a{2,}", "a{2,5}?", "a{,5}", "a{01}", "{", "a}", "]", "^a$", "\\Aa\\z", "\\bа\\B", "a*?", "a(?i)*",
            "-\\-\\_",
        ])
    func accepting(pattern: String) throws {
        _ = try PromQLExpression(parsing: "x{a=~`\(pattern)`}")
    }

    @Test(
        "what RE2 does not know is refused",
        arguments: [
            "(", ")", "a)", "[", "[a", "[z-a]", "[a-\\d]", "*", "+a", "a|*", "a**", "a*+", "a{2}{3}", "{2}", "a{3,2}",
            "a{1001}",
            "(a{100}){100}", "(?=a)", "(?!a)", "(?<=a)", "(?P<a", "(?P<>a)", "(?P<a>x)(?P<a>y)", "(?x)", "(?-)",
            "(?i-:a)",
            "[[:foo:]]",
            "\\1", "\\8", "\\C", "\\Z", "\\q", "\\é", "\\", "\\x4", "\\x{110000}", "\\pX", "\\p{", "[\\b]",
            "a(?i){3,2}",
        ])
    func refusing(pattern: String) {
        #expect(throws: PromQLError.self) { try PromQLExpression(parsing: "x{a=~`\(pattern)`}") }
    }

    @Test(
        "a pattern that fits an empty value does not restrict a selector",
        arguments: [
            (".*", true), (".+", false), ("a|", true), ("(a|b)?", true), ("^$", true), ("a{0,3}", true), ("\\b", false),
            ("\\B", true), ("(?i)", true), ("a*b*", true), ("a*b", false), ("(a*)+", true), ("\\Q\\E", true),
            ("[a]?", true),
        ])
    func empty(pattern: String, matchesEmpty: Bool) {
        let isRefused = (try? PromQLExpression(parsing: "{a=~`\(pattern)`}")) == nil
        #expect(isRefused == matchesEmpty)
        let isRefusedNegated = (try? PromQLExpression(parsing: "{a!~`\(pattern)`}")) == nil
        #expect(isRefusedNegated == !matchesEmpty)
    }
}
