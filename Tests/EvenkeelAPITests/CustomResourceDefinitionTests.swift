import JSONValue
import KubernetesTypes
import Testing
import YAML

@testable import EvenkeelAPI

@Suite struct CustomResourceDefinitionTests {
    private static let plurals = ["guardrails", "metricsources", "remediationpolicies", "remediations"]

    private static func definition(_ plural: String) throws -> JSON {
        try #require(try CustomResourceDefinitions.all().first { $0.at("spec", "names", "plural") == .string(plural) })
    }

    @Test("Manifests/crds holds what the types say", arguments: plurals)
    func manifests(plural: String) throws {
        let definition = try Self.definition(plural)
        let name = CustomResourceDefinitions.fileName(of: definition)
        let text = try Samples.text("crds/\(name)")
        #expect(text == YAML.write(definition), "\(name) is out of date: write it with `evenkeel crds`")
        #expect(try YAML.parse(text).map(\.json) == [definition])
    }

    @Test("there are four, with the names that people type")
    func names() throws {
        let all = try CustomResourceDefinitions.all()
        #expect(
            all.compactMap { $0.at("metadata", "name")?.stringValue } == Self.plurals.map { $0 + ".evenkeel.dev" })
        let shortNames = all.compactMap { $0.at("spec", "names", "shortNames")?[0]?.stringValue }
        #expect(shortNames == ["grail", "msrc", "rpol", "rem"])
        #expect(all.compactMap { $0.at("spec", "scope") } == ["Cluster", "Cluster", "Namespaced", "Namespaced"])
        #expect(all.allSatisfy { $0.at("spec", "names", "categories") == ["evenkeel"] })
        #expect(all.allSatisfy { $0.at("spec", "versions")?[0]?["subresources"] == ["status": [:]] })
    }

    @Test("the schemas are structural, described and bounded", arguments: plurals)
    func structural(plural: String) throws {
        let definition = try Self.definition(plural)
        let schema = try #require(definition.at("spec", "versions")?[0]?.at("schema", "openAPIV3Schema"))
        #expect(StructuralSchemaCheck.problems(of: schema) == [])
    }

    @Test("the columns show what the schema has", arguments: plurals)
    func columns(plural: String) throws {
        let definition = try Self.definition(plural)
        let version = try #require(definition.at("spec", "versions")?[0])
        let schema = try #require(version.at("schema", "openAPIV3Schema"))
        for column in version["additionalPrinterColumns"]?.arrayValue ?? [] {
            let path = try #require(column["jsonPath"]?.stringValue)
            #expect(path.hasPrefix(".metadata") || StructuralSchemaCheck.has(path, schema), "\(path)")
        }
    }

    /// A resource whose spec has a field without documentation.
    private struct Shop: EvenkeelResource, Summarised {
        static let resourceType = ownType("Shop", "shops")
        static let shortName = "shop"
        static let summary = "A shop."
        var metadata: ObjectMeta
        var spec: Spec

        struct Spec: Codable, Sendable, Hashable, Documented {
            var name: String
            static var documentation: TypeDocumentation { TypeDocumentation("A spec.", example: Spec(name: ""), [:]) }
        }
    }

    @Test("a type that does not agree with its documentation has no definition, rather than one that accepts anything")
    func disagreement() {
        let problem = #expect(throws: SchemaProblem.self) {
            try CustomResourceDefinitions.definition(of: Shop.self, [])
        }
        #expect(problem?.description == "Shop: Spec.name has no documentation")
    }
}
