import EvenkeelAPI
import EvenkeelEngine
import HTTPTransport
import KubernetesClient
import KubernetesTypes
import Logging
import Synchronization
import Testing
import TimeSeries

@testable import EvenkeelOperator

/// An API server with one Secret, and monitoring that asks for a header.
private final class Network: HTTPTransport {
    private let asked = Mutex<[HTTPRequest]>([])
    /// The body of the monitoring's answer, and its status.
    let answer: @Sendable (HTTPRequest) -> (Int, String)

    init(_ answer: @escaping @Sendable (HTTPRequest) -> (Int, String)) { self.answer = answer }

    var requests: [HTTPRequest] { asked.withLock { $0 } }
    var toMonitoring: [HTTPRequest] { requests.filter { !$0.url.hasPrefix("https://cluster") } }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        asked.withLock { $0.append(request) }
        let (status, body) = request.url.hasPrefix("https://cluster") ? Self.cluster(request) : answer(request)
        return HTTPResponse(status: status, headers: [:], body: Array(body.utf8))
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        let answer = try await send(request, maximumBodyBytes: .max)
        return HTTPStream(status: answer.status, headers: answer.headers, body: HTTPBody(chunks: [answer.body]))
    }

    /// `token` is "Bearer secret-token" with a line's end, `ca` is "authority".
    private static func cluster(_ request: HTTPRequest) -> (Int, String) {
        guard request.url.contains("/api/v1/namespaces/evenkeel/secrets/monitoring") else {
            return (
                404,
                #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":404,"reason":"NotFound","message":"no"}"#
            )
        }
        return (
            200,
            #"{"kind":"Secret","apiVersion":"v1","metadata":{"name":"monitoring","namespace":"evenkeel"},"#
                + #""data":{"token":"QmVhcmVyIHNlY3JldC10b2tlbgo=","ca":"YXV0aG9yaXR5"}}"#
        )
    }
}

@Suite struct EvaluatorTests {
    private static let empty = #"{"status":"success","data":{"resultType":"vector","result":[]}}"#

    private func evaluation(
        _ network: Network, _ spec: MetricSourceSpec, role: Query.Role = .value, labels: [String: String] = [:]
    ) async -> Answer? {
        await perform(network, spec, role: role, labels: labels).answers.first
    }

    private func perform(
        _ network: Network, _ spec: MetricSourceSpec, role: Query.Role = .value, labels: [String: String] = [:],
        blindness: String? = nil
    ) async -> Evaluation {
        let time = SystemTimeSource()
        let client = KubernetesClient(
            configuration: ClusterConfiguration(server: "https://cluster"), transport: network)
        let sources = MetricSourceClients(client: client, transport: network, ownNamespace: "evenkeel", time: time)
        let watchHealth = WatchHealth(logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        let performer = Evaluator(
            view: ClusterView(time: time, watchHealth: watchHealth), sources: sources,
            metrics: OperatorMetrics(version: "1"), blindness: { blindness })
        let query = Query(signal: "x", role: role, source: "main", expression: "up", kind: .instant, labels: labels)
        let request = EvaluationRequest(
            policy: ObjectKey(namespace: "shop", name: "p"), target: TargetReference(name: "web"),
            at: Timestamp(secondsSince1970: 1_700_000_000), queries: [query], sources: ["main": spec])
        return await performer.perform(request)
    }

    @Test("no target is seen while Evenkeel's own resources may be outdated, and the evaluation says why")
    func blind() async {
        let network = Network { _ in (200, Self.empty) }
        let evaluation = await perform(
            network, MetricSourceSpec(.prometheus(secured)), blindness: "guardrails are outdated")
        #expect(evaluation.target == .unavailable("guardrails are outdated"))
    }

    private func failed(_ answer: Answer?) -> String? {
        if case .failed(let reason) = answer?.content { reason } else { nil }
    }

    private func rejected(_ answer: Answer?) -> String? {
        if case .rejected(let reason) = answer?.content { reason } else { nil }
    }

    private let secured = MetricSourceSpec.Endpoint(
        address: "https://monitoring",
        headersFrom: [.init(name: "Authorization", secretRef: .init(name: "monitoring", key: "token"))],
        tls: .init(caSecretRef: .init(name: "monitoring", key: "ca")))

    @Test("headers and the authority come from Secrets, and a line's end is cut off")
    func secrets() async {
        let network = Network { request in
            request.headers["Authorization"] == "Bearer secret-token" ? (200, Self.empty) : (401, "who are you?")
        }
        #expect(await evaluation(network, MetricSourceSpec(.prometheus(secured)))?.content == .series([]))
        #expect(network.toMonitoring.first?.tls.certificateAuthority == Array("authority".utf8))
    }

    @Test("a server that refuses the secret is named without it")
    func refused() async {
        let network = Network { _ in (401, "no") }
        let reason = failed(await evaluation(network, MetricSourceSpec(.loki(secured))))
        #expect(reason?.hasPrefix("Loki at https://monitoring: access was refused") == true, "\(reason ?? "")")
        #expect(reason?.contains("secret-token") == false)
    }

    @Test("a Secret that is missing, lacks the key, or is in another namespace is named, and nothing is sent")
    func missing() async {
        let network = Network { _ in (200, Self.empty) }
        for (reference, says) in [
            (MetricSourceSpec.SecretReference(name: "other", key: "token"), "Secret evenkeel/other cannot be read"),
            (.init(name: "monitoring", key: "none"), "has no key none"),
            (
                .init(namespace: "kube-system", name: "monitoring", key: "token"),
                "Secrets are read in namespace evenkeel"
            ),
        ] {
            var endpoint = secured
            endpoint.headersFrom = [.init(name: "Authorization", secretRef: reference)]
            let reason = failed(await evaluation(network, MetricSourceSpec(.prometheus(endpoint))))
            #expect(reason?.contains(says) == true, "\(reason ?? "")")
        }
        #expect(network.toMonitoring.isEmpty)
    }

    @Test("a rejected query is no unreachable source")
    func rejection() async {
        let network = Network { _ in (400, #"{"status":"error","errorType":"bad_data","error":"parse error"}"#) }
        let answer = await evaluation(network, MetricSourceSpec(.prometheus(.init(address: "http://monitoring"))))
        #expect(rejected(answer)?.contains("parse error") == true)
    }

    @Test("an error inside of a success is a failure, whatever the status says")
    func lies() async {
        let network = Network { _ in (200, #"{"status":"error","error":"boom"}"#) }
        let answer = await evaluation(network, MetricSourceSpec(.prometheus(.init(address: "http://monitoring"))))
        #expect(failed(answer)?.contains("boom") == true)
    }

    @Test("an Alertmanager is asked for alerts by their labels, and for silences")
    func alertmanager() async {
        let network = Network { request in
            request.url.contains("/silences")
                ? (
                    200,
                    #"[{"id":"1","status":{"state":"active"},"endsAt":"2026-11-21T12:00:00Z","createdBy":"anna","#
                        + #""comment":"c","matchers":[{"name":"namespace","value":"shop","isRegex":false}]}]"#
                )
                : (200, #"[{"labels":{"alertname":"Slow"},"status":{"state":"active"}}]"#)
        }
        let spec = MetricSourceSpec(.alertmanager(.init(address: "http://monitoring")))
        let alerts = await evaluation(network, spec, role: .alerts, labels: ["alertname": "Slow"])
        guard case .series(let series) = alerts?.content else {
            Issue.record("\(String(describing: alerts))")
            return
        }
        #expect(series.map(\.labels) == [["alertname": "Slow"]])
        #expect(network.toMonitoring.last?.url.contains("filter=alertname%3D%22Slow%22") == true)
        guard case .silences(let silences) = await evaluation(network, spec, role: .silences)?.content else {
            Issue.record("no silences")
            return
        }
        #expect(silences.map(\.createdBy) == ["anna"])
        #expect(rejected(await evaluation(network, spec))?.contains("answers alert signals only") == true)
    }

    @Test("what a source cannot answer is refused in words, without asking it")
    func mismatch() async {
        let network = Network { _ in (200, Self.empty) }
        let loki = MetricSourceSpec(.loki(.init(address: "http://monitoring")))
        #expect(rejected(await evaluation(network, loki, role: .alerts))?.contains("knows no alerts") == true)
        let prometheus = MetricSourceSpec(.prometheus(.init(address: "http://monitoring")))
        #expect(rejected(await evaluation(network, prometheus, role: .silences))?.contains("knows no silences") == true)
        #expect(network.toMonitoring.isEmpty)
    }

    @Test("a Loki is asked at Loki's paths")
    func loki() async {
        let network = Network { _ in (200, Self.empty) }
        _ = await evaluation(network, MetricSourceSpec(.loki(.init(address: "http://monitoring/logs"))))
        #expect(network.toMonitoring.map(\.url) == ["http://monitoring/logs/loki/api/v1/query"])
    }
}
