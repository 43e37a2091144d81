import KubernetesClient
import KubernetesRuntime

/// An old leader cannot act: before each change the lease itself is read, and must still carry this leadership's token.
struct LeaseFence: Fence {
    let election: LeaderElection
    let leadership: Leadership

    func objection() async -> String? {
        guard election.leadership?.fencingToken == leadership.fencingToken else {
            return "the lease was not renewed in time; another replica may lead"
        }
        do throws(KubernetesError) {
            return try await election.verify(leadership) ? nil : "another replica leads now"
        } catch {
            return "the lease cannot be read, so nothing is changed: \(error)"
        }
    }
}
