internal import HTTPTransport
internal import JSONValue

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
        warnings = Self.texts(json["warnings"])
        infos = Self.texts(json["infos"])
    }

    private static func texts(_ json: JSON?) -> [String] {
        (json?.arrayValue ?? []).compactMap(\.stringValue).prefix(20).map { PrometheusError.cut($0) }
    }
}
