import EvenkeelAPI
import EvenkeelEngine
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Logging
import Synchronization
import Testing

@testable import EvenkeelOperator

/// An API server that takes everything, remembers it, and serves ScaledObjects.
private final class TakingServer: HTTPTransport {
    private let taken = Mutex<[HTTPRequest]>([])
    var sent: [HTTPRequest] { taken.withLock { $0 } }
    var requests: [String] { sent.map { "\($0.method) \($0.url)" } }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        taken.withLock { $0.append(request) }
        let served = #"{"resources":[{"name":"scaledobjects","kind":"ScaledObject","namespaced":true}]}"#
        return HTTPResponse(status: 200, headers: [:], body: Array(served.utf8))
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        let answer = try await send(request, maximumBodyBytes: .max)
        return HTTPStream(status: answer.status, headers: answer.headers, body: HTTPBody(chunks: [answer.body]))
    }
}

private struct Successor: Fence {
    func objection() async -> String? { "another replica leads now" }
}

private struct NoEvents: EventSink {
    func record(_ record: EventRecord) async {}
}

@Suite("The shell that carries effects out") struct EffectExecutorTests {
    private let server = TakingServer()

    private func perform(_ effect: Effect, _ fence: any Fence) async -> Outcome? {
        let (time, metrics) = (SystemTimeSource(), OperatorMetrics(version: "1"))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let client = KubernetesClient(
            configuration: ClusterConfiguration(server: "https://cluster"), transport: server)
        let evaluations = Evaluator(
            view: ClusterView(time: time, watchHealth: WatchHealth(logger: logger)),
            sources: MetricSourceClients(client: client, transport: server, ownNamespace: "evenkeel", time: time),
            metrics: metrics, blindness: { nil })
        let executor = EffectExecutor(
            sender: RequestSender(client: client, fences: Fences(leader: fence, accountableLeader: fence)),
            evaluations: evaluations, events: NoEvents(), metrics: metrics, logger: logger)
        guard case .answered(_, let outcome)? = await executor.perform(effect) else { return nil }
        return outcome
    }

    private static var writes: [Effect] {
        var remediation = Remediation.sample(of: Timestamp(secondsSince1970: 1_700_000_000))
        let new = Effect.createRemediation(EffectID(1), remediation, decision: nil)
        remediation.status = RemediationStatus(phase: .held)
        return [
            new, .writeRemediationStatus(EffectID(2), remediation),
            .writeGuardrailStatus(EffectID(3), "all", uid: "u", GuardrailStatus()),
        ]
    }

    @Test("a replica that does not lead any more writes nothing of Remediations and guardrails", arguments: 0...2)
    func formerLeader(_ index: Int) async {
        let effect = Self.writes[index]
        guard case .notSent("another replica leads now") = await perform(effect, Successor()) else {
            Issue.record("it was sent")
            return
        }
        #expect(server.requests == [])
        guard case .done = await perform(effect, OpenFence()) else {
            Issue.record("the leader's own write was not sent")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test("it deletes no Remediation either")
    func formerLeaderDeletes() async {
        let effect = Effect.deleteRemediation(ObjectKey(namespace: "shop", name: "web-scale-1"), uid: "u")
        _ = await perform(effect, Successor())
        #expect(server.requests == [])
        _ = await perform(effect, OpenFence())
        #expect(server.requests.count == 1)
    }

    @Test("the fence is asked last, when it is known what the API server serves")
    func fenceLast() async {
        let object = ObjectReference(
            apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", key: ObjectKey(namespace: "shop", name: "web"))
        let effect = Effect.change(
            EffectID(4),
            ClusterChange(
                write: .patch(object, JSONPatch([])), isDryRun: false,
                remediation: ObjectKey(namespace: "shop", name: "web-scale-1"), remediationUID: "u", purpose: .change,
                serviceAccountName: nil))
        guard case .notSent("another replica leads now") = await perform(effect, Successor()) else {
            Issue.record("it was sent")
            return
        }
        #expect(server.requests.count == 1)
        #expect(server.requests.first?.hasPrefix("GET ") == true)
        guard case .done = await perform(effect, OpenFence()) else {
            Issue.record("the leader's own change was not sent")
            return
        }
        #expect(server.requests.last?.hasPrefix("PATCH ") == true)
    }

    private static func change(_ write: ClusterChange.Write, isDryRun: Bool) -> Effect {
        .change(
            EffectID(5),
            ClusterChange(
                write: write, isDryRun: isDryRun, remediation: ObjectKey(namespace: "shop", name: "web-1"),
                remediationUID: "u", purpose: .change, serviceAccountName: "remediator"))
    }

    private static let scaledObject = ObjectReference(
        apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", key: ObjectKey(namespace: "shop", name: "web"))

    @Test(
        "an object is created under the decided name, as the policy's account, in a dry run first",
        arguments: [true, false])
    func creates(isDryRun: Bool) async throws {
        let content: JSON = ["metadata": ["name": "other", "namespace": "kube-system"], "spec": ["a": 1]]
        let outcome = await perform(
            Self.change(.create(Self.scaledObject, content), isDryRun: isDryRun), OpenFence())
        guard case .done(_?)? = outcome else {
            Issue.record("it was not sent")
            return
        }
        let request = try #require(server.sent.last)
        #expect(request.method == .post)
        #expect(request.url.contains("/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects"))
        #expect(request.url.contains("dryRun=All") == isDryRun)
        #expect(request.headers["Impersonate-User"] == "system:serviceaccount:shop:remediator")
        let expected: JSON = [
            "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
            "metadata": ["name": "web", "namespace": "shop"], "spec": ["a": 1],
        ]
        #expect(try JSON(parsing: request.body ?? []) == expected)
    }

    @Test("an object is deleted only under the uid that was decided on, in a dry run first", arguments: [true, false])
    func deletes(isDryRun: Bool) async throws {
        let outcome = await perform(
            Self.change(.delete(Self.scaledObject, uid: "so-1"), isDryRun: isDryRun), OpenFence())
        guard case .done? = outcome else {
            Issue.record("it was not sent")
            return
        }
        let request = try #require(server.sent.last)
        #expect(request.method == .delete)
        #expect(request.url.contains("/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects/web"))
        #expect(request.headers["Impersonate-User"] == "system:serviceaccount:shop:remediator")
        let body = try JSON(parsing: request.body ?? [])
        #expect(body.at("preconditions", "uid") == "so-1")
        #expect(body["dryRun"] == (isDryRun ? ["All"] : nil))
    }

    @Test("a replica that does not lead any more creates and deletes nothing")
    func formerLeaderCreates() async {
        for write in [ClusterChange.Write.create(Self.scaledObject, [:]), .delete(Self.scaledObject, uid: "so-1")] {
            guard
                case .notSent("another replica leads now") =
                    await perform(Self.change(write, isDryRun: false), Successor())
            else {
                Issue.record("it was sent")
                continue
            }
        }
        #expect(server.requests.allSatisfy { $0.hasPrefix("GET ") })
    }
}
