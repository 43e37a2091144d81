import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// What a person does about one remediation.
enum PersonalAct {
    case approve(ObjectKey, digest: String)
    case reject(ObjectKey)
    case undo(ObjectKey)
}

extension World {
    /// People hear of a remediation that has come to another phase.
    func notifyPeople(_ remediation: Remediation, from old: Phase?) {
        guard let phase = remediation.status?.phase, phase != old, !faultInjector.isOver else { return }
        switch phase {
        case .awaitingApproval: considerApproval(remediation)
        case .verifying, .succeeded:
            guard people.chance(0.06) else { return }
            plan(.person(.undo(remediation.key)), after: people.between(1, 1800))
        case .executing:
            if people.chance(0.02) { plan(.person(.undo(remediation.key)), after: people.between(0, 30)) }
        default: break
        }
    }

    private func considerApproval(_ remediation: Remediation) {
        let key = remediation.key
        let digest = String(remediation.spec.plan.digest.dropFirst("sha256:".count).prefix(12))
        let expiry = policyRule(of: remediation)?.approval.expiresAfter.seconds ?? 1800
        switch people.whole(0...11) {
        case 0...5: plan(.person(.approve(key, digest: digest)), after: people.between(5, 600))
        case 6:
            let other = String(SeededRandom.mix(people.next()), radix: 16)
            plan(.person(.approve(key, digest: other)), after: people.between(5, 300))
            if people.chance(0.5) { plan(.person(.approve(key, digest: digest)), after: people.between(300, 700)) }
        case 7: plan(.person(.approve(key, digest: String(digest.prefix(5)))), after: people.between(5, 300))
        case 8: plan(.person(.approve(key, digest: digest)), after: expiry + people.between(-5, 600))
        case 9:
            plan(.person(.approve(key, digest: digest)), after: people.between(5, 60))
            plan(.person(.approve(key, digest: digest)), after: people.between(60, 600))
        case 10: plan(.person(.reject(key)), after: people.between(5, 600))
        default: break
        }
    }

    func policyRule(of remediation: Remediation) -> Rule? {
        let key = ObjectKey(namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
        return stored(RemediationPolicy.self, key)?.spec.rules.first { $0.name == remediation.spec.rule }
    }

    func perform(_ act: PersonalAct) {
        switch act {
        case .approve(let key, let digest):
            tally.events["approval", default: 0] += 1
            annotate(
                Remediation.resourceType, key,
                [
                    EvenkeelAPIGroup.Annotation.approve: .string(digest),
                    EvenkeelAPIGroup.Annotation.approvedBy: "anna",
                ])
        case .reject(let key):
            tally.events["rejection", default: 0] += 1
            annotate(Remediation.resourceType, key, [EvenkeelAPIGroup.Annotation.reject: "not now"])
        case .undo(let key):
            tally.events["wish to undo", default: 0] += 1
            annotate(Remediation.resourceType, key, [EvenkeelAPIGroup.Annotation.undo: "take it back"])
        }
        trace.note(.text("*** a person: \(act)"), at: now)
    }
}
