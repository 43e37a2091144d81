import EvenkeelAPI
import KubernetesTypes

extension BudgetUse {
    /// Counted from stored Remediations, so that a restart forgets nothing.
    init(of remediations: [Remediation], at now: Timestamp) {
        self.init(
            inFlight: remediations.count { $0.status?.isInFlight == true },
            lastHour: remediations.compactMap { $0.status?.begunAt }.count { now - $0 < 3600 })
    }
}
