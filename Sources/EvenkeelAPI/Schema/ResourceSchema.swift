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
        properties["apiVersion"]?.description = "API version of the object: \(Resource.apiVersion)."
        properties["kind"]?.description = "Kind of the object: \(Resource.kind)."
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
        "Selects a workload, defines the signals that indicate a problem, and the actions that Evenkeel may take."
    }
}

extension Remediation: Summarised {
    static var summary: String {
        "Plan, evidence and progress of one remediation. Evenkeel creates it; users approve, reject or undo it with "
            + "annotations."
    }
}

extension MetricSource: Summarised {
    static var summary: String { "A source of metrics that policies may use: Prometheus, Alertmanager or Loki." }
}

extension Guardrail: Summarised {
    static var summary: String {
        "Limits for the remediations of many policies: a pause, budgets, a circuit breaker and freeze windows."
    }
}
