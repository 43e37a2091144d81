import EvenkeelEngine
import Synchronization

/// The pods of a ReplicaSet are alike but for their names: what is equal is kept in memory once.
final class PodSiblings: Sendable {
    private let known = Mutex<[[String: String]: Pod]>([:])

    /// Labels that are remembered at once; with more, all are forgotten, which costs nothing but memory.
    private static let limit = 8192

    func share(_ pod: Pod) -> Pod {
        known.withLock { known in
            let shared = known[pod.labels].map(pod.sharing) ?? pod
            if known.count >= Self.limit { known = [:] }
            // The newest counts: of a pod that has just begun nothing is like what it will be.
            known[shared.labels] = shared
            return shared
        }
    }
}

extension Pod {
    /// The same pod; what equals the sibling's is the sibling's.
    fileprivate func sharing(_ sibling: Pod) -> Pod {
        var pod = self
        pod.labels = sibling.labels
        pod.namespace.share(sibling.namespace)
        pod.ownerUID.share(sibling.ownerUID)
        pod.phase.share(sibling.phase)
        pod.containers.share(sibling.containers)
        return pod
    }
}

extension Equatable {
    /// Equal values of a kind that copies on write take their memory twice, unless one is made of the other.
    fileprivate mutating func share(_ other: Self) {
        if self == other { self = other }
    }
}
