import JSONValue
import KubernetesTypes

/// Checks the fields of `metadata` that users write.
enum MetadataCheck {
    static func findings(_ metadata: JSON?, of type: ResourceType) -> [Finding] {
        guard let metadata else { return [error(["name"], "Required value", "name or generateName is required")] }
        var findings = nameFindings(metadata)
        if let namespace = metadata["namespace"], namespace.stringValue == nil {
            let message = "Invalid value: \(namespace.kindName.quoted): must be of type string"
            findings.append(error(["namespace"], message, "put the value into quotes"))
        }
        if !type.isNamespaced, metadata["namespace"]?.stringValue != nil {
            let message = "\(type.kind) is cluster-scoped: the namespace has no effect"
            findings.append(
                Finding(severity: .warning, pointer: JSONPointer(["metadata", "namespace"]), message: message))
        }
        for member in ["labels", "annotations"] { findings += textFindings(metadata[member], member) }
        return findings
    }

    private static func nameFindings(_ metadata: JSON) -> [Finding] {
        guard let name = metadata["name"]?.stringValue else {
            guard metadata["generateName"]?.stringValue == nil else { return [] }
            return [error(["name"], "Required value", "name or generateName is required")]
        }
        guard
            name.utf8.count > 253
                || !Pattern.matches(name, #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#)
        else {
            return []
        }
        return [
            error(
                ["name"],
                "Invalid value: \(name.quoted): a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
                    + "characters, '-' or '.', and must start and end with an alphanumeric character")
        ]
    }

    private static func textFindings(_ json: JSON?, _ member: String) -> [Finding] {
        (json?.objectValue ?? [:]).compactMap { key, value in
            guard value.stringValue == nil else { return nil }
            let message = "Invalid value: \(value.kindName.quoted): must be of type string"
            return error([member, key], message, "put the value into quotes")
        }
    }

    private static func error(_ path: [String], _ message: String, _ advice: String? = nil) -> Finding {
        Finding(pointer: JSONPointer(["metadata"] + path), message: message, advice: advice)
    }
}
