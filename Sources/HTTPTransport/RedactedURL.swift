/// A URL as it may appear in logs: without user, password, query and fragment, where secrets live.
struct RedactedURL: CustomStringConvertible {
    var description: String

    init(_ url: String) {
        let address = url.prefix { $0 != "?" && $0 != "#" }
        guard let schemeEnd = address.firstRange(of: "://")?.upperBound else {
            description = String(
                address.suffix(from: address.lastIndex(of: "@").map(address.index(after:)) ?? address.startIndex))
            return
        }
        let authority = address[schemeEnd...].prefix { $0 != "/" }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        description = String(address[..<schemeEnd] + host + address[authority.endIndex...])
    }
}
