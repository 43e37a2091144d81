import KubernetesTypes

extension Rollout {
    // MARK: RollingUpdate

    mutating func rollForward(_ desk: inout Desk) {
        createNewest(&desk)
        guard let newest else { return }
        if growOrShrinkNewest(newest, &desk) { return }
        if shrinkOlder(&desk) { return }
        if isComplete(deployment) { forgetOldRevisions(&desk) }
    }

    private mutating func growOrShrinkNewest(_ newest: KubernetesObject, _ desk: inout Desk) -> Bool {
        if newest.replicas == deployment.replicas { return false }
        let size = newest.replicas > deployment.replicas ? deployment.replicas : newestSize
        return size != newest.replicas && resize(newest, to: size, &desk)
    }

    /// Takes old replicas away as far as enough stay available: first those that are no use anyway, or they would block
    /// the rollout.
    private mutating func shrinkOlder(_ desk: inout Desk) -> Bool {
        guard let newest, older.contains(where: { $0.replicas > 0 }) else { return false }
        let minimum = deployment.replicas - bounds.maxUnavailable
        let newestUnavailable = newest.replicas - newest.count("availableReplicas")
        let room = all.reduce(0) { $0 + $1.replicas } - minimum - newestUnavailable
        guard room > 0 else { return false }
        let removed = removeUnhealthy(atMost: room, &desk)
        let available = all.reduce(0) { $0 + $1.count("availableReplicas") }
        return removed + removeHealthy(atMost: available - minimum, &desk) > 0
    }

    private mutating func removeUnhealthy(atMost limit: Int, _ desk: inout Desk) -> Int {
        shrink(atMost: limit, &desk) { $0.replicas - $0.count("availableReplicas") }
    }

    private mutating func removeHealthy(atMost limit: Int, _ desk: inout Desk) -> Int {
        shrink(atMost: limit, &desk) { $0.replicas }
    }

    private mutating func shrink(
        atMost limit: Int, _ desk: inout Desk, share: (KubernetesObject) -> Int
    ) -> Int {
        var removed = 0
        for set in older where set.replicas > 0 && removed < limit {
            let count = min(limit - removed, share(set))
            guard count > 0 else { continue }
            resize(set, to: set.replicas - count, &desk)
            removed += count
        }
        return removed
    }

    // MARK: Recreate

    mutating func recreate(_ desk: inout Desk) {
        var shrunk = false
        for set in older where set.replicas > 0 { shrunk = resize(set, to: 0, &desk) || shrunk }
        if shrunk || oldPodsRemain(desk) { return }
        createNewest(&desk)
        if let newest, newest.replicas != deployment.replicas { resize(newest, to: deployment.replicas, &desk) }
        if isComplete(deployment) { forgetOldRevisions(&desk) }
    }

    private func oldPodsRemain(_ desk: Desk) -> Bool {
        older.contains { set in
            set.count("replicas") > 0 || desk.controlled(.pods, by: set).contains { !$0.hasEnded }
        }
    }

    /// By the status that was last written.
    func isComplete(_ deployment: KubernetesObject) -> Bool {
        DeploymentStatus(deployment).isComplete(for: deployment)
            && deployment.observedGeneration >= deployment.generation
    }
}
