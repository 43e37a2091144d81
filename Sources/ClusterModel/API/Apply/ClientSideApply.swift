import JSONValue

/// What kubectl's client-side apply left behind: server-side apply by the same kubectl may take these fields over
/// without a conflict.
enum ClientSideApply {
    private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

    /// The fields of the last configuration that still hold what it said.
    static func fields(of live: JSON, _ definition: ResourceDefinition) -> FieldSet {
        guard let text = live.at("metadata", "annotations", annotation)?.stringValue,
            let last = try? JSON(parsing: text), last["apiVersion"]?.stringValue == definition.groupVersion
        else { return .empty }
        let configuration = ManagedFields.stripped(last)
        let fields = FieldWalk.fields(of: configuration, definition.schema)
        let (changed, removed) = FieldWalk.difference(configuration, ManagedFields.stripped(live), definition.schema)
        return fields.subtracting(changed).subtracting(removed)
    }
}
