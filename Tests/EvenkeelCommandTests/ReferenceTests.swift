import CommandTestSupport
import FoundationEssentials
import JSONValue
import Testing
import YAML

@Suite("docs/reference.md")
struct ReferenceTests {
    /// `EVENKEEL_UPDATE_GOLDENS=1` writes it.
    @Test("says of each field what the definitions say")
    func reference() async throws {
        let printed = try await Evenkeel.run("crds").output
        let definitions = try YAML.parse(Array(printed.utf8)).map(\.json)
        #expect(definitions.count == 4)
        let text = Self.head + definitions.map(Self.chapter).joined(separator: "\n")
        if ProcessInfo.processInfo.environment["EVENKEEL_UPDATE_GOLDENS"] == "1" {
            try text.write(toFile: "\(Repository.root)/docs/reference.md", atomically: true, encoding: .utf8)
        }
        #expect(try Repository.read("docs/reference.md") == text, "run it again with EVENKEEL_UPDATE_GOLDENS=1")
    }

    private static let head = """
        # Reference

        All fields of the custom resources, as `kubectl explain` shows them. It is generated from the definitions; a test keeps
        them equal. Fields in **bold** are required where what they are in is given.


        """

    private static func chapter(_ definition: JSON) -> String {
        let names = definition.at("spec", "names")
        let schema = definition.at("spec", "versions")?[0]?.at("schema", "openAPIV3Schema")
        var text = "## \(names?["kind"]?.stringValue ?? "")\n\n"
        let scope = definition.at("spec", "scope")?.stringValue ?? ""
        let short = names?["shortNames"]?[0]?.stringValue ?? ""
        if let description = schema?["description"]?.stringValue { text += description + "\n\n" }
        text += "\(scope == "Cluster" ? "Of the whole cluster" : "In a namespace"); `kubectl get \(short)`.\n\n"
        text += "| field | is | default | meaning |\n|---|---|---|---|\n"
        for part in ["spec", "status"] {
            guard let fields = schema?.at("properties", part) else { continue }
            text += rows(part, fields, isRequired: false).joined()
        }
        return text
    }

    private static func rows(_ path: String, _ schema: JSON, isRequired: Bool) -> [String] {
        let (type, inner, suffix) = shape(schema)
        let name = isRequired ? "**`\(path)`**" : "`\(path)`"
        let preset = schema["default"].map { "`\($0.serializedString)`" } ?? ""
        let text = cell(schema["description"]?.stringValue ?? inner["description"]?.stringValue ?? "")
        let required = Set((inner["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        let members = inner["properties"]?.objectValue ?? [:]
        return ["| \(name) | \(type) | \(preset) | \(text) |\n"]
            + members.sorted { $0.key < $1.key }.flatMap { key, member in
                rows("\(path)\(suffix).\(key)", member, isRequired: required.contains(key))
            }
    }

    /// What it is, the schema in which its members are, and how its path goes on.
    private static func shape(_ schema: JSON) -> (type: String, inner: JSON, suffix: String) {
        if let items = schema["items"] {
            let (type, inner, suffix) = shape(items)
            return ("list of \(type)", inner, "[]" + suffix)
        }
        if let values = schema["additionalProperties"], values.boolValue == nil {
            return ("map of \(shape(values).type)", values, ".*")
        }
        if let values = schema["enum"]?.arrayValue {
            return (values.compactMap(\.stringValue).map { "`\($0)`" }.joined(separator: ", "), schema, "")
        }
        if schema["x-kubernetes-int-or-string"] == true { return ("integer or string", schema, "") }
        let type = schema["type"]?.stringValue ?? "any"
        return (schema["format"]?.stringValue.map { "\(type) (\($0))" } ?? type, schema, "")
    }

    private static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
    }
}
