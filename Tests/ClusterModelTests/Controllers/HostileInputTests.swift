import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

/// Whatever somebody writes, the model goes on: no trap, no instant without an end.
@Suite struct HostileInputTests {
    private static let values: [JSON] = [
        .null, "", "9223372036854775807%", "-5%", "1e400", -1, 0, 2_147_483_647, 9_223_372_036_854_775_807,
        -9_223_372_036_854_775_807, 1e300, [.null], ["a": "b"],
    ]

    private static let paths: [(ResourceType, [[String]])] = [
        (
            .deployments,
            [
                ["spec"], ["spec", "replicas"], ["spec", "selector"], ["spec", "template"], ["spec", "strategy"],
                ["spec", "strategy", "rollingUpdate", "maxSurge"], ["spec", "template", "spec", "containers"],
                ["spec", "strategy", "rollingUpdate", "maxUnavailable"], ["spec", "minReadySeconds"],
                ["spec", "progressDeadlineSeconds"], ["spec", "revisionHistoryLimit"], ["status"],
                ["status", "collisionCount"], ["status", "replicas"], ["status", "conditions"],
                ["metadata", "annotations", "deployment.kubernetes.io/revision"], ["spec", "paused"],
            ]
        ),
        (
            .replicaSets,
            [
                ["spec"], ["spec", "replicas"], ["status", "availableReplicas"], ["metadata", "ownerReferences"],
                ["metadata", "annotations", "deployment.kubernetes.io/max-replicas"], ["metadata", "finalizers"],
            ]
        ),
        (
            .pods,
            [
                ["spec"], ["spec", "containers"], ["spec", "terminationGracePeriodSeconds"], ["spec", "tolerations"],
                ["status"], ["status", "containerStatuses"], ["status", "conditions"], ["status", "startTime"],
                ["metadata", "annotations", "fake/ready-seconds"], ["metadata", "annotations", "fake/exit"],
                ["metadata", "annotations", "controller.kubernetes.io/pod-deletion-cost"], ["spec", "readinessGates"],
                ["metadata", "annotations", "workload.evenkeel.dev/memory-leak"], ["spec", "initContainers"],
            ]
        ),
        (
            .podDisruptionBudgets,
            [
                ["spec"], ["spec", "minAvailable"], ["spec", "maxUnavailable"], ["spec", "selector"], ["status"],
                ["status", "disruptedPods"], ["status", "disruptionsAllowed"],
            ]
        ),
        (
            .horizontalPodAutoscalers,
            [
                ["spec"], ["spec", "minReplicas"], ["spec", "maxReplicas"], ["spec", "metrics"], ["status"],
                ["spec", "behavior"], ["spec", "behavior", "scaleUp", "policies"], ["spec", "scaleTargetRef"],
                ["spec", "behavior", "scaleDown", "stabilizationWindowSeconds"],
            ]
        ),
        (
            .statefulSets,
            [
                ["spec"], ["spec", "replicas"], ["spec", "ordinals"], ["spec", "ordinals", "start"],
                ["spec", "updateStrategy"], ["spec", "podManagementPolicy"], ["status"],
            ]
        ),
        (
            .nodes,
            [["spec"], ["spec", "taints"], ["spec", "unschedulable"], ["status"], ["metadata", "annotations"]]
        ),
    ]

    private static func cluster() throws -> Cluster {
        var settings = ControllerSettings()
        settings.maximumPods = 60
        var cluster = Cluster(settings)
        try cluster.deploy(replicas: 3)
        func add(_ resource: ResourceType, _ spec: JSON) throws {
            _ = try cluster.store.create(
                resource,
                [
                    "apiVersion": .string(resource.apiVersion), "kind": .string(resource.kind),
                    "metadata": ["name": "web", "namespace": "shop"], "spec": spec,
                ], now: cluster.now)
        }
        try add(.podDisruptionBudgets, ["maxUnavailable": 1, "selector": ["matchLabels": ["app": "web"]]])
        try add(
            .horizontalPodAutoscalers,
            [
                "scaleTargetRef": ["kind": "Deployment", "name": "web"], "minReplicas": 2, "maxReplicas": 5,
            ])
        try add(
            .statefulSets,
            [
                "replicas": 2, "selector": ["matchLabels": ["app": "db"]],
                "template": ["metadata": ["labels": ["app": "db"]], "spec": ["containers": [["name": "db"]]]],
            ])
        cluster.advance(5)
        return cluster
    }

    @Test("any value anywhere in specs, statuses and annotations is survived", arguments: paths.indices)
    func anyValue(index: Int) throws {
        let healthy = try Self.cluster()
        let (resource, paths) = Self.paths[index]
        for path in paths {
            for value in Self.values {
                var cluster = healthy
                guard var object = cluster.store.list(resource).first else { continue }
                object.json.set(value, at: path[...])
                try cluster.store.update(resource, object, now: cluster.now)
                var model = WorkloadModel()
                for _ in 0..<2 {
                    model.advance(
                        deployments: cluster.store.list(.deployments), pods: cluster.store.list(.pods), to: cluster.now)
                    cluster.controllers.usage = model.usage
                    cluster.advance(16)
                }
                for pod in cluster.pods {
                    _ = Eviction.decide(
                        pod, budgets: cluster.store.list(.podDisruptionBudgets), now: cluster.now)
                }
                #expect(cluster.store.count(.pods) <= 60, "\(path) = \(value)")
                #expect(
                    cluster.controllers.nextDeadline(cluster.store, now: cluster.now) != cluster.now,
                    "\(path) = \(value): never comes to rest")
            }
        }
    }
}
