import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import KubernetesTypes
import Testing

extension Conformance {
    /// The life of a plan that waits for a person, with a running operator and the commands that a person uses.
    @Suite(
        "A Remediation that asks first", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)),
        .serialized
    )
    struct ApprovedRemediationTests {
        @Test(
            "is refused to all who may not, made once for who may, and undone on a word",
            arguments: ClusterUnderTest.kinds)
        func approved(_ kind: ClusterUnderTest.Kind) async throws {
            try await waiting(kind, expiresAfter: "30m") { incident, approvers, remediation in
                try await expectRefusals(approvers, remediation)
                let given = try await say("approve", ["--yes", "-o", "json"], approvers, remediation, as: "anna")
                #expect(given.code == 0, "\(given.error)")
                #expect(given.output.contains(#""by":"anna""#), "\(given.output)")
                try await eventually("the change is made") { try await incident.isChanged() }
                incident.heal()
                try await reaches(.succeeded, incident)
                let status = try await incident.cluster.remediations(in: incident.namespace).first?.status
                #expect(status?.approval?.by == "anna")
                #expect(status?.timeline.contains { $0.message.contains("approved by anna at ") } == true)
                let again = try await say("approve", ["--yes"], approvers, remediation, as: "anna")
                #expect(again.code == 1)
                #expect(again.error.contains("it is Succeeded"), "\(again.error)")
                let undone = try await say(
                    "undo", ["--yes", "--wait", "--timeout", "45s", "--reason", "worse"], approvers, remediation,
                    as: "anna"
                )
                #expect(undone.code == 0, "\(undone.error)")
                #expect(try await incident.isAsBefore())
            }
        }

        @Test("expires, and is then approved by nobody", arguments: ClusterUnderTest.kinds)
        func expired(_ kind: ClusterUnderTest.Kind) async throws {
            try await waiting(kind, expiresAfter: "8s") { incident, approvers, remediation in
                try await reaches(.expired, incident)
                let late = try await say("approve", ["--yes"], approvers, remediation, as: "anna")
                #expect(late.code == 1)
                #expect(late.error.contains("it is Expired: nobody approved within 8s"), "\(late.error)")
                let digest = remediation.spec.plan.digest
                let words = "evenkeel.dev/approve=\(digest) evenkeel.dev/approved-by=anna"
                let annotated = try await approvers.annotate(remediation.metadata.name ?? "", words, by: "anna")
                #expect(
                    annotated.error.contains("the Remediation is Expired and does not wait for approval"),
                    "\(annotated.error)")
                #expect(try await incident.isAsBefore())
            }
        }

        @Test("cannot be approved where the policies are missing, and says what to install")
        func unvouched() async throws {
            try await waiting(.sandbox, expiresAfter: "30m") { incident, approvers, remediation in
                try await incident.cluster.say("delete validatingadmissionpolicybinding \(ApprovalPolicy.name)")
                try await eventually("the gate says so") {
                    let gates =
                        try await incident.cluster.remediations(in: incident.namespace).first?.status?.gates ?? []
                    return gates.contains { $0.message.contains("evenkeel admission | kubectl apply -f -") }
                }
                let refused = try await say("approve", ["--yes"], approvers, remediation, as: "anna")
                #expect(refused.code == 1)
                #expect(refused.error.contains("ValidatingAdmissionPolicyBinding evenkeel-approvals is missing"))
                // Forged, as now anybody can.
                let words = "evenkeel.dev/approve=\(remediation.spec.plan.digest) evenkeel.dev/approved-by=anna"
                #expect(try await approvers.annotate(remediation.metadata.name ?? "", words, by: "eve").code == 0)
                try await eventually("it does not count") {
                    let status = try await incident.cluster.remediations(in: incident.namespace).first?.status
                    return status?.timeline.last?.message.contains("the approval does not count") == true
                }
                #expect(try await incident.isAsBefore())
            }
        }

        private func expectRefusals(_ approvers: Approvers, _ remediation: Remediation) async throws {
            let cases: [(options: [String], user: String, code: Int32, says: String)] = [
                ([], "anna", 2, "use --yes"),
                (["--yes", "--digest", "00000000"], "anna", 1, "read the plan before you approve it"),
                (["--yes", "--digest", "yes"], "anna", 2, "8 to 64 hexadecimal digits"),
                (["--yes"], "eve", 1, "eve may not approve in namespace"),
            ]
            for (options, user, code, says) in cases {
                let outcome = try await say("approve", options, approvers, remediation, as: user)
                #expect(outcome.code == code, "\(options): \(outcome.error)")
                #expect(outcome.error.contains(says), "\(options): \(outcome.error)")
            }
            let early = try await say("undo", ["--yes", "--reason", "no"], approvers, remediation, as: "anna")
            #expect(early.code == 1)
            #expect(early.error.contains("nothing is changed yet; use evenkeel reject"), "\(early.error)")
        }

        private func say(
            _ word: String, _ options: [String], _ approvers: Approvers, _ remediation: Remediation, as user: String
        ) async throws -> Evenkeel.Outcome {
            let kubeconfig = try await approvers.kubeconfig(as: user)
            let arguments = [word, "rem/\(remediation.metadata.name ?? "")", "-n", approvers.namespace] + options
            return try await Evenkeel.run(program: Evenkeel.path, arguments, environment: ["KUBECONFIG": kubeconfig])
        }

        private func reaches(_ phase: Phase, _ incident: Incident) async throws {
            try await eventually("it is \(phase.rawValue)", within: .seconds(60)) {
                try await incident.cluster.remediations(in: incident.namespace).first?.status?.phase == phase
            }
        }

        /// A bad release whose rollback waits for approval, on a cluster that vouches for names.
        private func waiting(
            _ kind: ClusterUnderTest.Kind, expiresAfter: String,
            _ body: @escaping @Sendable (Incident, Approvers, Remediation) async throws -> Void
        ) async throws {
            try await Scene.run(kind) { scene in
                let cluster = scene.cluster
                try await scene.withIncident("approved", .rollback, mode: "Suggest", expiresAfter: expiresAfter) {
                    incident in
                    let namespace = incident.namespace
                    let approvers = try await Approvers.prepare(cluster, namespace)
                    try await cluster.say("delete rem probe -n \(namespace)")
                    try await incident.prepare()
                    try await OperatorProcess.run("only", in: namespace, port: scene.port, folder: cluster.folder) {
                        _ in
                        try await incident.waitUntilTrusted()
                        try await incident.strike()
                        try await reaches(.awaitingApproval, incident)
                        guard let remediation = try await cluster.remediations(in: namespace).first else { return }
                        try await body(incident, approvers, remediation)
                    }
                }
            }
        }
    }
}
