import KubernetesClient
import KubernetesRuntime

/// An old leader cannot act: before each change, and each write of a Remediation or a guardrail's status, the lease
/// itself is read, and must still carry this leadership's token.
struct LeaseFence: Fence {
    let election: LeaderElection
    let leadership: Leadership

    func objection() async -> String? {
        if let objection = expiry { return objection }
        do throws(KubernetesError) {
            guard try await election.verify(leadership) else { return "another replica leads now" }
        } catch {
            return "the lease cannot be read, so nothing is changed: \(error)"
        }
        // The process may have been stopped for long while the answer was on its way.
        return expiry
    }

    private var expiry: String? {
        guard election.leadership?.fencingToken != leadership.fencingToken else { return nil }
        return "the lease was not renewed in time; another replica may lead"
    }
}
