import Detection
import TimeSeries

/// What is remembered of the canary that runs now: its test begins with it, and ends with it.
struct CanaryMemory: Sendable {
    private(set) var test: SequentialCanaryTest
    private let releases: Set<String>

    init(margin: Double, releases: Set<String>) {
        test = SequentialCanaryTest(margin: margin)
        self.releases = releases
    }

    mutating func observe(canary: ErrorCount, stable: ErrorCount) { test.observe(canary: canary, stable: stable) }

    /// Whether pods of another release have come.
    func isReplaced(by releases: Set<String>) -> Bool { !releases.isSubset(of: self.releases) }

    /// The releases of the pods that series are from: a pod of a Deployment or a Rollout is named by its ReplicaSet and a
    /// random end. Without the label `pod` there are none, and a canary ends when it is no longer scraped.
    static func releases(of series: [Series]) -> Set<String> {
        Set(series.compactMap { $0.labels["pod"] }.map(release))
    }

    private static func release(of pod: String) -> String {
        pod.lastIndex(of: "-").map { String(pod[..<$0]) } ?? pod
    }
}
