import KubernetesTypes

/// What the pods of one node have asked for; ended pods ask for nothing.
struct NodeLoad: Sendable, Hashable {
    var pods: Set<ObjectKey> = []
    var milliCPU = 0
    var memory = 0

    mutating func add(_ pod: KubernetesObject) {
        guard !pod.hasEnded else { return }
        pods.insert(pod.key)
        milliCPU += pod.requestedMilliCPU
        memory += pod.requestedMemory
    }

    mutating func remove(_ pod: KubernetesObject) {
        guard pods.remove(pod.key) != nil else { return }
        milliCPU -= pod.requestedMilliCPU
        memory -= pod.requestedMemory
    }
}
