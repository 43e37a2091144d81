import CommandTestSupport
import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

extension Conformance {
    /// What people and kubelets do while a Remediation is under way.
    @Suite(
        "A Remediation in flight", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)), .serialized)
    struct FlightTests {
        private struct Stage: Sendable {
            var incident: Incident
            var api: WatchedAPI
            var port: Int
            var cluster: ClusterUnderTest { incident.cluster }
            var namespace: String { incident.namespace }
            var changes: Int { api.writes(in: namespace).count { $0.isChange(in: namespace) } }
        }

        @Test("a SIGTERM in the middle of a change ends the operator in order, and its successor finishes the work")
        func terminated() async throws {
            try await play { stage in
                let namespace = stage.namespace
                try await operate(stage, "first") { process in
                    stage.api.set(
                        .init(
                            moment: .before, matches: { request, _ in request.isChangeRequest(in: namespace) },
                            spring: { process.terminate() }, isSevered: false))
                    try await stage.incident.strike()
                    try await eventually("it has ended") { !process.isRunning }
                }
                try await operate(stage, "second", isNew: false) { _ in
                    try await eventually("the work is finished", within: .seconds(60)) {
                        if try await stage.incident.isChanged() { stage.incident.heal() }
                        let all = try await stage.cluster.remediations(in: namespace)
                        return !all.isEmpty && all.allSatisfy { $0.status?.phase == .succeeded }
                    }
                }
                #expect(stage.changes == 1)
            }
        }

        @Test("a policy whose rule is edited makes another plan, and the old one can no longer be approved")
        func edited() async throws {
            try await play(mode: "Suggest") { stage in
                try await operate(stage, "only") { _ in
                    try await stage.incident.strike()
                    try await waitFor([.awaitingApproval], stage)
                    try await stage.incident.patchPolicy([
                        ["op": "replace", "path": "/spec/rules/0/action/scale/by", "value": "50%"]
                    ])
                    try await waitFor([.superseded, .awaitingApproval], stage)
                    let plans = try await stage.cluster.remediations(in: stage.namespace)
                        .filter { $0.status?.phase == .awaitingApproval }.map(\.spec.plan.summary)
                    #expect(plans.first?.contains("from 3 to 5") == true, "\(plans)")
                }
                #expect(stage.changes == 0)
            }
        }

        @Test("the plans of a policy that is deleted are superseded, and nothing is changed for it any more")
        func deleted() async throws {
            try await play(mode: "Suggest") { stage in
                try await operate(stage, "only") { process in
                    try await stage.incident.strike()
                    try await waitFor([.awaitingApproval], stage)
                    try await stage.cluster.say("delete rpol/app -n \(stage.namespace)")
                    try await waitFor([.superseded], stage)
                    try await Task.sleep(for: .seconds(3))
                    #expect(process.isRunning)
                }
                #expect(stage.changes == 0)
            }
        }

        @Test("a namespace that is deleted under a remediation is let go")
        func namespaceDeleted() async throws {
            try await play { stage in
                try await operate(stage, "only") { process in
                    try await stage.incident.strike()
                    try await waitFor([.verifying], stage)
                    try await stage.cluster.say("delete namespace \(stage.namespace) --wait=false")
                    try await eventually("the application is gone", within: .seconds(60)) {
                        let outcome = try await stage.cluster.kubectl.run("get deployment/app -n \(stage.namespace)")
                        return outcome.error.contains("NotFound")
                    }
                    let asked = stage.api.count
                    try await Task.sleep(for: .seconds(5))
                    #expect(process.isRunning)
                    #expect(stage.api.count - asked < 100, "it asks in circles")
                }
                #expect(stage.changes == 1)
            }
        }

        private func waitFor(_ phases: Set<Phase>, _ stage: Stage) async throws {
            try await eventually("there is one \(phases.map(\.rawValue).sorted())", within: .seconds(60)) {
                let all = try await stage.cluster.remediations(in: stage.namespace)
                return Set(all.compactMap { $0.status?.phase }) == phases
            }
        }

        private func operate(
            _ stage: Stage, _ name: String, isNew: Bool = true,
            _ body: @escaping @Sendable (OperatorProcess) async throws -> Void
        ) async throws {
            try await OperatorProcess.run(name, in: stage.namespace, port: stage.port, folder: stage.cluster.folder) {
                process in
                do {
                    if isNew { try await stage.incident.waitUntilTrusted() }
                    try await body(process)
                } catch {
                    Issue.record("\(error)\n\(process.said.suffix(2000))")
                }
            }
        }

        private func play(
            mode: String = "Automatic", _ body: @escaping @Sendable (Stage) async throws -> Void
        ) async throws {
            for kind in ClusterUnderTest.kinds {
                try await Scene.run(kind) { scene in
                    try await scene.withIncident("flight", .scale, mode: mode) { incident in
                        try await incident.prepare()
                        if mode == "Suggest" {
                            _ = try await Approvers.prepare(scene.cluster, incident.namespace)
                            try await scene.cluster.say("delete rem probe -n \(incident.namespace)")
                        }
                        try await body(Stage(incident: incident, api: scene.api, port: scene.port))
                    }
                }
            }
        }
    }
}
