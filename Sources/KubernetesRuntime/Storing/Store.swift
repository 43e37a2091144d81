internal import JSONValue
public import KubernetesTypes
internal import Synchronization

/// The last known state of a collection, kept up to date by a ``Watcher``.
///
/// Only what `transform` makes of each object is kept, so that the bulk of it, `managedFields` above all, costs no memory.
public final class Store<Value: Sendable>: Sendable {
    /// How far one watcher has come.
    private struct Scope {
        var lastSync: Duration?
        var isConnected = false
    }

    /// Gets changes; false once nobody listens any more.
    private typealias Observer = @Sendable ([StoreChange<Value>]) -> Bool

    private struct State {
        var objects: StoreState<Value>
        /// One for each watcher: its namespace, or "" for all.
        var scopes: [String: Scope] = [:]
        var observers: [Observer] = []
    }

    private let transform: @Sendable (KubernetesObject) -> Value?
    private let state: Mutex<State>

    /// - Parameters:
    ///   - labels: by what ``values(in:matching:)`` finds values; few different ones make it fast.
    ///   - transform: what is kept of an object; `nil` leaves it out. It should be fast and have no side effects.
    public init(
        labels: (@Sendable (Value) -> [String: String])? = nil,
        transform: @escaping @Sendable (KubernetesObject) -> Value?
    ) {
        self.transform = transform
        state = Mutex(State(objects: StoreState(labels: labels)))
    }
}

// MARK: - Reading

extension Store {
    public subscript(key: ObjectKey) -> Value? { state.withLock { $0.objects[key] } }

    public var count: Int { state.withLock { $0.objects.count } }

    /// The values of one namespace, or all of them, in no particular order.
    public func values(in namespace: String? = nil) -> [Value] {
        state.withLock { $0.objects.entries(in: namespace) }.map(\.value)
    }

    /// The values of a namespace for which the predicate holds, in no particular order. It should be fast.
    public func values(in namespace: String, where predicate: (Value) -> Bool) -> [Value] {
        state.withLock { $0.objects.values(in: namespace, where: predicate) }
    }

    /// The values of a namespace whose labels match, in no particular order; none if the store does not know what
    /// their labels are.
    public func values(in namespace: String, matching matches: ([String: String]) -> Bool) -> [Value] {
        state.withLock { $0.objects.values(in: namespace, matching: matches) }
    }

    /// The keys of one namespace, or all of them, in no particular order.
    public func keys(in namespace: String? = nil) -> [ObjectKey] {
        state.withLock { $0.objects.entries(in: namespace) }.map(\.key)
    }

    /// True once the whole collection has been read. It never becomes false again: see ``lastSync``.
    public var isSynced: Bool { lastSync != nil }

    /// True while the watch, or all of them, are open.
    public var isConnected: Bool {
        state.withLock { !$0.scopes.isEmpty && $0.scopes.values.allSatisfy(\.isConnected) }
    }

    /// The uptime at which the state was last known to be the server's: by a list, an event, a bookmark, or
    /// the proper end of a watch that had any of them. While nothing happens a server sends a bookmark about once a minute, so an age of up to 75 s is healthy.
    /// `nil` before the first sync; of several watchers, the one that is furthest behind.
    public var lastSync: Duration? {
        let syncs = state.withLock { $0.scopes.values.map(\.lastSync) }
        return syncs.contains(nil) ? nil : syncs.compactMap(\.self).min()
    }

    /// The keys of objects as they come, change and go; everything that is there already comes first.
    public func changes() -> StoreChanges<ObjectKey> { changes { key, _, _ in [key] } }

    /// The same, with other keys: those that a change means work for.
    ///
    /// - Parameters:
    ///   - limit: keys that may wait for a slow reader; with more, the reader gets `.everything` once.
    ///   - map: gets the object's key and its value before and after. It should be fast.
    public func changes<Key: Hashable & Sendable>(
        limit: Int = 100_000,
        map: @escaping @Sendable (_ key: ObjectKey, _ old: Value?, _ new: Value?) -> [Key]
    ) -> StoreChanges<Key> {
        let pending = PendingChanges<Key>(limit: limit)
        let observer: Observer = { [weak pending] changes in
            guard let pending else { return false }
            pending.add(changes.flatMap { map($0.key, $0.old, $0.new) })
            return true
        }
        let present = state.withLock { state in
            state.observers.append(observer)
            return state.objects.entries(in: nil).map { StoreChange(key: $0.key, new: $0.value) }
        }
        _ = observer(present)
        return StoreChanges(pending: pending)
    }
}

// MARK: - Writing, for watchers

extension Store {
    func entry(of object: KubernetesObject) -> StoreEntry<Value>? {
        transform(object).map { StoreEntry(key: object.key, resourceVersion: object.resourceVersion, value: $0) }
    }

    func register(scope: String?) { state.withLock { $0.scopes[scope ?? ""] = Scope() } }

    func connected(scope: String?) { state.withLock { $0.scopes[scope ?? ""]?.isConnected = true } }

    func disconnected(scope: String?) { state.withLock { $0.scopes[scope ?? ""]?.isConnected = false } }

    /// The state is that of the server at this time.
    func confirmed(scope: String?, now: Duration) { state.withLock { $0.scopes[scope ?? ""]?.lastSync = now } }

    func set(_ object: KubernetesObject, scope: String?, now: Duration) {
        guard let entry = entry(of: object) else { return remove(object.key, scope: scope, now: now) }
        update(scope, now) { $0.set(entry).map { [$0] } ?? [] }
    }

    func remove(_ key: ObjectKey, scope: String?, now: Duration) {
        update(scope, now) { $0.remove(key).map { [$0] } ?? [] }
    }

    func replace(with entries: [StoreEntry<Value>], scope: String?, now: Duration) {
        update(scope, now) { $0.replace(with: entries, in: scope) }
    }

    /// Observers are called outside of the lock, so that they may read the store; the one writer of a scope keeps the order.
    private func update(
        _ scope: String?, _ now: Duration, _ body: (inout StoreState<Value>) -> [StoreChange<Value>]
    ) {
        let (changes, observers) = state.withLock { state in
            state.scopes[scope ?? "", default: Scope()].lastSync = now
            return (body(&state.objects), state.observers)
        }
        guard !changes.isEmpty else { return }
        let gone = observers.count { !$0(changes) }
        if gone > 0 { state.withLock { $0.observers.removeAll { !$0([]) } } }
    }
}

extension Store where Value == KubernetesObject {
    /// Keeps whole objects, without the managed fields.
    public convenience init() {
        self.init { object in
            var object = object
            object.json.set(nil, at: "metadata", "managedFields")
            return object
        }
    }
}
