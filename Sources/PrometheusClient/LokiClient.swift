public import HTTPTransport
internal import JSONValue

/// Loki's HTTP API, as far as it answers metric queries: LogQL that counts lines, such as
/// `sum(count_over_time({app="checkout"} |= "error" [1m]))`. Its answers have Prometheus's shape; its parameters count time
/// in nanoseconds.
public struct LokiClient: Sendable {
    private let client: EndpointClient

    public init(endpoint: PrometheusEndpoint, transport: any HTTPTransport) {
        client = EndpointClient(endpoint: endpoint, transport: transport)
    }

    /// Evaluates a metric query at one time.
    ///
    /// - Parameter time: seconds since 1970; nil is the server's now.
    public func query(_ logql: String, at time: Double? = nil) async throws(PrometheusError) -> QueryResult {
        var parameters: EndpointClient.Parameters = [("query", logql)]
        if let time {
            guard let time = Self.nanoseconds(time) else { throw error(.badData, "the time is no time") }
            parameters.append(("time", time))
        }
        return try await result(of: "/loki/api/v1/query", parameters)
    }

    /// Evaluates a metric query at `from`, `from + step` and so on up to `to`, in as many requests as it takes.
    ///
    /// - Parameters: seconds; times since 1970. They are rounded to milliseconds.
    /// - Throws: if any of the requests fails: half a range is never given.
    public func queryRange(
        _ logql: String, from: Double, to: Double, step: Double
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
                of: "/loki/api/v1/query_range",
                [
                    ("query", logql), ("start", "\(piece.start)000000"), ("end", "\(piece.end)000000"),
                    ("step", "\(Double(pieces.step) / 1000)"),
                ])
            do throws(ResultParser.Failure) {
                try merger.add(answer)
            } catch {
                throw unreadable(error)
            }
        }
        return merger.result
    }
}

extension LokiClient {
    private func result(
        of path: String, _ parameters: EndpointClient.Parameters
    ) async throws(PrometheusError) -> QueryResult {
        do throws(PrometheusError) {
            let response = try await client.query(path, parameters)
            // Loki explains a rejected query in plain text.
            if response.status == 400 {
                throw error(.badData, PrometheusError.cut(String(decoding: response.body.prefix(4000), as: UTF8.self)))
            }
            return try parse(try PrometheusAnswer(response, address: client.endpoint.description))
        } catch {
            throw error.of(.loki)
        }
    }

    private func parse(_ answer: PrometheusAnswer) throws(PrometheusError) -> QueryResult {
        guard answer.data["resultType"]?.stringValue != "streams" else {
            throw error(
                .unsupportedResult, "the query gives log lines; count them, for example with count_over_time")
        }
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
        PrometheusError(kind, address: client.endpoint.description, detail: detail, product: .loki)
    }

    /// By way of milliseconds, which a `Double` holds exactly.
    private static func nanoseconds(_ seconds: Double) -> String? {
        guard seconds.isFinite, seconds >= 0, seconds < 9e9 else { return nil }
        return "\(Int64((seconds * 1000).rounded()))000000"
    }
}

extension PrometheusError {
    func of(_ product: Product) -> PrometheusError {
        var error = self
        error.product = product
        return error
    }
}
