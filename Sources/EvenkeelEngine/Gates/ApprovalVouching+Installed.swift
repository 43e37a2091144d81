import EvenkeelAPI
import JSONValue
public import KubernetesTypes

extension ApprovalVouching {
    /// What is installed, compared with what this version of Evenkeel ships; `nil` for an object that is not there.
    ///
    /// Only their specs count. They are in force for certain some seconds after they were made: each API server has to
    /// hear of them first.
    public init(policy: KubernetesObject?, binding: KubernetesObject?) {
        let parts = [
            (policy, ApprovalPolicy.policy, "ValidatingAdmissionPolicy"),
            (binding, ApprovalPolicy.binding, "ValidatingAdmissionPolicyBinding"),
        ]
        var since = Timestamp(microsecondsSince1970: 0)
        for (installed, shipped, kind) in parts {
            guard let installed else {
                self = .unvouched(
                    .approvalPolicyMissing, "the \(kind) \(ApprovalPolicy.name) is missing; \(Self.remedy)")
                return
            }
            if let field = Self.difference(installed.json["spec"] ?? [:], shipped["spec"] ?? [:]) {
                self = .unvouched(
                    .approvalPolicyMissing,
                    "the \(kind) \(ApprovalPolicy.name) is not what this version of Evenkeel ships (spec.\(field) "
                        + "differs); \(Self.remedy)")
                return
            }
            since = max(since, installed.creationTimestamp ?? since)
        }
        self = .vouched(since: since + Self.propagation)
    }

    /// The policies cannot be read, so nothing is known of them.
    public static func unread(_ reason: String) -> ApprovalVouching {
        .unvouched(
            .approvalPolicyUnavailable, "the ValidatingAdmissionPolicy \(ApprovalPolicy.name) cannot be read: \(reason)"
        )
    }

    /// In seconds, from an object's creation to its being in force on every API server.
    private static let propagation = 10.0
    private static let remedy = "whoever runs the cluster installs it by: evenkeel admission | kubectl apply -f -"

    private static func difference(_ installed: JSON, _ shipped: JSON) -> String? {
        let (left, right) = (installed.objectValue ?? [:], shipped.objectValue ?? [:])
        return Set(left.keys).union(right.keys).sorted().first { left[$0] != right[$0] }
    }
}
