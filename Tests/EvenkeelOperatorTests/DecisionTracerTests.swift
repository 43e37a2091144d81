import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Synchronization
import Testing

@testable import EvenkeelOperator

@Suite("A decision leaves one trace") struct DecisionTracerTests {
    private static let now = Timestamp(secondsSince1970: 1_700_000_000)
    private static let uid = "0f1e2d3c-4b5a-4697-8877-665544332211"
    private static let trace = "0f1e2d3c4b5a46978877665544332211"
    private static let policy = ObjectKey(namespace: "shop", name: "web")

    private let sent = Sent()
    private let tracer: DecisionTracer

    init() {
        let sent = sent
        tracer = DecisionTracer { sent.take($0) }
    }

    private let remediation = Remediation.sample(of: now - 20)

    private func evaluation() {
        let evaluation = Span(name: "evaluation", start: Self.now - 1, end: Self.now)
        tracer.evaluated(
            Self.policy, [evaluation, Span(parent: evaluation.id, name: "query", start: Self.now - 1, end: Self.now)])
    }

    private func step(_ effects: [Effect] = []) {
        let evaluation = Evaluation(policy: Self.policy, at: Self.now, target: .unavailable("x"), answers: [])
        tracer.take(.evaluated(evaluation), effects, at: Self.now)
    }

    private func entry(_ event: AuditEntry.Event, _ decision: String) -> Effect {
        .audit(
            AuditEntry(
                at: Self.now, event: event, decision: decision, policy: Self.policy, rule: "r", message: "m",
                details: ["gates": [["name": "Freeze", "verdict": "Hold", "message": "until ten"]]]))
    }

    @Test(
        "the evaluation, its queries, the gates, the change and the phases are under the Remediation's uid, with the decision's id"
    )
    func whole() {
        evaluation()
        step([entry(.proposed, "d1"), .createRemediation(EffectID(1), remediation, decision: nil)])
        #expect(sent.spans.isEmpty, "its uid is not known before it is stored")
        tracer.take(.started, [], at: Self.now)
        tracer.take(
            .answered(EffectID(1), .done(KubernetesObject(["metadata": ["uid": .string(Self.uid)]]))), [], at: Self.now)
        let change = ClusterChange(
            write: .evict(ObjectKey(namespace: "shop", name: "p"), uid: "u"), isDryRun: false,
            remediation: remediation.key, remediationUID: Self.uid, purpose: .evict, serviceAccountName: nil,
            decision: "d2")
        tracer.changed(change, .notSent("the lease is gone"), from: Self.now, to: Self.now + 1)
        var ended = remediation
        ended.status = RemediationStatus(phase: .succeeded)
        ended.status?.decision = "d3"
        ended.status?.endedAt = Self.now + 60
        ended.status?.timeline = [.executing, .verifying, .succeeded].enumerated().map {
            TimelineEntry(at: Self.now + Double($0.offset), phase: $0.element, message: "")
        }
        tracer.take(.remediationChanged(ended), [], at: Self.now)
        tracer.take(.remediationChanged(ended), [], at: Self.now)

        let names = ["evaluation", "query", "propose", "evict", "remediation", "Executing", "Verifying"]
        #expect(sent.spans.map(\.name) == names)
        #expect(Set(sent.spans.map(\.trace.text)) == [Self.trace])
        let root = sent.spans[4]
        #expect(root.parent == nil && root.start == Self.now - 20 && root.end == Self.now + 60)
        #expect([0, 3, 5, 6].allSatisfy { sent.spans[$0].parent == root.id })
        #expect(sent.spans[1].parent == sent.spans[0].id && sent.spans[2].parent == sent.spans[0].id)
        #expect([2, 3, 4].map { sent.spans[$0].attributes["evenkeel.decision"] } == ["d1", "d2", "d3"])
        #expect(sent.spans[2].events.first?.attributes["message"] == "until ten")
        #expect(sent.spans[3].failure == "the lease is gone")
    }

    @Test("an evaluation that changed what is thought leaves a trace of its own; one that changed nothing leaves none")
    func evaluations() {
        evaluation()
        step()
        #expect(sent.spans.isEmpty)
        evaluation()
        step([entry(.judged, "d")])
        #expect(sent.spans.map(\.name) == ["evaluation", "query", "gates"])
        #expect(Set(sent.spans.map(\.trace)).count == 1)
    }

    @Test("what ended before this replica led is not traced again")
    func before() {
        var ended = remediation
        ended.status = RemediationStatus(phase: .failed)
        tracer.take(.remediationChanged(ended), [], at: Self.now)
        tracer.take(.started, [], at: Self.now)
        tracer.take(.remediationChanged(ended), [], at: Self.now)
        #expect(sent.spans.isEmpty)
    }
}

private final class Sent: Sendable {
    private let all = Mutex<[Span]>([])
    var spans: [Span] { all.withLock { $0 } }
    func take(_ spans: [Span]) { all.withLock { $0 += spans } }
}
