import JSONValue

/// The old form of the document. Every kubectl that this API supports reads version 3 and asks for this one only as a
/// fallback, so it names no types; kubectl then uses what it knows of the built-in kinds itself.
enum OpenAPIVersion2 {
    private static let protobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

    static func response(_ request: APIRequest) -> APIResponse {
        guard request.accept?.contains("proto-openapi.spec.v2@v1.0+protobuf") == true else {
            return .json(
                200,
                [
                    "swagger": "2.0", "info": ["title": "Kubernetes", "version": "v1.33.0"], "paths": [:],
                    "definitions": [:],
                ])
        }
        return .bytes(status: 200, contentType: protobuf, body: encoded)
    }

    /// `Document { swagger = 1; info = 2 { title = 1; version = 2 } }`.
    private static let encoded: [UInt8] = {
        let info = field(1, Array("Kubernetes".utf8)) + field(2, Array("v1.33.0".utf8))
        return field(1, Array("2.0".utf8)) + field(2, info)
    }()

    /// A length-delimited field; the lengths here fit one byte.
    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(bytes.count)] + bytes
    }
}
