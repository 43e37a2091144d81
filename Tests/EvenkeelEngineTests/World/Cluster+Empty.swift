import ClusterModel
import JSONValue
import KubernetesTypes

@testable import EvenkeelSimulation

extension Cluster {
    /// With namespace `shop`, Evenkeel's own kinds, and those of Argo Rollouts, KEDA and the Gateway API.
    static let empty: ClusterModel = {
        var model = ClusterHarness.emptyCluster
        let namespace: JSON = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]]
        let objects =
            [(ResourceType.namespaces, namespace)]
            + [ResourceType.rollouts, .scaledObjects, .httpRoutes].map {
                (.customResourceDefinitions, definition(of: $0))
            }
        for (type, object) in objects {
            _ = model.handle(APIRequest("POST", type.path(namespace: nil), object, by: .person), now: World.beginning)
        }
        model.advance(to: World.beginning)
        return model
    }()

    /// Of any content, with a status of its own.
    private static func definition(of type: ResourceType) -> JSON {
        let schema: JSON = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
        return [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": ["name": .string(type.qualifiedName)],
            "spec": [
                "group": .string(type.group), "scope": "Namespaced",
                "names": [
                    "kind": .string(type.kind), "plural": .string(type.plural),
                    "singular": .string(type.kind.lowercased()),
                ],
                "versions": [
                    [
                        "name": .string(type.version), "served": true, "storage": true,
                        "schema": ["openAPIV3Schema": schema], "subresources": ["status": [:]],
                    ]
                ],
            ],
        ]
    }
}
