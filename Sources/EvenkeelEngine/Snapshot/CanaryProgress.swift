public import JSONValue

/// How far an Argo Rollout has come, by its status (`argoproj.io/v1alpha1`).
public struct CanaryProgress: Sendable, Hashable, Codable {
    /// `status.abort` as it is stored; the controller leaves it out where it is false.
    public var abort: JSON?
    /// The hash of the release that is being rolled out.
    public var currentHash: String
    /// The hash of the release that everybody was moved to last; empty before the first one.
    public var stableHash: String

    /// The label of the pods of each release.
    static let hashLabel = "rollouts-pod-template-hash"

    init(_ status: JSON?) {
        abort = status?["abort"]
        currentHash = status?["currentPodHash"]?.stringValue ?? ""
        stableHash = status?["stableRS"]?.stringValue ?? ""
    }

    var isAborted: Bool { abort?.boolValue ?? false }
    /// Two releases stand side by side.
    var isUnderWay: Bool { currentHash != stableHash }

    /// The fields that plans change, at their places in the status.
    var fields: JSON {
        var fields: JSON = ["currentPodHash": .string(currentHash)]
        if let abort { fields["abort"] = abort }
        return fields
    }
}
