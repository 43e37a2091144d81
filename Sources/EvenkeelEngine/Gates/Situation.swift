import EvenkeelAPI
import KubernetesTypes

/// All inputs of the gates, gathered once.
struct Situation: Sendable, Hashable, Codable {
    var now: Timestamp
    var policy: RemediationPolicy
    var rule: Rule
    var memory: RuleMemory
    var target: TargetSnapshot
    /// When the target and the signals were evaluated.
    var evaluatedAt: Timestamp?
    /// The plan, or why there is none.
    @PlanOrRefusal var plan: Result<Plan, PlanRefusal>
    /// Why the policy's newest version cannot be used; `nil` where it can.
    var problem: String?
    /// The remediation that the gates are asked about; absent before it exists.
    var remediation: Remediation?
    /// The others that are stored and may matter: of the policy, of the target, under way, or begun within an hour.
    var others: [Remediation]
    /// Those whose selector matches the namespace.
    var guardrails: [Guardrail]
    /// The labels of namespaces, as far as they are known.
    var namespaceLabels: [String: [String: String]]
    /// Guardrails whose circuit breaker is open, with the reason.
    var openCircuitBreakers: [String: OpenCircuitBreaker] = [:]
    /// What Alertmanagers said of silences, by guardrail; absent where nobody was asked.
    var silences: [String: Answer.Content] = [:]
    /// Whether the API server answers for the names of those who approve.
    var approvals = ApprovalVouching.always

    var proposedPlan: Plan? { try? plan.get() }

    /// The others that concern the same workload.
    var othersOfTarget: [Remediation] {
        others.filter { other in
            other.metadata.namespace == policy.metadata.namespace
                && other.spec.targetRef.kind == policy.spec.targetRef.kind
                && other.spec.targetRef.name == policy.spec.targetRef.name
        }
    }

    /// The name of another remediation that is in flight on the same target, or changes the same object.
    var inFlight: String? {
        let object = (proposedPlan ?? remediation?.spec.plan)?.object.uid
        let touching = others.filter { other in
            object.map { other.spec.plan.object.uid == $0 || other.spec.targetRef.uid == $0 } ?? false
        }
        return (othersOfTarget + touching).first { $0.status?.isInFlight == true }?.metadata.name
    }

    /// The others that a guardrail covers.
    func others(under guardrail: Guardrail) -> [Remediation] {
        others.filter { other in
            let namespace = other.metadata.namespace ?? ""
            return guardrail.spec.covers(namespace, labels: namespaceLabels[namespace])
        }
    }

    /// The others of the same rule of the same policy.
    var othersOfRule: [Remediation] {
        others.filter { $0.spec.policyRef.uid == policy.metadata.uid && $0.spec.rule == rule.name }
    }
}

enum GateVerdict: Sendable, Hashable {
    case pass(String)
    /// Not now. `until` is when it ends by itself, if that is known.
    case hold(String, until: Timestamp? = nil)
    /// Not this plan, ever.
    case refuse(String)

    var isPass: Bool {
        if case .pass = self { true } else { false }
    }
}

struct Gate: Sendable {
    /// Part of the public API.
    var name: String
    var verdict: @Sendable (Situation) -> GateVerdict

    /// In the order in which people read them. All are evaluated, always, so that "why not" is answered at once.
    static let all: [Gate] = [
        Gate(name: "Mode", verdict: modeGate),
        Gate(name: "Suspension", verdict: suspensionGate),
        Gate(name: "Freeze", verdict: freezeGate),
        Gate(name: "CircuitBreaker", verdict: circuitBreakerGate),
        Gate(name: "DataQuality", verdict: dataQualityGate),
        Gate(name: "Confidence", verdict: confidenceGate),
        Gate(name: "Persistence", verdict: persistenceGate),
        Gate(name: "Cooldown", verdict: cooldownGate),
        Gate(name: "Budget", verdict: budgetGate),
        Gate(name: "SingleFlight", verdict: singleFlightGate),
        Gate(name: "RolloutInProgress", verdict: rolloutInProgressGate),
        Gate(name: plan, verdict: planGate),
        Gate(name: "ReplicaOwner", verdict: replicaOwnerGate),
        Gate(name: "GitOpsOwner", verdict: gitOpsOwnerGate),
        Gate(name: "DisruptionBudget", verdict: disruptionBudgetGate),
        Gate(name: "MinimumReady", verdict: minimumReadyGate),
        Gate(name: previousAttempt, verdict: previousAttemptGate),
        Gate(name: "DryRun", verdict: dryRunGate),
        Gate(name: approval, verdict: approvalGate),
    ]

    /// What is asked once more just before a change is sent.
    static let beforeSending: [Gate] = {
        let names: Set = [
            "Mode", "Suspension", "Freeze", "CircuitBreaker", "DataQuality", "Confidence", "ReplicaOwner",
            "GitOpsOwner", approval,
        ]
        return all.filter { names.contains($0.name) }
    }()

    static let mode = "Mode"
    static let plan = "Plan"
    static let previousAttempt = "PreviousAttempt"
    static let approval = "Approval"

    static func evaluate(_ situation: Situation, _ gates: [Gate] = all) -> [GateStatus] {
        gates.map { gate in
            switch gate.verdict(situation) {
            case .pass(let message): GateStatus(name: gate.name, verdict: .pass, message: message)
            case .hold(let message, let until):
                GateStatus(name: gate.name, verdict: .hold, message: message, until: until)
            case .refuse(let message): GateStatus(name: gate.name, verdict: .refuse, message: message)
            }
        }
    }
}

extension RemediationPolicy {
    /// An evaluation older than this, in seconds, says nothing about now.
    var maximumObservationAge: Double { max(3 * spec.interval.seconds, 60) }
}
