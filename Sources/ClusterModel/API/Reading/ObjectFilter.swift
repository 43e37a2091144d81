import JSONValue
import KubernetesTypes

/// Which objects of a resource a list or a watch is about.
struct ObjectFilter: Sendable {
    let definition: ResourceDefinition
    let namespace: String?
    let name: String?
    let labels: LabelSelector
    let fields: FieldSelector?

    init(_ context: RequestContext) throws(Status) {
        definition = context.definition
        namespace = context.resource.isNamespaced ? context.path.namespace : nil
        let labelText = context.request.query("labelSelector") ?? ""
        guard let labels = LabelSelector(labelText), labels.isWellFormed else {
            throw .badRequest("unable to parse requirement: found '\(labelText)', expected: a label selector")
        }
        self.labels = labels
        let fieldText = context.request.query("fieldSelector") ?? ""
        fields = fieldText.isEmpty ? nil : try FieldSelector(fieldText, context.definition)
        name = context.path.name ?? fields?.name
    }

    func matches(_ object: KubernetesObject) -> Bool {
        if let namespace, object.namespace != namespace { return false }
        if let name, object.name != name { return false }
        if !labels.requirements.isEmpty, !labels.matches(object.labels) { return false }
        if let fields, !fields.matches(Conversion.present(object.json, as: definition)) { return false }
        return true
    }
}

extension LabelSelector {
    /// Whether all keys and values could be those of labels.
    fileprivate var isWellFormed: Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .exists(let key), .doesNotExist(let key): QualifiedName.problem(with: key) == nil
            case .isIn(let key, let values), .isNotIn(let key, let values):
                QualifiedName.problem(with: key) == nil
                    && values.allSatisfy { QualifiedName.labelValueProblem(with: $0) == nil }
            }
        }
    }
}
