import KubernetesTypes

/// Keeps the number and the age of events within bounds, as the API server's time to live does.
enum EventKeeper {
    static let key = ObjectKey(name: "events")

    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        let settings = desk.settings
        var excess = desk.events.count - settings.maximumEvents
        var condemned: [ObjectKey] = []
        var next: Timestamp?
        for entry in desk.events.oldest {
            let end = entry.created + settings.eventSeconds
            guard excess > 0 || end <= desk.now else {
                next = end
                break
            }
            condemned.append(entry.key)
            excess -= 1
        }
        for key in condemned { desk.delete(.events, key) }
        return next
    }
}
