import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes
import Testing

@Suite("Who may carry an effect out") struct AuthorityTests {
    private static let key = ObjectKey(namespace: "shop", name: "web-1")

    private static func change(isDryRun: Bool) -> Effect {
        .change(
            EffectID(1),
            ClusterChange(
                write: .evict(key, uid: "u"), isDryRun: isDryRun, remediation: key, remediationUID: "u",
                purpose: .evict, serviceAccountName: nil))
    }

    @Test("a change needs the leader and the audit log")
    func change() {
        #expect(Self.change(isDryRun: false).authority == .accountableLeader("a change"))
    }

    @Test("a dry run changes nothing, so that every replica may send it")
    func dryRun() { #expect(Self.change(isDryRun: true).authority == .anyReplica) }

    @Test("a Remediation is deleted by the leader only")
    func deletion() {
        #expect(Effect.deleteRemediation(Self.key, uid: "u").authority == .leader("a Remediation"))
    }

    @Test("a guardrail's status is the leader's, those of policies and sources are everybody's")
    func statuses() {
        let guardrail = Effect.writeGuardrailStatus(EffectID(1), "all", uid: "u", GuardrailStatus())
        let policy = Effect.writePolicyStatus(EffectID(2), Self.key, uid: "u", RemediationPolicyStatus())
        let source = Effect.writeMetricSourceStatus(EffectID(3), name: "main", uid: "u", MetricSourceStatus())
        #expect(guardrail.authority.leadersWrite == "the status of a guardrail")
        #expect(policy.authority == .anyReplica)
        #expect(source.authority == .anyReplica)
    }
}
