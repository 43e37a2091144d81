import ClusterModel
import Foundation
import FoundationEssentials
import HTTPTypes
import Hummingbird

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
