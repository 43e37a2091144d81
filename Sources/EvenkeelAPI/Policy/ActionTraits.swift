/// What all plans of an action have in common. Gates, decisions and commands ask this, not the action's name.
public struct ActionTraits: Sendable, Hashable {
    /// How a plan takes ready pods away.
    public enum PodRemoval: Sendable, Hashable {
        case none
        /// The pods that the plan names are evicted; a plan that names none is a rolling restart.
        case restart
        /// A lower replica count removes the pods above it.
        case lowerCount
        /// Pods that do harm are replaced in the workload's own steps: no ready pod counts as taken away.
        case replacement
    }

    /// The field that a plan changes, and with it who else may own that field.
    public enum Field: Sendable, Hashable {
        /// An autoscaler or another controller may own it, or a GitOps repository declares it.
        case replicas
        /// The release, which a GitOps repository declares. Its plan holds only while the release that runs is the cause.
        case release
        /// Nobody else declares it.
        case undeclared
    }

    public var field: Field
    public var podRemoval: PodRemoval
    /// Whether the recorded fields can be set back.
    public var isReversible: Bool
    /// Whether two plans are the same although they name other pods or times.
    public var isChosenAnew: Bool
    /// Whether it is there to end a rollout, so that a rollout in progress does not hold it.
    public var endsRollout: Bool
}

extension ActionName {
    public var traits: ActionTraits {
        switch self {
        case .scale:
            ActionTraits(
                field: .replicas, podRemoval: .lowerCount, isReversible: true, isChosenAnew: false, endsRollout: false)
        case .restart:
            ActionTraits(
                field: .undeclared, podRemoval: .restart, isReversible: false, isChosenAnew: true, endsRollout: false)
        case .rollback:
            ActionTraits(
                field: .release, podRemoval: .replacement, isReversible: true, isChosenAnew: false, endsRollout: true)
        }
    }
}

// What depends on the rule's own parameters.
extension Action.Kind {
    public var traits: ActionTraits { name.traits }

    /// The exception that lets the action go on in a freeze window: the direction of its risk.
    public var freezeException: FreezeWindow.Exception? {
        switch self {
        case .scale(let scale): scale.by.fraction > 0 ? .scaleUp : nil
        case .restart: .restart
        case .rollback: .rollback
        }
    }

    /// What runs beside the target and is changed instead of it.
    public var canary: Canary? {
        switch self {
        case .rollback(let rollback): rollback.canary
        case .scale, .restart: nil
        }
    }

    /// Which pods are restarted.
    public var restartedPods: RestartAction.Pods? {
        switch self {
        case .restart(let restart): restart.pods
        case .scale, .rollback: nil
        }
    }
}
