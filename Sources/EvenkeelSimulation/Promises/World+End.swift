import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Safety without progress would be easy: at the end everything has come to an end, and lasting trouble was acted upon.
extension World {
    func checkEnd() {
        checkProbe()
        for remediation in ledger.remediations.values.sorted(by: { $0.key < $1.key }) {
            // The probe's load lasts: when its change is reverted, it is helped again, perhaps in the last minutes.
            if let created = remediation.metadata.creationTimestamp, now - created < 1800 { continue }
            guard let status = remediation.status else {
                breach(.live, "settled", "\(remediation.key) never got a status")
                continue
            }
            if isLeftToPeople(remediation, status) {
                if let until = status.revert?.at, now - until > 3600, !status.hasSaidThatItWaits {
                    breach(.s10, "waiting", "\(remediation.key) does not say why its scheduled revert waits")
                }
                continue
            }
            if !status.phase.isFinal {
                breach(.live, "settled", "\(remediation.key) is \(status.phase.rawValue) still")
            }
            // A revert may be due just before the world does.
            if let last = status.intents.last, last.outcome == .pending, now - last.at > 3600 {
                breach(.live, "settled", "\(remediation.key) has an intent that is pending still")
            }
            if status.revert?.state == .scheduled, let until = status.revert?.at, now - until > 3600 {
                breach(.live, "revert", "the revert of \(remediation.key) was due \(Int(now - until)) s ago")
            }
        }
    }

    /// Somebody has set the policy to a mode that changes nothing, so what was to be undone stays until they say more.
    private func isLeftToPeople(_ remediation: Remediation, _ status: RemediationStatus) -> Bool {
        let isBeingUndone = status.intents.last.map { $0.purpose == .undo && $0.outcome == .pending } ?? false
        guard isBeingUndone || status.phase.isFinal && status.revert?.state == .scheduled else { return false }
        let path = RemediationPolicy.resourceType.path(
            namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
        let policy = request("GET", path, by: .evenkeel).body
        return [Mode.observe, .shadow].map { JSON.string($0.rawValue) }.contains(policy.at("spec", "mode"))
    }
}

extension RemediationStatus {
    fileprivate var hasSaidThatItWaits: Bool { timeline.contains { $0.message.hasPrefix("undo waits: ") } }
}
