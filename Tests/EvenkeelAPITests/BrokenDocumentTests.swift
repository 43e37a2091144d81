import EvenkeelAPI
import JSONValue
import Testing

@Suite struct BrokenDocumentTests {
    @Test("every mistake is found, at its place, in one finding", arguments: BrokenDocument.all)
    func mistake(_ broken: BrokenDocument) throws {
        let document = try Samples.document(broken.sample).edited(broken.edits)
        let errors = Documents.validate(document).filter { $0.severity == .error }
        #expect(errors.count == 1)
        #expect(errors.first?.field == broken.field)
        #expect(errors.first?.message.hasPrefix(broken.message) == true, "\(errors)")
    }

    @Test("a document with a mistake cannot be read, unless the field is merely unknown", arguments: BrokenDocument.all)
    func unreadable(_ broken: BrokenDocument) throws {
        let document = try Samples.document(broken.sample).edited(broken.edits)
        let error = Self.readingError(document)
        #expect((error == nil) == (broken.message == "Unknown field"))
        if let error { #expect(error.findings.first?.field == broken.field) }
    }

    @Test("metadata that no object can have is found before the operator stumbles over it")
    func metadata() throws {
        let cases: [(Edit, field: String, says: String)] = [
            (.set("/metadata/namespace", ["name": "shop"]), "metadata.namespace", "must be of type string"),
            (.set("/metadata/ownerReferences", [1]), "", "cannot be read"),
        ]
        for (edit, field, says) in cases {
            let document = try Samples.policy().edited([edit])
            let errors = Documents.validate(document).filter { $0.severity == .error }
            #expect(errors.map(\.field) == [field])
            #expect(errors.first?.message.contains(says) == true, "\(errors)")
            #expect(Self.readingError(document) != nil)
        }
    }

    private static func readingError(_ document: JSON) -> InvalidDocument? {
        do throws(InvalidDocument) {
            switch document["kind"]?.stringValue {
            case MetricSource.kind: _ = try MetricSource(json: document)
            case Guardrail.kind: _ = try Guardrail(json: document)
            default: _ = try RemediationPolicy(json: document)
            }
            return nil
        } catch {
            return error
        }
    }
}
