public import HTTPTransport

/// Counts requests and measures their duration.
public struct RequestMeter: HTTPTransport {
    public enum Peer: Sendable {
        case kubernetes
        case metricSource
    }

    private let transport: any HTTPTransport
    private let peer: Peer
    private let metrics: OperatorMetrics

    public init(_ transport: any HTTPTransport, to peer: Peer, metrics: OperatorMetrics) {
        self.transport = transport
        self.peer = peer
        self.metrics = metrics
    }

    static let apiVerbs = ["get", "watch", "create", "update", "patch", "delete"]
    static let sourceVerbs = ["query", "query_range", "other"]
    /// `none` if there was no answer.
    static let codes = ["1xx", "2xx", "3xx", "4xx", "5xx", "none"]

    public func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        let begun = ContinuousClock.now
        do throws(HTTPError) {
            let response = try await transport.send(request, maximumBodyBytes: maximumBodyBytes)
            count(request, response.status, since: begun)
            return response
        } catch {
            count(request, nil, since: begun)
            throw error
        }
    }

    public func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        let begun = ContinuousClock.now
        do throws(HTTPError) {
            let stream = try await transport.stream(request)
            count(request, stream.status, since: begun)
            return stream
        } catch {
            count(request, nil, since: begun)
            throw error
        }
    }

    private func count(_ request: HTTPRequest, _ status: Int?, since begun: ContinuousClock.Instant) {
        let verb = verb(request)
        let code = status.map { "\($0 / 100)xx" } ?? "none"
        let requests = peer == .kubernetes ? metrics.process.apiRequests : metrics.signals.sourceRequests
        let duration =
            peer == .kubernetes ? metrics.process.apiRequestDuration : metrics.signals.sourceRequestDuration
        requests.add(to: RequestLabels(verb: verb, code: code))
        duration.observe(begun.duration(to: .now) / .seconds(1), of: VerbLabels(verb: verb))
    }

    private func verb(_ request: HTTPRequest) -> String {
        let parts = request.url.split(separator: "?", maxSplits: 1)
        let (path, query) = (parts.first ?? "", parts.count > 1 ? parts[1] : "")
        switch (peer, request.method) {
        case (.metricSource, _):
            return Self.sourceVerbs.first { path.hasSuffix("/\($0)") } ?? "other"
        case (.kubernetes, .post): return "create"
        case (.kubernetes, .put): return "update"
        case (.kubernetes, .patch): return "patch"
        case (.kubernetes, .delete): return "delete"
        case (.kubernetes, _):
            return query.split(separator: "&").contains { $0 == "watch=true" || $0 == "watch=1" } ? "watch" : "get"
        }
    }
}
