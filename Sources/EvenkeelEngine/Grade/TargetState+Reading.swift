import Cryptography
import EvenkeelAPI
import JSONValue

extension Workload {
    /// What people change of it.
    var state: TargetState {
        TargetState(
            template: String(SHA256.digest(template.serialized).hexadecimal.prefix(16)), replicas: replicas)
    }
}
