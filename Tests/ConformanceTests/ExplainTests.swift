import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import JSONValue
import KubernetesTypes
import Testing

extension Conformance {
    /// What a running operator has decided, told and decided again by `evenkeel explain`.
    @Suite("evenkeel explain", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)))
    struct ExplainTests {
        @Test(
            "tells why a policy and its remediation did what they did, decides all of it again, and finds a changed record",
            arguments: ClusterUnderTest.kinds)
        func story(_ kind: ClusterUnderTest.Kind) async throws {
            try await Scene.run(kind) { scene in
                try await scene.withIncident("explained", .rollback) { incident in
                    let log = "\(scene.cluster.folder.path)/\(incident.namespace).jsonl"
                    let name = try await live(incident, port: scene.port, log: log)
                    try await expectExplained(incident, name)
                    try await expectReplayed(incident, name, log)
                    try await expectCaught(incident, name, log)
                    try await expectUnknown(incident, log)
                }
            }
        }

        /// A bad release that is rolled back, and taken forward again on a person's word.
        private func live(_ incident: Incident, port: Int, log: String) async throws -> String {
            try await incident.prepare()
            let folder = incident.cluster.folder
            return try await OperatorProcess.run(
                "only", in: incident.namespace, port: port, folder: folder, auditLog: log
            ) {
                _ in
                try await incident.waitUntilTrusted()
                try await incident.strike()
                try await eventually("the change is made", within: .seconds(60)) { try await incident.isChanged() }
                incident.heal()
                try await reaches(.succeeded, incident)
                let name = try await incident.cluster.remediations(in: incident.namespace).first?.metadata.name ?? ""
                try await incident.cluster.say(
                    "annotate rem/\(name) -n \(incident.namespace) evenkeel.dev/undo=worse --overwrite")
                try await reaches(.undone, incident)
                return name
            }
        }

        private func reaches(_ phase: Phase, _ incident: Incident) async throws {
            try await eventually("it is \(phase.rawValue)", within: .seconds(60)) {
                try await incident.cluster.remediations(in: incident.namespace).first?.status?.phase == phase
            }
        }

        private func explain(_ incident: Incident, _ object: String, _ more: [String] = []) async throws
            -> Evenkeel.Outcome
        {
            let environment: [String: String?] = ["KUBECONFIG": incident.cluster.kubeconfig]
            return try await Evenkeel.run(
                program: Evenkeel.path, ["explain", object, "-n", incident.namespace] + more, environment: environment)
        }

        private func expectExplained(_ incident: Incident, _ name: String) async throws {
            let remediation = try await explain(incident, "rem/\(name)")
            #expect(remediation.code == 0, "\(remediation.error)")
            for part in [
                "\(incident.namespace)/\(name): Undone", "rule rule of policy app, mode Automatic", "Signals",
                "trouble  unhealthy", "error rate 33.3 % (200 of 600)", "pass    Mode", "History", "Succeeded", "worse",
            ] { #expect(remediation.output.contains(part), "\(part) is missing in:\n\(remediation.output)") }
            let policy = try await explain(incident, "rpol/app")
            #expect(policy.code == 0, "\(policy.error)")
            for part in [
                "\(incident.namespace)/app: ", "Deployment app", "Rule rule", "evaluated every 1s", "refresh=",
            ] {
                #expect(policy.output.contains(part), "\(part) is missing in:\n\(policy.output)")
            }
            let json = try JSON(parsing: try await explain(incident, "remediations/\(name)", ["-o", "json"]).output)
            #expect(json["title"]?.stringValue?.contains("Undone") == true)
            let titles = json["sections"]?.arrayValue?.compactMap { $0["title"]?.stringValue } ?? []
            #expect(titles.contains("Plan") && titles.contains("Signals") && titles.contains("History"), "\(titles)")
        }

        private func expectReplayed(_ incident: Incident, _ name: String, _ log: String) async throws {
            let told = try await explain(incident, "rem/\(name)", ["--replay", "--audit", log])
            #expect(told.code == 0, "\(told.output)\(told.error)")
            #expect(told.output.contains("decisions recomputed, all the same"), "\(told.output)")
            let lines = try await explain(incident, "rem/\(name)", ["--replay", "--audit", log, "-o", "json"]).output
                .split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(lines.allSatisfy { $0["same"] == true })
            let choices = lines.compactMap { $0["choice"]?.stringValue }
            for choice in ["Execute", "Send", "Succeed", "Undo"] { #expect(choices.contains(choice), "\(choices)") }
            let policy = try await explain(incident, "rpol/app", ["--replay", "--audit", log])
            #expect(policy.code == 0, "\(policy.output)\(policy.error)")
            #expect(policy.output.contains("Propose: the same"), "\(policy.output)")
        }

        /// Somebody makes it look as if the policy had only been watching, or as if nothing could be read.
        private func expectCaught(_ incident: Incident, _ name: String, _ log: String) async throws {
            let text = try String(contentsOfFile: log, encoding: .utf8)
            let changed = try incident.cluster.folder.write(
                "changed.jsonl", text.replacing("\"mode\":\"Automatic\"", with: "\"mode\":\"Observe\""))
            let caught = try await explain(incident, "rem/\(name)", ["--replay", "--audit", changed])
            #expect(caught.code == 1, "\(caught.output)\(caught.error)")
            #expect(caught.output.contains("differs: "), "\(caught.output)")
            #expect(caught.output.contains("decisions are different"), "\(caught.output)")
            let broken = try incident.cluster.folder.write(
                "broken.jsonl", text.replacing("\"stage\":\"", with: "\"stage\":\"No"))
            let unread = try await explain(incident, "rem/\(name)", ["--replay", "--audit", broken])
            #expect(unread.code == 1)
            #expect(unread.output.contains("the record cannot be read by this version"), "\(unread.output)")
            let empty = try incident.cluster.folder.write("empty.jsonl", "")
            let nothing = try await explain(incident, "rem/\(name)", ["--replay", "--audit", empty])
            #expect(nothing.code == 1)
            #expect(nothing.output == "the log contains no decision about this object\n")
        }

        private func expectUnknown(_ incident: Incident, _ log: String) async throws {
            for (object, kind) in [("rem/nobody", "Remediation"), ("rpol/nobody", "RemediationPolicy")] {
                for more in [[], ["--replay", "--audit", log]] {
                    let outcome = try await explain(incident, object, more)
                    #expect(outcome.code == 2)
                    #expect(
                        outcome.error.contains("there is no \(kind) \(incident.namespace)/nobody"), "\(outcome.error)")
                }
            }
        }
    }
}
