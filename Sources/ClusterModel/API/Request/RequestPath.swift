/// What a URL path names.
enum RequestPath: Sendable, Hashable {
    /// `/api`, `/apis`, `/apis/GROUP`, `/api/v1`, `/apis/GROUP/VERSION`
    case discovery(group: String?, version: String?)
    case resource(ResourcePath)
    /// `/openapi/v2` and what lies below `/openapi/v3`
    case openAPI([String])
    /// `/version`, `/healthz` and their like
    case other([String])

    init(_ path: String) {
        let segments = path.split(separator: "/").map(String.init)
        switch segments.first {
        case "api": self = Self.grouped("", segments.dropFirst())
        case "apis":
            let rest = segments.dropFirst()
            self = rest.isEmpty ? .discovery(group: nil, version: nil) : Self.grouped(rest[1], rest.dropFirst())
        case "openapi": self = .openAPI(Array(segments.dropFirst()))
        default: self = .other(segments)
        }
    }

    private static func grouped(_ group: String, _ segments: ArraySlice<String>) -> RequestPath {
        guard let version = segments.first else { return .discovery(group: group, version: nil) }
        let rest = Array(segments.dropFirst())
        guard !rest.isEmpty else { return .discovery(group: group, version: version) }
        return .resource(ResourcePath(group: group, version: version, segments: rest))
    }
}

/// A collection, an object or a subresource.
struct ResourcePath: Sendable, Hashable {
    var group: String
    var version: String
    var plural: String
    var namespace: String?
    var name: String?
    var subresource: String?

    init(group: String, version: String, segments: [String]) {
        self.group = group
        self.version = version
        var rest = segments[...]
        // A namespace is both a place and an object: /namespaces/shop/pods, and /namespaces/shop/status.
        let isNamespaceItself = segments.count == 3 && ["status", "finalize"].contains(segments[2])
        if segments.count >= 3, segments[0] == "namespaces", !isNamespaceItself {
            namespace = segments[1]
            rest = rest.dropFirst(2)
        }
        plural = rest.first ?? ""
        name = rest.dropFirst().first
        subresource = rest.count > 2 ? rest.dropFirst(2).joined(separator: "/") : nil
    }
}
