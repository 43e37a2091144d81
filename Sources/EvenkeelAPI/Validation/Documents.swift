public import JSONValue
import KubernetesTypes

/// Checks documents offline, as the API server does, and reports warnings.
public enum Documents {
    /// The findings of one document in the order of its fields, errors first, then warnings.
    public static func validate(_ json: JSON) -> [Finding] { validate(json, logQLSources: []) }

    static func validate(_ json: JSON, logQLSources: Set<String>) -> [Finding] {
        guard json.objectValue != nil else {
            return [Finding(pointer: JSONPointer([]), message: "must be an object, not \(json.typeName)")]
        }
        switch json["kind"]?.stringValue {
        case RemediationPolicy.kind:
            return validate(json, as: RemediationPolicy.self) { $0.warnings(logQLSources: logQLSources) }
        case Remediation.kind: return validate(json, as: Remediation.self) { _ in [] }
        case MetricSource.kind: return validate(json, as: MetricSource.self) { $0.warnings }
        case Guardrail.kind: return validate(json, as: Guardrail.self) { $0.warnings }
        default: return [foreign(json)]
        }
    }

    private static func validate<Resource: EvenkeelResource>(
        _ json: JSON, as type: Resource.Type, warnings: (Resource) -> [Finding]
    ) -> [Finding] {
        let identity = identityErrors(json, of: type)
        guard identity.isEmpty else { return identity }
        var findings = MetadataCheck.findings(json["metadata"], of: Resource.resourceType)
        do {
            let schema = try ResourceSchema.of(kind: Resource.kind)
            let completed = schema.completed(json)
            findings += DocumentCheck.findings(completed, schema, reportsUnknownFields: true)
            guard !findings.contains(where: { $0.severity == .error && !$0.isUnknownField }) else { return findings }
            return findings + warnings(try completed.decoded(as: type))
        } catch {
            // A mistake that no rule covers, such as an owner reference in a wrong form.
            return findings + [.unreadable(error)]
        }
    }

    /// A document of another kind: an error where it claims to be Evenkeel's.
    private static func foreign(_ json: JSON) -> Finding {
        let kinds = ResourceSchema.kinds
        let apiVersion = json["apiVersion"]?.stringValue ?? ""
        guard let kind = json["kind"]?.stringValue else {
            let list = kinds.joined(separator: ", ")
            return Finding(pointer: JSONPointer(["kind"]), message: "Required value", advice: "Evenkeel has \(list)")
        }
        let suggestion = Spelling.suggestion(for: kind, among: kinds)
        guard apiVersion.hasPrefix(EvenkeelAPIGroup.name + "/") || (apiVersion.isEmpty && suggestion != nil) else {
            return Finding(
                severity: .warning, pointer: JSONPointer(["kind"]),
                message: "\(kind.shortened) is not one of Evenkeel's resources, so it was not checked")
        }
        let list = kinds.map(\.quoted).joined(separator: ", ")
        return Finding(
            pointer: JSONPointer(["kind"]), message: "Unsupported value: \(kind.quoted): supported values: \(list)",
            advice: suggestion)
    }
}

extension Documents {
    /// The kind and name of the document, such as `RemediationPolicy shop/checkout`.
    static func subject(_ json: JSON) -> String {
        let name = json.at("metadata", "name")?.stringValue ?? "without a name"
        let namespace = json.at("metadata", "namespace")?.stringValue.map { $0 + "/" } ?? ""
        return "\(json["kind"]?.stringValue ?? "document") \(namespace)\(name)"
    }

    static func identityErrors<Resource: EvenkeelResource>(_ json: JSON, of type: Resource.Type) -> [Finding] {
        [("apiVersion", Resource.apiVersion), ("kind", Resource.kind)].compactMap { member, expected in
            guard json[member]?.stringValue != expected else { return nil }
            let found = json[member]?.stringValue ?? json[member]?.typeName ?? "nothing"
            return Finding(
                pointer: JSONPointer([member]), message: "Invalid value: \(found.quoted): must be \(expected.quoted)")
        }
    }
}
