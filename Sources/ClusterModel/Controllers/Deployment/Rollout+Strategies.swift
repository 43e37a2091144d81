import KubernetesTypes

extension Rollout {
    // MARK: RollingUpdate

    mutating func rollForward(_ context: inout ControllerContext) {
        createNewest(&context)
        guard let newest else { return }
        if growOrShrinkNewest(newest, &context) { return }
        if shrinkOlder(&context) { return }
        if isComplete(deployment) { forgetOldRevisions(&context) }
    }

    private mutating func growOrShrinkNewest(_ newest: KubernetesObject, _ context: inout ControllerContext) -> Bool {
        if newest.replicas == deployment.replicas { return false }
        let size = newest.replicas > deployment.replicas ? deployment.replicas : newestSize
        return size != newest.replicas && resize(newest, to: size, &context)
    }

    /// Takes old replicas away as far as enough stay available: first those that are no use anyway, or they would block
    /// the rollout.
    private mutating func shrinkOlder(_ context: inout ControllerContext) -> Bool {
        guard let newest, older.contains(where: { $0.replicas > 0 }) else { return false }
        let minimum = deployment.replicas - bounds.maxUnavailable
        let newestUnavailable = newest.replicas - newest.count("availableReplicas")
        let room = all.reduce(0) { $0 + $1.replicas } - minimum - newestUnavailable
        guard room > 0 else { return false }
        let removed = removeUnhealthy(atMost: room, &context)
        let available = all.reduce(0) { $0 + $1.count("availableReplicas") }
        return removed + removeHealthy(atMost: available - minimum, &context) > 0
    }

    private mutating func removeUnhealthy(atMost limit: Int, _ context: inout ControllerContext) -> Int {
        shrink(atMost: limit, &context) { $0.replicas - $0.count("availableReplicas") }
    }

    private mutating func removeHealthy(atMost limit: Int, _ context: inout ControllerContext) -> Int {
        shrink(atMost: limit, &context) { $0.replicas }
    }

    private mutating func shrink(
        atMost limit: Int, _ context: inout ControllerContext, share: (KubernetesObject) -> Int
    ) -> Int {
        var removed = 0
        for set in older where set.replicas > 0 && removed < limit {
            let count = min(limit - removed, share(set))
            guard count > 0 else { continue }
            resize(set, to: set.replicas - count, &context)
            removed += count
        }
        return removed
    }

    // MARK: Recreate

    mutating func recreate(_ context: inout ControllerContext) {
        var shrunk = false
        for set in older where set.replicas > 0 { shrunk = resize(set, to: 0, &context) || shrunk }
        if shrunk || oldPodsRemain(context) { return }
        createNewest(&context)
        if let newest, newest.replicas != deployment.replicas { resize(newest, to: deployment.replicas, &context) }
        if isComplete(deployment) { forgetOldRevisions(&context) }
    }

    private func oldPodsRemain(_ context: ControllerContext) -> Bool {
        older.contains { set in
            set.count("replicas") > 0 || context.controlled(.pods, by: set).contains { !$0.hasEnded }
        }
    }

    /// By the status that was last written.
    func isComplete(_ deployment: KubernetesObject) -> Bool {
        DeploymentStatus(deployment).isComplete(for: deployment)
            && deployment.observedGeneration >= deployment.generation
    }
}
