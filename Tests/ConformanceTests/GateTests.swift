import CommandTestSupport
import EvenkeelAPI
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

extension Conformance {
    /// Each gate on a running cluster: the application is in trouble, one thing stands against acting, and nothing is changed.
    @Suite("A gate that holds", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)))
    struct GateTests {
        struct Case: Sendable {
            var gate: String
            /// Part of what the gate says.
            var says: String
            var verdict = GateStatus.Verdict.hold
            var action = Incident.Action.scale
            /// What stands against acting; done when the application is known to be in good health.
            var given: @Sendable (Incident) async throws -> Void
            /// What a person sees at the end of it.
            var phase: Phase?
        }

        @Test("says so, and nothing is changed", arguments: ClusterUnderTest.kinds)
        func holds(_ kind: ClusterUnderTest.Kind) async throws {
            try await Scene.run(kind) { scene in
                try await Scene.play(Self.cases, atOnce: 6) { held in
                    try await scene.withIncident("gate", held.action) { incident in
                        try await check(held, incident, scene.api, scene.port)
                    }
                }
                #expect(scene.api.forbidden.filter { !$0.contains("/deployments/") } == [])
            }
        }

        private func check(_ held: Case, _ incident: Incident, _ api: WatchedAPI, _ port: Int) async throws {
            let (cluster, namespace) = (incident.cluster, incident.namespace)
            try await incident.prepare()
            try await OperatorProcess.run("only", in: namespace, port: port, folder: cluster.folder) { process in
                do {
                    try await incident.waitUntilTrusted()
                    try await held.given(incident)
                    try await incident.strike()
                    try await eventually("\(held.gate) says \(held.says)", within: .seconds(60)) {
                        let gates = try await cluster.policy("app", in: namespace).status?.rules.first?.gates ?? []
                        return gates.contains {
                            $0.name.rawValue == held.gate && $0.verdict == held.verdict
                                && $0.message.contains(held.says)
                        }
                    }
                    if let phase = held.phase {
                        try await eventually("the Remediation is \(phase.rawValue)") {
                            try await cluster.remediations(in: namespace).first?.status?.phase == phase
                        }
                    }
                } catch {
                    let status = try? await cluster.policy("app", in: namespace).status
                    let gates =
                        status?.rules.first?.gates.map { "\($0.name) \($0.verdict.rawValue) \($0.message)" } ?? []
                    Issue.record(
                        "\(held.gate): \(error)\n\(gates.joined(separator: "\n"))\n\(process.said.suffix(1500))")
                }
            }
            let changes = api.writes(in: namespace).filter { $0.isChange(in: namespace) }
            #expect(changes.isEmpty, "\(held.gate) \(held.says)")
        }
    }
}

extension Incident {
    /// Operations of a JSON patch on the policy.
    func patchPolicy(_ operations: JSON) async throws {
        try await patch("rpol/app", operations)
    }

    func patch(_ object: String, _ operations: JSON) async throws {
        let arguments = [
            "patch", object, "-n", namespace, "--type", "json", "-p", operations.serializedString,
        ]
        let outcome = try await cluster.kubectl.run(arguments)
        guard outcome.code == 0 else { throw NeverHappened(description: "patch \(object): \(outcome.error)") }
    }

    /// A guardrail of this namespace alone.
    func guardrail(_ spec: String) async throws {
        try await cluster.apply(
            """
            apiVersion: evenkeel.dev/v1alpha1
            kind: Guardrail
            metadata: {name: \(namespace)}
            spec:
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: \(namespace)}}
              \(spec)
            """)
        try await eventually("the guardrail is read") {
            let status = try await cluster.client.get(Guardrail.resourceType, ObjectKey(name: namespace)).json["status"]
            return status?["observedGeneration"] != nil || status?["conditions"] != nil
        }
    }
}
