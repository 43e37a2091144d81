import PromQL
import Testing

@Suite("Expressions of one template") struct MergingTests {
    private static func difference(_ left: String, _ right: String) throws -> EqualityDifference? {
        try PromQLExpression(parsing: left).equalityDifference(from: PromQLExpression(parsing: right))
    }

    @Test("expressions that differ in one required value say which")
    func differing() throws {
        let wanted = EqualityDifference(label: "app", left: "checkout", right: "cart")
        for text in [
            "sum(increase(m{app=\"APP\",code=~\"5..\"}[1m]))", "rate(a{app=\"APP\"}[5m]) / rate(b{app=\"APP\"}[5m])",
            "m{app=\"APP\",z=\"1\"} + n", "quantile(scalar(x{app=\"APP\"}), y{app=\"APP\"})[5m:1m]",
        ] {
            let (left, right) = (text.replacing("APP", with: "checkout"), text.replacing("APP", with: "cart"))
            #expect(try Self.difference(left, right) == wanted)
        }
        #expect(try Self.difference("m{app=\"checkout\",b=\"1\"}", "m{b=\"1\", app='cart'}") == wanted)
    }

    @Test("anything else is no such difference")
    func others() throws {
        for (left, right) in [
            ("m{app=\"a\"}", "m{app=\"a\"}"), ("m{app=\"a\"}", "n{app=\"b\"}"), ("m{app=\"a\"}", "m{app!=\"b\"}"),
            ("m{app=~\"a\"}", "m{app=~\"b\"}"), ("m{app=\"a\",x=\"1\"}", "m{app=\"b\",x=\"2\"}"),
            ("m{app=\"a\"}", "m{job=\"a\"}"),
            ("m{app=\"a\"}[5m]", "m{app=\"b\"}[1m]"), ("m{app=\"a\"} / n{app=\"a\"}", "m{app=\"b\"} / n{app=\"a\"}"),
            ("m{app=\"a\"} / n{app=\"a\"}", "m{app=\"b\"} / n{app=\"c\"}"), ("sum(m{app=\"a\"})", "max(m{app=\"b\"})"),
            ("m{app=\"a\"}", "m{app=\"b\"} + n"),
        ] {
            #expect(try Self.difference(left, right) == nil)
        }
    }

    @Test("required values are listed where they do not contradict")
    func values() throws {
        let expression = try PromQLExpression(parsing: "a{x=\"1\",y=\"2\",z=~\"3\"} / b{x=\"1\",y=\"4\"}")
        #expect(expression.equalityValues == ["x": "1"])
        #expect(
            expression.replacingEqualityValue(of: "x", "1", with: "5").description
                == "a{x=\"5\",y=\"2\",z=~\"3\"} / b{x=\"5\",y=\"4\"}")
    }
}
