import EvenkeelAPI

/// What befalls the cluster, its metrics, its people or Evenkeel's processes.
enum SimulationEvent {
    case next
    case faultInjector(Double)
    case release(String, Application.Release)
    case fixRelease(String, version: Int)
    case load(String, factor: Double)
    case outage(String, Double)
    case sharedOutage(Double)
    case stickPods(String, crashing: Bool)
    case unstickPods(String)
    case scaleByHand(String)
    case annotateByHand(String)
    case ownerAnnotates(String, String?)
    case namespaceAnnotates(String?)
    case budget(String, minAvailable: Int)
    case replace(String)
    case pause(Bool)
    case guardBudgets
    case newerGuardrail(Bool)
    case suspend(String, Bool)
    case mode(String)
    case edit(String)
    case deletePolicy(String)
    case applyPolicy(String)
    case deleteRemediation
    case metrics(MetricFault?)
    case lag(Double)
    case crash
    case freeze(Double, isAsleep: Bool)
    case cutOff(Double)
    case clock(Double)
    case silence(Double)
    case compact
    case calm
    case probe
    case probeFailure

    /// Whether it ends an incident, so that it may come after the last one has begun, too.
    var isRelief: Bool {
        switch self {
        case .calm, .probe, .probeFailure, .fixRelease, .unstickPods, .applyPolicy, .pause(false),
            .suspend(_, false), .metrics(nil), .lag(0), .clock(0), .newerGuardrail(false), .faultInjector(0),
            .outage(_, 0), .sharedOutage(0),
            .load(_, 1), .ownerAnnotates(_, nil), .namespaceAnnotates(nil):
            true
        default: false
        }
    }

    var name: String? {
        switch self {
        case .next, .calm, .probe, .probeFailure: nil
        case .faultInjector(let roughness): roughness > 0 ? "rough weather" : nil
        case .release(_, .good): "good release"
        case .release(_, .failing): "failing release"
        case .release(_, .slow): "slow release"
        case .release(_, .crashing): "crashing release"
        case .fixRelease, .unstickPods: "repair by hand"
        case .load(_, let factor): factor > 1 ? "overload" : nil
        case .outage(_, let share): share > 0 ? "outage of a dependency" : nil
        case .sharedOutage(let share): share > 0 ? "outage of everything" : nil
        case .stickPods(_, let crashing): crashing ? "crashing pods" : "stuck pods"
        case .scaleByHand: "scaled by hand"
        case .annotateByHand: "annotated by hand"
        case .ownerAnnotates(_, let value): value == nil ? nil : "owner's annotation changed"
        case .namespaceAnnotates(let value): value == nil ? nil : "namespace's annotation changed"
        case .budget: "disruption budget changed"
        case .replace: "workload replaced"
        case .pause(let isPaused): isPaused ? "pause" : nil
        case .guardBudgets: "guardrail budgets changed"
        case .newerGuardrail(let isNewer): isNewer ? "unreadable guardrail" : nil
        case .suspend(_, let isSuspended): isSuspended ? "policy suspended" : nil
        case .mode: "mode changed"
        case .edit: "policy edited"
        case .deletePolicy: "policy deleted"
        case .applyPolicy: nil
        case .deleteRemediation: "remediation deleted"
        case .metrics(let metricFault): metricFault == nil ? nil : "metrics fault"
        case .lag(let seconds): seconds > 0 ? "metrics lag" : nil
        case .crash: "crash"
        case .freeze(_, let isAsleep): isAsleep ? "machine asleep" : "process stopped"
        case .cutOff: "network cut"
        case .clock(let seconds): seconds == 0 ? nil : "clock set"
        case .silence: "watch cut"
        case .compact: "compaction"
        }
    }
}
