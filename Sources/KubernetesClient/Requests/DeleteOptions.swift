internal import JSONValue

/// How an object is deleted.
public struct DeleteOptions: Sendable, Hashable {
    public enum Propagation: String, Sendable, Hashable {
        case orphan = "Orphan"
        case background = "Background"
        case foreground = "Foreground"
    }

    /// Deletes this very object only, not another of the same name.
    public var uid: String?
    /// Deletes it only if it has not changed since.
    public var resourceVersion: String?
    /// What becomes of the objects that it owns.
    public var propagation: Propagation?
    /// Whole seconds; zero is at once.
    public var gracePeriod: Duration?

    public init(
        uid: String? = nil, resourceVersion: String? = nil, propagation: Propagation? = nil,
        gracePeriod: Duration? = nil
    ) {
        self.uid = uid
        self.resourceVersion = resourceVersion
        self.propagation = propagation
        self.gracePeriod = gracePeriod
    }

    func json(isDryRun: Bool) -> JSON {
        var json: JSON = ["kind": "DeleteOptions", "apiVersion": "v1"]
        if let uid { json.set(.string(uid), at: "preconditions", "uid") }
        if let resourceVersion { json.set(.string(resourceVersion), at: "preconditions", "resourceVersion") }
        if let propagation { json["propagationPolicy"] = .string(propagation.rawValue) }
        if let gracePeriod { json["gracePeriodSeconds"] = .integer(gracePeriod.components.seconds) }
        if isDryRun { json["dryRun"] = ["All"] }
        return json
    }
}
