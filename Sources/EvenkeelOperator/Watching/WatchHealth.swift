import EvenkeelAPI
import KubernetesClient
import KubernetesRuntime
import KubernetesTypes
import Logging
import Synchronization

/// What keeps collections of the API from being read: told in the log once for each reason, and once when it is over.
///
/// A watcher goes on by itself whatever happens, so without this nobody would learn what it waits for.
final class WatchHealth: Sendable {
    struct Collection: Sendable, Hashable {
        var type: ResourceType
        var namespace: String?

        var description: String { type.qualifiedName + (namespace.map { " in \($0)" } ?? "") }
    }

    private let logger: Logger
    /// Bounded by the collections that are watched.
    private let reasons = Mutex<[Collection: String]>([:])

    init(logger: Logger) { self.logger = logger }

    /// Why nothing of the kind, or nothing new, can be read; `nil` where that is not known.
    func reason(for plural: String) -> String? {
        reasons.withLock { $0.filter { $0.key.type.plural == plural }.values.min() }
    }

    /// The reason as the end of a sentence.
    func clause(for plural: String) -> String { reason(for: plural).map { ": \($0)" } ?? "" }

    /// While nothing happens a server sends a bookmark about once a minute; later than this the watch is dead.
    static let maximumAge = Duration.seconds(90)

    /// Why the first of the collections that is too old says nothing about now.
    ///
    /// - Parameter syncs: when each was last known to be the server's.
    func staleness(of syncs: [(plural: String, lastSync: Duration?)], now: Duration) -> String? {
        let old = syncs.first { sync in sync.lastSync.map { now - $0 > Self.maximumAge } ?? true }
        guard let plural = old?.plural else { return nil }
        return "the watch of \(plural) has heard nothing from the API server for over \(Self.maximumAge), so what is "
            + "known of the cluster may be outdated\(clause(for: plural))"
    }

    /// A watcher whose troubles are told.
    func watcher<Value: Sendable>(
        _ client: KubernetesClient, _ type: ResourceType, namespace: String? = nil, fieldSelector: String? = nil,
        store: Store<Value>, time: any TimeSource
    ) -> Watcher<Value> {
        let collection = Collection(type: type, namespace: namespace)
        return Watcher(
            client: client, type: type, namespace: namespace, fieldSelector: fieldSelector, store: store, time: time,
            onError: { self.note($0, of: collection) }, onConnected: { self.forget(collection) })
    }

    func note(_ error: WatcherError, of collection: Collection) {
        // A stream that breaks off and goes on again is everyday life; what keeps it from going on comes as an error of
        // its own.
        if case .watchFailed = error { return logger.debug("\(collection.description): \(error)") }
        let reason = "\(error.cause)" + hint(error.cause, collection.type)
        let isNews = reasons.withLock { $0.updateValue(reason, forKey: collection) != reason }
        logger.log(level: isNews ? .warning : .debug, "\(collection.description) cannot be read: \(reason)")
    }

    func forget(_ collection: Collection) {
        guard reasons.withLock({ $0.removeValue(forKey: collection) }) != nil else { return }
        logger.notice("\(collection.description) are watched again")
    }

    private func hint(_ error: KubernetesError, _ type: ResourceType) -> String {
        guard error.isNotFound, type.group == EvenkeelAPIGroup.name else { return "" }
        return " Install the definitions: evenkeel crds | kubectl apply --server-side -f -"
    }
}
