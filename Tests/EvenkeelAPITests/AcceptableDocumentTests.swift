import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@Suite struct AcceptableDocumentTests {
    @Test("the samples have no findings at all", arguments: ["checkout", "guardrail", "metricsource"])
    func samples(name: String) throws {
        #expect(Documents.validate(try Samples.document(name)) == [])
    }

    @Test("the samples agree with each other")
    func together() throws {
        let all = [try Samples.policy(), try Samples.guardrail(), try Samples.metricSource()]
        #expect(Documents.validate(all) == [[], [], []])
    }

    @Test("what is just inside the bounds is no error, and is read", arguments: AcceptableDocument.all)
    func inside(_ acceptable: AcceptableDocument) throws {
        let document = try Samples.document(acceptable.sample).edited(acceptable.edits)
        #expect(Documents.validate(document).filter { $0.severity == .error } == [])
        switch acceptable.sample {
        case "guardrail": _ = try Guardrail(json: document)
        case "metricsource": _ = try MetricSource(json: document)
        default: _ = try RemediationPolicy(json: document)
        }
    }
}
