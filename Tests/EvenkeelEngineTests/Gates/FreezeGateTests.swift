import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite struct FreezeGateTests {
    /// Friday 18:00 in Berlin, for 62 hours: until Monday 08:00.
    static let weekend = FreezeWindow(
        name: "weekend", schedule: "0 18 * * FRI", duration: .hours(62), timeZone: "Europe/Berlin", allow: [.scaleUp])

    @Test(
        "a weekend freeze in Berlin is open when the clocks there say so",
        arguments: [
            // Winter: Berlin is an hour ahead of UTC.
            ("2026-11-20T16:59:59Z", nil), ("2026-11-20T17:00:00Z", "2026-11-23T07:00:00Z"),
            ("2026-11-22T12:00:00Z", "2026-11-23T07:00:00Z"), ("2026-11-23T06:59:59Z", "2026-11-23T07:00:00Z"),
            ("2026-11-23T07:00:00Z", nil),
            // Summer: two hours.
            ("2026-07-17T15:59:59Z", nil), ("2026-07-17T16:00:00Z", "2026-07-20T06:00:00Z"),
            // The clocks are turned back on Sunday 25 October: the window still lasts 62 hours.
            ("2026-10-25T12:00:00Z", "2026-10-26T06:00:00Z"), ("2026-10-26T06:00:00Z", nil),
        ] as [(String, String?)])
    func weekend(now: String, until: String?) throws {
        let moment = try #require(Timestamp(now))
        #expect(try Self.weekend.openUntil(at: moment)?.description == until)
    }

    @Test("a start that the day does not have happens as much later; of two, the first counts")
    func changingClocks() throws {
        let spring = FreezeWindow(name: "n", schedule: "30 2 * * *", duration: .minutes(10), timeZone: "Europe/Berlin")
        // On 29 March 2026 02:30 does not exist; 03:30 summer time is 01:30 UTC.
        #expect(
            try spring.openUntil(at: #require(Timestamp("2026-03-29T01:31:00Z")))?.description == "2026-03-29T01:40:00Z"
        )
        // On 25 October 02:30 comes at 00:30 UTC and again at 01:30 UTC.
        #expect(
            try spring.openUntil(at: #require(Timestamp("2026-10-25T00:31:00Z")))?.description == "2026-10-25T00:40:00Z"
        )
        #expect(try spring.openUntil(at: #require(Timestamp("2026-10-25T01:31:00Z"))) == nil)
    }

    @Test("the end of a window of ten years is told at once, however often it begins", .timeLimit(.minutes(1)))
    func tenYears() throws {
        let now = try #require(Timestamp("2026-11-20T16:59:30Z"))
        for (schedule, end) in [
            ("* * * * *", "2036-11-17T16:59:00Z"), ("*/7 * * * *", "2036-11-17T16:56:00Z"),
            ("0 12 29 2 *", "2034-02-26T12:00:00Z"),
        ] {
            let window = FreezeWindow(name: "n", schedule: schedule, duration: .longest, timeZone: "UTC")
            for _ in 0..<50 { #expect(try window.openUntil(at: now)?.description == end) }
        }
    }

    private func situation(_ window: FreezeWindow, at now: String, _ action: Action) -> Situation {
        let base = Situation.good()
        var rule = base.rule
        rule.action = action
        return Situation(
            now: Timestamp(now) ?? Situation.now, policy: base.policy, rule: rule, memory: base.memory,
            target: base.target, evaluatedAt: base.evaluatedAt, plan: base.plan, others: [],
            guardrails: [
                Guardrail(metadata: ObjectMeta(name: "production"), spec: GuardrailSpec(freezeWindows: [window]))
            ], namespaceLabels: [:])
    }

    @Test("a freeze holds what raises the risk and lets go on what lowers it")
    func direction() {
        let up = Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 9)))
        let down = Action(.scale(ScaleAction(by: SignedPercentage(fraction: -0.5), maximum: 9)))
        let saturday = "2026-11-21T12:00:00Z"
        #expect(freezeGate(situation(Self.weekend, at: saturday, up)).isPass)
        #expect(!freezeGate(situation(Self.weekend, at: saturday, down)).isPass)
        #expect(!freezeGate(situation(Self.weekend, at: saturday, Action(.rollback(RollbackAction())))).isPass)
        #expect(freezeGate(situation(Self.weekend, at: "2026-11-24T12:00:00Z", down)).isPass)
    }

    @Test(
        "a window that cannot be told freezes, and says why",
        arguments: [("61 * * * *", "Europe/Berlin"), ("0 18 * *", "Europe/Berlin"), ("0 18 * * FRI", "Mars/Base")])
    func unreadable(schedule: String, zone: String) {
        let window = FreezeWindow(name: "w", schedule: schedule, duration: .hours(1), timeZone: zone)
        let verdict = freezeGate(situation(window, at: "2026-11-24T12:00:00Z", Action(.restart(RestartAction()))))
        guard case .hold(_, let message, nil) = verdict else {
            Issue.record("a freeze that nobody can read must hold: \(verdict)")
            return
        }
        #expect(message.contains("cannot be read"))
    }
}
