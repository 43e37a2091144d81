import EvenkeelAPI
import EvenkeelEngine

struct GateLabels: MetricLabels {
    static let labels = [MetricFamily.Label("gate", Engine.gateNames)]
    var gate: GateName
    var values: [String] { [gate.rawValue] }
}

struct GateVerdictLabels: MetricLabels {
    static let labels =
        GateLabels.labels + [MetricFamily.Label("verdict", GateStatus.Verdict.allCases.map(\.rawValue))]
    var gate: GateName
    var verdict: GateStatus.Verdict
    var values: [String] { [gate.rawValue, verdict.rawValue] }
}

struct ActionLabels: MetricLabels {
    static let labels = [MetricFamily.Label("action", ActionName.allCases.map(\.rawValue))]
    var action: ActionName
    var values: [String] { [action.rawValue] }
}

struct PhaseLabels: MetricLabels {
    static let labels = [MetricFamily.Label("phase", Phase.allCases.map(\.rawValue))]
    var phase: Phase
    var values: [String] { [phase.rawValue] }
}

struct RemediationLabels: MetricLabels {
    static let labels =
        ActionLabels.labels + PhaseLabels.labels + [MetricFamily.Label("mode", Mode.allCases.map(\.rawValue))]
    var action: ActionName
    var phase: Phase
    var mode: Mode
    var values: [String] { [action.rawValue, phase.rawValue, mode.rawValue] }
}

struct ChangeLabels: MetricLabels {
    static let labels = [
        MetricFamily.Label("outcome", OperatorMetrics.ChangeOutcome.allCases.map(\.rawValue)),
        MetricFamily.Label("dry_run", ["true", "false"]),
    ]
    var outcome: OperatorMetrics.ChangeOutcome
    var isDryRun: Bool
    var values: [String] { [outcome.rawValue, "\(isDryRun)"] }
}
