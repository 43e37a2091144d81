import HTTPTransport
import PrometheusClient
import Testing
import TimeSeries

@Suite("Results of queries")
struct QueryTests {
    @Test("a sample at no time, or before the one before it, makes the answer none of Prometheus's")
    func times() async {
        let matrix = #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[VALUES]}]}}"#
        for values in [#"[1e300,"1"],[5,"1"]"#, #"[-1e17,"1"]"#, #"[5,"1"],[5,"2"]"#, #"[6,"1"],[5,"2"]"#] {
            let error = await failure { () async throws(PrometheusError) in
                try await query(matrix.replacing("VALUES", with: values))
            }
            #expect(error?.kind == .notPrometheus, "\(values)")
            #expect(error?.detail.contains("time") == true, "\(values)")
        }
    }

    @Test("a vector keeps labels, times and the order of its series")
    func vector() async throws {
        let result = try await query(
            """
            {"status":"success","data":{"resultType":"vector","result":[
            {"metric":{"__name__":"up","job":"ü\\"b"},"value":[1795249613.375,"1"]},
            {"metric":{"job":"a"},"value":[1795249613,"0.25"]}]}}
            """)
        #expect(result.kind == .vector)
        #expect(result.series.map(\.labels) == [["__name__": "up", "job": "ü\"b"], ["job": "a"]])
        #expect(result.series[0].samples == [Sample(time: 1_795_249_613.375, value: 1)])
        #expect(result.series[1].samples == [Sample(time: 1_795_249_613, value: 0.25)])
        #expect(result.warnings.isEmpty && result.infos.isEmpty)
    }

    @Test("an empty result is empty, not zero and not an error", arguments: ["vector", "matrix"])
    func empty(type: String) async throws {
        let result = try await query(#"{"status":"success","data":{"resultType":"\#(type)","result":[]}}"#)
        #expect(result.series.isEmpty)
    }

    @Test("null is Loki's word for an empty list")
    func null() async throws {
        let result = try await query(
            #"{"status":"success","data":{"resultType":"vector","result":null,"stats":{"summary":{}}}}"#)
        #expect(result.series.isEmpty && result.warnings.isEmpty)
    }

    @Test("a hint among the warnings, as Prometheus 2.48 to 2.53 gives them, is no lack of data")
    func hint() async throws {
        let result = try await query(
            #"{"status":"success","warnings":["PromQL info: metric might not be a counter","no store matched"],"#
                + #""data":{"resultType":"vector","result":[]}}"#)
        #expect(result.infos == ["PromQL info: metric might not be a counter"])
        #expect(result.warnings == ["no store matched"])
    }

    @Test("VictoriaMetrics marks a partial answer without a warning", arguments: [true, false])
    func partial(_ isPartial: Bool) async throws {
        let result = try await query(
            #"{"status":"success","isPartial":\#(isPartial),"data":{"resultType":"vector","result":[]}}"#)
        #expect(result.warnings.isEmpty != isPartial)
    }

    @Test(
        "values that are no numbers for JSON are kept",
        arguments: [("+Inf", Double.infinity), ("-Inf", -Double.infinity), ("1e+06", 1_000_000), ("-0.5", -0.5)])
    func values(text: String, value: Double) async throws {
        let result = try await query(
            #"{"status":"success","data":{"resultType":"scalar","result":[1.5,"\#(text)"]}}"#)
        #expect(result.kind == .scalar)
        #expect(result.series == [Series(samples: [Sample(time: 1.5, value: value)])])
    }

    @Test("NaN stays NaN")
    func notANumber() async throws {
        let result = try await query(#"{"status":"success","data":{"resultType":"scalar","result":[1,"NaN"]}}"#)
        #expect(result.series.first?.samples.first?.value.isNaN == true)
    }

    @Test("a matrix keeps all samples")
    func matrix() async throws {
        let result = try await query(
            """
            {"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"a":"b"},"values":[[1,"1"],[2,"NaN"],[4,"3"]]}]}}
            """)
        #expect(result.kind == .matrix)
        #expect(result.series[0].samples.map(\.time) == [1, 2, 4])
    }

    @Test("warnings and infos are kept")
    func warnings() async throws {
        let result = try await query(
            """
            {"status":"success","warnings":["a store is missing"],"infos":["not a counter"],
            "data":{"resultType":"vector","result":[]}}
            """)
        #expect(result.warnings == ["a store is missing"])
        #expect(result.infos == ["not a counter"])
    }

    @Test("native histograms are left out, and a warning says so")
    func histograms() async throws {
        let result = try await query(
            """
            {"status":"success","data":{"resultType":"vector","result":[
            {"metric":{"a":"1"},"histogram":[1,{"count":"5","sum":"2"}]},{"metric":{"a":"2"},"value":[1,"2"]}]}}
            """)
        #expect(result.series.map(\.labels) == [["a": "2"]])
        #expect(result.warnings.count == 1)
        let mixed = try await query(
            """
            {"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{},"values":[[1,"2"]],"histograms":[[2,{"count":"5"}]]},{"metric":{"a":"b"},"histograms":[]}]}}
            """)
        #expect(mixed.series.count == 1)
        #expect(mixed.warnings.first?.hasPrefix("1 samples") == true)
    }

    @Test("a string is no result to act upon")
    func string() async {
        let error = await failure { () async throws(PrometheusError) in
            try await query(#"{"status":"success","data":{"resultType":"string","result":[1,"abc"]}}"#)
        }
        #expect(error?.kind == .unsupportedResult)
    }

    @Test(
        "an answer of another shape is refused, not guessed at",
        arguments: [
            #"{"status":"success"}"#, #"{"status":"success","data":{}}"#, #"{"data":{}}"#, "[]", "null",
            #"{"status":"success","data":{"resultType":"vector","result":{}}}"#,
            #"{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"1"]}]}}"#,
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":1},"value":[1,"1"]}]}}"#,
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{}}]}}"#,
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,2]}]}}"#,
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":["1","2"]}]}}"#,
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"abc"]}]}}"#,
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,""]}]}}"#,
            #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}}"#,
        ])
    func malformed(body: String) async {
        let error = await failure { () async throws(PrometheusError) in try await query(body) }
        #expect(error?.kind == .notPrometheus)
    }
}
