import EvenkeelAPI
import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import PrometheusClient

/// How a MetricSource is asked.
enum SourceClient: Sendable {
    /// Prometheus and Loki: expressions.
    case expressions(any MetricQuerying, alerts: Bool)
    /// Alertmanager: alerts and silences.
    case alerts(AlertmanagerClient)
}

/// A client for each MetricSource, made anew if the source has changed and, for the sake of rotated Secrets, every minute.
actor MetricSourceClients {
    struct Problem: Error {
        var reason: String
    }

    private struct Entry {
        var spec: MetricSourceSpec
        var client: SourceClient
        var madeAt: Duration
        var usedAt: Duration
    }

    /// Secrets are read in this namespace and nowhere else.
    private let ownNamespace: String
    private let client: KubernetesClient
    private let transport: any HTTPTransport
    private let time: any TimeSource
    private var clients: [String: Entry] = [:]

    private static let lifetime = Duration.seconds(60)
    /// A client that was not used for so long belongs to a source that is gone, or that no policy names any more.
    private static let idleTime = Duration.seconds(1800)
    /// With more, all are forgotten and made again, which costs time and nothing else.
    private static let limit = 256

    init(client: KubernetesClient, transport: any HTTPTransport, ownNamespace: String, time: any TimeSource) {
        self.client = client
        self.transport = transport
        self.ownNamespace = ownNamespace
        self.time = time
    }

    /// - Parameter spec: of the source as the engine knows it; `nil` where there is none.
    func client(named name: String, _ spec: MetricSourceSpec?) async -> Result<SourceClient, Problem> {
        guard let spec else { return .failure(Problem(reason: "there is no MetricSource \(name); create it")) }
        if let entry = clients[name], entry.spec == spec, isFresh(entry) {
            clients[name]?.usedAt = time.uptime
            return .success(entry.client)
        }
        do throws(Problem) {
            let made = try await make(spec)
            keep(Entry(spec: spec, client: made, madeAt: time.uptime, usedAt: time.uptime), as: name)
            return .success(made)
        } catch {
            return .failure(Problem(reason: "MetricSource \(name): \(error.reason)"))
        }
    }

    private func keep(_ entry: Entry, as name: String) {
        clients = clients.filter { time.uptime - $0.value.usedAt < Self.idleTime }
        if clients.count >= Self.limit { clients = [:] }
        clients[name] = entry
    }

    private func make(_ spec: MetricSourceSpec) async throws(Problem) -> SourceClient {
        guard let kind = spec.kind else {
            throw Problem(reason: "it names neither prometheus, loki nor alertmanager")
        }
        let endpoint = try await resolve(kind.endpoint)
        return switch kind {
        case .prometheus: .expressions(PrometheusClient(endpoint: endpoint, transport: transport), alerts: true)
        case .loki: .expressions(LokiClient(endpoint: endpoint, transport: transport), alerts: false)
        case .alertmanager: .alerts(AlertmanagerClient(endpoint: endpoint, transport: transport))
        }
    }

    private func isFresh(_ entry: Entry) -> Bool {
        let endpoint = entry.spec.kind?.endpoint
        let hasSecrets = endpoint?.headersFrom?.isEmpty == false || endpoint?.tls != nil
        return !hasSecrets || time.uptime - entry.madeAt < Self.lifetime
    }

    private func resolve(_ endpoint: MetricSourceSpec.Endpoint) async throws(Problem) -> PrometheusEndpoint {
        var headers = HTTPHeaders()
        for header in endpoint.headersFrom ?? [] {
            let value = String(decoding: try await secret(header.secretRef), as: UTF8.self)
            // Files that Secrets are made from end with a line's end.
            let trimmed = value.reversed().drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
            headers.set(header.name, String(trimmed))
        }
        var tls = TLSConfiguration()
        if let reference = endpoint.tls?.caSecretRef { tls.certificateAuthority = try await secret(reference) }
        tls.skipsVerification = endpoint.tls?.insecureSkipVerify ?? false
        return PrometheusEndpoint(
            address: endpoint.address, headers: headers, tls: tls, timeout: .seconds(endpoint.timeout.seconds))
    }

    private func secret(_ reference: MetricSourceSpec.SecretReference) async throws(Problem) -> [UInt8] {
        let namespace = reference.namespace ?? ownNamespace
        guard namespace == ownNamespace else {
            throw Problem(reason: "Secrets are read in namespace \(ownNamespace) only, not in \(namespace)")
        }
        let object: KubernetesObject
        do {
            object = try await client.get(.secrets, ObjectKey(namespace: namespace, name: reference.name))
        } catch {
            throw Problem(reason: "Secret \(namespace)/\(reference.name) cannot be read: \(error)")
        }
        guard let text = object.json.at("data", reference.key)?.stringValue, let data = Data(base64Encoded: text) else {
            throw Problem(reason: "Secret \(namespace)/\(reference.name) has no key \(reference.key)")
        }
        return Array(data)
    }
}
