import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import KubernetesTypes
import Testing

extension Conformance {
    @Suite("Who approved", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)), .serialized)
    struct ApprovalTests {
        /// What somebody tries, and the words of the refusal; `nil` where it is allowed.
        private struct Attempt {
            var user: String
            var words: String
            var refusal: String?

            init(_ user: String, _ words: String, _ refusal: String?) {
                self.user = user
                self.words = words
                self.refusal = refusal
            }
        }

        private static let approve = "evenkeel.dev/approve=3f3f3f3f"

        @Test(
            "who clicked approve? forged, unauthorised, stale, replayed and removed approvals are refused, each in words",
            arguments: ClusterUnderTest.servers)
        func words(_ kind: ClusterUnderTest.Kind) async throws {
            try await ClusterUnderTest.run(kind) { cluster in
                try await cluster.withNamespace("approval") { namespace in
                    let approvers = try await Approvers.prepare(cluster, namespace)
                    try await approvers.create("a")
                    try await expect(Self.beforeItIsApproved, approvers)
                    #expect(try await approvers.annotations("a") == [:])
                    try await expectNoWayAround(approvers)
                    try await expectOwnName(approvers)
                    try await expectOneUse(approvers)
                    try await expectCreationByEvenkeelOnly(approvers)
                }
            }
        }

        private static let beforeItIsApproved = [
            Attempt("eve", "\(approve) evenkeel.dev/approved-by=eve", "user \"eve\" may not approve, reject or undo"),
            Attempt("eve", "\(approve) evenkeel.dev/approved-by=anna", "user \"eve\" may not approve, reject or undo"),
            Attempt("eve", approve, "user \"eve\" may not approve, reject or undo"),
            Attempt("eve", "evenkeel.dev/reject=no", "user \"eve\" may not approve, reject or undo"),
            Attempt("eve", "evenkeel.dev/undo=no", "user \"eve\" may not approve, reject or undo"),
            Attempt("anna", "\(approve) evenkeel.dev/approved-by=bert", "approved-by is the name of another user"),
            Attempt(
                "anna", "evenkeel.dev/approve=00000000 evenkeel.dev/approved-by=anna", "is not the digest of this plan"),
            Attempt(
                "anna", "evenkeel.dev/approve=3f3f3f3 evenkeel.dev/approved-by=anna", "is not the digest of this plan"),
            Attempt("anna", "evenkeel.dev/approved-by=anna", "requires evenkeel.dev/approve"),
        ]

        private func expect(_ attempts: [Attempt], _ approvers: Approvers) async throws {
            for attempt in attempts {
                let outcome = try await approvers.annotate("a", attempt.words, by: attempt.user)
                guard let refusal = attempt.refusal else {
                    #expect(outcome.code == 0, "\(attempt): \(outcome.error)")
                    continue
                }
                #expect(outcome.code == 1, "\(attempt)")
                #expect(outcome.error.contains(refusal), "\(attempt): \(outcome.error)")
            }
        }

        /// Server-side apply, the status subresource, and a change of the spec.
        private func expectNoWayAround(_ approvers: Approvers) async throws {
            let kubectl = approvers.cluster.kubectl
            let namespace = approvers.namespace
            let applied = """
                apiVersion: evenkeel.dev/v1alpha1
                kind: Remediation
                metadata:
                  name: a
                  namespace: \(namespace)
                  annotations: {evenkeel.dev/approve: "3f3f3f3f", evenkeel.dev/approved-by: anna}
                """
            for (user, refusal) in [("eve", "may not approve"), ("bert", "is the name of another user")] {
                let outcome = try await kubectl.run(
                    "apply --server-side --force-conflicts -f - --as=\(user)", input: applied)
                #expect(outcome.error.contains(refusal), "\(outcome.error)")
            }
            let status = """
                {"metadata":{"annotations":{"evenkeel.dev/approve":"3f3f3f3f","evenkeel.dev/approved-by":"eve"}},\
                "status":{"phase":"AwaitingApproval","gates":[],"timeline":[],"intents":[],"conditions":[]}}
                """
            let patch = ["patch", "rem", "a", "-n", namespace, "--type=merge", "-p"]
            let byStatus = try await kubectl.run(patch + [status, "--subresource=status"])
            #expect(byStatus.code == 0, "\(byStatus.error)")
            #expect(try await approvers.annotations("a") == [:], "the status subresource changes no annotation")
            let spec = try await kubectl.run(patch + ["{\"spec\":{\"rule\":\"another\"}}", "--as=anna"])
            #expect(spec.error.contains("the spec of a Remediation is immutable"), "\(spec.error)")
        }

        private func expectOwnName(_ approvers: Approvers) async throws {
            // kubectl alone: the API server fills in the name, or asks for it.
            let missing = approvers.hasStamp ? nil : "approved-by is missing"
            try await expect([Attempt("anna", Self.approve, missing)], approvers)
            if approvers.hasStamp {
                #expect(try await approvers.annotations("a")["evenkeel.dev/approved-by"] == "anna")
            }
            try await expect(
                [
                    Attempt("anna", "\(Self.approve)3f evenkeel.dev/approved-by=anna", nil),
                    Attempt("anna", "evenkeel.dev/approved-by-", "approved-by is missing"),
                    Attempt("eve", "evenkeel.dev/approved-by-", "user \"eve\" may not approve"),
                    Attempt("bert", "evenkeel.dev/approved-by=carl", "is the name of another user"),
                    Attempt("eve", "team=a", nil),
                    Attempt("bert", "evenkeel.dev/approve- evenkeel.dev/approved-by-", nil),
                    Attempt("anna", "\(Self.approve) evenkeel.dev/approved-by=anna", nil),
                ], approvers)
            let annotations = try await approvers.annotations("a")
            #expect(annotations == ["evenkeel.dev/approve": "3f3f3f3f", "evenkeel.dev/approved-by": "anna"])
        }

        private func expectOneUse(_ approvers: Approvers) async throws {
            let status = #"{"status":{"phase":"Succeeded","gates":[],"timeline":[],"intents":[],"conditions":[]}}"#
            _ = try await approvers.cluster.kubectl.run([
                "patch", "rem", "a", "-n", approvers.namespace, "--type=merge", "--subresource=status", "-p", status,
            ])
            let over = "the Remediation is Succeeded and does not wait for approval any more"
            try await expect(
                [
                    Attempt("bert", "\(Self.approve)3f3f evenkeel.dev/approved-by=bert", over),
                    Attempt("anna", "evenkeel.dev/approve- evenkeel.dev/approved-by-", over),
                    Attempt("eve", "evenkeel.dev/approve- evenkeel.dev/approved-by-", "user \"eve\" may not approve"),
                    Attempt("bert", "evenkeel.dev/undo=worse", nil),
                ], approvers)
        }

        private func expectCreationByEvenkeelOnly(_ approvers: Approvers) async throws {
            let byEve = try await approvers.tryToCreate("b", by: "eve")
            #expect(byEve.error.contains("only Evenkeel creates Remediations"), "\(byEve.error)")
            let approved = try await approvers.tryToCreate(
                "b", by: nil, annotations: "{evenkeel.dev/approve: '3f3f3f3f'}")
            #expect(approved.error.contains("a new Remediation must not have an approval"), "\(approved.error)")
        }

        /// `kubectl.1.27` and its like, where they are on the `PATH`.
        private static let kubectls: [String] = {
            let versions = (27...40).compactMap { Program.find("kubectl.1.\($0)") }
            return versions.isEmpty ? [Program.find("kubectl")].compactMap(\.self) : versions
        }()

        @Test("each kubectl approves by the plugin, and by an annotation", arguments: ClusterUnderTest.servers)
        func plugin(_ kind: ClusterUnderTest.Kind) async throws {
            try await ClusterUnderTest.run(kind) { cluster in
                try await cluster.withNamespace("approval") { namespace in
                    let approvers = try await Approvers.prepare(cluster, namespace)
                    let link = "\(cluster.folder.path)/kubectl-evenkeel"
                    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: Evenkeel.path)
                    let path = "\(cluster.folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
                    let environment: [String: String?] = [
                        "KUBECONFIG": try await approvers.kubeconfig(as: "anna"), "HOME": cluster.folder.path,
                        "PATH": path,
                    ]
                    for (index, kubectl) in Self.kubectls.enumerated() {
                        let name = "r\(index)"
                        try await approvers.create(name)
                        let approval = "evenkeel.dev/approve=\(Approvers.digest)"
                        let annotated = try await Evenkeel.run(
                            program: kubectl,
                            ["annotate", "rem/\(name)", "-n", namespace, approval, "evenkeel.dev/approved-by=bert"],
                            environment: environment)
                        #expect(
                            annotated.error.contains("is the name of another user"), "\(kubectl): \(annotated.error)")
                        let outcome = try await Evenkeel.run(
                            program: kubectl, ["evenkeel", "approve", "rem/\(name)", "-n", namespace, "--yes"],
                            environment: environment)
                        #expect(outcome.code == 0, "\(kubectl): \(outcome.error)")
                        #expect(outcome.output.contains("scale app from 3 to 6 replicas"))
                        #expect(outcome.output.hasSuffix("approved \(name) as anna\n"))
                        #expect(try await approvers.annotations(name)["evenkeel.dev/approved-by"] == "anna")
                    }
                }
            }
        }
    }
}
