import EvenkeelShell

/// Checks before each write that this replica may still act.
public protocol Fence: Sendable {
    /// `nil` while it may; otherwise why not.
    func objection() async -> String?
}

/// Leads because nobody else can: for a single process that runs without election.
public struct OpenFence: Fence {
    public init() {}
    public func objection() async -> String? { nil }
}

/// The fence that each authority is checked by.
struct Fences: Sendable {
    var leader: any Fence
    /// The leader's, and the audit log's.
    var accountableLeader: any Fence

    func objection(to authority: Authority) async -> String? {
        switch authority {
        case .anyReplica: nil
        case .leader: await leader.objection()
        case .accountableLeader: await accountableLeader.objection()
        }
    }
}
