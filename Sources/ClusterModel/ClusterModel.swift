public import KubernetesTypes

/// A Kubernetes API with its controllers and workloads as a state machine.
///
/// No I/O, no clock, no randomness: the same requests at the same times give the same answers. Behind HTTP it is the
/// sandbox, in virtual time it is the world of the simulation.
public struct ClusterModel: Sendable {
    public var store: ObjectStore

    /// When `advance` has something to do next without any request; `nil` where it has not.
    public private(set) var nextDeadline: Timestamp?

    /// - Parameter seed: unique ids and generated names follow from it.
    public init(seed: UInt64 = 1) { store = ObjectStore(seed: seed) }

    /// Lets controllers and kubelets do what they have to do by `now`.
    public mutating func advance(to now: Timestamp) {}
}
