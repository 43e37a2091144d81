import JSONValue
import KubernetesTypes

/// The schemas of the four resources, read once.
enum ResourceSchema {
    static let byKind: [String: Schema] = [
        RemediationPolicy.kind: read(RemediationPolicy.self), Remediation.kind: read(Remediation.self),
        MetricSource.kind: read(MetricSource.self), Guardrail.kind: read(Guardrail.self),
    ]

    /// A type that cannot be read has no schema and takes anything; a test makes sure that there is none.
    private static func read<Resource: EvenkeelResource & Summarised>(_ type: Resource.Type) -> Schema {
        (try? of(type)) ?? Schema(.anything)
    }

    static func of<Resource: EvenkeelResource & Summarised>(_ type: Resource.Type) throws -> Schema {
        let recording = Recording()
        _ = try Resource(from: Recorder(recording))
        var properties = recording.fields.mapValues(\.schema)
        properties["apiVersion"]?.description = "The version of the schema of this object: \(Resource.apiVersion)."
        properties["kind"]?.description = "The kind of this object: \(Resource.kind)."
        var schema = Schema(.object(properties, required: ["spec"]))
        schema.description = Resource.summary
        return schema
    }
}

/// A resource that says in one sentence what it is, for `kubectl explain`.
protocol Summarised {
    static var summary: String { get }
}

extension RemediationPolicy: Summarised {
    static var summary: String {
        "One workload, the signals that judge it, the rules that act, and how far Evenkeel may go. Written by people."
    }
}

extension Remediation: Summarised {
    static var summary: String {
        "One incident's plan, evidence and life. Written by Evenkeel; people approve, reject and undo it by annotations."
    }
}

extension MetricSource: Summarised {
    static var summary: String { "A Prometheus-compatible endpoint that policies may name." }
}

extension Guardrail: Summarised {
    static var summary: String {
        "What holds for many policies at once: a pause, budgets, the circuit breaker and freeze windows."
    }
}
