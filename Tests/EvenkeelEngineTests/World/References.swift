import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesTypes

extension ObjectReference {
    init(_ object: KubernetesObject) {
        self.init(apiVersion: object.apiVersion, kind: object.kind, key: object.key)
    }

    private init(_ type: ResourceType, _ key: ObjectKey) {
        self.init(apiVersion: type.apiVersion, kind: type.kind, key: key)
    }

    private static func shop(_ type: ResourceType, _ name: String) -> ObjectReference {
        ObjectReference(type, ObjectKey(namespace: "shop", name: name))
    }

    static func deployment(_ name: String) -> ObjectReference { shop(.deployments, name) }
    static func pod(_ name: String) -> ObjectReference { shop(.pods, name) }
    static func autoscaler(_ name: String) -> ObjectReference { shop(.horizontalPodAutoscalers, name) }
    static func route(_ name: String) -> ObjectReference { shop(.httpRoutes, name) }
    static func rollout(_ name: String) -> ObjectReference { shop(.rollouts, name) }
    static func budget(_ name: String) -> ObjectReference { shop(.podDisruptionBudgets, name) }
    static func policy(_ name: String) -> ObjectReference { shop(RemediationPolicy.resourceType, name) }
    static let namespace = ObjectReference(.namespaces, ObjectKey(name: "shop"))

    static func remediation(_ key: ObjectKey) -> ObjectReference { ObjectReference(Remediation.resourceType, key) }
    static func policy(_ key: ObjectKey) -> ObjectReference { ObjectReference(RemediationPolicy.resourceType, key) }

    static func guardrail(_ name: String) -> ObjectReference {
        ObjectReference(Guardrail.resourceType, ObjectKey(name: name))
    }

    static func source(_ name: String) -> ObjectReference {
        ObjectReference(MetricSource.resourceType, ObjectKey(name: name))
    }

    /// Which resource it is, as the API server's discovery would say; `nil` if it serves none.
    var type: ResourceType? { Self.types.first { $0.kind == kind && $0.apiVersion == apiVersion } }

    private static let types: [ResourceType] =
        OwnKind.allCases.map(\.type) + [
            .namespaces, .deployments, .replicaSets, .statefulSets, .pods, .podDisruptionBudgets,
            .horizontalPodAutoscalers, .customResourceDefinitions, .rollouts, .scaledObjects, .httpRoutes,
        ]
}
