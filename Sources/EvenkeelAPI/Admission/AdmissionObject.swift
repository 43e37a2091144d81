import JSONValue

/// The parts of the admission policies.
enum AdmissionObject {
    static let apiVersion = "admissionregistration.k8s.io/v1"

    /// Remediations in all namespaces; their status is another resource, which is not matched.
    static func remediations(_ operations: [JSON]) -> JSON {
        [
            "matchPolicy": "Equivalent", "namespaceSelector": [:], "objectSelector": [:],
            "resourceRules": [
                [
                    "apiGroups": ["evenkeel.dev"], "apiVersions": ["*"], "operations": .array(operations),
                    "resources": ["remediations"], "scope": "*",
                ]
            ],
        ]
    }

    static func variable(_ name: String, _ expression: String) -> JSON {
        ["name": .string(name), "expression": .string(expression)]
    }

    /// The text of an annotation in `variables.now`; empty if it is absent.
    static func annotation(_ key: String) -> String {
        "'\(key)' in variables.now ? variables.now['\(key)'] : ''"
    }

    /// True if one of the annotations differs between `variables.before` and `variables.now`.
    static func changes(_ keys: [String]) -> String {
        let list = keys.map { "'\($0)'" }.joined(separator: ", ")
        return "[\(list)].exists(k, (k in variables.now) != (k in variables.before) || "
            + "(k in variables.now && variables.now[k] != variables.before[k]))"
    }

    static func validation(
        _ rule: String, message: String, expression: String? = nil, reason: String
    ) -> JSON {
        var validation: JSON = [
            "expression": .string(rule), "message": .string(message), "reason": .string(reason),
        ]
        validation["messageExpression"] = expression.map(JSON.string)
        return validation
    }
}
