import PromQL
import Testing

@Suite("Reading and writing PromQL") struct ParsingTests {
    @Test("what Prometheus accepts is accepted", arguments: Corpus.all)
    func accepting(text: String) throws { _ = try PromQLExpression(parsing: text) }

    @Test("what is written reads as the same tree", arguments: Corpus.all)
    func writing(text: String) throws {
        let expression = try PromQLExpression(parsing: text)
        let again = try PromQLExpression(parsing: expression.description)
        #expect(again == expression)
        #expect(again.description == expression.description)
    }

    @Test(
        "an expression has one way to be written",
        arguments: [
            ("SUM(x) BY (a,b)", "sum by (a, b) (x)"), ("sum by () (x)", "sum(x)"), ("((a)) + ((b * c))", "a + b * c"),
            ("(a + b) * c", "(a + b) * c"), ("a - (b - c)", "a - (b - c)"), ("(2 ^ 3) ^ 2", "(2 ^ 3) ^ 2"),
            ("2 ^ (3 ^ 2)", "2 ^ 3 ^ 2"), ("(-2) ^ 2", "(-2) ^ 2"), ("-2 ^ 2", "-2 ^ 2"), ("-(a * b)", "-(a * b)"),
            ("{__name__='up',}", "up"), ("{\"my.metric\"}", "{__name__=\"my.metric\"}"),
            ("x{b='1',a=\"2\"}", "x{a=\"2\",b=\"1\"}"),
            ("x[60m] offset 90m", "x[1h] offset 1h30m"), ("x[14d]", "x[2w]"), ("x[90d]", "x[90d]"), ("1e3", "1000"),
            ("1e30", "1e+30"), ("0x10", "16"), ("inf", "Inf"), ("x offset 0s", "x"), ("a and on () b", "a and on () b"),
            ("a + ignoring () b", "a + b"), ("x # comment\n+ y", "x + y"), ("{__name__=\"sum\"}", "{__name__=\"sum\"}"),
            ("x{a='\"'}", #"x{a="\""}"#), ("foo offset (1m + 2m)", "foo offset +(1m + 2m)"),
        ])
    func canonical(text: String, written: String) throws {
        #expect(try PromQLExpression(parsing: text).description == written)
    }

    @Test("an operator binds as in Prometheus")
    func precedence() throws {
        for (text, same) in [
            ("a or b and c", "a or (b and c)"), ("a and b unless c", "(a and b) unless c"),
            ("a + b > c * d", "(a + b) > (c * d)"), ("a * b ^ c", "a * (b ^ c)"), ("-a ^ b", "-(a ^ b)"),
            ("-a * b", "(-a) * b"), ("a / b / c", "(a / b) / c"), ("a atan2 b * c", "(a atan2 b) * c"),
            ("a ^ -b * c", "(a ^ (-b)) * c"), ("x offset 5m + 3", "(x offset 5m) + 3"),
        ] {
            #expect(try PromQLExpression(parsing: text) == PromQLExpression(parsing: same))
        }
    }

    @Test("a selector tells its metric, however it is named")
    func metricNames() throws {
        for text in ["up{a=\"b\"}", "{__name__=\"up\",a=\"b\"}", "{\"up\",a=\"b\"}"] {
            let selector = try #require(try PromQLExpression(parsing: text).selectors.first)
            #expect(selector.metricName == "up")
            #expect(selector.equalityValue(of: "a") == "b")
            #expect(selector.equalityValue(of: "c") == nil)
        }
        #expect(try PromQLExpression(parsing: "{__name__=~\"up|down\"}").selectors.map(\.metricName) == [nil])
    }

    @Test(
        "each expression has the type of Prometheus",
        arguments: [
            ("1 + 2", PromQLExpression.ValueType.scalar), ("1 + x", .instantVector), ("-x", .instantVector),
            ("time()", .scalar), ("x[5m]", .rangeVector), ("x[5m:]", .rangeVector), ("\"a\"", .string),
            ("sum(x)", .instantVector), ("scalar(x)", .scalar), ("vector(1)", .instantVector),
        ])
    func types(text: String, type: PromQLExpression.ValueType) throws {
        #expect(try PromQLExpression(parsing: text).type == type)
    }
}
