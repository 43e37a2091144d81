public import HTTPTransport
internal import JSONValue

/// Prometheus's HTTP API, as far as Evenkeel reads it; Thanos, Mimir and VictoriaMetrics serve the same.
public struct PrometheusClient: Sendable {
    public var endpoint: PrometheusEndpoint { client.endpoint }

    private let client: EndpointClient

    public init(endpoint: PrometheusEndpoint, transport: any HTTPTransport) {
        client = EndpointClient(endpoint: endpoint, transport: transport)
    }

    /// Evaluates an expression at one time.
    ///
    /// - Parameter time: seconds since 1970; nil is the server's now.
    public func query(_ promql: String, at time: Double? = nil) async throws(PrometheusError) -> QueryResult {
        var parameters: EndpointClient.Parameters = [("query", promql), ("timeout", timeout)]
        if let time {
            guard time.isFinite else { throw error(.badData, "the time is not finite") }
            parameters.append(("time", "\(time)"))
        }
        return try await result(of: "/api/v1/query", parameters)
    }

    /// Evaluates an expression at `from`, `from + step` and so on up to `to`, in as many requests as it takes.
    ///
    /// - Parameters: seconds; times since 1970. They are rounded to milliseconds.
    /// - Throws: if any of the requests fails: half a range is never given.
    public func queryRange(
        _ promql: String, from: Double, to: Double, step: Double
    ) async throws(PrometheusError) -> QueryResult {
        let pieces: RangePieces
        do {
            pieces = try RangePieces(from: from, to: to, step: step)
        } catch {
            throw self.error(.badData, error.description)
        }
        var merger = SeriesMerger()
        for piece in pieces {
            let answer = try await result(
                of: "/api/v1/query_range",
                [
                    ("query", promql), ("timeout", timeout), ("start", Self.seconds(piece.start)),
                    ("end", Self.seconds(piece.end)), ("step", Self.seconds(pieces.step)),
                ])
            do throws(ResultParser.Failure) {
                try merger.add(answer)
            } catch {
                throw unreadable(error)
            }
        }
        return merger.result
    }

    /// What runs there, as a check that address and credentials are right.
    public func buildInfo() async throws(PrometheusError) -> PrometheusBuildInfo {
        let answer = try PrometheusAnswer(try await client.get("/api/v1/status/buildinfo"), address: address)
        guard let version = answer.data["version"]?.stringValue else {
            throw error(.notPrometheus, "the answer has no version")
        }
        return PrometheusBuildInfo(version: version, revision: answer.data["revision"]?.stringValue ?? "")
    }
}

extension PrometheusClient {
    private var address: String { endpoint.description }

    private func result(
        of path: String, _ parameters: EndpointClient.Parameters
    ) async throws(PrometheusError) -> QueryResult {
        let answer = try PrometheusAnswer(try await client.query(path, parameters), address: address)
        do throws(ResultParser.Failure) {
            return try ResultParser.parse(answer)
        } catch {
            throw unreadable(error)
        }
    }

    private func unreadable(_ failure: ResultParser.Failure) -> PrometheusError {
        switch failure {
        case .malformed(let detail): error(.notPrometheus, detail)
        case .unsupported(let detail): error(.unsupportedResult, detail)
        }
    }

    private func error(_ kind: PrometheusError.Kind, _ detail: String) -> PrometheusError {
        PrometheusError(kind, address: address, detail: detail)
    }

    /// The server's own limit for the evaluation.
    private var timeout: String {
        let (seconds, attoseconds) = endpoint.timeout.components
        return "\(max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000))ms"
    }

    /// Exact, where a `Double` might not be.
    private static func seconds(_ milliseconds: Int) -> String {
        let fraction = String(abs(milliseconds) % 1000)
        let padding = String(repeating: "0", count: 3 - fraction.count)
        return "\(milliseconds < 0 ? "-" : "")\(abs(milliseconds) / 1000).\(padding)\(fraction)"
    }
}

/// What answers there.
public struct PrometheusBuildInfo: Sendable, Hashable {
    public var version: String
    public var revision: String

    public init(version: String, revision: String = "") {
        self.version = version
        self.revision = revision
    }
}
