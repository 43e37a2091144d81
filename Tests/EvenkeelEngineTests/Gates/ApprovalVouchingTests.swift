import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@Suite("Whether the API server vouches for approvals") struct ApprovalVouchingTests {
    private static let time = Timestamp(secondsSince1970: 1_795_000_000)

    /// As it is installed: with what a server and other people add.
    private func installed(_ shipped: JSON, at time: Timestamp = Self.time) -> KubernetesObject {
        var object = shipped
        object.set(.string("\(time)"), at: "metadata", "creationTimestamp")
        object.set(["team": "platform"], at: "metadata", "labels")
        object["status"] = ["observedGeneration": 1]
        return KubernetesObject(object)
    }

    private func reason(_ vouching: ApprovalVouching) -> String? {
        if case .unvouched(_, let reason) = vouching { reason } else { nil }
    }

    @Test("it does for what was made some seconds after the younger of policy and binding")
    func vouched() {
        let vouching = ApprovalVouching(
            policy: installed(ApprovalPolicy.policy), binding: installed(ApprovalPolicy.binding, at: Self.time + 60))
        #expect(vouching == .vouched(since: Self.time + 70))
    }

    @Test(
        "it does not without the policy or without its binding, and the reason names what is missing and how to install it"
    )
    func missing() {
        let withoutPolicy = ApprovalVouching(policy: nil, binding: installed(ApprovalPolicy.binding))
        #expect(reason(withoutPolicy)?.contains("ValidatingAdmissionPolicy evenkeel-approvals is missing") == true)
        let withoutBinding = ApprovalVouching(policy: installed(ApprovalPolicy.policy), binding: nil)
        #expect(reason(withoutBinding)?.contains("PolicyBinding evenkeel-approvals is missing") == true)
        #expect(reason(withoutBinding)?.contains("evenkeel admission | kubectl apply -f -") == true)
    }

    @Test(
        "a policy that was weakened is another one",
        arguments: [
            (["failurePolicy"], "Ignore"), (["matchConstraints", "objectSelector"], ["matchLabels": ["a": "b"]]),
            (["matchConditions"], [["name": "never", "expression": "false"]]), (["validations"], []),
            (["paramKind"], ["apiVersion": "v1", "kind": "ConfigMap"]),
        ] as [([String], JSON)])
    func weakened(_ path: [String], _ value: JSON) {
        var policy = ApprovalPolicy.policy
        policy.set(value, at: (["spec"] + path)[...])
        let vouching = ApprovalVouching(policy: installed(policy), binding: installed(ApprovalPolicy.binding))
        #expect(reason(vouching)?.contains("(spec.\(path[0]) differs)") == true)
    }

    @Test("a binding that only audits, or only some namespaces, is another one")
    func weakenedBinding() {
        for (member, value): (String, JSON) in [
            ("validationActions", ["Audit"]), ("matchResources", ["namespaceSelector": ["matchLabels": ["a": "b"]]]),
            ("policyName", "another"),
        ] {
            var binding = ApprovalPolicy.binding
            binding.set(value, at: "spec", member)
            let vouching = ApprovalVouching(policy: installed(ApprovalPolicy.policy), binding: installed(binding))
            #expect(reason(vouching)?.contains("(spec.\(member) differs)") == true)
        }
    }
}
