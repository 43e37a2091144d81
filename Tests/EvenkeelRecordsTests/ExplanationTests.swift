import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelRecords

@Suite("Explanations") struct ExplanationTests {
    private static let now = Timestamp(secondsSince1970: 1_772_625_600)

    private static let evidence = Evidence(
        signal: "errors", quality: .ok, confidence: Percentage(fraction: 0.999), isBad: true, value: "0.2",
        limit: "0.05",
        observedAt: now - 120, explanation: "error rate 20% (400 of 2,000) against a limit of 5%")

    private func remediation(_ phase: Phase, _ gates: [GateStatus]) -> Remediation {
        var metadata = ObjectMeta(name: "web-rollback-1", namespace: "shop")
        metadata.creationTimestamp = Self.now - 300
        var status = RemediationStatus(phase: phase)
        status.gates = gates
        status.timeline = [TimelineEntry(at: Self.now - 240, phase: phase, message: "so it began")]
        return Remediation(
            metadata: metadata,
            spec: RemediationSpec(
                policyRef: PolicyReference(name: "web", uid: "u"), rule: "rollback", mode: .suggest, owner: nil,
                serviceAccountName: nil, targetRef: TargetReference(name: "web"), incidentStartedAt: Self.now - 400,
                confidence: Percentage(fraction: 0.999), evidence: [Self.evidence],
                plan: Plan(
                    action: .rollback, summary: "roll web back from revision 2 to revision 1",
                    object: ChangedObject(apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "w"),
                    undo: Undo(summary: "roll forward to revision 2"), digest: "sha256:0123456789abcdef")),
            status: status)
    }

    private static let approval = GateStatus(
        name: .approval, verdict: .hold, reason: .approvalRequired,
        message: "mode Suggest; waiting for approval of 0123456789ab",
        until: now + 1560)
    private static let mode = GateStatus(name: .mode, verdict: .pass, message: "Suggest acts after approval")

    @Test(
        "a remediation that waits shows its evidence, confidence, gates, required changes and next evaluation"
    )
    func waiting() {
        let text = Explanation(remediation(.awaitingApproval, [Self.mode, Self.approval]), now: Self.now)
            .text(hasColour: false)
        for part in [
            "shop/web-rollback-1: AwaitingApproval, since 4", "roll web back from revision 2 to revision 1",
            "confidence 99.9%", "error rate 20% (400 of 2,000) against a limit of 5% (2",
            "hold    Approval: mode Suggest",
            "pass    Mode", "Required changes", "a person has to approve this very plan",
            "evaluated again at 2026-03-04T12:26:00Z", "so it began",
        ] { #expect(text.contains(part), "\(part) is missing in:\n\(text)") }
        #expect(text.split(separator: "\n").count <= 40)
        #expect(!text.contains("\u{1B}"))
    }

    @Test("an unusual value that nothing acts upon is said, and is no trouble")
    func notice() {
        let evidence = Evidence(
            signal: "latency", quality: .ok, isNotice: true, observedAt: Self.now, explanation: "0.9 is above 0.3")
        let line = Explanation.seen([evidence], now: Self.now).lines.first
        #expect(line?.text.contains("healthy, with a notice: 0.9 is above 0.3") == true && line?.mark == .waiting)
    }

    @Test("how fast it went counts from the first bad sample, and a recovery without a change is not Evenkeel's")
    func reactionTimes() {
        var remediation = remediation(.succeeded, [])
        remediation.spec.firstBadSampleAt = Self.now - 405
        remediation.status?.incidentEndedAt = Self.now - 200
        #expect(ReactionTimes(remediation).words == "planned 1 min 45 s after the first bad sample")
        remediation.status?.changedAt = Self.now - 299
        let text = Explanation(remediation, now: Self.now).text(hasColour: false)
        #expect(
            text.contains("planned 1 min 45 s, changed 1 min 46 s, recovered 3 min 25 s after the first bad sample"),
            "\(text)")
    }

    @Test("colours are there only where they are asked for, and change no word")
    func colours() {
        let explanation = Explanation(remediation(.held, [Self.approval]), now: Self.now)
        let coloured = explanation.text(hasColour: true)
        #expect(coloured.contains("\u{1B}["))
        #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == explanation.text(hasColour: false))
    }

    @Test("a remediation that has ended shows its end and its grade")
    func ended() {
        var remediation = remediation(.shadowed, [Self.mode])
        remediation.status?.grade = .selfHealed
        let text = Explanation(remediation, now: Self.now).text(hasColour: false)
        #expect(text.contains("graded: SelfHealed: the signals recovered without a change"))
        #expect(!text.contains("evaluated again"))
    }

    @Test("a scheduled revert says when it is due, and one that is due and held says that it waits and for what")
    func scheduledRevert() {
        var remediation = remediation(.succeeded, [Self.mode])
        remediation.status?.revert = ScheduledRevert(at: Self.now + 600)
        #expect(
            Explanation(remediation, now: Self.now).text(hasColour: false)
                .contains("the change is reverted at 2026-03-04T12:10:00Z"))
        remediation.status?.timeline.append(
            TimelineEntry(at: Self.now + 601, phase: .succeeded, message: "undo waits: Shadow changes nothing"))
        let text = Explanation(remediation, now: Self.now + 900).text(hasColour: false)
        #expect(text.contains("the revert was due at 2026-03-04T12:10:00Z"), "\(text)")
        #expect(text.contains("undo waits: Shadow changes nothing"), "\(text)")
        #expect(!text.contains("is undone at"), "\(text)")
    }

    @Test("a policy that proposes nothing says why not")
    func policy() {
        var policy = RemediationPolicy(
            metadata: ObjectMeta(name: "web", namespace: "shop"),
            spec: RemediationPolicySpec(
                targetRef: TargetReference(name: "web"), signals: [],
                rules: [
                    Rule(name: "rollback", when: When(any: ["errors"]), action: Action(.rollback(RollbackAction())))
                ]))
        #expect(Explanation(policy, now: Self.now).text(hasColour: false).contains("check that the operator runs"))
        let refusal = GateStatus(
            name: .plan, verdict: .refuse, reason: .noEarlierRevision,
            message: "there is no earlier revision of web-1 to return to")
        policy.status = RemediationPolicyStatus(
            health: .unhealthy, signals: [Self.evidence],
            rules: [
                RuleStatus(
                    name: "rollback", verdict: .triggered, confidence: Percentage(fraction: 0.999),
                    message: "Plan: there is no earlier revision of web-1 to return to", gates: [refusal])
            ], scorecard: Scorecard(selfHealed: 12, persisted: 3))
        let text = Explanation(policy, now: Self.now).text(hasColour: false)
        for part in [
            "shop/web: Unhealthy, mode Shadow", "refuse  Plan: there is no earlier revision",
            "Triggered, confidence 99.9%",
            "12 SelfHealed, 3 Persisted", "evaluated every 30s",
        ] { #expect(text.contains(part), "\(part) is missing in:\n\(text)") }
        #expect(Explanation(policy, now: Self.now).json["title"]?.stringValue?.hasPrefix("shop/web") == true)
    }

    @Test("a log without a record of the object is no proof that its decisions were right")
    func nothingToReplay() {
        var replay = Replay(of: .policy(ObjectKey(namespace: "shop", name: "web")))
        #expect(replay.take(Array("{\"policy\":\"shop/other\"}".utf8)) == nil)
        #expect(replay.take(Array("no line".utf8)) == nil)
        #expect(!replay.isSame)
        #expect(replay.summary == "the log contains no decision about this object")
    }
}
