import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct AutoscalerTests {
    private static func cluster(
        replicas: Int = 2, target: JSON = ["type": "Utilization", "averageUtilization": 50], spec: JSON = [:]
    ) throws -> Cluster {
        var cluster = Cluster()
        try cluster.deploy(
            replicas: replicas,
            spec: [
                "template": [
                    "metadata": ["labels": ["app": "web"]],
                    "spec": [
                        "containers": [["name": "app", "image": "app", "resources": ["requests": ["cpu": "100m"]]]]
                    ],
                ]
            ])
        var full: JSON = [
            "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "web"], "minReplicas": 2,
            "maxReplicas": 10,
            "metrics": [["type": "Resource", "resource": ["name": "cpu", "target": target]]],
        ]
        for (member, value) in spec.objectValue ?? [:] { full[member] = value }
        _ = try cluster.store.create(
            .horizontalPodAutoscalers,
            [
                "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
                "metadata": ["name": "web", "namespace": "shop"], "spec": full,
            ], now: cluster.now)
        return cluster
    }

    private static func autoscaler(_ cluster: Cluster) throws -> KubernetesObject {
        try #require(cluster.store.get(.horizontalPodAutoscalers, ObjectKey(namespace: "shop", name: "web")))
    }

    /// Plays with this total use of the application, shared by its pods, metrics every second.
    private static func run(_ cluster: inout Cluster, seconds: Int, milliCPU: Double) {
        for _ in 0..<seconds {
            let ready = cluster.readyPods
            cluster.controllers.usage = Dictionary(
                uniqueKeysWithValues: ready.map {
                    ($0.uid, PodUsage(milliCPU: milliCPU / Double(ready.count), memory: 67_108_864))
                })
            cluster.advance(1)
        }
    }

    @Test("more load scales up at the next evaluation, less load scales down only after five minutes")
    func upAndDown() throws {
        var cluster = try Self.cluster()
        Self.run(&cluster, seconds: 20, milliCPU: 100)
        #expect(cluster.readyPods.count == 2)
        Self.run(&cluster, seconds: 30, milliCPU: 200)
        #expect(cluster.readyPods.count == 4)
        var object = try Self.autoscaler(cluster)
        #expect(object.count("desiredReplicas") == 4 && object.count("currentReplicas") == 4)
        #expect(object.condition("ScalingActive")?.reason == "ValidMetricFound")
        #expect(object.status["currentMetrics"]?[0]?.at("resource", "current", "averageUtilization") == 50)
        #expect(cluster.events("SuccessfulRescale").count == 1)
        Self.run(&cluster, seconds: 280, milliCPU: 100)
        #expect(cluster.readyPods.count == 4)
        #expect(try Self.autoscaler(cluster).condition("AbleToScale")?.reason == "ScaleDownStabilized")
        Self.run(&cluster, seconds: 60, milliCPU: 100)
        #expect(cluster.readyPods.count == 2)
        object = try Self.autoscaler(cluster)
        #expect(object.count("desiredReplicas") == 2)
        #expect(object.status["lastScaleTime"] != nil)
    }

    @Test("within the tolerance of ten per cent nothing is scaled", arguments: [(109.0, 2), (91.0, 2), (115.0, 3)])
    func tolerance(milliCPU: Double, replicas: Int) throws {
        var cluster = try Self.cluster()
        Self.run(&cluster, seconds: 40, milliCPU: milliCPU)
        #expect(cluster.readyPods.count == replicas)
    }

    @Test("the maximum holds, and the rate of growth: at most twice as many, or four more, each 15 seconds")
    func limits() throws {
        var cluster = try Self.cluster()
        Self.run(&cluster, seconds: 10, milliCPU: 5000)
        Self.run(&cluster, seconds: 15, milliCPU: 5000)
        #expect(try cluster.deployment().replicas == 6)
        #expect(try Self.autoscaler(cluster).condition("ScalingLimited")?.reason == "ScaleUpLimit")
        Self.run(&cluster, seconds: 30, milliCPU: 5000)
        #expect(try cluster.deployment().replicas == 10)
        #expect(try Self.autoscaler(cluster).condition("ScalingLimited")?.reason == "TooManyReplicas")
    }

    @Test("a count outside of the bounds is brought inside without any metric", arguments: [(1, 2), (20, 10)])
    func bounds(replicas: Int, expected: Int) throws {
        var cluster = try Self.cluster(replicas: replicas)
        cluster.advance(20)
        #expect(try cluster.deployment().replicas == expected)
    }

    @Test("without metrics nothing is scaled, and the condition says why")
    func noMetrics() throws {
        var cluster = try Self.cluster(replicas: 3)
        cluster.advance(60)
        #expect(try cluster.deployment().replicas == 3)
        let condition = try #require(try Self.autoscaler(cluster).condition("ScalingActive"))
        #expect(condition.status == "False" && condition.reason == "FailedGetResourceMetric")
    }

    @Test("a target at zero is left alone")
    func zero() throws {
        var cluster = try Self.cluster(replicas: 0)
        cluster.advance(60)
        #expect(try cluster.deployment().replicas == 0)
        #expect(try Self.autoscaler(cluster).condition("ScalingActive")?.reason == "ScalingDisabled")
    }

    @Test("a shorter window for scaling down and an average value are heeded")
    func behaviour() throws {
        var cluster = try Self.cluster(
            target: ["type": "AverageValue", "averageValue": "40m"],
            spec: ["behavior": ["scaleDown": ["stabilizationWindowSeconds": 30]]])
        Self.run(&cluster, seconds: 32, milliCPU: 320)
        #expect(cluster.readyPods.count == 8)
        Self.run(&cluster, seconds: 62, milliCPU: 80)
        #expect(cluster.readyPods.count == 2)
    }

    @Test("the workload model's load moves the autoscaler")
    func withWorkloadModel() throws {
        var cluster = try Self.cluster()
        try cluster.change { $0.annotations[WorkloadProfile.load] = "180" }
        var model = WorkloadModel()
        for _ in 0..<60 {
            model.advance(
                deployments: cluster.store.list(.deployments), pods: cluster.store.list(.pods), to: cluster.now)
            cluster.controllers.usage = model.usage
            cluster.advance(1)
        }
        #expect(cluster.readyPods.count == 4)
    }
}
