import ClusterModel
import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// One watched collection, as a client keeps it: listed, watched, resumed, listed again after a 410.
struct Informer: Sendable {
    let resource: ResourceType
    private(set) var objects: [ObjectKey: KubernetesObject] = [:]
    private var session: WatchSession?
    /// The watch is cut, or says nothing, until then; what is known grows old meanwhile.
    private(set) var silentUntil: Timestamp?
    private var silentSince: Timestamp?
    private(set) var isSynced = false
    private(set) var relists = 0

    init(_ resource: ResourceType) { self.resource = resource }

    /// Takes what the watch has to tell, and gives the keys of what has changed.
    mutating func poll(_ cluster: inout ClusterModel, now: Timestamp) -> Set<ObjectKey> {
        if let silentUntil {
            guard silentUntil <= now else { return [] }
            (self.silentUntil, silentSince) = (nil, nil)
        }
        isSynced = true
        if session == nil { return list(&cluster, now: now) }
        guard let events = session?.events(from: cluster.store, now: now), !events.isEmpty else { return [] }
        var changed: Set<ObjectKey> = []
        for event in events {
            guard event["type"]?.stringValue != "ERROR" else {
                relists += 1
                return changed.union(list(&cluster, now: now))
            }
            if let key = take(event) { changed.insert(key) }
        }
        return changed
    }

    /// The watch tells nothing until then, not even that nothing has happened.
    mutating func silence(until time: Timestamp, now: Timestamp) {
        silentSince = silentSince ?? now
        silentUntil = max(silentUntil ?? time, time)
    }

    /// How long the server has not been heard of, in seconds.
    func silence(at now: Timestamp) -> Double { silentSince.map { now - $0 } ?? 0 }

    private mutating func take(_ event: JSON) -> ObjectKey? {
        guard let json = event["object"], event["type"]?.stringValue != "BOOKMARK" else { return nil }
        let object = KubernetesObject(json)
        let key = object.key
        if event["type"]?.stringValue == "DELETED" { objects[key] = nil } else { objects[key] = object }
        return key
    }

    /// Everything there is; what is gone since the last list counts as changed, too.
    private mutating func list(_ cluster: inout ClusterModel, now: Timestamp) -> Set<ObjectKey> {
        let request = APIRequest(
            method: "GET", path: resource.path(namespace: nil), query: [(name: "watch", value: "true")],
            userAgent: "evenkeel")
        guard case .watch(let specification) = cluster.handle(request, now: now) else { return [] }
        var session = WatchSession(specification)
        let old = objects
        objects = [:]
        for event in session.events(from: cluster.store, now: now) { _ = take(event) }
        self.session = session
        return Set(objects.keys).union(old.keys)
    }
}
