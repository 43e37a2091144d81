import CommandTestSupport
import EvenkeelAPI
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

extension Conformance {
    /// Each action on a running cluster: the change is made once, helps, and is undone on a person's word.
    @Suite("An action", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)))
    struct ActionTests {
        struct Case: Sendable {
            var name: String
            var action: Incident.Action
            /// What is there besides the application, or instead of it.
            var given: @Sendable (Incident) async throws -> Void = { _ in }
            var isChanged: @Sendable (Incident) async throws -> Bool
            /// After it was undone; `nil` where there is nothing to undo.
            var isBack: (@Sendable (Incident) async throws -> Bool)?
            /// Whether it ends by itself.
            var isLeased = false
        }

        @Test("is done once, helps, and is undone", arguments: ClusterUnderTest.kinds)
        func acts(_ kind: ClusterUnderTest.Kind) async throws {
            try await Scene.run(kind) { scene in
                try await OtherKinds.install(scene.cluster)
                try await Scene.play(Self.cases, atOnce: 4) { act in
                    try await scene.withIncident("action", act.action) { incident in
                        try await play(act, incident, scene.api, scene.port)
                    }
                }
                #expect(scene.api.forbidden == [])
            }
        }

        private func play(_ act: Case, _ incident: Incident, _ api: WatchedAPI, _ port: Int) async throws {
            let (cluster, namespace) = (incident.cluster, incident.namespace)
            try await incident.prepare()
            try await act.given(incident)
            try await OperatorProcess.run("only", in: namespace, port: port, folder: cluster.folder) { process in
                do {
                    try await incident.waitUntilTrusted()
                    try await incident.strike()
                    try await eventually("the change is made", within: .seconds(60)) {
                        try await act.isChanged(incident)
                    }
                    incident.heal()
                    try await reaches(.succeeded, incident)
                    guard let isBack = act.isBack else { return }
                    if !act.isLeased {
                        let name = try await cluster.remediations(in: namespace).first?.metadata.name ?? ""
                        try await cluster.say("annotate rem/\(name) -n \(namespace) evenkeel.dev/undo=enough")
                    }
                    try await eventually("it is undone", within: .seconds(120)) { try await isBack(incident) }
                    if !act.isLeased { try await reaches(.undone, incident) }
                } catch {
                    Issue.record("\(act.name): \(error)\n\(process.said.suffix(2000))")
                }
            }
            let changes = api.writes(in: namespace).count { $0.isChange(in: namespace) }
            #expect(changes == (act.isBack == nil ? 1 : 2), "\(act.name)")
        }

        private func reaches(_ phase: Phase, _ incident: Incident) async throws {
            try await eventually("it is \(phase.rawValue)", within: .seconds(60)) {
                try await incident.cluster.remediations(in: incident.namespace).first?.status?.phase == phase
            }
        }
    }
}

extension Incident {
    /// A field of an object in the namespace, as kubectl's jsonpath prints it.
    func field(_ path: String, of object: String) async throws -> String {
        try await cluster.say("get \(object) -n \(namespace) -o jsonpath={\(path)}")
    }
}
