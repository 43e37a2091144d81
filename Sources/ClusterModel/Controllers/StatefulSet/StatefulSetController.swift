import KubernetesTypes

enum StatefulSetController { static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? { nil } }
