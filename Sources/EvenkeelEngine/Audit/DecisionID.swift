import Cryptography
import KubernetesTypes

/// Names a decision, so that its audit line, its Event and the log speak of the same one.
enum DecisionID {
    /// The same decision of the same step has the same id in every run: 16 hexadecimal digits.
    static func make(_ subject: String, _ what: String, at now: Timestamp) -> String {
        String(SHA256.digest("\(subject)/\(what)/\(now.microsecondsSince1970)").hexadecimal.prefix(16))
    }
}
