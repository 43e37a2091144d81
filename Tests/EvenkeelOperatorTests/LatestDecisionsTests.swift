import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import Logging
import Testing

@testable import EvenkeelOperator

@Suite struct LatestDecisionsTests {
    private let key = ObjectKey(namespace: "shop", name: "web-1")
    private let now = Timestamp(secondsSince1970: 1_700_000_000)
    private let silent = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }

    private func entry(_ event: AuditEntry.Event, _ decision: String) -> Effect {
        .audit(AuditEntry(at: now, event: event, decision: decision, remediation: key, message: ""))
    }

    private var dryRun: Effect {
        .change(
            EffectID(1),
            ClusterChange(
                write: .evict(key, uid: "u"), isDryRun: true, remediation: key, remediationUID: "u", purpose: .evict,
                serviceAccountName: nil))
    }

    @Test("what is done for a decision carries its id, also where it is done in a later step")
    func later() {
        var decisions = LatestDecisions()
        decisions.take(.timePassed, [entry(.proposed, "a")], silent)
        decisions.take(.timePassed, [dryRun], silent)
        #expect(decisions.reason(for: dryRun) == "a")
        decisions.take(.timePassed, [entry(.decided, "b")], silent)
        #expect(decisions.reason(for: dryRun) == "b")
    }

    @Test("nothing is kept of a Remediation that is gone")
    func gone() {
        var decisions = LatestDecisions()
        decisions.take(.timePassed, [entry(.proposed, "a")], silent)
        decisions.take(.remediationDeleted(key), [], silent)
        #expect(decisions.reason(for: dryRun) == nil)
    }
}
