import KubernetesTypes

/// The last requests to resources, oldest first, up to a bound.
public struct AuditLog: Sendable {
    public private(set) var records: [AuditRecord] = []
    /// How many older ones have been forgotten.
    public private(set) var forgotten = 0
    private let capacity: Int

    public init(capacity: Int = 20_000) { self.capacity = max(1, capacity) }

    mutating func record(_ context: RequestContext, code: Int) {
        if records.count >= 2 * capacity {
            forgotten += records.count - capacity
            records.removeFirst(records.count - capacity)
        }
        records.append(AuditRecord(context, code: code))
    }
}
