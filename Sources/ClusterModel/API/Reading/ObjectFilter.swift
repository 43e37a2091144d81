import JSONValue
import KubernetesTypes

/// Which objects of a resource a list or a watch is about.
struct ObjectFilter: Sendable {
    let definition: ResourceDefinition
    let namespace: String?
    let name: String?
    let labels: LabelSelector?
    let fields: FieldSelector?

    init(_ context: RequestContext) throws(Status) {
        definition = context.definition
        namespace = context.resource.isNamespaced ? context.path.namespace : nil
        let labelText = context.request.query("labelSelector") ?? ""
        let labels = LabelSelector(labelText)
        if labels == nil { throw .badRequest("unable to parse requirement: found '\(labelText)'") }
        self.labels = labels
        let fieldText = context.request.query("fieldSelector") ?? ""
        fields = fieldText.isEmpty ? nil : try FieldSelector(fieldText, context.definition)
        name = context.path.name ?? fields?.name
    }

    func matches(_ object: KubernetesObject) -> Bool {
        if let namespace, object.namespace != namespace { return false }
        if let name, object.name != name { return false }
        if let labels, !labels.requirements.isEmpty, !labels.matches(object.labels) { return false }
        if let fields, !fields.matches(Conversion.present(object.json, as: definition)) { return false }
        return true
    }
}
