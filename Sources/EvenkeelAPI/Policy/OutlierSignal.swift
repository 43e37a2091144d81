/// Pods that are unlike the other pods of the workload.
public struct OutlierSignal: Sendable, Hashable, Codable {
    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        case above = "Above"
        case below = "Below"
    }

    public var source: String
    /// PromQL; one series for each pod.
    public var query: String
    /// The label that holds the pod's name.
    public var podLabel: String
    /// Which side of the other pods is bad.
    public var direction: Direction
    /// A pod that differs from the median of the others by less than this share of it is never an outlier.
    public var minimumDeviation: Percentage
    /// With fewer pods there is nothing to compare with: `thin`. 3...1000.
    public var minimumPods: Int

    public init(
        source: String, query: String, podLabel: String = "pod", direction: Direction = .above,
        minimumDeviation: Percentage = Percentage(fraction: 0.5), minimumPods: Int = 4
    ) {
        self.source = source
        self.query = query
        self.podLabel = podLabel
        self.direction = direction
        self.minimumDeviation = minimumDeviation
        self.minimumPods = minimumPods
    }
}
