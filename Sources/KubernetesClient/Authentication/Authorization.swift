internal import FoundationEssentials

/// What is added to a request so that the server knows who asks.
struct Authorization: Sendable, Hashable {
    /// The value of the `Authorization` header.
    var header: String?
    /// Instead of the configuration's client certificate.
    var clientCertificate: [UInt8]?
    var clientKey: [UInt8]?

    static let none = Authorization()

    static func bearer(_ token: String) -> Authorization { Authorization(header: "Bearer " + token) }

    static func basic(user: String, password: String) -> Authorization {
        Authorization(header: "Basic " + Data("\(user):\(password)".utf8).base64EncodedString())
    }
}

extension Authorization: CustomStringConvertible, CustomReflectable {
    var description: String { header == nil ? "no header" : "a header" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
