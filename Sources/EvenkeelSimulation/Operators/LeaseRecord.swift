import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// The part of the lease that a fence is about.
struct LeaseRecord: Sendable, Hashable {
    var holder: String
    /// The fencing token: grows with every change of hands.
    var transitions: Int

    init(_ lease: KubernetesObject) {
        holder = lease.json.at("spec", "holderIdentity")?.stringValue ?? ""
        transitions = lease.json.at("spec", "leaseTransitions")?.integerValue ?? 0
    }
}

extension Operator {
    /// Why this process may not write now what only a leader may; `nil` where it may.
    ///
    /// - Parameter lease: as it is stored now; `nil` where it cannot be read.
    func objection(_ lease: LeaseRecord?) -> String? {
        if knowsItIsLate { return "the lease was not renewed in time; another replica may lead" }
        guard let lease else { return "the lease cannot be read, so nothing is changed" }
        return lease.holder == identity && lease.transitions == token ? nil : "another replica leads now"
    }
}
