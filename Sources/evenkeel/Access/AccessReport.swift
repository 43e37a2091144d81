import EvenkeelAPI
import EvenkeelOperator
import JSONValue
import KubernetesTypes

/// The missing permissions of a policy.
struct AccessReport {
    var policy: RemediationPolicy
    /// The service account that the policy names.
    var account: ServiceAccountName?
    var `operator`: ServiceAccountName
    var checked: Int
    var lacksAccount = false
    var missing: [NeededPermission] = []

    private var namespace: String { policy.metadata.namespace ?? "default" }

    var text: String {
        let title = "policy \(policy.key): "
        guard lacksAccount || !missing.isEmpty else { return title + "no permission is missing, \(checked) checked" }
        var lines = [title + "\(missing.count) of \(checked) permissions are missing"]
        if lacksAccount, let account { lines.append("  the service account \(account) does not exist") }
        lines += missing.map { "  " + sentence($0) }
        return (lines + ["", "To grant them:"] + commands.map { "  " + $0 }).joined(separator: "\n")
    }

    private func sentence(_ permission: NeededPermission) -> String {
        let request = permission.request
        let object = request.qualifiedResource + (request.name.map { " \($0)" } ?? "")
        return "\(subject(permission)) may not \(request.verb) \(object) in \(namespace) (\(permission.purpose))"
    }

    private func subject(_ permission: NeededPermission) -> String {
        switch permission.subject {
        case .operator: "the operator (\(self.operator))"
        case .policyAccount: "\(account.map { "\($0)" } ?? "the policy's service account")"
        }
    }

    /// Safe to run twice: existing objects stay.
    var commands: [String] {
        var commands: [String] = []
        if lacksAccount, let account {
            commands.append("kubectl create serviceaccount \(account.name) -n \(account.namespace)")
        }
        return commands
            + Grant.all(for: missing, of: policy, account: account, operator: self.operator).flatMap(\.commands)
    }

    var json: JSON {
        [
            "namespace": .string(namespace), "policy": .string(policy.metadata.name ?? ""),
            "checked": JSON(checked), "lacksServiceAccount": .bool(lacksAccount),
            "missing": .array(missing.map(json)), "commands": .array(commands.map(JSON.string)),
        ]
    }

    private func json(_ permission: NeededPermission) -> JSON {
        let request = permission.request
        let subject = permission.subject == .operator ? self.operator : account
        var json: JSON = [
            "serviceAccount": .string(subject.map { "\($0)" } ?? ""), "verb": .string(request.verb),
            "group": .string(request.group), "resource": .string(request.resource), "namespace": .string(namespace),
            "purpose": .string(permission.purpose),
        ]
        json["name"] = request.name.map(JSON.string)
        return json
    }
}
