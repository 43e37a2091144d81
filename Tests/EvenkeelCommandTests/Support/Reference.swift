import CommandTestSupport
import JSONValue

/// docs/reference.md, generated from the CustomResourceDefinitions: a chapter for each kind, and each type that several
/// fields have once, at the end.
struct Reference {
    private let definitions: [JSON]
    private let shared: SharedTypes
    /// The example of each kind, as YAML.
    private let examples: [String: String]

    init(_ definitions: [JSON], examples: [String: String]) {
        self.definitions = definitions
        self.examples = examples
        shared = SharedTypes(definitions.compactMap(Self.schema))
    }

    var text: String {
        Self.head + definitions.map(chapter).joined(separator: "\n") + "\n" + sharedChapter
    }

    private static let head = """
        # Reference

        This page lists all fields of the custom resources, as `kubectl explain` shows them. It is generated from the
        CustomResourceDefinitions. Fields in **bold** are required if their parent is set.


        """

    private static func schema(_ definition: JSON) -> JSON? {
        definition.at("spec", "versions")?[0]?.at("schema", "openAPIV3Schema")
    }

    private func chapter(_ definition: JSON) -> String {
        let names = definition.at("spec", "names")
        let kind = names?["kind"]?.stringValue ?? ""
        let schema = Self.schema(definition)
        let scope = definition.at("spec", "scope") == "Cluster" ? "Cluster-scoped" : "Namespaced"
        var text = "## \(kind)\n\n"
        if let description = schema?["description"]?.stringValue { text += description + "\n\n" }
        text += "\(scope); `kubectl get \(names?["shortNames"]?[0]?.stringValue ?? "")`.\n\n"
        if let example = examples[kind] { text += "```yaml\n\(example)```\n\n" }
        return text + Self.tableHead
            + ["spec", "status"].flatMap { part in
                schema?.at("properties", part).map { rows(part, $0, isRequired: false) } ?? []
            }.joined()
    }

    private var sharedChapter: String {
        "## Shared types\n\nSeveral fields have these types.\n"
            + shared.all.map { type in
                "\n### \(type.name)\n\n" + Self.tableHead + members("", type.schema).joined()
            }.joined()
    }
}

extension Reference {
    private static let tableHead = "| field | type | default | description |\n|---|---|---|---|\n"

    private func rows(_ path: String, _ schema: JSON, isRequired: Bool) -> [String] {
        let shape = Shape(schema)
        let name = isRequired ? "**`\(path)`**" : "`\(path)`"
        let preset = schema["default"].map { "`\($0.serializedString)`" } ?? ""
        let text = (schema["description"] ?? shape.inner["description"])?.stringValue ?? ""
        let type = shared.name(of: shape.inner)
        let link = type.map { "[\($0)](#\($0.lowercased()))" }
        let row = "| \(name) | \(shape.type(link)) | \(preset) | \(Self.cell(text)) |\n"
        return [row] + (type == nil ? members(path + shape.suffix + ".", shape.inner) : [])
    }

    private func members(_ prefix: String, _ schema: JSON) -> [String] {
        let required = Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        return (schema["properties"]?.objectValue ?? [:]).sorted { $0.key < $1.key }.flatMap { key, member in
            rows(prefix + key, member, isRequired: required.contains(key))
        }
    }

    private static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
    }
}
