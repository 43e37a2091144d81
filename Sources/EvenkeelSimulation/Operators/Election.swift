import KubernetesTypes

/// Who leads, and who is to lead next.
struct Election: Sendable {
    static let identities = ["evenkeel-a", "evenkeel-b"]
    static let lease = ObjectKey(namespace: "evenkeel", name: "evenkeel")
    /// Seconds that a lease is honoured after its last renewal; its holder gives up a little earlier.
    static let duration = 15.0
    static let renewDeadline = 10.0

    /// The number of the process that holds the lease.
    var holder: Int?
    var processes = 0
    /// Who comes next, and whether as the same holder: a process that is started again within the lease.
    var next: (identity: String, continues: Bool)?

    static func other(than identity: String) -> String { identities.first { $0 != identity } ?? identity }
}
