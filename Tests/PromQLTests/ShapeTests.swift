import PromQL
import Testing

@Suite("What an expression counts") struct ShapeTests {
    private static func shape(_ text: String) throws -> PromQLShape { try PromQLExpression(parsing: text).shape }

    @Test(
        "a shape is recognised by form and name",
        arguments: [
            ("http_requests_total{app=\"checkout\"}", "counter"), ("{__name__=\"x_count\"}", "counter"),
            ("x_bucket", "counter"),
            ("sum(http_requests_total)", "raw"), ("sum by (app) (x_sum)", "raw"), ("a_total + b_total", "raw"),
            ("a_total - a_total offset 5m", "raw"), ("round(a_total)", "raw"), ("increase(x[5m])", "increase"),
            ("sum(increase(x_total[5m])) or vector(0)", "increase"),
            ("sum(increase(x[5m])) or on () vector(0)", "increase"),
            ("round(sum(increase(x[5m])))", "increase"), ("sum by (a) (increase(x[5m]) * 2)", "increase"),
            ("rate(x[5m])", "rate"),
            ("irate(x[5m])", "rate"), ("sum(rate(x[5m])) * 60", "rate"), ("60 * rate(x[5m])", "rate"),
            ("-rate(x[5m])", "rate"),
            ("clamp_min(rate(x[5m]), 0)", "rate"), ("sum(rate(a[5m])) + sum(rate(b[1m]))", "rate"),
            ("sum(rate(a[5m])) or sum(rate(b[5m])) * 0", "rate"), ("sort_desc(rate(x[5m])) / (60 * 5)", "rate"),
            ("sum(rate(a[5m])) / sum(rate(b[5m]))", "ratio"), ("100 * sum(rate(a[5m])) / sum(rate(b[5m]))", "ratio"),
            ("1 - a_total / b_total", "ratio"), ("clamp_max(a_total / b_total, 1)", "ratio"),
            ("a:b:rate5m / a:c:rate5m", "ratio"),
            ("(a_total / b_total) or vector(0)", "ratio"), ("sum(rate(a[5m])) / (sum(rate(b[5m])) > 0)", "ratio"),
            ("used_bytes / limit_bytes", "ratio"), ("go_goroutines", "gauge"), ("x_created", "other"),
            ("{app=\"x\"}", "other"),
            ("job:errors:rate5m", "rule"), ("sum(job:errors:rate5m)", "rule"), ("sum(go_goroutines)", "other"),
            ("1", "other"),
            ("avg(rate(x[5m]))", "other"), ("rate(x[1h:1m])", "other"), ("rate(a[5m]) + increase(a[5m])", "other"),
            ("rate(x[5m]) > 5", "other"), ("rate(x[5m]) + 1", "other"), ("a_total or b_total", "other"),
            ("x[5m]", "other"),
            ("(a_total / b_total) / (c_total / d_total)", "other"), ("sum(a_total / b_total)", "other"),
            ("rate(x[5m]) / 0", "other"),
            ("rate(x[5m]) / count(up)", "other"), ("histogram_quantile(0.9, rate(x_bucket[5m]))", "other"),
        ])
    func recognising(text: String, name: String) throws {
        #expect(try Self.shape(text).name == name)
    }

    @Test("terms carry factors, windows and readings")
    func terms() throws {
        guard case .rate(let sum) = try Self.shape("(sum(rate(a[5m])) - sum(irate(b[1m]))) * 60") else {
            throw Unexpected()
        }
        #expect(sum.terms.map(\.factor) == [60, -60])
        #expect(
            sum.terms.map(\.reading) == [.rate(window: .milliseconds(300_000)), .irate(window: .milliseconds(60_000))])
        #expect(sum.window == nil)
        #expect(sum.series == .one)
        #expect(sum.isExact)
    }

    @Test("the window is said when all parts have the same one")
    func windows() throws {
        #expect(try Self.shape("increase(x[5m]) + increase(y[300s])").window == .seconds(300))
        #expect(try Self.shape("increase(x[5m]) + increase(y[1m])").window == nil)
        #expect(try Self.shape("rate(x[5m]) / rate(y[5m])").window == .seconds(300))
        #expect(try Self.shape("rate(x[5m]) / rate(y[1m])").window == nil)
        #expect(try Self.shape("rate(x[step()])").window == nil)
        #expect(try Self.shape("a_total").window == nil)
    }

    @Test("a ratio is a constant and a factor of a quotient")
    func ratios() throws {
        guard case .ratio(let ratio) = try Self.shape("round(100 * (1 - sum(rate(ok[5m])) / sum(rate(all[5m]))), 0.1)")
        else {
            throw Unexpected()
        }
        #expect((ratio.constant, ratio.factor) == (100, -100))
        #expect(ratio.numerator.name == "rate")
        #expect(ratio.series == .one)
        #expect(!ratio.isExact)
    }

    @Test("the number of series follows the aggregation")
    func series() throws {
        for (text, series) in [
            ("rate(x[5m])", SeriesCount.many), ("sum(rate(x[5m]))", .one),
            ("sum by (b, a) (rate(x[5m]))", .perGroup(["a", "b"])),
            ("sum without (pod) (rate(x[5m]))", .many), ("sum(rate(x[5m])) or vector(0)", .one),
            ("sum by (a) (rate(x[5m])) or vector(0)", .many), ("sum(sum by (a) (rate(x[5m])))", .one),
            ("sum by (a) (rate(x[5m])) / sum by (a) (rate(y[5m]))", .perGroup(["a"])),
            ("sum(rate(x[5m])) + rate(y[5m])", .many),
            ("sum by (a) (rate(x[5m])) / on () group_left () sum(rate(y[5m]))", .many), ("scalar(rate(x[5m]))", .one),
        ] {
            #expect(try Self.shape(text).series == series)
        }
    }

    @Test("the name of a recording rule says its operation and window")
    func recordingRules() throws {
        typealias Operation = RecordingRule.Operation
        for (name, operation, window, isRatio) in [
            ("job:http_errors:rate5m", Operation.rate, Duration.seconds(300), false),
            ("code:apiserver_request_total:increase30d", .increase, .seconds(2_592_000), false),
            ("node_pod:cpu_usage_seconds_total:sum_irate", .irate, nil, false),
            ("path:failures_per_requests:ratio_rate5m", .rate, .seconds(300), true),
            ("apiserver_request:burnrate1h", nil, .seconds(3600), true), (":memory_bytes:sum", nil, nil, false),
        ] as [(String, Operation?, Duration?, Bool)] {
            guard case .recordingRule(let rule) = try Self.shape(name) else { throw Unexpected() }
            #expect(rule.operation == operation)
            #expect(rule.window == window)
            #expect(rule.isRatio == isRatio)
        }
    }

    @Test("a shape names the selectors of all its parts, with their shift in time")
    func selectors() throws {
        let shape = try Self.shape("sum(increase(a{x=\"1\"}[5m])) / sum(increase(b[5m] offset 1d))")
        #expect(shape.selectors.map(\.metricName) == ["a", "b"])
        guard case .ratio(let ratio) = shape, case .increase(let sum) = ratio.denominator else { throw Unexpected() }
        #expect(sum.terms.map(\.modifiers.isPresent) == [false])
    }
}

extension PromQLShape {
    var name: String {
        switch self {
        case .counterSelector: "counter"
        case .rawCounters: "raw"
        case .increase: "increase"
        case .rate: "rate"
        case .ratio: "ratio"
        case .gauge: "gauge"
        case .recordingRule: "rule"
        case .other: "other"
        }
    }
}
