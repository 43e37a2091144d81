public import EvenkeelAPI
import EvenkeelEngine
public import KubernetesTypes

/// What is played, and over which time.
public struct BacktestSetup: Sendable {
    public var policies: [RemediationPolicy]
    public var guardrails: [Guardrail]
    /// Those that policies name; one that is missing is taken to allow everything.
    public var sources: [MetricSource]
    /// What is known of the cluster.
    public var standIn: StandIn
    public var from: Timestamp
    public var to: Timestamp

    /// - Parameter objects: Deployments, StatefulSets, autoscalers, disruption budgets and namespaces.
    public init(
        policies: [RemediationPolicy], guardrails: [Guardrail] = [], sources: [MetricSource] = [],
        objects: [KubernetesObject] = [], from: Timestamp, to: Timestamp
    ) {
        self.policies = policies.map(Self.placed)
        self.guardrails = guardrails
        self.sources = sources
        standIn = StandIn(objects: objects, guardrails: guardrails)
        self.from = from
        self.to = to
    }

    /// kubectl would put it there.
    private static func placed(_ policy: RemediationPolicy) -> RemediationPolicy {
        var policy = policy
        policy.metadata.namespace = policy.metadata.namespace ?? "default"
        return policy
    }

    /// The policies as the engine gets them: in Shadow, because nothing can be changed in the past, and with one
    /// earlier revision that was seen healthy.
    var played: [RemediationPolicy] {
        policies.map { policy in
            var policy = policy
            policy.spec.mode = .shadow
            policy.metadata.uid = "backtest-\(policy.key)"
            policy.metadata.generation = 1
            var status = RemediationPolicyStatus()
            if !standIn.isGiven(policy.spec.targetRef, in: policy.metadata.namespace ?? "") || status.revisions.isEmpty
            {
                status.revisions = [StandIn.evidence(until: from)]
            }
            policy.status = status
            return policy
        }
    }

    /// With one that allows everything for each name that is used and not given.
    var allSources: [MetricSource] {
        let named = Set(policies.flatMap { $0.spec.signals.compactMap(\.source) })
        let missing = named.subtracting(sources.compactMap(\.metadata.name)).sorted()
        return sources
            + missing.map {
                MetricSource(metadata: ObjectMeta(name: $0), spec: MetricSourceSpec(allowedNamespaces: ["*"]))
            }
    }
}

/// How many evaluations a run may have: memory is bounded by it.
public struct TooManyEvaluations: Error, Sendable, Hashable, CustomStringConvertible {
    public static let maximum = 3_000_000

    public var readings: Int

    public var description: String {
        "the time range contains \(readings) signal evaluations; the maximum is \(Self.maximum). Shorten the range, or increase interval"
    }
}

extension BacktestSetup {
    /// One for each signal at each evaluation.
    public func checkSize() throws(TooManyEvaluations) {
        let readings = policies.reduce(0.0) { sum, policy in
            sum + (to - from) / max(1, policy.spec.interval.seconds) * Double(max(1, policy.spec.signals.count))
        }
        guard readings <= Double(TooManyEvaluations.maximum) else { throw TooManyEvaluations(readings: Int(readings)) }
    }
}

extension BacktestSetup {
    /// What an evaluation sees of a policy's workload.
    func target(of policy: RemediationPolicy) -> TargetSnapshot {
        standIn.snapshot(of: policy.spec.targetRef, in: policy.metadata.namespace ?? "default")
    }
}
