/// What one pod uses now: what a metrics server would say of it.
public struct PodUsage: Sendable, Hashable {
    public var milliCPU: Double
    /// Bytes.
    public var memory: Double

    public init(milliCPU: Double, memory: Double) {
        self.milliCPU = milliCPU
        self.memory = memory
    }
}
