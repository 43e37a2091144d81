import Cryptography
public import EvenkeelAPI
import JSONValue

extension Plan {
    /// The plan with its digest filled in: SHA-256 over the canonical JSON of everything else and of what it is for, so
    /// that an approval cannot be carried over to another target or rule.
    func sealed(policyUID: String, rule: String) throws -> Plan {
        var plan = self
        plan.digest = ""
        let content: JSON = ["plan": try JSON(encoding: plan), "policy": .string(policyUID), "rule": .string(rule)]
        plan.digest = "sha256:" + SHA256.digest(content.serialized).hexadecimal
        return plan
    }

    /// Whether both would make the same change, whenever they were made, and take the same release away. A restart names
    /// the pods that are unhealthy just then, and stays the same plan.
    func doesTheSame(as other: Plan) -> Bool {
        guard action == other.action, object == other.object, revertAfter == other.revertAfter,
            (pods == nil) == (other.pods == nil), maximumUnavailable == other.maximumUnavailable,
            rolledBackFrom == other.rolledBackFrom
        else { return false }
        return action.traits.isChosenAnew || changes == other.changes
    }

    /// The first 12 digits, for people.
    public var shortDigest: String { String(digest.dropFirst("sha256:".count).prefix(12)) }

    /// Whether a person's text names this plan: at least 8 digits, with or without `sha256:`.
    public func isNamed(by text: String) -> Bool {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst("sha256:".count) : text[...]
        return digits.count >= 8 && digest.dropFirst("sha256:".count).hasPrefix(digits)
    }
}
