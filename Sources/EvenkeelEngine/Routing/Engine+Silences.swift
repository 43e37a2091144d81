import EvenkeelAPI
import KubernetesTypes

// Silences are asked for where they may matter: after a look at which something was bad, or while a remediation goes on.
// A quiet fleet asks no Alertmanager anything.
extension Engine {
    func silenceQueries(_ track: PolicyMachine) -> [Query] {
        let asking = guardrails(covering: track.policy.metadata.namespace ?? "").filter { $0.spec.silences != nil }
        guard !asking.isEmpty,
            track.findings.values.contains(where: \.isBad)
                || !remediations.open(of: track.uid).isEmpty
        else { return [] }
        return asking.compactMap { guardrail in
            guardrail.spec.silences.map { silences in
                Query(
                    signal: Query.silences(of: guardrail.metadata.name ?? ""), role: .silences,
                    source: silences.source, expression: "", kind: .instant)
            }
        }
    }

    /// What the newest evaluation brought, by guardrail.
    func silences(_ track: PolicyMachine) -> [String: Answer.Content] {
        var found: [String: Answer.Content] = [:]
        for guardrail in guardrails.values.map(\.guardrail) where guardrail.spec.silences != nil {
            let name = guardrail.metadata.name ?? ""
            found[name] =
                track.evaluation?.answers.first { $0.role == .silences && $0.signal == Query.silences(of: name) }?
                .content
        }
        return found
    }
}
