import PromQL
import Testing

@Suite("What is wrong with a text") struct ErrorTests {
    @Test(
        "an error says what, where and what to do",
        arguments: [
            ("rate(x)", 1, 6, "rate needs a range vector, but x is an instant vector.", "Add a window, as in x[5m]."),
            (
                "sum(\n  rate(x[$__rate_interval])\n)", 2, 10,
                "$__rate_interval is a placeholder of Grafana or a shell, not PromQL.",
                "Write a fixed duration, such as 5m."
            ),
            (
                "x{a=\"ä\"} + $app", 1, 12, "$app is a placeholder of Grafana or a shell, not PromQL.",
                "Write the value that it stands for."
            ),
            (
                "x{app={{ .Values.app }}}", 1, 7,
                "{{ .Values.app }} is a placeholder of Helm, Go or Jinja templates, not PromQL.",
                "Write the value that it stands for."
            ),
            (
                "rate(x[[interval]])", 1, 7, "[[interval]] is a placeholder of Grafana, not PromQL.",
                "Write a fixed duration, such as 5m."
            ),
            (
                "x{%(selector)s}", 1, 3, "%(selector)s is a placeholder of Python or Jsonnet, not PromQL.",
                "Write the value that it stands for."
            ),
            ("sum(rate(x[5m])", 1, 4, "The parenthesis ( is not closed.", "Add the missing )."),
            (
                "x)", 1, 2, ") is not expected after the end of the expression.",
                "Remove the parenthesis, or add the one that opens it."
            ),
            ("x{a=\"b\"", 1, 2, "The brace { is not closed.", "Add the missing }."),
            ("x[5m", 1, 2, "The bracket [ is not closed.", "Add the missing ]."),
            (
                "x{a=\"b}", 1, 5, "The string that begins here is not closed on its line.",
                "Add the missing \". Write a quote within the string as \\\"."
            ),
            (
                "x[300]", 1, 3, "The window 300 has no unit.",
                "Write a duration such as 5m or 300s. A bare number is seconds in Prometheus 3 and an error in 2."
            ),
            (
                "x[5min]", 1, 3, "5min is neither a number nor a duration.",
                "Write durations with units from large to small: 5m, 1h30m, 500ms. The units are y, w, d, h, m, s, ms."
            ),
            (
                "sum(x)[5m]", 1, 7, "A window can follow only a selector, not an instant vector that is computed.",
                "Write it directly after the selector, as in sum(rate(up[5m])), or add a colon for a subquery: [5m:]."
            ),
            ("rat(x[5m])", 1, 1, "rat is no function of PromQL.", "Did you mean rate?"),
            ("sumn(x)", 1, 1, "sumn is no function of PromQL.", "Did you mean sum?"),
            (
                "x{code=500}", 1, 8, "The character 5 has no meaning here.",
                "Write values of labels in quotes, as in {code=\"500\"}."
            ),
            ("x{app=checkout}", 1, 7, "checkout is not expected as the value of app.", "Write the value in quotes."),
            (
                "sum by app (x)", 1, 8, "app is not expected after by.",
                "Write the labels in parentheses, as in by (app)."
            ),
            (
                "x{a=~\"(b\"}", 1, 6, "The regular expression is not valid: a ( is not closed.",
                #"Add the ), or write \( for the character."#
            ),
            (
                "x = 1", 1, 3, "= is not expected after the end of the expression.",
                "Write == to compare, and {label=\"value\"} to match a label."
            ),
            ("x && y", 1, 3, "The character & has no meaning here.", "Write the words \"and\" and \"or\"."),
            ("1 > 2", 1, 3, "Two numbers are compared without the word bool.", "Write > bool, or compare a vector."),
            ("x or 0", 1, 6, "or needs two instant vectors, but 0 is a number.", "Write vector(0)."),
            ("round(x, 1, 2)", 1, 1, "round takes 1 to 2 arguments, but has 3.", "Write round(up)."),
            (
                "{a=~\".*\"}", 1, 1, "{a=~\".*\"} selects every series.",
                "Add a name or a matcher that an empty value does not fulfil, such as job=\"api\"."
            ),
            ("", 1, 1, "The expression is empty.", "Write one, such as up{job=\"api\"}."),
            (
                "sum(", 1, 5, "The expression ends where a value begins.",
                "Write a selector, a number or a function there."
            ),
        ] as [(String, Int, Int, String, String)])
    func explaining(text: String, line: Int, column: Int, message: String, hint: String) {
        let wanted = PromQLError(line: line, column: column, message: message, hint: hint)
        #expect(throws: wanted) { try PromQLExpression(parsing: text) }
    }

    @Test(
        "what Prometheus refuses is refused",
        arguments: [
            "1 +", "1 /", "* 1", "(1", "1)", "1 1", "1 and 1", "1 == 1", "1 !~ 1", "1 =~ 1", "-test[5m]", "*test",
            "1 offset 1d", "foo offset 1s offset 2s", "a - on(b) ignoring(c) d", "foo or on(bar) group_right(baz) bar",
            "foo == on(bar) group_left(bar) baz", "foo unless on(a) group_left b", "foo + bool bar", "foo + bool 10",
            "(foo) offset 5m", "(foo)[5m]", "foo[5m][5m]", "foo[5m:][5m:]", "foo[]", "foo[-1]", "foo[0m]", "foo[5mx]",
            "foo[\"5m\"]", "foo offset 5m [1m]", "foo @ 1 [5m]", "foo @ inf", "foo @ start", "foo @ 1 @ 2",
            "some{", "{", "foo{a=}", "foo{a='b' c='d'}", "foo{,}", "foo{a:b=\"c\"}", "foo{__name__=\"bar\"}",
            "foo{\"bar\"}", "{}", "{x=\"\"}", "{x!~\".+\"}", "sum without(==)(x)", "sum without(,)(x)",
            "sum without(x)(y) by (z)",
            "sum()", "topk(x)", "topk(\"a\", x)", "count_values(5, x)", "rate(x[5m:1m) ", "floor()", "floor(x, 1)",
            "floor(1)", "hour(x, y)", "time(1)", "unknown(1)", "label_join()", "rate(x,)", "\"a\" + 1", "x + \"a\"",
            "\"\\q\"", "\"\\ud800\"", "\"\n\"", "0xQ", "1__0", "1e", "0x", "1..2", "1e400", "5m3h", "1h1h", "293y",
            "x[5m]anchored smoothed", "x[5m:] anchored", "x and fill(0) y", "1 + fill(0) y", "info(x, y)", "on",
            "bool + 1",
            "info(x, ({a=\"b\"}))", "foo offset min_of(1m)", "foo[5m / 0]", "foo:bar(1)", "x{a=~\"[z-a]\"}",
            "\u{FEFF}x",
        ])
    func refusing(text: String) {
        #expect(throws: PromQLError.self) { try PromQLExpression(parsing: text) }
    }

    @Test("a placeholder within a matcher is pointed out, though it is PromQL")
    func placeholders() throws {
        let text = "a{ns=\"$namespace\",x=~\"[[:alpha:]]+$\"}\n / b{app=~\"{{ app }}\",code=\"5..\"}"
        let found = try PromQLExpression(parsing: text).placeholders(in: text)
        #expect(found.map(\.line) == [1, 2])
        #expect(found.map(\.column) == [3, 6])
    }

    @Test("a text that is too long, too deep or too chained is refused, and no stack overflows")
    func limits() throws {
        let depth = PromQLExpression.maximumDepth
        _ = try PromQLExpression(parsing: Self.nested(depth))
        for (text, reason) in [
            (Self.nested(depth + 1), "nested more than 100 levels"),
            (Self.nested(20_000), "nested more than 100 levels"),
            (String(repeating: "-", count: 60_000) + "x", "nested more than 100 levels"),
            (String(repeating: "abs(", count: 15_000), "nested more than 100 levels"),
            (String(repeating: "2^", count: 30_000) + "2", "nested more than 100 levels"),
            ("x[" + String(repeating: "(", count: 30_000) + "]", "nested more than 100 levels"),
            ("x[" + String(repeating: "1m^", count: 20_000) + "1m]", "nested more than 100 levels"),
            ("x[" + String(repeating: "1m+", count: 20_000) + "1m]", "nested more than 100 levels"),
            (String(repeating: "x+", count: 30_000) + "x", "chain of more than 500 operators"),
            ("x{a=~\"" + String(repeating: "(", count: 30_000) + "\"}", "nested more than 100 levels"),
            (String(repeating: " ", count: 65_537), "more than 65536 bytes"),
        ] {
            let error = #expect(throws: PromQLError.self) { try PromQLExpression(parsing: text) }
            #expect(error?.message.contains(reason) == true)
        }
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "(", count: depth) + "x" + String(repeating: ")", count: depth)
    }

    @Test("a chain of as many operators as are allowed is read, written and judged")
    func longChains() throws {
        let text = Array(repeating: "sum(rate(x_total[5m]))", count: PromQLExpression.maximumHeight - 2).joined(
            separator: " + ")
        let expression = try PromQLExpression(parsing: text)
        #expect(expression.description == text)
        guard case .rate(let sum) = expression.shape else { throw Unexpected() }
        #expect(sum.terms.count == PromQLExpression.maximumHeight - 2)
    }
}

struct Unexpected: Error {}
