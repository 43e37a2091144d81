import EvenkeelAPI

/// The label values of one series. Each family has a type of labels, so that no series lacks a label.
protocol MetricLabels: Sendable {
    /// The labels with their possible values. A family may permit fewer values.
    static var labels: [MetricFamily.Label] { get }
    /// The values in the order of `labels`.
    var values: [String] { get }
}

struct NoLabels: MetricLabels {
    static let labels: [MetricFamily.Label] = []
    var values: [String] { [] }
}

struct SignalLabels: MetricLabels {
    static let labels = ["namespace", "policy", "signal"].map { MetricFamily.Label($0) }
    var namespace: String
    var policy: String
    var signal: String
    var values: [String] { [namespace, policy, signal] }
}

struct QualityLabels: MetricLabels {
    static let labels = [MetricFamily.Label("quality", Quality.allCases.map(\.rawValue))]
    var quality: Quality
    var values: [String] { [quality.rawValue] }
}

/// The verb of a request. The verbs of MetricSources and of the Kubernetes API differ.
struct VerbLabels: MetricLabels {
    static let labels = [MetricFamily.Label("verb")]
    var verb: String
    var values: [String] { [verb] }
}

struct RequestLabels: MetricLabels {
    static let labels = VerbLabels.labels + [MetricFamily.Label("code", RequestMeter.codes)]
    var verb: String
    var code: String
    var values: [String] { [verb, code] }
}

struct VersionLabels: MetricLabels {
    static let labels = [MetricFamily.Label("version")]
    var version: String
    var values: [String] { [version] }
}

struct QueueLabels: MetricLabels {
    static let labels = [MetricFamily.Label("queue", OperatorMetrics.Queue.allCases.map(\.rawValue))]
    var queue: OperatorMetrics.Queue
    var values: [String] { [queue.rawValue] }
}
