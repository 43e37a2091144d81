import JSONValue
import KubernetesTypes

/// The status of a CustomResourceDefinition that has been accepted.
enum CustomResourceStatus {
    static func status(of crd: KubernetesObject, now: Timestamp) -> JSON {
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
