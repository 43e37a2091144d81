import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes
import Testing

@Suite("The request that carries an effect out") struct RequestTests {
    private static let key = ObjectKey(namespace: "shop", name: "web-1")

    private static func change(_ write: ClusterChange.Write, isDryRun: Bool = false) -> ClusterChange {
        ClusterChange(
            write: write, isDryRun: isDryRun, remediation: key, remediationUID: "u", purpose: .change,
            serviceAccountName: "fixer")
    }

    private static func reference(_ apiVersion: String, _ kind: String) -> ObjectReference {
        ObjectReference(apiVersion: apiVersion, kind: kind, key: ObjectKey(namespace: "shop", name: "web"))
    }

    @Test("a status replaces the whole status subresource")
    func status() throws {
        let effect = Effect.writeGuardrailStatus(EffectID(1), "all", uid: "u", GuardrailStatus())
        let request = try #require(try effect.request())
        #expect(request.resource == .known(Guardrail.resourceType))
        #expect(request.key == ObjectKey(name: "all"))
        #expect(request.subresource == "status")
        guard case .patch(let patch) = request.verb else {
            Issue.record("\(request.verb)")
            return
        }
        let status = try JSON(encoding: GuardrailStatus())
        #expect(patch.json == [["op": "add", "path": "/status", "value": status]])
    }

    @Test("a change is made as the policy's service account, in the Remediation's namespace")
    func account() {
        let request = Self.change(.patch(Self.reference("apps/v1", "Deployment"), JSONPatch([]))).request
        #expect(request.account?.userName == "system:serviceaccount:shop:fixer")
        #expect(request.resource == .known(.deployments))
        #expect(request.isChange)
    }

    @Test("a dry run changes nothing")
    func dryRun() {
        let request = Self.change(.evict(Self.key, uid: "u"), isDryRun: true).request
        #expect(request.verb == .evict(uid: "u"))
        #expect(request.resource == .known(.pods))
        #expect(!request.isChange)
    }

    @Test("a kind that may not be served, or another version of a known one, has to be discovered")
    func discovered() {
        let scaled = Self.change(.patch(Self.reference("keda.sh/v1alpha1", "ScaledObject"), JSONPatch([]))).request
        #expect(scaled.resource == .discovered(apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject"))
        let old = Self.change(.patchStatus(Self.reference("apps/v1beta1", "Deployment"), JSONPatch([]))).request
        #expect(old.resource == .discovered(apiVersion: "apps/v1beta1", kind: "Deployment"))
        #expect(old.subresource == "status")
    }

    @Test("an object is created under the name that was decided on, whatever its content says")
    func creation() {
        let content: JSON = ["metadata": ["name": "other", "namespace": "kube-system"], "data": ["a": "b"]]
        let request = Self.change(.create(Self.reference("v1", "ConfigMap"), content), isDryRun: true).request
        let object: JSON = [
            "metadata": ["name": "web", "namespace": "shop"], "data": ["a": "b"], "apiVersion": "v1",
            "kind": "ConfigMap",
        ]
        #expect(request.verb == .create(object))
        #expect(request.key == ObjectKey(namespace: "shop", name: "web"))
        #expect(request.isDryRun)
        #expect(request.account?.userName == "system:serviceaccount:shop:fixer")
    }

    @Test("another object is deleted only if it has the uid that was decided on")
    func deletionOfAnother() {
        let request = Self.change(.delete(Self.reference("apps/v1", "Deployment"), uid: "d-1")).request
        #expect(request.verb == .delete(uid: "d-1"))
        #expect(request.resource == .known(.deployments))
        #expect(request.key == ObjectKey(namespace: "shop", name: "web"))
        #expect(request.isChange)
    }

    @Test("a Remediation is deleted only if it is the same object still")
    func deletion() throws {
        let request = try #require(try Effect.deleteRemediation(Self.key, uid: "u").request())
        #expect(request.verb == .delete(uid: "u"))
    }
}

@Suite("A refusal by the API server") struct RefusalTests {
    private static let key = ObjectKey(namespace: "shop", name: "web-1")

    private static func request(isDryRun: Bool) -> ClusterRequest {
        ClusterChange(
            write: .evict(key, uid: "u"), isDryRun: isDryRun, remediation: key, remediationUID: "u", purpose: .evict,
            serviceAccountName: nil
        ).request
    }

    private static func isCertain(_ code: Int, _ reason: String, isDryRun: Bool = false) -> Bool {
        let status = Status(code: code, reason: reason, message: "")
        if case .refused = Outcome(refusal: status, of: request(isDryRun: isDryRun)) { return true }
        return false
    }

    @Test("is certain below 500, and where the server itself has not begun")
    func certain() {
        for code in [403, 404, 409, 410, 422, 429] { #expect(Self.isCertain(code, "")) }
        #expect(Self.isCertain(503, "ServiceUnavailable"))
        #expect(Self.isCertain(501, ""))
    }

    @Test("is uncertain where something has lost track of a change")
    func uncertain() {
        for code in [500, 502, 504] { #expect(!Self.isCertain(code, "InternalError")) }
        #expect(!Self.isCertain(503, ""))
    }

    @Test("is certain for what changes nothing")
    func dryRun() { #expect(Self.isCertain(500, "InternalError", isDryRun: true)) }
}
