import JSONValue
import Testing

@testable import EvenkeelAPI

@Suite struct SchemaTests {
    @Test("every type of the four resources has a schema")
    func readable() throws {
        _ = try ResourceSchema.of(RemediationPolicy.self)
        _ = try ResourceSchema.of(Remediation.self)
        _ = try ResourceSchema.of(MetricSource.self)
        _ = try ResourceSchema.of(Guardrail.self)
    }

    private struct Shop: Codable, Documented {
        var name: String
        var opensAt: TimeSpan
        var discount: Percentage?
        var labels: [String: String]
        var modes: [Mode]
        var anything: JSON?

        static var documentation: TypeDocumentation {
            TypeDocumentation(
                "A shop.",
                example: Shop(
                    name: "", opensAt: .hours(8), discount: nil, labels: [:], modes: [.observe], anything: nil),
                required: ["name"],
                [
                    "name": FieldDocumentation("Its name.") { $0.length(1...9) },
                    "opensAt": FieldDocumentation("When it opens."),
                    "discount": FieldDocumentation("How much is off."), "labels": FieldDocumentation("Labels."),
                    "modes": FieldDocumentation("Modes."),
                    "anything": FieldDocumentation("What else there is."),
                ])
        }
    }

    @Test("a type's fields, their types and what may be absent are read off the type")
    func fields() throws {
        let json = try SchemaReader.read(Shop.self).schema.openAPI
        #expect(json["required"] == ["name"])
        #expect(
            json.at("properties", "name") == [
                "type": "string", "minLength": 1, "maxLength": 9, "description": "Its name.",
            ])
        #expect(json.at("properties", "opensAt", "default") == "8h")
        #expect(json.at("properties", "discount", "default") == nil)
        #expect(json.at("properties", "discount", "pattern") == .string(Percentage.pattern))
        #expect(json.at("properties", "labels", "additionalProperties", "type") == "string")
        #expect(json.at("properties", "modes", "items", "enum") == ["Observe", "Shadow", "Suggest", "Automatic"])
        #expect(json.at("properties", "modes", "default") == ["Observe"])
        #expect(json.at("properties", "anything", "x-kubernetes-preserve-unknown-fields") == true)
    }

    private struct Forgetful: Codable, Documented {
        var name: String
        static var documentation: TypeDocumentation { TypeDocumentation("Forgets.", example: Forgetful(name: ""), [:]) }
    }

    private struct Inventive: Codable, Documented {
        static var documentation: TypeDocumentation {
            TypeDocumentation("Invents.", example: Inventive(), ["name": FieldDocumentation("There is no name.")])
        }
    }

    @Test("a field without documentation, and documentation without a field, are errors that name them")
    func documentation() {
        let forgotten = #expect(throws: SchemaProblem.self) { try SchemaReader.read(Forgetful.self) }
        #expect(forgotten?.description == "Forgetful.name has no documentation")
        let invented = #expect(throws: SchemaProblem.self) { try SchemaReader.read(Inventive.self) }
        #expect(invented?.description == "Inventive documents name, but has no such field")
    }
}
