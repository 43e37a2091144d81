import KubernetesTypes

/// The formats that the API server checks; others are only names.
enum SchemaFormat {
    static func accepts(_ text: String, format: String) -> Bool {
        switch format {
        case "date-time": Timestamp(text) != nil
        case "duration": CELDuration.parse(text) != nil
        case "byte": SchemaPattern("^[A-Za-z0-9+/]*={0,2}$")?.matches(text) ?? true
        case "uuid":
            SchemaPattern("^(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$")?.matches(text)
                ?? true
        case "date": SchemaPattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")?.matches(text) ?? true
        default: true
        }
    }
}
