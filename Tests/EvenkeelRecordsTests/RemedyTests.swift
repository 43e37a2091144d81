import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine
@testable import EvenkeelRecords

/// Each reason comes from the gate itself, so that a gate that answers another one is noticed here.
@Suite("The remedy for a gate") struct RemedyTests {
    private static let now = Timestamp(secondsSince1970: 1_772_625_600)
    private static let digest = String(repeating: "0123456789abcdef", count: 4)

    private static let plan = Plan(
        action: .rollback, summary: "roll web back",
        object: ChangedObject(apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "uid-web"),
        rolledBackFrom: "release-2", undo: Undo(summary: "roll web forward"), digest: "sha256:" + digest)

    /// A rollback of a release, with nothing in its way.
    private static var situation: Situation {
        var policy = RemediationPolicy(
            metadata: ObjectMeta(name: "web", namespace: "shop"),
            spec: RemediationPolicySpec(
                mode: .automatic, targetRef: TargetReference(name: "web"), signals: [],
                rules: [
                    Rule(name: "rollback", when: When(any: ["errors"]), action: Action(.rollback(RollbackAction())))
                ]))
        policy.metadata.uid = "policy-1"
        return Situation(
            now: now, policy: policy, rule: policy.spec.rules[0], memory: RuleMemory(),
            target: TargetSnapshot(availability: .known), evaluatedAt: nil, plan: .success(plan), others: [],
            guardrails: [], namespaceLabels: [:])
    }

    /// A Remediation of the rule, the target and the plan of the situation.
    private static func remediation(_ phase: Phase) -> Remediation {
        Remediation(
            metadata: ObjectMeta(name: "web-rollback-1", namespace: "shop"),
            spec: RemediationSpec(
                policyRef: PolicyReference(name: "web", uid: "policy-1"), rule: "rollback", mode: .automatic,
                owner: nil, serviceAccountName: nil, targetRef: TargetReference(name: "web"),
                incidentStartedAt: now - 600, confidence: Percentage(fraction: 0.99), evidence: [],
                plan: plan),
            status: RemediationStatus(phase: phase))
    }

    /// What is to be done where the gate of that name says what it says of the situation.
    private func expect(
        _ way: String, from name: GateName, location: SourceLocation = #_sourceLocation,
        _ change: (inout Situation) -> Void
    ) throws {
        var situation = Self.situation
        change(&situation)
        let gate = try #require(Gate.all.first { $0.name == name }, sourceLocation: location)
        let status = try #require(Gate.evaluate(situation, [gate]).first, sourceLocation: location)
        #expect(status.verdict != .pass, "\(status.message)", sourceLocation: location)
        #expect(status.remedy == way, "\(status.message)", sourceLocation: location)
    }

    @Test("every reason has one", arguments: GateReason.allCases)
    func all(_ reason: GateReason) {
        let status = GateStatus(name: .mode, verdict: .hold, reason: reason, message: "it is so")
        #expect(status.remedy.count > 10)
    }

    @Test("a release that somebody has applied again is not tried again after recovery: a new build is judged anew")
    func restoredRelease() throws {
        let anew = "whoever applied the release decides about it; a new build is judged anew"
        var earlier = Self.remediation(.succeeded)
        earlier.status?.changedAt = Self.now - 300
        try expect(anew, from: .previousAttempt) { $0.others = [earlier] }
        earlier.status?.intents = [Intent(purpose: .undo, at: Self.now - 200, outcome: .done)]
        try expect(anew, from: .previousAttempt) { $0.others = [earlier] }
    }

    @Test(
        "what was only shown, what a person has turned down and what did not help are three things",
        arguments: [
            (
                .shadowed,
                "this incident is only shown; set the policy's spec.mode to Suggest or Automatic, which proposes at once"
            ),
            (.rejected, "it may be proposed again after the signals have recovered"),
            (.expired, "it may be proposed again after the signals have recovered"),
            (.failed, "a person has to help; after the signals have recovered it may be tried again"),
        ] as [(Phase, String)])
    func previousAttempt(_ phase: Phase, _ way: String) throws {
        try expect(way, from: .previousAttempt) {
            $0.policy.spec.mode = .shadow
            $0.others = [Self.remediation(phase)]
        }
    }

    private static func budget(_ name: String, minimum: Int) throws -> DisruptionBudget {
        let object: JSON = [
            "kind": "PodDisruptionBudget", "metadata": ["name": .string(name)],
            "spec": ["selector": [:], "minAvailable": JSON(minimum)],
            "status": ["expectedPods": 4, "currentHealthy": 3, "desiredHealthy": JSON(minimum)],
        ]
        return try #require(DisruptionBudget(KubernetesObject(object)))
    }

    @Test(
        "pods that get ready help where the budget is used up, not where it can never allow anything",
        arguments: [
            ([3], "more pods have to be ready, or the budget has to allow more"),
            ([4], "change the budget or the replica count: pods that become ready do not help"),
            ([3, 3], "make the selectors of the budgets disjoint"),
        ] as [([Int], String)])
    func disruptionBudget(_ minimums: [Int], _ way: String) throws {
        let object: JSON = [
            "kind": "Pod", "metadata": ["name": "web-1", "namespace": "shop", "uid": "pod-1"],
            "status": ["phase": "Running", "conditions": [["type": "Ready", "status": "True"]]],
        ]
        let pod = try #require(Pod(KubernetesObject(object)))
        let budgets = try minimums.enumerated().map { index, minimum in
            try Self.budget("budget-\(index)", minimum: minimum)
        }
        var plan = Self.plan
        plan.pods = [PodReference(name: pod.name, uid: pod.uid)]
        try expect(way, from: .disruptionBudget) {
            $0.plan = .success(plan)
            $0.target.pods = [pod]
            $0.target.budgets = budgets
        }
    }

    private static func guardrail(_ spec: GuardrailSpec) -> Guardrail {
        Guardrail(metadata: ObjectMeta(name: "all"), spec: spec)
    }

    @Test(
        "an open window ends or lets the action go on; one with unknown times has to be mended",
        arguments: [
            ("* * * * *", "wait for the end of the window, or let the window allow the action"),
            ("whenever", "correct the schedule or the time zone of the window"),
        ])
    func freezeWindow(_ schedule: String, _ way: String) throws {
        let window = FreezeWindow(name: "night", schedule: schedule, duration: .minutes(5))
        try expect(way, from: .freeze) { $0.guardrails = [Self.guardrail(GuardrailSpec(freezeWindows: [window]))] }
    }

    @Test("a silence has to end, and an Alertmanager that says nothing of silences has to answer")
    func silences() throws {
        let guardrail = Self.guardrail(GuardrailSpec(silences: SilenceFreeze(source: "alerts")))
        let silence = Silence(
            id: "1", matchers: [Silence.Matcher(name: "namespace", value: "shop")], createdBy: "anna",
            comment: "moving the database", endsAt: Self.now + 600)
        try expect("the silence has to end", from: .freeze) {
            $0.guardrails = [guardrail]
            $0.silences = ["all": .silences([silence])]
        }
        try expect("the Alertmanager that the guardrail names has to answer", from: .freeze) {
            $0.guardrails = [guardrail]
            $0.silences = ["all": .failed("connection refused")]
        }
    }

    @Test("what is paused goes on where it was paused")
    func suspension() throws {
        try expect("correct the policy", from: .suspension) { $0.problem = "it has no rules" }
        try expect("set the policy's spec.suspend to false", from: .suspension) { $0.policy.spec.suspend = true }
        try expect("set the guardrail's spec.paused to false", from: .suspension) {
            $0.guardrails = [Self.guardrail(GuardrailSpec(paused: true))]
        }
        try expect("its owner has to change or remove the annotation", from: .suspension) {
            $0.target.namespaceAnnotations = [EvenkeelAPIGroup.Annotation.remediation: "Disabled"]
        }
        try expect("Evenkeel has to be able to read the target again", from: .suspension) {
            $0.target = .unavailable("the watch is behind")
        }
    }

    @Test("replicas with several owners, and owners that cannot be seen, are two things")
    func replicaOwner() throws {
        let object: JSON = [
            "kind": "HorizontalPodAutoscaler", "metadata": ["name": "web"],
            "spec": ["scaleTargetRef": ["kind": "Deployment", "name": "web"], "maxReplicas": 9],
        ]
        let autoscaler = try #require(Autoscaler(KubernetesObject(object)))
        let scale = Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 9)))
        let owned = "change the count where its owner keeps it, or leave it one owner whose lower bound can be changed"
        try expect(owned, from: .replicaOwner) {
            $0.rule.action = scale
            $0.target.autoscalers = [autoscaler, autoscaler]
        }
        try expect("Evenkeel has to be able to read it again", from: .replicaOwner) {
            $0.rule.action = scale
            $0.target.unreadable = [ScaledObject.kind: "forbidden"]
        }
    }

    @Test("a target that is not there is no signal without data")
    func target() throws {
        try expect("create the target, or correct the policy's targetRef", from: .dataQuality) {
            $0.target = TargetSnapshot(availability: .targetNotFound)
        }
    }
}

extension RemedyTests {
    /// Of the gate that asks for approval, in mode Suggest.
    private func expectForApproval(
        _ way: String, _ vouching: ApprovalVouching = .always, approve: String? = nil, by: String? = nil,
        age: Double = 60, location: SourceLocation = #_sourceLocation
    ) throws {
        var remediation = Self.remediation(.awaitingApproval)
        remediation.metadata.creationTimestamp = Self.now - age
        var annotations: [String: String] = [:]
        annotations[EvenkeelAPIGroup.Annotation.approve] = approve
        annotations[EvenkeelAPIGroup.Annotation.approvedBy] = by
        remediation.metadata.annotations = annotations
        try expect(way, from: .approval, location: location) {
            $0.policy.spec.mode = .suggest
            $0.approvals = vouching
            $0.remediation = remediation
        }
    }

    @Test("an approval is given for the plan as it is now, while it may still be given")
    func approval() throws {
        try expectForApproval("a person has to approve this very plan")
        let again = "approve the plan as it is now, by evenkeel approve"
        try expectForApproval(again, approve: "ffffffffff", by: "anna")
        try expectForApproval(again, approve: Self.digest)
        let late = "it may be proposed again after the signals have recovered"
        try expectForApproval(late, approve: Self.digest, by: "anna", age: 7200)
        try expect("there has to be a plan first", from: .approval) {
            $0.policy.spec.mode = .suggest
            $0.plan = .failure(PlanRefusal(.noEarlierRevision, "there is no earlier revision"))
        }
    }

    @Test("where nobody vouches for names, the admission policies come first", arguments: [nil, "anna"] as [String?])
    func vouching(_ by: String?) throws {
        let approve = by == nil ? nil : Self.digest
        let missing = ApprovalVouching(policy: nil, binding: nil)
        try expectForApproval("install the admission policies, then approve", missing, approve: approve, by: by)
        let unread = ApprovalVouching.unread("forbidden")
        try expectForApproval("the admission policies have to be readable", unread, approve: approve, by: by)
    }

    @Test("an approval of what is older than the admission policies never counts")
    func older() throws {
        try expectForApproval(
            "delete the Remediation; it is proposed anew, and can then be approved", .vouched(since: Self.now),
            approve: Self.digest, by: "anna")
    }
}
