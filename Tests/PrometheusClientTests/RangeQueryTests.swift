import HTTPTransport
import Testing
import TimeSeries

@testable import PrometheusClient

@Suite("Range queries")
struct RangeQueryTests {
    @Test(
        "11,000 points are one piece, 11,001 are two, and no point is lost or asked for twice",
        arguments: [
            (1, 1), (10_999, 1), (11_000, 1), (11_001, 2), (22_000, 2), (22_001, 3), (1_100_000, 100),
        ])
    func pieces(points: Int, count: Int) throws {
        let pieces = try RangePieces(from: 1000, to: 1000 + Double(points - 1) * 15, step: 15)
        #expect(Array(pieces).count == count)
        let times = pieces.flatMap { Array(stride(from: $0.start, through: $0.end, by: 15_000)) }
        #expect(times == Array(stride(from: 1_000_000, through: 1_000_000 + (points - 1) * 15_000, by: 15_000)))
    }

    @Test("an end between two steps is kept")
    func remainder() throws {
        #expect(Array(try RangePieces(from: 0, to: 10.5, step: 1)) == [.init(start: 0, end: 10_500)])
    }

    @Test(
        "ranges that cannot be asked for",
        arguments: [
            (0, -1, 1, RangePieces.Failure.backwards), (0, 1, 0, .noStep), (0, 1, -5, .noStep), (0, 1, 0.0001, .noStep),
            (.nan, 1, 1, .notFinite), (0, .infinity, 1, .notFinite), (0, 1e300, 1, .notFinite),
            (0, 1_100_000, 1, .tooManyPoints(1_100_001)),
        ])
    func refused(from: Double, to: Double, step: Double, failure: RangePieces.Failure) {
        #expect(throws: failure) { try RangePieces(from: from, to: to, step: step) }
    }

    /// A server that gives a sample for every step, and refuses as Prometheus does.
    private let server = FakeTransport { request throws(HTTPError) in
        let parameters = request.parameters
        guard let start = parameters["start"].flatMap({ Double($0) }),
            let end = parameters["end"].flatMap({ Double($0) }), let step = parameters["step"].flatMap({ Double($0) }),
            (end - start) / step <= 11_000
        else { return HTTPResponse(status: 400) }
        let values = stride(from: start, through: end, by: step).map { "[\($0),\"\($0)\"]" }.joined(separator: ",")
        let late = start > 0 ? #",{"metric":{"late":"yes"},"values":[[\#(end),"1"]]}"# : ""
        let body = """
            {"status":"success","warnings":["w"],"data":{"resultType":"matrix",
            "result":[{"metric":{"a":"b"},"values":[\(values)]}\(late)]}}
            """
        return HTTPResponse(status: 200, body: Array(body.utf8))
    }

    @Test("pieces are joined by labels, and a warning is told once")
    func joined() async throws {
        let result = try await client(server).queryRange("x", from: 0, to: 25_000, step: 1)
        #expect(server.requests.count == 3)
        #expect(result.series.map(\.labels) == [["a": "b"], ["late": "yes"]])
        #expect(result.series[0].samples.map(\.time) == (0...25_000).map { Double($0) })
        #expect(result.series[1].samples.count == 2)
        #expect(result.warnings == ["w"])
    }

    @Test("times are written exactly")
    func exact() async throws {
        _ = try await client(server).queryRange("x", from: 0.1, to: 0.305, step: 0.1)
        let parameters = try #require(server.requests.first).parameters
        #expect(parameters["start"] == "0.100" && parameters["end"] == "0.305" && parameters["step"] == "0.100")
    }

    @Test("one failed piece fails the whole")
    func failedPiece() async {
        let transport = FakeTransport { request throws(HTTPError) in
            let isFirst = request.parameters["start"] == "0.000"
            let body = #"{"status":"success","data":{"resultType":"matrix","result":[]}}"#
            return HTTPResponse(status: isFirst ? 200 : 503, body: Array(body.utf8))
        }
        let error = await failure { () async throws(PrometheusError) in
            try await client(transport).queryRange("x", from: 0, to: 20_000, step: 1)
        }
        #expect(error?.kind == .unavailable)
    }
}
