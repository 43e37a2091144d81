import EvenkeelShell
import KubernetesClient
import KubernetesRuntime
import KubernetesTypes
import Synchronization

/// A watched collection of a kind that the API may serve or not: that it does not is an answer, and one that may change
/// at any time, because people install and remove such kinds while the operator runs.
final class OptionalCollection<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case unknown(String)
        case absent
        case served(Store<Value>)
    }

    let type: ResourceType
    private let transform: @Sendable (KubernetesObject) -> Value?
    private let time: any TimeSource
    private let watchHealth: WatchHealth
    private let state: Mutex<State>

    /// Between two questions whether the kind is served.
    private static var pause: Duration { .seconds(30) }

    init(
        _ type: ResourceType, time: any TimeSource, watchHealth: WatchHealth,
        transform: @escaping @Sendable (KubernetesObject) -> Value?
    ) {
        self.type = type
        self.watchHealth = watchHealth
        self.time = time
        self.transform = transform
        state = Mutex(.unknown("\(type.qualifiedName) were not discovered yet"))
    }

    /// Until cancelled.
    func run(_ client: KubernetesClient, _ namespaces: [String?]) async {
        while !Task.isCancelled {
            if await ask(client) == true { await watch(client, namespaces) }
            try? await time.sleep(for: Self.pause)
        }
    }

    /// Whether the kind is served; `nil` where nobody answers.
    private func ask(_ client: KubernetesClient) async -> Bool? {
        do throws(KubernetesError) {
            let isServed = try await client.resourceTypes(apiVersion: type.apiVersion).contains { $0.kind == type.kind }
            if !isServed { set(.absent) }
            return isServed
        } catch {
            if error.isNotFound {
                set(.absent)
                return false
            }
            // What was known of it still says when it was last heard of.
            if case .served = state.withLock({ $0 }) { return nil }
            set(.unknown("whether \(type.qualifiedName) are served is not known: \(error)"))
            return nil
        }
    }

    private func set(_ new: State) { state.withLock { $0 = new } }

    /// Until the kind is no longer served.
    private func watch(_ client: KubernetesClient, _ namespaces: [String?]) async {
        let store = Store(transform: transform)
        let watchers = namespaces.map {
            watchHealth.watcher(client, type, namespace: $0, store: store, time: time)
        }
        set(.served(store))
        await withTaskGroup(of: Void.self) { group in
            for watcher in watchers { group.addTask { await watcher.run() } }
            while !Task.isCancelled {
                try? await time.sleep(for: Self.pause)
                if await ask(client) == false { break }
            }
            group.cancelAll()
        }
    }

    /// True once it is known that there are none, or all were read.
    var isSettled: Bool {
        switch state.withLock({ $0 }) {
        case .unknown: false
        case .absent: true
        case .served(let store): store.isSynced
        }
    }

    /// The objects of a namespace, or why nothing may be concluded of them.
    func values(in namespace: String) -> Result<[Value], Unreadable> {
        switch state.withLock({ $0 }) {
        case .unknown(let reason): return .failure(Unreadable(reason: reason))
        case .absent: return .success([])
        case .served(let store):
            guard let last = store.lastSync else {
                return .failure(
                    Unreadable(reason: "\(type.qualifiedName) were not read yet; may the operator list and watch them?")
                )
            }
            guard time.uptime - last <= WatchHealth.maximumAge else {
                return .failure(Unreadable(reason: "the watch of \(type.qualifiedName) has heard nothing for too long"))
            }
            return .success(store.values(in: namespace))
        }
    }
}
