internal import HTTPTransport
internal import Synchronization

/// Calls an HTTP API of the monitoring family (Prometheus; Alertmanager and Loki have the same manners) and gives back
/// the answer as it is, or the transport's error in terms of the family.
struct EndpointClient: Sendable {
    typealias Parameters = [(name: String, value: String)]

    let endpoint: PrometheusEndpoint
    private let transport: any HTTPTransport
    private let memory = MethodMemory()
    private let redaction: SecretRedaction

    init(endpoint: PrometheusEndpoint, transport: any HTTPTransport) {
        self.endpoint = endpoint
        self.transport = transport
        redaction = SecretRedaction(endpoint.headers)
    }

    /// Reads, with the parameters in the URL.
    func get(_ path: String, _ parameters: Parameters = []) async throws(PrometheusError) -> HTTPResponse {
        let query = parameters.isEmpty ? "" : "?" + Self.encode(parameters)
        return try await send(HTTPRequest(url: try base() + path + query))
    }

    /// Asks, with the parameters in the body, because queries outgrow URLs; where the server or a proxy before it
    /// forbids that, with the parameters in the URL, from then on.
    func query(_ path: String, _ parameters: Parameters) async throws(PrometheusError) -> HTTPResponse {
        if memory.prefersGet {
            let answer = try await get(path, parameters)
            if Self.isForbidden(answer) { memory.prefersGet = false }
            return answer
        }
        let body = Array(Self.encode(parameters).utf8)
        let headers: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
        let posted = try await send(
            HTTPRequest(method: .post, url: try base() + path, headers: headers, body: body))
        guard Self.isForbidden(posted) else { return posted }
        let answer = try await get(path, parameters)
        memory.prefersGet = !Self.isForbidden(answer)
        return answer
    }

    private static func isForbidden(_ answer: HTTPResponse) -> Bool { answer.status == 403 || answer.status == 405 }

    private func base() throws(PrometheusError) -> String {
        guard !endpoint.address.contains("?"), !endpoint.address.contains("#") else {
            throw PrometheusError(.badAddress, address: endpoint.description)
        }
        return String(endpoint.address.reversed().drop { $0 == "/" }.reversed())
    }

    private func send(_ request: HTTPRequest) async throws(PrometheusError) -> HTTPResponse {
        var request = request
        request.headers.set("Accept", "application/json")
        for field in endpoint.headers.fields { request.headers.add(field.name, field.value) }
        request.tls = endpoint.tls
        request.proxy = endpoint.proxy
        request.timeouts = HTTPTimeouts(
            connect: endpoint.timeout, firstByte: nil, idle: nil, total: endpoint.timeout)
        do {
            return redaction.redacted(
                try await transport.send(request, maximumBodyBytes: endpoint.maximumAnswerBytes))
        } catch {
            throw PrometheusError(error, address: endpoint.description)
        }
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986, which suits both bodies and URLs.
    static func encode(_ parameters: Parameters) -> String {
        parameters.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
    }

    private static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.append(Character(Unicode.Scalar(byte)))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                encoded += byte < 16 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return encoded
    }
}

/// Whether a server wants its queries by GET; shared by the copies of a client.
private final class MethodMemory: Sendable {
    private let value = Atomic(false)

    var prefersGet: Bool {
        get { value.load(ordering: .relaxed) }
        set { value.store(newValue, ordering: .relaxed) }
    }
}
