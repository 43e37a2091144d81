public import KubernetesTypes

/// A Kubernetes API with its controllers and workloads as a state machine.
///
/// No I/O, no clock, no randomness: the same requests at the same times give the same answers. Behind HTTP it is the
/// sandbox, in virtual time it is the world of the simulation.
public struct ClusterModel: Sendable {
    public var store: ObjectStore
    /// The controllers, the scheduler and the kubelets, with what they remember.
    public var controllers: Controllers
    /// Who asked for what.
    public internal(set) var audit: AuditLog

    let isAuthorizing: Bool
    var customResources = CustomResources()
    private var now: Timestamp

    /// A cluster with its usual namespaces; its nodes register with the first `advance`.
    ///
    /// - Parameters:
    ///   - seed: unique ids and generated names follow from it.
    ///   - now: when the cluster began.
    ///   - logCapacity: the changes kept for watches.
    ///   - isAuthorizing: whether roles decide who may do what; otherwise everybody may do everything.
    public init(
        seed: UInt64 = 1, now: Timestamp = Timestamp(microsecondsSince1970: 0),
        settings: ControllerSettings = ControllerSettings(), logCapacity: Int = 10_000,
        isAuthorizing: Bool = false
    ) {
        self.isAuthorizing = isAuthorizing
        store = ObjectStore(seed: seed, logCapacity: logCapacity)
        controllers = Controllers(settings: settings)
        audit = AuditLog()
        self.now = now
        Bootstrap.fill(&store, now: now)
    }

    /// Lets controllers and kubelets do what they have to do by `now`.
    public mutating func advance(to now: Timestamp) {
        self.now = max(now, self.now)
        controllers.run(&store, now: self.now)
        Housekeeping.run(&store, now: self.now)
    }

    /// When `advance` has something to do next without any request; `nil` where it has not. A time that has passed
    /// means at once.
    public var nextDeadline: Timestamp? { controllers.nextDeadline(store, now: now) }
}
