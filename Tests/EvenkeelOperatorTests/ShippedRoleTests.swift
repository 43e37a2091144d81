import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelOperator

@Suite("The shipped roles")
struct ShippedRoleTests {
    @Test("no rule has a wildcard, since that keeps security teams from installing", arguments: ShippedRole.allCases)
    func wildcards(role: ShippedRole) {
        #expect(!role.rules.isEmpty)
        for rule in role.rules {
            #expect(!rule.resources.isEmpty && !rule.verbs.isEmpty, "\(rule)")
            #expect(!([rule.group] + rule.resources + rule.verbs + rule.names).contains { $0.contains("*") }, "\(rule)")
        }
    }

    @Test("the operator's own roles write nothing but its own objects, Events and its lease")
    func writes() {
        let own: [ShippedRole] = [.reader, .operator, .ownNamespace]
        let writing = own.flatMap(\.rules).filter { !$0.verbs.allSatisfy(PermissionRule.read.contains) }
        let resources = Set(writing.flatMap { rule in rule.resources.map { "\(rule.group)/\($0)" } })
        #expect(
            resources == [
                "evenkeel.dev/remediations", "evenkeel.dev/remediations/status",
                "evenkeel.dev/remediationpolicies/status", "evenkeel.dev/metricsources/status",
                "evenkeel.dev/guardrails/status", "events.k8s.io/events",
                "coordination.k8s.io/leases",
                "authorization.k8s.io/selfsubjectaccessreviews",
            ])
    }

    @Test("Secrets can be read by their names only, and not listed")
    func secrets() {
        let rules = ShippedRole.allCases.flatMap(\.rules).filter { $0.resources.contains("secrets") }
        #expect(rules.count == 1)
        #expect(rules.allSatisfy { $0.verbs == ["get"] && !$0.names.isEmpty })
        let request = PermissionRequest(verb: "get", group: "", resource: "secrets", name: "admin-password")
        #expect(!rules.contains { $0.allows(request) })
    }

    @Test("what a policy's account needs is in the role of its action", arguments: ActionName.allCases)
    func actions(action: ActionName) {
        let policy = Self.policy(action)
        let needed = PolicyPermissions(policy).all.filter { $0.subject == .policyAccount }
        #expect(!needed.isEmpty)
        for permission in needed {
            #expect(ShippedRole.action(action).rules.contains { $0.allows(permission.request) }, "\(permission)")
            #expect(permission.request.namespace == "shop")
        }
    }

    @Test("what a policy needs of the operator is in the operator's roles")
    func operators() {
        let rules = (ShippedRole.operator.rules + ShippedRole.impersonator.rules)
        for permission in PolicyPermissions(Self.policy(.scale)).all where permission.subject == .operator {
            #expect(rules.contains { $0.allows(permission.request) }, "\(permission)")
        }
    }

    @Test("an observing policy needs no right to change anything")
    func observing() {
        var policy = Self.policy(.rollback)
        policy.spec.mode = .observe
        let needed = PolicyPermissions(policy).all
        #expect(!needed.contains { $0.subject == .policyAccount || $0.request.verb == "impersonate" })
    }

    @Test("an autoscaler that owns the replicas is what has to be patched, and not the workload")
    func autoscaler() {
        let needed = PolicyPermissions(Self.policy(.scale), autoscalers: ["web"]).all
        let requests = needed.filter { $0.subject == .policyAccount }.map(\.request)
        #expect(requests.map(\.qualifiedResource) == ["horizontalpodautoscalers.autoscaling"])
        #expect(requests.map(\.name) == ["web"])
    }

    private static func policy(_ action: ActionName) -> RemediationPolicy {
        let actions: [ActionName: Action] = [
            .scale: Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 4))),
            .restart: Action(.restart(RestartAction())), .rollback: Action(.rollback(RollbackAction())),
        ]
        return RemediationPolicy(
            metadata: .init(name: "web", namespace: "shop"),
            spec: RemediationPolicySpec(
                mode: .automatic, owner: "team", targetRef: TargetReference(name: "web"),
                serviceAccountName: "web-remediator",
                signals: [Signal(name: "down", .workload(WorkloadSignal(condition: .notReady)))],
                rules: [Rule(name: "help", when: When(any: ["down"]), action: actions[action] ?? Action())]))
    }
}
