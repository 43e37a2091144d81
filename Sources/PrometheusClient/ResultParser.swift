internal import HTTPTransport
internal import JSONValue
import TimeSeries

/// Reads the `data` of a query's answer. What cannot be read is an error or a warning, never a guess.
struct ResultParser {
    enum Failure: Error, Equatable {
        case malformed(String)
        case unsupported(String)
    }

    /// Samples that are native histograms, which have no single value.
    private var histograms = 0

    static func parse(_ answer: PrometheusAnswer) throws(Failure) -> QueryResult {
        var parser = ResultParser()
        guard let type = answer.data["resultType"]?.stringValue, let result = answer.data["result"] else {
            throw .malformed("data has no resultType and result")
        }
        var parsed = try parser.result(type, result)
        parsed.warnings = answer.warnings
        parsed.infos = answer.infos
        if parser.histograms > 0 {
            parsed.warnings.append(
                "\(parser.histograms) samples are native histograms and were left out; "
                    + "use histogram_quantile, histogram_count or histogram_sum in the query")
        }
        return parsed
    }

    private mutating func result(_ type: String, _ result: JSON) throws(Failure) -> QueryResult {
        switch type {
        case "scalar":
            return QueryResult(kind: .scalar, series: [Series(samples: [try sample(result)])])
        case "vector":
            return QueryResult(kind: .vector, series: try list(result, vectorSeries))
        case "matrix":
            return QueryResult(kind: .matrix, series: try list(result, matrixSeries))
        default: throw .unsupported("the query gives a \(type.cut(to: 40))")
        }
    }

    private mutating func list(
        _ result: JSON, _ read: (inout ResultParser, JSON) throws(Failure) -> Series?
    ) throws(Failure) -> [Series] {
        // Loki's word for an empty list.
        if result == .null { return [] }
        guard let elements = result.arrayValue else { throw .malformed("the result is no list") }
        var series: [Series] = []
        series.reserveCapacity(elements.count)
        var seen: Set<[String: String]> = []
        for element in elements {
            guard let one = try read(&self, element) else { continue }
            guard seen.insert(one.labels).inserted else { throw .malformed("two series have the same labels") }
            series.append(one)
        }
        return series
    }

    private var vectorSeries: (inout ResultParser, JSON) throws(Failure) -> Series? {
        { (parser, json) throws(Failure) in
            let labels = try parser.labels(json)
            if let value = json["value"] {
                return Series(labels: labels, samples: [try parser.sample(value)])
            }
            guard json["histogram"] != nil else { throw .malformed("a series has no value") }
            parser.histograms += 1
            return nil
        }
    }

    private var matrixSeries: (inout ResultParser, JSON) throws(Failure) -> Series? {
        { (parser, json) throws(Failure) in
            let labels = try parser.labels(json)
            let histograms = json["histograms"]?.arrayValue
            parser.histograms += histograms?.count ?? 0
            guard let values = json["values"]?.arrayValue else {
                guard histograms != nil else { throw .malformed("a series has no values") }
                return nil
            }
            var samples: [Sample] = []
            samples.reserveCapacity(values.count)
            for value in values {
                let sample = try parser.sample(value)
                guard sample.time > samples.last?.time ?? -.infinity else {
                    throw .malformed("the samples of a series are not in the order of time")
                }
                samples.append(sample)
            }
            return Series(labels: labels, samples: samples)
        }
    }

    private func labels(_ json: JSON) throws(Failure) -> [String: String] {
        guard let members = json["metric"]?.objectValue else { throw .malformed("a series has no metric") }
        var labels: [String: String] = [:]
        for (name, value) in members {
            guard let text = value.stringValue else { throw .malformed("the label \(name) is no string") }
            labels[name] = text
        }
        return labels
    }

    /// Seconds since 1970 up to the year 9999; nobody has measured later.
    private static let times = -62_135_596_800.0...253_402_300_799.0

    /// `[1435781430.781, "1.5"]`; the value is a string, so that it can be NaN or infinite.
    private func sample(_ json: JSON) throws(Failure) -> Sample {
        guard let time = json[0]?.doubleValue, let text = json[1]?.stringValue, let value = Double(text) else {
            throw .malformed("a sample is not a time and a number in quotes")
        }
        guard Self.times.contains(time) else { throw .malformed("a sample has a time beyond the years 1 to 9999") }
        return Sample(time: time, value: value)
    }
}

/// The envelope that Prometheus (and Loki) put around every answer, opened.
struct PrometheusAnswer {
    var data: JSON
    var warnings: [String]
    var infos: [String]

    init(_ answer: HTTPResponse, address: String) throws(PrometheusError) {
        guard (200..<300).contains(answer.status) else { throw PrometheusError(answer, address: address) }
        let json: JSON
        do {
            json = try JSON(parsing: answer.body)
        } catch {
            throw PrometheusError(
                .notPrometheus, address: address, detail: "\(PrometheusError.sketch(answer)), \(error)",
                status: answer.status)
        }
        guard json["status"]?.stringValue == "success", let data = json["data"] else {
            let said = json["error"]?.stringValue.map { ", it says: \(PrometheusError.cut($0))" } ?? ""
            throw PrometheusError(
                .notPrometheus, address: address, detail: "no success inside of a success\(said)",
                status: answer.status)
        }
        self.data = data
        let said = Self.texts(json["warnings"])
        warnings = said.filter { !$0.hasPrefix(Self.info) }
        infos = Self.texts(json["infos"]) + said.filter { $0.hasPrefix(Self.info) }
        // VictoriaMetrics' vmselect says so in a success without a word of warning.
        if json["isPartial"]?.boolValue == true { warnings.append("the source marks the answer as partial") }
    }

    /// Prometheus 2.48 to 2.53 puts hints about the query, which are no lack of data, among the warnings.
    private static let info = "PromQL info: "

    private static func texts(_ json: JSON?) -> [String] {
        (json?.arrayValue ?? []).compactMap(\.stringValue).prefix(20).map { PrometheusError.cut($0) }
    }
}
