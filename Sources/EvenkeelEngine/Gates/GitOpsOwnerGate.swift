import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// What a GitOps controller would put back at once is not changed: the change would not last, and the fight would.
func gitOpsOwnerGate(_ situation: Situation) -> GateVerdict {
    guard let plan = situation.proposedPlan, !plan.changes.isEmpty else { return .pass("no declared field is changed") }
    guard let changeTarget = situation.target.changeTarget(plan.object) else {
        return .pass("\(plan.object.kind) \(plan.object.name) is not seen yet")
    }
    let ownership = changeTarget.ownership
    guard let gitOps = ownership.gitOps else { return .pass("no GitOps controller keeps \(plan.object.name)") }
    if ownership.isIgnored { return .pass("\(gitOps) leaves \(plan.object.name) alone, as its owner says") }
    // A restart sets an annotation that no repository declares.
    guard plan.action.traits.field != .undeclared else {
        return .pass("\(gitOps) declares nothing of what a \(plan.action.rawValue.lowercased()) changes")
    }
    for field in plan.changedFields {
        guard let reverter = ownership.reverter(of: field) else { continue }
        return .refuse(
            .revertedByGitOps,
            "\(reverter) keeps spec.\(field) of \(plan.object.kind) \(plan.object.name) and would put it back; "
                + remedy(plan))
    }
    guard !plan.changedFields.isEmpty else { return .pass("\(gitOps) declares nothing of what is changed") }
    return .pass("\(gitOps) does not declare \(plan.changedFields.map { "spec.\($0)" }.joined(separator: ", "))")
}

private func remedy(_ plan: Plan) -> String {
    let ignored = "annotate it \(EvenkeelAPIGroup.Annotation.gitOps): Ignored where it is told to leave the field alone"
    return switch plan.action.traits.field {
    case .release: "revert the release in the repository, or \(ignored)"
    case .replicas, .undeclared: "leave the field out of the repository, or \(ignored)"
    }
}

extension Plan {
    /// The members of `spec` that the plan changes, each once.
    var changedFields: [String] {
        let fields = changes.compactMap { change -> String? in
            guard let tokens = JSONPointer(change.path)?.tokens, tokens.count > 1, tokens[0] == "spec" else {
                return nil
            }
            return tokens[1]
        }
        return Set(fields).sorted()
    }
}
