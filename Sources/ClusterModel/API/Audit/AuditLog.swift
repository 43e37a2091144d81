public import KubernetesTypes

/// The last requests to resources, oldest first, up to a bound.
public struct AuditLog: Sendable {
    public private(set) var records: [AuditRecord] = []
    /// How many older ones have been forgotten.
    public private(set) var forgotten = 0
    private let capacity: Int

    public init(capacity: Int = 20_000) { self.capacity = max(1, capacity) }

    mutating func record(_ context: RequestContext, code: Int) {
        if records.count >= 2 * capacity {
            forgotten += records.count - capacity
            records.removeFirst(records.count - capacity)
        }
        records.append(AuditRecord(context, code: code))
    }
}

/// Who asked for what, and how it ended: the facts of a Kubernetes audit event.
public struct AuditRecord: Sendable, Hashable, CustomStringConvertible {
    public var time: Timestamp
    public var user: String
    public var userAgent: String
    /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete` or `deletecollection`.
    public var verb: String
    public var group: String
    public var resource: String
    public var subresource: String?
    public var namespace: String?
    public var name: String?
    public var isDryRun: Bool
    /// The HTTP status code of the answer.
    public var code: Int

    init(_ context: RequestContext, code: Int) {
        time = context.now
        user = context.request.impersonatedUser ?? Self.administrator
        userAgent = context.request.userAgent ?? ""
        verb = Self.verb(context)
        group = context.path.group
        resource = context.path.plural
        subresource = context.path.subresource
        namespace = context.path.namespace
        name = context.path.name
        isDryRun = context.isDryRun
        self.code = code
    }

    /// Who every request comes from that impersonates nobody.
    public static let administrator = "kubernetes-admin"

    private static func verb(_ context: RequestContext) -> String {
        let isCollection = context.path.name == nil
        return switch context.request.method {
        case "GET": context.request.flag("watch") ? "watch" : isCollection ? "list" : "get"
        case "POST": "create"
        case "PUT": "update"
        case "PATCH": "patch"
        case "DELETE": isCollection ? "deletecollection" : "delete"
        default: context.request.method.lowercased()
        }
    }

    public var description: String {
        let place = [namespace, name].compactMap { $0 }.joined(separator: "/")
        let what = ([resource + (group.isEmpty ? "" : ".\(group)")] + [subresource].compactMap { $0 })
            .joined(separator: "/")
        return "\(time) \(user) \(verb) \(what) \(place)\(isDryRun ? " (dry run)" : "") \(code)"
    }
}
