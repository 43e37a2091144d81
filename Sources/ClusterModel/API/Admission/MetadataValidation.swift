import JSONValue
import KubernetesTypes

/// The rules for names, labels and annotations.
enum MetadataValidation {
    static func causes(_ object: JSON, old: JSON?, _ definition: ResourceDefinition) -> [StatusCause] {
        let metadata = object["metadata"] ?? [:]
        let name = metadata["name"]?.stringValue ?? ""
        var causes: [StatusCause] = []
        if name.isEmpty {
            causes.append(.required("metadata.name", "name or generateName is required"))
        } else if old == nil, let problem = NameRule.rule(for: definition).problem(with: name) {
            causes.append(.invalid("metadata.name", .string(name), problem))
        }
        causes += labelCauses(metadata["labels"], "metadata.labels")
        causes += annotationCauses(metadata["annotations"])
        return causes
    }

    static func labelCauses(_ labels: JSON?, _ field: String) -> [StatusCause] {
        (labels?.objectValue ?? [:]).flatMap { key, value -> [StatusCause] in
            var causes: [StatusCause] = []
            if let problem = QualifiedName.problem(with: key) { causes.append(.invalid(field, .string(key), problem)) }
            if let problem = QualifiedName.labelValueProblem(with: value.stringValue ?? "") {
                causes.append(.invalid(field, value, problem))
            }
            return causes
        }
    }

    private static func annotationCauses(_ annotations: JSON?) -> [StatusCause] {
        let members = annotations?.objectValue ?? [:]
        var causes: [StatusCause] = members.keys.sorted().compactMap { key in
            QualifiedName.problem(with: key.lowercased()).map { .invalid("metadata.annotations", .string(key), $0) }
        }
        let size = members.reduce(0) { $0 + $1.key.utf8.count + ($1.value.stringValue?.utf8.count ?? 0) }
        if size > 262_144 {
            causes.append(
                StatusCause(
                    reason: "FieldValueTooLong", field: "metadata.annotations",
                    message: "Too long: may not be more than 262144 bytes"))
        }
        return causes
    }
}

/// What an object may be called.
enum NameRule {
    case subdomain, label, serviceLabel, pathSegment

    static func rule(for definition: ResourceDefinition) -> NameRule {
        switch definition.type.plural {
        case "namespaces": .label
        case "services": .serviceLabel
        case "roles", "rolebindings", "clusterroles", "clusterrolebindings": .pathSegment
        default: .subdomain
        }
    }

    func problem(with name: String) -> String? {
        switch self {
        case .subdomain:
            Self.check(
                name, "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", 253,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
                    + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
            )
        case .label:
            Self.check(
                name, "[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "
                    + "and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
            )
        case .serviceLabel:
            Self.check(
                name, "[a-z]([-a-z0-9]*[a-z0-9])?", 63,
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
                    + "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for "
                    + "validation is '")
        case .pathSegment:
            name == "." || name == ".." || name.contains { "/%".contains($0) } ? "may not contain '/' or '%'" : nil
        }
    }

    private static func check(_ name: String, _ pattern: String, _ limit: Int, _ text: String) -> String? {
        if name.utf8.count > limit { return "must be no more than \(limit) bytes" }
        return SchemaPattern("^\(pattern)$")?.matches(name) == false ? "\(text)\(pattern)')" : nil
    }
}

/// Keys of labels and annotations: an optional DNS prefix, a slash and a name.
enum QualifiedName {
    static func problem(with key: String) -> String? {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        let name = parts.last ?? ""
        if parts.count > 2 || name.isEmpty || name.utf8.count > 63 || !isName(name) { return nameProblem }
        guard parts.count == 2 else { return nil }
        return NameRule.subdomain.problem(with: String(parts[0])).map { "prefix part \($0)" }
    }

    static func labelValueProblem(with value: String) -> String? {
        if value.utf8.count > 63 { return "must be no more than 63 bytes" }
        if value.isEmpty || isName(value[...]) { return nil }
        return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
            + "start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
            + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    }

    private static func isName(_ text: Substring) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first), isAlphanumeric(last) else {
            return false
        }
        return bytes.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
    }

    private static let nameProblem =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
}
