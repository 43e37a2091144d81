import JSONValue
import KubernetesTypes

/// The status of a CustomResourceDefinition that has been accepted.
enum CustomResourceStatus {
    /// Reports in the status of a CustomResourceDefinition that the API server has accepted it; leaves other objects alone.
    ///
    /// - Returns: the object as the request left it. Its conditions follow, as on a real server.
    static func accept(
        _ object: KubernetesObject, in store: inout ObjectStore, _ context: RequestContext
    ) throws(Status) -> KubernetesObject {
        guard context.definition.storageType == .customResourceDefinitions else { return object }
        let status = status(of: object, now: context.now)
        if object.json["status"] != status {
            try store.updateStatus(.customResourceDefinitions, object.key, status: status)
        }
        return object
    }

    private static func status(of crd: KubernetesObject, now: Timestamp) -> JSON {
        let old = crd.json["status"] ?? [:]
        let versions = crd.json.at("spec", "versions")?.arrayValue ?? []
        let storage = versions.first { $0["storage"]?.boolValue == true }?["name"] ?? ""
        var stored = old["storedVersions"]?.arrayValue ?? []
        if !stored.contains(storage) { stored.append(storage) }
        var status = old
        status["acceptedNames"] = crd.json.at("spec", "names")
        status["storedVersions"] = .array(stored)
        if old["conditions"] == nil { status["conditions"] = conditions(now) }
        return status
    }

    private static func conditions(_ now: Timestamp) -> JSON {
        [
            [
                "type": "NamesAccepted", "status": "True", "lastTransitionTime": .string("\(now)"),
                "reason": "NoConflicts", "message": "no conflicts found",
            ],
            [
                "type": "Established", "status": "True", "lastTransitionTime": .string("\(now)"),
                "reason": "InitialNamesAccepted", "message": "the initial names have been accepted",
            ],
        ]
    }
}
