public import HTTPTransport
internal import KubernetesTypes

/// A client of the Kubernetes API: dynamic objects and typed resources, through the same calls.
///
/// Copies share credentials and caches. Reading requests that the server puts off with 429 or 503 are repeated a few
/// times; changes never are: the caller knows what a repetition means.
public struct KubernetesClient: Sendable {
    /// Objects on a page where a whole collection is read.
    public static let pageSize = 500

    public let configuration: ClusterConfiguration
    /// For requests that name no timeout of their own.
    public var defaultTimeout = Duration.seconds(30)

    let transport: any HTTPTransport
    let userAgent: String
    let time: any TimeSource
    let credentials: CredentialProvider
    let discovery = DiscoveryCache()

    public init(
        configuration: ClusterConfiguration, transport: any HTTPTransport, userAgent: String = "evenkeel",
        time: any TimeSource = SystemTimeSource()
    ) {
        self.init(
            configuration: configuration, transport: transport, userAgent: userAgent, time: time,
            runner: ProcessPluginRunner())
    }

    init(
        configuration: ClusterConfiguration, transport: any HTTPTransport, userAgent: String, time: any TimeSource,
        runner: any CredentialPluginRunner
    ) {
        self.configuration = configuration
        self.transport = transport
        self.userAgent = userAgent
        self.time = time
        credentials = CredentialProvider(configuration: configuration, time: time, runner: runner)
    }
}

extension KubernetesClient {
    /// The answer to a request, whose status is 2xx.
    func perform(_ request: APIRequest) async throws(KubernetesError) -> HTTPResponse {
        var policy = RetryPolicy()
        while true {
            let authorization = try await authorization(for: request)
            let response: HTTPResponse
            do {
                response = try await transport.send(
                    httpRequest(request, authorization), maximumBodyBytes: request.maximumBodyBytes)
            } catch {
                throw request.failure(.transport(error), mayHaveHappened: error.mayHaveReachedServer)
            }
            if (200..<300).contains(response.status) { return response }
            let failure = request.failure(answer: response)
            guard try await shouldRepeat(request, failure, authorization, &policy) else { throw failure }
        }
    }

    /// The answer's head, whose status is 2xx, with the body on its way.
    func open(_ request: APIRequest, timeouts: HTTPTimeouts) async throws(KubernetesError) -> HTTPStream {
        var policy = RetryPolicy()
        // Whoever reads a stream has a backoff of their own; only refused credentials are tried again.
        policy.postponements = 0
        while true {
            let authorization = try await authorization(for: request)
            var http = httpRequest(request, authorization)
            http.timeouts = timeouts
            let failure: KubernetesError
            do {
                let stream = try await transport.stream(http)
                if (200..<300).contains(stream.status) { return stream }
                let body = try await stream.body.collect(upTo: 1 << 20)
                failure = request.failure(
                    answer: HTTPResponse(status: stream.status, headers: stream.headers, body: body))
            } catch {
                throw request.failure(.transport(error), mayHaveHappened: error.mayHaveReachedServer)
            }
            guard try await shouldRepeat(request, failure, authorization, &policy) else { throw failure }
        }
    }

    private func authorization(for request: APIRequest) async throws(KubernetesError) -> Authorization {
        do {
            return try await credentials.authorization()
        } catch {
            throw request.failure(.configuration(error), mayHaveHappened: false)
        }
    }

    private func shouldRepeat(
        _ request: APIRequest, _ failure: KubernetesError, _ authorization: Authorization,
        _ policy: inout RetryPolicy
    ) async throws(KubernetesError) -> Bool {
        if failure.status?.code == 401, policy.takeRenewal() { return await credentials.discard(authorization) }
        guard request.method.isSafe, let pause = policy.takePause(after: failure) else { return false }
        do {
            try await time.sleep(for: pause)
        } catch {
            throw failure
        }
        return true
    }

    private func httpRequest(_ request: APIRequest, _ authorization: Authorization) -> HTTPRequest {
        var headers: HTTPHeaders = ["Accept": request.accept, "User-Agent": userAgent]
        if let value = authorization.header { headers.set("Authorization", value) }
        if request.body != nil { headers.set("Content-Type", request.contentType) }
        (request.options.impersonate ?? configuration.impersonation)?.addHeaders(to: &headers)
        var tls = configuration.tls
        if let certificate = authorization.clientCertificate {
            tls.clientCertificate = certificate
            tls.clientKey = authorization.clientKey
        }
        return HTTPRequest(
            method: request.method, url: configuration.server + request.path + request.query.text, headers: headers,
            body: request.body, timeouts: HTTPTimeouts(total: request.options.timeout ?? defaultTimeout), tls: tls,
            proxy: configuration.proxy)
    }
}

extension ImpersonatedUser {
    fileprivate func addHeaders(to headers: inout HTTPHeaders) {
        headers.set("Impersonate-User", name)
        for group in groups { headers.add("Impersonate-Group", group) }
        if let uid { headers.set("Impersonate-Uid", uid) }
        for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
            for value in values { headers.add("Impersonate-Extra-" + URLQuery.encoded(key), value) }
        }
    }
}

/// How often one request is sent again: new credentials once, and a few short waits where the server asks for them.
struct RetryPolicy {
    /// Waits that are left.
    var postponements = 3
    /// A longer wait is the caller's business.
    let longestPause = Duration.seconds(10)
    private var mayRenew = true

    /// True once: the first refusal may only mean that a token has been replaced.
    mutating func takeRenewal() -> Bool {
        defer { mayRenew = false }
        return mayRenew
    }

    /// The wait before the request is sent again; `nil` if it is not.
    mutating func takePause(after failure: KubernetesError) -> Duration? {
        guard postponements > 0, let code = failure.status?.code, code == 429 || code == 503 else { return nil }
        // A 503 without a time is a failure rather than a queue.
        guard let pause = failure.retryAfter ?? (code == 429 ? .seconds(1) : nil), pause <= longestPause else {
            return nil
        }
        postponements -= 1
        return pause
    }
}
