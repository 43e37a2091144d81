import JSONValue
import KubernetesTypes

/// Which events are there, oldest first, and which of them go on.
struct EventLedger: Sendable {
    struct Entry: Sendable, Hashable {
        var key: ObjectKey
        var uid: String
        var created: Timestamp
    }

    private(set) var entries: [Entry] = []
    /// The event that a repetition continues, by what the event says.
    private var ongoing: [String: (key: ObjectKey, last: Timestamp)] = [:]

    mutating func observe(_ change: StoredChange) {
        guard StorageKey(change.resource) == StorageKey(.events) else { return }
        let event = change.object
        switch change.kind {
        case .added:
            guard let created = event.creationTimestamp else { return }
            entries.append(Entry(key: event.key, uid: event.uid, created: created))
        case .modified: break
        case .deleted:
            if entries.first?.uid == event.uid {
                entries.removeFirst()
            } else {
                entries.removeAll { $0.uid == event.uid }
            }
            ongoing = ongoing.filter { $0.value.key != event.key }
        }
    }

    /// The key of the event that says the same and was last seen within six minutes, as client-go's recorder has it.
    mutating func continuing(_ signature: String, now: Timestamp) -> ObjectKey? {
        guard let known = ongoing[signature], now - known.last < 360 else { return nil }
        ongoing[signature] = (known.key, now)
        return known.key
    }

    mutating func begin(_ signature: String, _ key: ObjectKey, now: Timestamp) { ongoing[signature] = (key, now) }
}

/// Keeps the number and the age of events within bounds, as the API server's time to live does.
enum EventKeeper {
    static let key = ObjectKey(name: "events")

    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        let settings = desk.settings
        let entries = desk.events.entries
        let excess = max(0, entries.count - settings.maximumEvents)
        let expired = entries.prefix { $0.created + settings.eventSeconds <= desk.now }.count
        for entry in entries.prefix(max(excess, expired)) { desk.delete(.events, entry.key) }
        return entries.dropFirst(max(excess, expired)).first.map { $0.created + settings.eventSeconds }
    }
}
