import Testing

@testable import EvenkeelAPI

@Suite struct SchemaReadingTests {
    @Test("every type of the four resources has a schema")
    func readable() throws {
        _ = try ResourceSchema.of(RemediationPolicy.self)
        _ = try ResourceSchema.of(Remediation.self)
        _ = try ResourceSchema.of(MetricSource.self)
        _ = try ResourceSchema.of(Guardrail.self)
    }
}
