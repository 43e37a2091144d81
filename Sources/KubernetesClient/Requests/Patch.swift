public import JSONValue

/// A change to an object, in one of the API's four ways.
public enum Patch: Sendable, Hashable {
    /// RFC 6902; its `test` operations are preconditions.
    case json(JSONPatch)
    /// RFC 7386: lists are replaced as a whole.
    case merge(JSON)
    /// Lists merge by their keys; built-in kinds only.
    case strategic(JSON)
    /// Server-side apply; the request options must name a field manager.
    ///
    /// `force` takes fields over from other managers. It is a conflict otherwise.
    case apply(JSON, force: Bool)

    var contentType: String {
        switch self {
        case .json: "application/json-patch+json"
        case .merge: "application/merge-patch+json"
        case .strategic: "application/strategic-merge-patch+json"
        // JSON is YAML, which is all that the API server reads under this name in every version.
        case .apply: "application/apply-patch+yaml"
        }
    }

    var body: JSON {
        switch self {
        case .json(let patch): patch.json
        case .merge(let json), .strategic(let json), .apply(let json, _): json
        }
    }
}

/// A part of an object that has a path of its own.
public struct Subresource: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let status = Subresource(rawValue: "status")
    public static let scale = Subresource(rawValue: "scale")
    public static let eviction = Subresource(rawValue: "eviction")

    public var description: String { rawValue }
}
