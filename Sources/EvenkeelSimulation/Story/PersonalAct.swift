import KubernetesTypes

/// What a person does about one remediation.
enum PersonalAct {
    case approve(ObjectKey, digest: String)
    case reject(ObjectKey)
    case undo(ObjectKey)
}
