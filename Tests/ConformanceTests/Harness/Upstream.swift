import HTTPTransport
import KubernetesClient

/// The real way to the cluster, with its credentials.
struct Upstream: Sendable {
    let configuration: ClusterConfiguration
    let transport: CurlTransport

    func stream(
        _ method: String, _ path: String, headers: [(name: String, value: String)], body: [UInt8]
    ) async throws -> HTTPStream {
        var headers = HTTPHeaders(headers)
        if case .token(let token) = configuration.credentials { headers.set("Authorization", "Bearer \(token)") }
        return try await transport.stream(
            HTTPRequest(
                method: HTTPMethod(rawValue: method), url: configuration.server + path, headers: headers,
                body: body.isEmpty ? nil : body, tls: configuration.tls, proxy: .none))
    }
}
