import CommandTestSupport
import EvenkeelAPI
import EvenkeelEngine
import HTTPTransport
import KubernetesTypes
import PrometheusClient
import Testing
import TimeSeries

@testable import EvenkeelBacktest

@Suite(
    "A real Prometheus with a past", .enabled(if: RealPrometheus.isThere, "prometheus and promtool are needed"),
    .serialized, .timeLimit(.minutes(5)))
struct PrometheusTests {
    /// A bad release, a slow burn and an overload, and then an hour without data.
    private static let week = Shop(hours: 168).with(.errors(0.3), from: 34, to: 34.4)
        .with(.errors(0.07), from: 90, to: 93).with(.slow(2), from: 110, to: 110.5).with(.blind, from: 130, to: 131)

    /// Evaluations each two minutes, so that a week can be queried for each evaluation.
    private static var weekly: RemediationPolicy {
        var policy = RemediationPolicy.checkout()
        policy.spec.interval = .minutes(2)
        return policy
    }
    /// Some of it in a day, for what is asked with every evaluation.
    private static let day = Shop(hours: 9).with(.errors(0.3), from: 4, to: 4.4).with(.blind, from: 5.5, to: 6.5)
        .with(.errors(0.07), from: 7.5, to: 8.5)

    private static func play(
        _ policy: RemediationPolicy, _ range: Span, _ client: PrometheusClient
    ) async throws -> BacktestRecord {
        let setup = BacktestSetup(policies: [policy], from: range.from, to: range.to)
        var past = RangePast(client: client, setup: setup)
        var backtest = Backtest(setup)
        return try await backtest.run(&past)
    }

    @Test("of a week with three incidents all are acted on within minutes, and the blind hour is left alone")
    func week() async throws {
        let shop = Self.week
        try await RealPrometheus.serving(shop.openMetrics) { client, _ in
            let record = try await Self.play(Self.weekly, shop.range, client)
            let incidents = (0..<4).map { Incident(span: shop.span($0), name: "\($0)") }
            let report = BacktestReport(record, incidents: incidents)
            #expect(report.score?.incidents.map(\.outcome) == [.acted, .acted, .acted, .blind])
            #expect(record.decisions.map(\.outcome) == [.act, .act, .act])
            #expect(record.decisions.map(\.rule) == ["undo-bad-release", "undo-bad-release", "absorb-load"])
            #expect(report.score?.falseActs == [])
            #expect(report.score?.blind == 1 && report.score?.recallOfSeen == 1)
            #expect(report.table.contains("blind in 1, 100 % of the other 3"), "\(report.table)")
            #expect((report.score?.medianTimeToDecision ?? 1000) <= 300)
            #expect(report.summary.hasPrefix("In 7 days this policy would have acted 3 times. 3 of 4 incidents"))
            let errors = try #require(record.readings.first { $0.signal == "errors" })
            #expect(errors.holes.contains { $0.quality != .ok && $0.span.overlap(shop.span(3)) > 3000 })
            let alerts = try await AlertIncidents.read(client, matcher: "severity=\"page\"", range: shop.range)
            #expect(alerts.map(\.name) == ["ShopFails"])
            #expect(abs((alerts.first?.span.length ?? 0) - shop.span(0).length) <= 400)
        }
    }

    @Test("a live shadow over the same past decides the same, with the same evidence and plan")
    func live() async throws {
        let shop = Self.week
        try await RealPrometheus.serving(shop.openMetrics) { client, _ in
            let record = try await Self.play(Self.weekly, shop.range, client)
            let setup = BacktestSetup(policies: [Self.weekly], from: shop.range.from, to: shop.range.to)
            var live = LiveShadow(from: shop.range.from, target: setup.target(of: Self.weekly))
            let played = try #require(setup.played.first)
            let source = try #require(setup.allSources.first)
            try await live.run(played, source, InstantPast(client: client), until: shop.range.to)
            #expect(record.decisions.count == 3)
            #expect(live.shadowed.map(\.rule) == record.decisions.map(\.rule))
            #expect(
                live.shadowed.map(\.confidence) == record.decisions.map { "\(Percentage(fraction: $0.confidence))" })
            #expect(live.shadowed.map(\.evidence) == record.decisions.map { $0.evidence.map(\.explanation) })
            #expect(live.shadowed.map(\.plan) == record.decisions.map(\.plan))
            #expect(live.shadowed.map(\.message) == record.decisions.map(\.message))
            for (live, past) in zip(live.shadowed, record.decisions) { #expect(abs(live.at - past.at) < 1) }
        }
    }

    @Test("a range evaluation answers each evaluation as an instant query would, whatever the query does")
    func answers() async throws {
        let shop = Self.day
        let expressions = [
            "sum(increase(shop_errors_total[1m]))", "shop_requests_total", "scalar(shop_latency_seconds) * 2",
            "shop_latency_seconds / 0", "shop_latency_seconds > 0.2", "absent(shop_latency_seconds)", "nothing",
            // Fails during the hour with two weights.
            "sum(shop_latency_seconds) * on() shop_weight",
            // Has no value over a range.
            "shop_latency_seconds[1m]", "max_over_time(shop_latency_seconds[5m] @ end())", "sum(", "time()",
        ]
        try await RealPrometheus.serving(shop.openMetrics) { client, _ in
            let setup = BacktestSetup(policies: [.checkout()], from: shop.range.from, to: shop.range.to)
            let live = InstantPast(client: client)
            for expression in expressions {
                var past = RangePast(client: client, setup: setup)
                var differences = 0
                for evaluation in stride(from: 0, to: 1080, by: 7) {
                    let request = EvaluationRequest(
                        policy: RemediationPolicy.checkout().key, target: TargetReference(name: "checkout"),
                        at: shop.range.from + Double(evaluation) * 30,
                        queries: [
                            Query(signal: "s", role: .value, source: "default", expression: expression, kind: .instant)
                        ])
                    let (range, instant) = (try await past.answers(to: request), try await live.answers(to: request))
                    if range.map(\.comparable) != instant.map(\.comparable) { differences += 1 }
                }
                #expect(differences == 0, "\(expression)")
            }
        }
    }

    @Test("a range without data, two series and a wrong query are quality verdicts and statements, never a guess")
    func unusable() async throws {
        let shop = Shop(hours: 3)
        try await RealPrometheus.serving(shop.openMetrics) { client, _ in
            let before = Span(from: shop.range.from - 7200, to: shop.range.from - 3600)
            let early = try await Self.play(.checkout(), before, client)
            #expect(early.readings.allSatisfy { $0.counts == [.empty: 121] })
            #expect(BacktestReport(early, incidents: nil).summary.contains("no usable data"))
            #expect(early.notices.contains { $0.contains("signal latency: the source has no series between") })
            let late = try await Self.play(.checkout(), Span(from: before.from, to: shop.range.to), client)
            #expect(late.notices.contains { $0.contains("signal latency: the source has nothing before") })
            var policy = RemediationPolicy.checkout()
            if case .errorRate(var errors) = policy.spec.signals[0].kind {
                errors.requests = "increase(shop_requests_total[1m])"
                policy.spec.signals[0].kind = .errorRate(errors)
            }
            if case .anomaly(var latency) = policy.spec.signals[1].kind {
                latency.query = "sum("
                policy.spec.signals[1].kind = .anomaly(latency)
            }
            let record = try await Self.play(policy, shop.range, client)
            #expect(
                record.readings[0].counts == [.ambiguous: 355, .empty: 2, .thin: 4]
                    || (record.readings[0].counts[.ambiguous] ?? 0) > 340)
            #expect(record.readings[1].counts == [.unavailable: 361] && record.readings[1].rejectedEvaluations == 361)
            #expect(
                record.notices.contains {
                    $0.contains("signal latency: no answer at 361 evaluations") && $0.contains("rejected")
                })
            #expect(BacktestReport(record, incidents: nil).refusedSignals.count == 1)
            #expect(record.decisions.isEmpty)
        }
    }

    @Test("a Prometheus that is not there ends the backtest, with a sentence")
    func unreachable() async throws {
        let address = "http://127.0.0.1:\(try freePort())"
        let client = PrometheusClient(endpoint: PrometheusEndpoint(address: address), transport: try CurlTransport())
        let error = await #expect(throws: PastError.self) {
            try await Self.play(.checkout(), Shop(hours: 1).range, client)
        }
        guard case .unreachable(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains(address))
    }
}

extension Answer {
    /// NaN equals NaN here, and of an error its beginning counts: Prometheus names series in any order.
    fileprivate var comparable: String {
        switch content {
        case .failed(let reason), .rejected(let reason): "failed: \(reason.prefix(110))"
        case .silences: "silences"
        case .series(let series):
            series.map { one in
                "\(one.labels.sorted { $0.key < $1.key }): \(one.samples.map { "\($0.time) \($0.value)" })"
            }.sorted().joined(separator: "; ") + "\(warnings)"
        }
    }
}
