import HTTPTransport
import KubernetesClient

/// The real way to the cluster.
struct Upstream: Sendable {
    let configuration: ClusterConfiguration
    let transport: CurlTransport

    /// What is silent for a minute is cut, as some load balancers do: a watch has to bear that.
    ///
    /// As whoever the request says by a token, and only as that one; else as the cluster's administrator.
    func stream(
        _ method: String, _ path: String, headers: [(name: String, value: String)], body: [UInt8]
    ) async throws -> HTTPStream {
        var headers = HTTPHeaders(headers)
        var tls = configuration.tls
        if headers["Authorization"] != nil {
            // A server takes a certificate's word before a token's.
            (tls.clientCertificate, tls.clientKey) = (nil, nil)
        } else if case .token(let token) = configuration.credentials {
            headers.set("Authorization", "Bearer \(token)")
        }
        return try await transport.stream(
            HTTPRequest(
                method: HTTPMethod(rawValue: method), url: configuration.server + path, headers: headers,
                body: body.isEmpty ? nil : body, tls: tls, proxy: .none))
    }
}
