import AsyncAlgorithms
import EvenkeelAPI
import EvenkeelEngine
import KubernetesClient
import KubernetesRuntime
import KubernetesTypes
import Synchronization

/// Watches the admission policy that vouches for approvals, and its binding, by their name, and tells the engine what
/// that amounts to.
struct ApprovalWatch: Sendable {
    let client: KubernetesClient
    let time: any TimeSource
    let observations: AsyncChannel<Observation>

    private let policies = Store<KubernetesObject>()
    private let bindings = Store<KubernetesObject>()
    private let memory = Memory()

    init(client: KubernetesClient, time: any TimeSource, observations: AsyncChannel<Observation>) {
        self.client = client
        self.time = time
        self.observations = observations
    }

    /// Until cancelled.
    func run() async {
        let (news, newsworthy) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withDiscardingTaskGroup { group in
            watch(.validatingAdmissionPolicies, policies, newsworthy, &group)
            watch(.validatingAdmissionPolicyBindings, bindings, newsworthy, &group)
            group.addTask {
                // A collection that is empty, and reading that succeeds again, are no change of an object.
                while !Task.isCancelled {
                    newsworthy.yield()
                    try? await time.sleep(for: .seconds(5))
                }
            }
            group.addTask {
                var told: ApprovalVouching?
                for await _ in news {
                    let vouching = current
                    guard vouching != told else { continue }
                    told = vouching
                    await observations.send(.approvalsVouched(vouching))
                }
            }
        }
    }

    /// As far as is known now.
    var current: ApprovalVouching {
        if let trouble = memory.trouble(unlessRead: [policies.lastSync, bindings.lastSync]) { return .unread(trouble) }
        guard policies.isSynced, bindings.isSynced else { return .unread("it was not read yet") }
        let key = ObjectKey(name: ApprovalPolicy.name)
        return memory.judge(ApprovalVouching(policy: policies[key], binding: bindings[key]), at: time.now)
    }

    private func watch(
        _ type: ResourceType, _ store: Store<KubernetesObject>, _ newsworthy: AsyncStream<Void>.Continuation,
        _ group: inout DiscardingTaskGroup
    ) {
        let (client, time, memory) = (client, time, memory)
        group.addTask {
            let watcher = Watcher(
                client: client, type: type, fieldSelector: "metadata.name=\(ApprovalPolicy.name)", store: store,
                time: time,
                onError: { error in
                    memory.note(error.cause, of: type.plural, at: time.uptime)
                    newsworthy.yield()
                })
            await watcher.run()
        }
        group.addTask {
            for await _ in store.changes() { newsworthy.yield() }
        }
    }
}

/// What went wrong with reading, and whether the policies were seen weakened.
private final class Memory: Sendable {
    private struct State {
        var trouble: (reason: String, at: Duration)?
        var wasWeak = false
        /// When a weakened policy was seen whole again.
        var mendedAt: Timestamp?
    }

    private let state = Mutex(State())

    /// - Parameter syncs: when each collection was last known to be the server's.
    func trouble(unlessRead syncs: [Duration?]) -> String? {
        state.withLock { state in
            guard let trouble = state.trouble else { return nil }
            let isOver = syncs.allSatisfy { $0.map { $0 > trouble.at } ?? false }
            return isOver ? nil : trouble.reason
        }
    }

    /// Only what the API server itself says counts: a connection that broke off says nothing of the policies.
    func note(_ error: KubernetesError, of plural: String, at now: Duration) {
        let reason: String? =
            if error.isForbidden {
                "grant Evenkeel get, list and watch on \(plural).admissionregistration.k8s.io"
            } else if error.isNotFound {
                "the API server does not serve \(plural) of admissionregistration.k8s.io/v1; Kubernetes has them "
                    + "since 1.30"
            } else {
                nil
            }
        guard let reason else { return }
        state.withLock { $0.trouble = (reason, now) }
    }

    /// What was approved while a policy was weakened could be anybody's word.
    func judge(_ vouching: ApprovalVouching, at now: Timestamp) -> ApprovalVouching {
        state.withLock { state in
            guard case .vouched(let since) = vouching else {
                state.wasWeak = true
                return vouching
            }
            if state.wasWeak { state.mendedAt = now }
            state.wasWeak = false
            return .vouched(since: max(since, state.mendedAt ?? since))
        }
    }
}

extension ResourceType {
    static let validatingAdmissionPolicies = admission("ValidatingAdmissionPolicy", "validatingadmissionpolicies")
    static let validatingAdmissionPolicyBindings = admission(
        "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings")

    private static func admission(_ kind: String, _ plural: String) -> ResourceType {
        ResourceType(
            group: "admissionregistration.k8s.io", version: "v1", kind: kind, plural: plural, isNamespaced: false)
    }
}
