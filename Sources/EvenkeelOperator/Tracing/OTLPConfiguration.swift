public import HTTPTransport

/// Where traces go, as OpenTelemetry's environment variables say.
public struct OTLPConfiguration: Sendable {
    /// Of the traces themselves, `/v1/traces` included.
    public var url: String
    /// Often with credentials: never to be shown.
    public var headers: HTTPHeaders
    public var tls: TLSConfiguration
    public var serviceName: String
    public var attributes: [String: String]

    public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        public var description: String
    }

    /// `nil` where no endpoint is named, or tracing is switched off.
    ///
    /// - Parameters:
    ///   - environment: the process' own.
    ///   - file: reads the PEM file at a path.
    /// - Throws: a ``Problem``, or what `file` throws.
    public static func read(
        _ environment: [String: String], file: (String) throws -> [UInt8]
    ) throws -> OTLPConfiguration? {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard value("OTEL_SDK_DISABLED")?.lowercased() != "true", value("OTEL_TRACES_EXPORTER") != "none" else {
            return nil
        }
        let name: String
        let url: String
        if let own = value("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") {
            (name, url) = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", own)
        } else if let base = value("OTEL_EXPORTER_OTLP_ENDPOINT") {
            (name, url) = ("OTEL_EXPORTER_OTLP_ENDPOINT", base + (base.hasSuffix("/") ? "" : "/") + "v1/traces")
        } else {
            return nil
        }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw Problem(description: "\(name) has to begin with http:// or https://")
        }
        let protocolName = value("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") ?? value("OTEL_EXPORTER_OTLP_PROTOCOL")
        guard protocolName != "grpc" else {
            throw Problem(
                description: "traces are sent by HTTP, not by gRPC: leave OTEL_EXPORTER_OTLP_PROTOCOL out and name a "
                    + "collector's HTTP endpoint, usually port 4318")
        }
        var attributes = try pairs(value("OTEL_RESOURCE_ATTRIBUTES"), "OTEL_RESOURCE_ATTRIBUTES")
        let service = value("OTEL_SERVICE_NAME") ?? attributes.removeValue(forKey: "service.name") ?? "evenkeel"
        attributes["service.name"] = nil
        return OTLPConfiguration(
            url: url, headers: try headers(value), tls: try tls(value, file), serviceName: service,
            attributes: attributes)
    }

    private static func tls(
        _ value: (String) -> String?, _ file: (String) throws -> [UInt8]
    ) throws -> TLSConfiguration {
        func content(_ name: String) throws -> [UInt8]? {
            try (value("OTEL_EXPORTER_OTLP_TRACES_\(name)") ?? value("OTEL_EXPORTER_OTLP_\(name)")).map(file)
        }
        let tls = TLSConfiguration(
            certificateAuthority: try content("CERTIFICATE"), clientCertificate: try content("CLIENT_CERTIFICATE"),
            clientKey: try content("CLIENT_KEY"))
        guard (tls.clientCertificate == nil) == (tls.clientKey == nil) else {
            throw Problem(
                description: "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and OTEL_EXPORTER_OTLP_CLIENT_KEY belong together: "
                    + "one of them is missing")
        }
        return tls
    }

    private static func headers(_ value: (String) -> String?) throws(Problem) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for name in ["OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"] {
            for (key, text) in try pairs(value(name), name) { headers.set(key, text) }
        }
        headers.set("Content-Type", "application/json")
        return headers
    }

    /// `a=b,c=d`, percent-encoded. The text is no part of the error: it may be secret.
    private static func pairs(_ text: String?, _ name: String) throws(Problem) -> [String: String] {
        var pairs: [String: String] = [:]
        for part in (text ?? "").split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                decoded(trimmed($0))
            }
            guard sides.count == 2, let key = sides[0], let value = sides[1], !key.isEmpty else {
                throw Problem(description: "\(name) has to be a list such as key1=value1,key2=value2")
            }
            pairs[key] = value
        }
        return pairs
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
