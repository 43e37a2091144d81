import KubernetesTypes

extension Rollout {
    /// Follows a change of the replica count, or sizes a paused Deployment: in the proportions that a rollout under way
    /// has reached, so that scaling does not hasten it.
    mutating func scale(_ context: inout ControllerContext) {
        if let only = activeOrLatest {
            resize(only, to: deployment.replicas, &context)
        } else if isSaturated {
            for set in older where set.replicas > 0 { resize(set, to: 0, &context) }
        } else if deployment.isRollingUpdate {
            scaleProportionally(&context)
        }
        if deployment.isPaused || isComplete(deployment) { forgetOldRevisions(&context) }
    }

    /// The only ReplicaSet with replicas, or the newest where none has any; `nil` where several have.
    private var activeOrLatest: KubernetesObject? {
        let active = all.filter { $0.replicas > 0 }
        switch active.count {
        case 0: return newest ?? older.last
        case 1: return active[0]
        default: return nil
        }
    }

    private var isSaturated: Bool {
        guard let newest else { return false }
        return newest.replicas == deployment.replicas
            && newest.annotations[Revision.desiredReplicas] == "\(deployment.replicas)"
            && newest.count("availableReplicas") == deployment.replicas
    }

    private mutating func scaleProportionally(_ context: inout ControllerContext) {
        let active = all.filter { $0.replicas > 0 }
        let allowed = deployment.replicas > 0 ? deployment.replicas + bounds.maxSurge : 0
        let missing = allowed - active.reduce(0) { $0 + $1.replicas }
        // The largest first; of equals the newer one when there is more to have, the older one when there is less.
        let ordered = active.sorted { left, right in
            if left.replicas != right.replicas { return left.replicas > right.replicas }
            return missing > 0 ? Self.byCreation(right, left) : Self.byCreation(left, right)
        }
        var added = 0
        let sizes = ordered.map { set in
            let share = share(of: set, missing: missing, added: added)
            added += share
            return set.replicas + share
        }
        for (index, set) in ordered.enumerated() {
            resize(set, to: max(0, sizes[index] + (index == 0 ? missing - added : 0)), &context)
        }
    }

    private func share(of set: KubernetesObject, missing: Int, added: Int) -> Int {
        guard missing != added else { return 0 }
        let fraction = fraction(of: set)
        return missing > 0 ? min(fraction, missing - added) : max(fraction, missing - added)
    }

    private func fraction(of set: KubernetesObject) -> Int {
        guard deployment.replicas > 0 else { return -set.replicas }
        let sizedFor = set.annotations[Revision.maxReplicas].flatMap { Int($0) } ?? deployment.count("replicas")
        guard sizedFor > 0 else { return 0 }
        let size = Double(set.replicas) * Double(deployment.replicas + bounds.maxSurge) / Double(sizedFor)
        return Int(min(size, 1e9).rounded()) - set.replicas
    }
}
