public import HTTPTransport
internal import JSONValue
internal import KubernetesTypes

/// A request for whatever the other calls do not cover.
public struct RawRequest: Sendable {
    public var method: HTTPMethod
    /// Begins with `/`; percent-encoded, with the query.
    public var path: String
    public var body: [UInt8]?
    public var contentType: String
    public var accept: String

    public init(
        method: HTTPMethod = .get, path: String, body: [UInt8]? = nil, contentType: String = "application/json",
        accept: String = "application/json"
    ) {
        self.method = method
        self.path = path
        self.body = body
        self.contentType = contentType
        self.accept = accept
    }
}

/// `GET /version`.
public struct ServerVersion: Sendable, Hashable, CustomStringConvertible {
    public var major: Int
    public var minor: Int
    /// `v1.33.2`.
    public var gitVersion: String

    public var description: String { gitVersion }
}

extension KubernetesClient {
    /// Any request, with this client's server and credentials. The answer's status is 2xx.
    public func raw(
        _ raw: RawRequest, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> HTTPResponse {
        var request = APIRequest(
            operation: .init(verb: raw.method.rawValue.lowercased(), resource: String(raw.path.prefix { $0 != "?" })),
            path: raw.path)
        guard raw.path.hasPrefix("/") else {
            throw request.failure(.invalidRequest("the path must begin with '/'"), mayHaveHappened: false)
        }
        request.method = raw.method
        request.body = raw.body
        request.contentType = raw.contentType
        request.accept = raw.accept
        request.options = options
        return try await perform(request)
    }

    /// Which Kubernetes the server is; also the cheapest way to find out whether it can be reached.
    public func serverVersion(
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> ServerVersion {
        var request = APIRequest(operation: .init(verb: "get", resource: "/version"), path: "/version")
        request.options = options
        let json = try await object(request).json
        guard let gitVersion = json["gitVersion"]?.stringValue else { throw request.decoding("gitVersion is missing") }
        // Some providers write the minor version as `27+`.
        func number(_ member: String) -> Int { Int(json[member]?.stringValue?.prefix(while: \.isNumber) ?? "") ?? 0 }
        return ServerVersion(major: number("major"), minor: number("minor"), gitVersion: gitVersion)
    }
}
