import ClusterModel
import Foundation
import FoundationEssentials
import HTTPTypes
import Hummingbird
import JSONValue
import KubernetesTypes

/// Requests over HTTP to the model, answers and streams back.
struct SandboxResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let cluster: SandboxCluster
    let configuration: SandboxConfiguration

    func respond(to request: Request, context: Context) async throws -> Response {
        let apiRequest: APIRequest
        do {
            apiRequest = try await APIRequest(request, maximumBodyBytes: configuration.maximumBodyBytes)
        } catch {
            return Self.tooLarge(configuration.maximumBodyBytes)
        }
        switch await cluster.handle(apiRequest) {
        case .json(let status, let body, let headers):
            return Self.response(status, contentType: "application/json", body.serialized, headers)
        case .bytes(let status, let contentType, let body):
            return Self.response(status, contentType: contentType, body, [])
        case .watch(let specification):
            return stream(specification, request)
        }
    }

    private func stream(_ specification: WatchSpecification, _ request: Request) -> Response {
        let stream = WatchStream(cluster: cluster, configuration: configuration, specification: specification)
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache, private"],
            body: ResponseBody { writer in
                // A client that goes away takes its watch with it.
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await stream.write(to: &writer)
                }
                try await writer.finish(nil)
            })
    }

    private static func response(
        _ status: Int, contentType: String, _ body: [UInt8], _ headers: [APIResponse.Header]
    ) -> Response {
        var fields: HTTPFields = [.contentType: contentType, .cacheControl: "no-cache, private"]
        for header in headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields.append(HTTPField(name: name, value: header.value))
        }
        return Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static func tooLarge(_ limit: Int) -> Response {
        let status = Status(
            code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is \(limit)")
        return response(413, contentType: "application/json", status.json.serialized, [])
    }
}

extension APIRequest {
    /// - Throws: an HTTP error 413 for a body over the limit.
    init(_ request: Request, maximumBodyBytes: Int) async throws {
        let body: [UInt8]
        if request.method == .get || request.method == .head {
            body = []
        } else {
            let buffer = try await request.body.collect(upTo: maximumBodyBytes)
            body = Array(buffer.readableBytesView)
        }
        let headers = request.headers
        self.init(
            method: request.method.rawValue, path: Self.decoded(request.uri.path),
            query: Self.items(request.uri.query), contentType: headers[.contentType], accept: headers[.accept],
            impersonatedUser: HTTPField.Name("Impersonate-User").flatMap { headers[$0] },
            userAgent: headers[.userAgent], body: body)
        if let words = headers[.authorization]?.split(separator: " "), words.count == 2, words[0] == "Bearer" {
            token = String(words[1])
        }
        impersonatedGroups = HTTPField.Name("Impersonate-Group").map { headers[values: $0] } ?? []
    }

    static func items(_ query: String?) -> [(name: String, value: String)] {
        (query ?? "").split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let spaced = parts.map { String($0.map { $0 == "+" ? " " : $0 }) }
            return (decoded(spaced[0]), spaced.count > 1 ? decoded(spaced[1]) : "")
        }
    }

    /// Text whose escapes are broken stays as it is.
    private static func decoded(_ text: String) -> String { text.removingPercentEncoding ?? text }
}
