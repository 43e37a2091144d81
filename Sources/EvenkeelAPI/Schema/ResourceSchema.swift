import JSONValue
import KubernetesTypes

/// The schemas of the four resources, each read once.
enum ResourceSchema {
    private static let byKind: [String: Result<Schema, SchemaProblem>] = [
        RemediationPolicy.kind: read(RemediationPolicy.self), Remediation.kind: read(Remediation.self),
        MetricSource.kind: read(MetricSource.self), Guardrail.kind: read(Guardrail.self),
    ]

    static let kinds = byKind.keys.sorted()

    /// - Throws: `SchemaProblem` if the type and its documentation do not agree. There is no schema in its place that
    ///   accepts anything, because a CustomResourceDefinition with it would accept everything.
    static func of(kind: String) throws(SchemaProblem) -> Schema {
        guard let schema = byKind[kind] else { throw SchemaProblem(description: "\(kind) has no schema") }
        return try schema.get()
    }

    private static func read<Resource: EvenkeelResource & Summarised>(
        _ type: Resource.Type
    ) -> Result<Schema, SchemaProblem> {
        Result { () throws(SchemaProblem) in try of(type) }
    }

    static func of<Resource: EvenkeelResource & Summarised>(
        _ type: Resource.Type
    ) throws(SchemaProblem) -> Schema {
        let recording = Recording()
        do {
            _ = try Resource(from: Recorder(recording))
        } catch {
            throw SchemaProblem(description: "\(Resource.kind): \(error)")
        }
        var properties = recording.fields.mapValues(\.schema)
        properties["apiVersion"]?.description = "The version of the schema of this object: \(Resource.apiVersion)."
        properties["kind"]?.description = "The kind of this object: \(Resource.kind)."
        var schema = Schema(.object(properties, required: ["spec"]))
        schema.description = Resource.summary
        return schema
    }
}

/// A resource with a one-sentence description for `kubectl explain`.
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
