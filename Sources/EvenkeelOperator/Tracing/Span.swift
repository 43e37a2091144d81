import JSONValue
import KubernetesTypes

/// A part of a trace that took time.
struct Span: Sendable, Hashable {
    /// The numbers are OTLP's.
    enum Kind: Int, Sendable { case `internal` = 1, client = 3 }

    struct Event: Sendable, Hashable {
        var name: String
        var at: Timestamp
        var attributes: [String: String] = [:]
    }

    var trace = TraceID()
    var id = SpanID()
    var parent: SpanID?
    var name: String
    var kind = Kind.internal
    var start: Timestamp
    var end: Timestamp
    var attributes: [String: String] = [:]
    var events: [Event] = []
    /// Why it went wrong; `nil` where it did not.
    var failure: String?
}

extension Span {
    /// As in OTLP's JSON encoding: ids as hexadecimal digits, times in nanoseconds as strings.
    var json: JSON {
        var json: JSON = [
            "traceId": .string(trace.text), "spanId": .string(id.text), "name": .string(name),
            "kind": .integer(Int64(kind.rawValue)), "startTimeUnixNano": .string(start.nanoseconds),
            "endTimeUnixNano": .string(max(start, end).nanoseconds), "attributes": attributes.otlp,
        ]
        json["parentSpanId"] = parent.map { .string($0.text) }
        if !events.isEmpty {
            json["events"] = .array(
                events.map { event in
                    [
                        "name": .string(event.name), "timeUnixNano": .string(event.at.nanoseconds),
                        "attributes": event.attributes.otlp,
                    ]
                })
        }
        // 2 is an error; that all went well is for those to say who know what well is.
        if let failure { json["status"] = ["code": 2, "message": .string(String(failure.prefix(1000)))] }
        return json
    }
}

extension [String: String] {
    /// OTLP's list of keys and values.
    var otlp: JSON {
        .array(
            sorted { $0.key < $1.key }.map { key, value in
                ["key": .string(key), "value": ["stringValue": .string(String(value.prefix(1000)))]]
            })
    }
}

extension Timestamp {
    fileprivate var nanoseconds: String { "\(max(0, microsecondsSince1970))000" }
}
