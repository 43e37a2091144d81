/// Somebody else as whom a request is made; the API server checks that the caller may.
public struct ImpersonatedUser: Sendable, Hashable, CustomStringConvertible {
    public var name: String
    /// Empty lets the API server work them out, which it does for service accounts.
    public var groups: [String]
    public var uid: String?
    public var extra: [String: [String]]

    public init(name: String, groups: [String] = [], uid: String? = nil, extra: [String: [String]] = [:]) {
        self.name = name
        self.groups = groups
        self.uid = uid
        self.extra = extra
    }

    public static func serviceAccount(_ name: String, in namespace: String) -> ImpersonatedUser {
        ImpersonatedUser(name: "system:serviceaccount:\(namespace):\(name)")
    }

    public var description: String { name }
}
