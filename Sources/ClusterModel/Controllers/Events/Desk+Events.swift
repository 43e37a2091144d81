import JSONValue
import KubernetesTypes

extension Desk {
    /// Tells people about an object: an `events.k8s.io/v1` event, or one more in the series of the same.
    ///
    /// - Parameter reporter: the component that says so, such as `deployment-controller`.
    mutating func tell(
        _ object: KubernetesObject, _ reason: String, _ note: String, by reporter: String, action: String,
        isWarning: Bool = false
    ) {
        let signature = [object.uid, reporter, reason, note].joined(separator: "\u{0}")
        if let key = events.continuing(signature, now: now), let event = store.get(.events, key) {
            return repeatEvent(event)
        }
        // Deterministic, and another one for every beginning of the same series.
        let digest = StableHash.fnv64("\(signature)\u{0}\(now.microsecondsSince1970)")
        let key = ObjectKey(
            namespace: object.namespace ?? "default", name: "\(object.name).\(String(digest, radix: 16))")
        events.begin(signature, key, now: now)
        create(
            .events, event(key, about: object, reason: reason, note: note, reporter, action: action, isWarning))
    }

    private mutating func repeatEvent(_ event: KubernetesObject) {
        var event = event
        let count = event.json.at("series", "count")?.integerValue ?? 1
        event.json["series"] = ["count": JSON(count + 1), "lastObservedTime": .string(now.microTime)]
        update(.events, event)
    }

    private func event(
        _ key: ObjectKey, about object: KubernetesObject, reason: String, note: String, _ reporter: String,
        action: String, _ isWarning: Bool
    ) -> JSON {
        var regarding: JSON = [
            "apiVersion": .string(object.apiVersion), "kind": .string(object.kind), "name": .string(object.name),
            "uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion),
        ]
        regarding["namespace"] = object.namespace.map(JSON.string)
        return [
            "apiVersion": "events.k8s.io/v1", "kind": "Event",
            "metadata": ["name": .string(key.name), "namespace": .string(key.namespace ?? "default")],
            "eventTime": .string(now.microTime), "type": isWarning ? "Warning" : "Normal", "reason": .string(reason),
            "note": .string(note), "action": .string(action), "regarding": regarding,
            "reportingController": .string(reporter), "reportingInstance": .string("\(reporter)-0"),
        ]
    }
}
