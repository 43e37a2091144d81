import KubernetesTypes

struct AutoscalerHistory: Sendable {}
enum AutoscalerController { static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? { nil } }
