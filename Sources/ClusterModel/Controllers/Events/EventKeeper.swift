import KubernetesTypes

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
