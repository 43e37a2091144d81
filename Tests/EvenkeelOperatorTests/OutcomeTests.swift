import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@testable import EvenkeelOperator

@Suite struct OutcomeTests {
    private let operation = KubernetesError.Operation(verb: "patch", resource: "deployments.apps")

    private var request: ClusterRequest {
        let object = ObjectReference(
            apiVersion: "apps/v1", kind: "Deployment", key: ObjectKey(namespace: "shop", name: "web"))
        return ClusterChange(
            write: .patch(object, JSONPatch([])), isDryRun: false,
            remediation: ObjectKey(namespace: "shop", name: "web-1"), remediationUID: "u", purpose: .change,
            serviceAccountName: nil
        ).request
    }

    @Test("a refusal by the API server is certain, and keeps its wait")
    func refused() {
        let error = KubernetesError(
            .status(Status(code: 429, reason: "TooManyRequests", message: "later")), operation: operation,
            retryAfter: .seconds(7))
        guard case .refused(let status) = Outcome(error, of: request) else {
            Issue.record("not a refusal")
            return
        }
        #expect(status.code == 429)
        #expect(status.retryAfterSeconds == 7)
    }

    @Test("a lost answer is unknown, even where it came with a status")
    func unknown() {
        let error = KubernetesError(
            .status(Status(code: 504, reason: "Timeout", message: "gateway")), operation: operation,
            mayHaveHappened: true)
        guard case .unknown = Outcome(error, of: request) else {
            Issue.record("a lost answer must be looked after")
            return
        }
    }

    @Test("a request that never left is not sent")
    func notSent() {
        let error = KubernetesError(.invalidRequest("no name"), operation: operation)
        guard case .notSent = Outcome(error, of: request) else {
            Issue.record("nothing was sent")
            return
        }
    }
}
