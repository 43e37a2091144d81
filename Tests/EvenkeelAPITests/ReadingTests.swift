import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@Suite struct ReadingTests {
    @Test("what is written is read back as the same", arguments: ["checkout", "guardrail", "metricsource"])
    func roundTrip(name: String) throws {
        let document = try Samples.document(name)
        switch name {
        case "guardrail": try Self.roundTrip(Guardrail(json: document))
        case "metricsource": try Self.roundTrip(MetricSource(json: document))
        default: try Self.roundTrip(RemediationPolicy(json: document))
        }
    }

    @Test("a remediation as the engine makes it is valid and read back as the same")
    func remediation() throws { try Self.roundTrip(RemediationSample.remediation) }

    @Test("a policy with everything in its status is valid and read back as the same")
    func policyStatus() throws {
        var policy = try RemediationPolicy(json: Samples.policy())
        policy.status = PolicyStatusSample.status
        try Self.roundTrip(policy)
    }

    private static func roundTrip<Resource: EvenkeelResource>(_ resource: Resource) throws {
        let json = try JSON(encoding: resource)
        #expect(Documents.validate(json) == [])
        #expect(try Resource(json: json) == resource)
    }

    @Test("fields that a newer server stored are tolerated")
    func newer() throws {
        let document = try Samples.policy().edited([
            .set("/spec/novelty", ["x": 1]), .set("/spec/rules/0/action/rollback/novelty", true),
            .set("/metadata/managedFields", [["manager": "kubectl"]]),
        ])
        #expect(try RemediationPolicy(json: document) == RemediationPolicy(json: Samples.policy()))
    }

    @Test("an object of another kind is refused in one sentence")
    func kind() throws {
        let document = try Samples.guardrail()
        let error = #expect(throws: InvalidDocument.self) { try MetricSource(json: document) }
        #expect(
            error?.description == """
                Guardrail production is invalid:
                  kind: Invalid value: "Guardrail": must be "MetricSource"
                """)
    }

    @Test("ten findings are reported, and the number of the others")
    func many() throws {
        let signals = JSON.array((0..<12).map { ["name": .string("s\($0)")] })
        let document = try Samples.policy().edited([.set("/spec/signals", signals), .set("/spec/rules", [])])
        let error = #expect(throws: InvalidDocument.self) { try RemediationPolicy(json: document) }
        #expect(error?.findings.count == 10)
        #expect(error?.count == 12)
        #expect(error?.description.hasSuffix("\n  and 2 more") == true)
        #expect(error?.subject == "RemediationPolicy shop/checkout")
    }

    @Test("a duration that no clock can hold is refused when it is read")
    func endless() throws {
        let document = try Samples.policy().edited([.set("/spec/history/keepFor", "9999999d")])
        let error = #expect(throws: InvalidDocument.self) { try RemediationPolicy(json: document) }
        #expect(
            error?.sentence == #"spec.history.keepFor: Invalid value: "9999999d": must not be longer than 3650d; "#
                + "write a duration such as 30s, 5m, 1h30m or 30d")
    }

    @Test(
        "whatever stands in a document, reading it does not crash",
        arguments: [
            .null, true, 7, "text", [], [[]], [:], ["kind": 7], ["kind": "RemediationPolicy"],
        ] as [JSON])
    func odd(document: JSON) {
        #expect(Documents.validate(document).contains { $0.severity == .error })
        #expect(throws: InvalidDocument.self) { try RemediationPolicy(json: document) }
    }
}
