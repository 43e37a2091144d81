import KubernetesTypes

/// Which events are there, oldest first, and which of them go on.
struct EventLedger: Sendable {
    struct Entry: Sendable, Hashable {
        var key: ObjectKey
        var uid: String
        var created: Timestamp
    }

    /// In the order of creation; those deleted in the middle stay until the ones before them are gone.
    private var entries: [Entry] = []
    private var first = 0
    private var living: Set<String> = []
    /// The event that a repetition continues, by what the event says, and the way back.
    private var ongoing: [String: (key: ObjectKey, last: Timestamp)] = [:]
    private var signatures: [ObjectKey: String] = [:]

    var count: Int { living.count }

    /// The living events, oldest first.
    var oldest: some Sequence<Entry> { entries[first...].lazy.filter { living.contains($0.uid) } }

    mutating func observe(_ change: StoredChange) {
        guard StorageKey(change.resource) == StorageKey(.events) else { return }
        let event = change.object
        switch change.kind {
        case .added:
            guard let created = event.creationTimestamp else { return }
            entries.append(Entry(key: event.key, uid: event.uid, created: created))
            living.insert(event.uid)
        case .modified: break
        case .deleted:
            living.remove(event.uid)
            if let signature = signatures.removeValue(forKey: event.key) { ongoing[signature] = nil }
            forgetGone()
        }
    }

    private mutating func forgetGone() {
        while first < entries.count, !living.contains(entries[first].uid) { first += 1 }
        guard first > 1024 else { return }
        entries.removeFirst(first)
        first = 0
    }

    /// The key of the event that says the same and was last seen within six minutes, as client-go's recorder has it.
    mutating func continuing(_ signature: String, now: Timestamp) -> ObjectKey? {
        guard let known = ongoing[signature], now - known.last < 360 else { return nil }
        ongoing[signature] = (known.key, now)
        return known.key
    }

    mutating func begin(_ signature: String, _ key: ObjectKey, now: Timestamp) {
        if let previous = ongoing[signature] { signatures[previous.key] = nil }
        ongoing[signature] = (key, now)
        signatures[key] = signature
    }
}

/// Keeps the number and the age of events within bounds, as the API server's time to live does.
enum EventKeeper {
    static let key = ObjectKey(name: "events")

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        let settings = context.settings
        var excess = context.events.count - settings.maximumEvents
        var condemned: [ObjectKey] = []
        var next: Timestamp?
        for entry in context.events.oldest {
            let end = entry.created + settings.eventSeconds
            guard excess > 0 || end <= context.now else {
                next = end
                break
            }
            condemned.append(entry.key)
            excess -= 1
        }
        for key in condemned { context.delete(.events, key) }
        return next
    }
}
