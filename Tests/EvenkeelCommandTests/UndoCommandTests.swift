import CommandTestSupport
import Synchronization
import Testing

/// With a server that returns the given Remediations. With a cluster: see the conformance tests.
@Suite("evenkeel undo, of what stays as it is") struct UndoCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let left = "somebody else changed the target since; it is left as it is"

    /// A scale whose change was made; its status answers the questions who asks and whether they may, too.
    private static func remediation(_ phase: String, revert: String, undos: [String] = []) -> String {
        let time = "2026-01-01T00:00:00Z"
        let attempts = undos.map {
            #",{"purpose":"Undo","at":"\#(time)","outcome":"NotDone","message":"\#($0)"}"#
        }
        return """
            {"apiVersion": "evenkeel.dev/v1alpha1", "kind": "Remediation",
             "metadata": {"name": "a", "namespace": "shop", "uid": "1", "resourceVersion": "1"},
             "spec": {"policyRef": {"name": "app", "uid": "2"}, "rule": "more", "mode": "Automatic",
              "targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "app"},
              "incidentStartedAt": "\(time)", "confidence": "99%", "evidence": [],
              "plan": {"action": "Scale", "summary": "scale app from 3 to 6 replicas",
               "object": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "app", "uid": "3"},
               "changes": [{"path": "/spec/replicas", "from": 3, "to": 6}],
               "undo": {"summary": "scale app back to 3 replicas"}, "digest": "sha256:3f3f3f3f"}},
             "status": {"phase": "\(phase)", "gates": [], "timeline": [], "conditions": [], "changedAt": "\(time)",
              "intents": [{"purpose": "Change", "at": "\(time)", "outcome": "Done"}\(attempts.joined())],
              "revert": {"at": "\(time)", "state": "\(revert)"},
              "allowed": true, "userInfo": {"username": "anna"}}}
            """
    }

    /// - Parameter texts: the answers one after the other; the last one again and again.
    private func undo(_ texts: [String], _ more: String...) async throws -> Evenkeel.Outcome {
        let asked = Asked()
        return try await HTTPAnswer.serving({ _ in asked.answer(of: texts) }) { port in
            let file = try folder.write("config", KubeconfigText(port: port).text)
            return try await Evenkeel.run(
                program: Evenkeel.path,
                ["undo", "rem/a", "-n", "shop", "--yes", "--reason", "worse", "--kubeconfig", file] + more)
        }
    }

    @Test("what somebody else has changed since stays, and so does what was refused twice: the reason is reported")
    func stays() async throws {
        let kept = Self.remediation("Succeeded", revert: "KeptByOthers", undos: [Self.left])
        expectSentence(try await undo([kept]), code: 1, says: "cannot undo a: \(Self.left)")
        let refused = Self.remediation("Failed", revert: "Failed", undos: ["not permitted", "not permitted"])
        expectSentence(try await undo([refused]), code: 1, says: "cannot undo a: not permitted")
    }

    @Test("what was refused once is tried once more where a person asks for it")
    func again() async throws {
        let refused = Self.remediation("Failed", revert: "Failed", undos: ["not permitted"])
        let outcome = try await undo([refused])
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.hasSuffix("requested the undo of a as anna\n"), "\(outcome.output)")
    }

    @Test("a waiting user gets the message at once if it turns out that somebody else has changed it")
    func waiting() async throws {
        let open = Self.remediation("Succeeded", revert: "Scheduled")
        let kept = Self.remediation("Failed", revert: "KeptByOthers", undos: [Self.left])
        // It is read, the person and the right are asked for, and the word is sent.
        let outcome = try await undo([open, open, open, open, kept], "--wait", "--timeout", "50s")
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("a is Failed: \(Self.left)"), "\(outcome.error)")
    }
}

/// How often the server was asked before.
private final class Asked: Sendable {
    private let count = Mutex(0)

    func answer(of texts: [String]) -> HTTPAnswer {
        let index = count.withLock { count in
            defer { count += 1 }
            return count
        }
        return HTTPAnswer(status: 200, text: texts[min(index, texts.count - 1)])
    }
}
