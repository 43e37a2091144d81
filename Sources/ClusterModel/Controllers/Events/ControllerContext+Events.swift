import JSONValue
import KubernetesTypes

extension ControllerContext {
    /// Records an event about an object, or one more of the same.
    ///
    /// The scheduler writes events of the new kind (`eventTime`, `series`), all others those of the old kind (first and
    /// last time, count), as in Kubernetes 1.33.
    ///
    /// - Parameter reporter: the component that says so, such as `deployment-controller`.
    mutating func recordEvent(
        _ object: KubernetesObject, _ reason: String, _ note: String, by reporter: String, isWarning: Bool = false
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
        var event = event(key, about: object, reason: reason, note: note, reporter)
        event["type"] = isWarning ? "Warning" : "Normal"
        create(.events, event)
    }

    private mutating func repeatEvent(_ event: KubernetesObject) {
        var event = event
        if let count = event.json["deprecatedCount"]?.integerValue {
            event.json["deprecatedCount"] = JSON(count + 1)
            event.json["deprecatedLastTimestamp"] = .string("\(now)")
        } else {
            let count = event.json.at("series", "count")?.integerValue ?? 1
            event.json["series"] = ["count": JSON(count + 1), "lastObservedTime": .string(now.microTime)]
        }
        update(.events, event)
    }

    private func event(
        _ key: ObjectKey, about object: KubernetesObject, reason: String, note: String, _ reporter: String
    ) -> JSON {
        var regarding: JSON = [
            "apiVersion": .string(object.apiVersion), "kind": .string(object.kind), "name": .string(object.name),
            "uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion),
        ]
        regarding["namespace"] = object.namespace.map(JSON.string)
        let event: JSON = [
            "apiVersion": "events.k8s.io/v1", "kind": "Event",
            "metadata": ["name": .string(key.name), "namespace": .string(key.namespace ?? "default")],
            "reason": .string(reason), "note": .string(note), "regarding": regarding,
            "reportingController": .string(reporter),
        ]
        return reporter == Scheduler.name ? asNewKind(event) : asOldKind(event, reporter)
    }

    private func asNewKind(_ event: JSON) -> JSON {
        var event = event
        event["eventTime"] = .string(now.microTime)
        event["action"] = event["reason"] == "Scheduled" ? "Binding" : "Scheduling"
        event["reportingInstance"] = "default-scheduler-0"
        event["deprecatedSource"] = .object([:])
        event["deprecatedFirstTimestamp"] = .null
        event["deprecatedLastTimestamp"] = .null
        return event
    }

    private func asOldKind(_ event: JSON, _ reporter: String) -> JSON {
        var event = event
        event["eventTime"] = .null
        event["deprecatedSource"] = ["component": .string(reporter)]
        event["deprecatedFirstTimestamp"] = .string("\(now)")
        event["deprecatedLastTimestamp"] = .string("\(now)")
        event["deprecatedCount"] = 1
        return event
    }
}
