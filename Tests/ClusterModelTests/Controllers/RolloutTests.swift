import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct RolloutTests {
    @Test("a new Deployment becomes available and says so")
    func firstRollout() throws {
        var cluster = Cluster()
        try cluster.deploy(replicas: 3)
        cluster.settle()
        let deployment = try cluster.deployment()
        #expect(cluster.readyPods.count == 3)
        #expect(deployment.annotations[Revision.annotation] == "1")
        for (member, count) in [
            ("replicas", 3), ("updatedReplicas", 3), ("readyReplicas", 3), ("availableReplicas", 3),
        ] {
            #expect(deployment.count(member) == count)
        }
        #expect(deployment.status["unavailableReplicas"] == nil)
        #expect(deployment.observedGeneration == deployment.generation)
        #expect(deployment.condition("Available")?.reason == "MinimumReplicasAvailable")
        #expect(deployment.condition("Progressing")?.reason == "NewReplicaSetAvailable")
        #expect(Set(cluster.pods.compactMap(\.nodeName)).count == 3)
        #expect(Set(cluster.pods.compactMap { $0.status["podIP"]?.stringValue }).count == 3)
        let set = try #require(cluster.replicaSets.first)
        let hash = try #require(set.labels[PodTemplate.hashLabel])
        #expect(set.name == "web-\(hash)")
        #expect(cluster.pods.allSatisfy { $0.labels[PodTemplate.hashLabel] == hash })
        #expect(cluster.controllers.nextDeadline(cluster.store, now: cluster.now) != cluster.now)
    }

    @Test("a rollout of five with 25%/25% never breaks its bounds, at any change that a watcher sees")
    func boundsHold() throws {
        var settings = ControllerSettings()
        (settings.startSeconds, settings.readySeconds, settings.terminationSeconds) = (1, 3, 5)
        var cluster = Cluster(settings)
        try cluster.deploy(replicas: 5)
        cluster.advance(30)
        #expect(cluster.readyPods.count == 5)
        let start = cluster.store.revision
        try cluster.setImage("app:2")
        cluster.advance(60)
        #expect(cluster.pods.count == 5)
        #expect(cluster.pods.allSatisfy { cluster.image(of: $0) == "app:2" })
        var pods = Dictionary(uniqueKeysWithValues: [(String, KubernetesObject)]())
        var fewest = 5
        var most = 0
        for change in try cluster.store.changes(since: 1) where change.resource == .pods {
            pods[change.object.name] = change.kind == .deleted ? nil : change.object
            guard change.revision > start else { continue }
            let active = pods.values.filter(\.isActive)
            fewest = min(fewest, active.filter(\.isReady).count)
            most = max(most, active.count)
        }
        #expect(fewest == 4)
        #expect(most == 7)
    }

    @Test(
        "bounds hold for other shapes, with minReadySeconds",
        arguments: [
            (JSON(0), JSON(1), 3, 3, 4), ("50%", "0%", 4, 2, 4), (0, 0, 2, 1, 2), (1, 2, 1, 0, 3),
            ("100%", "100%", 3, 0, 6),
        ] as [(JSON, JSON, Int, Int, Int)])
    func otherShapes(unavailable: JSON, surge: JSON, replicas: Int, fewest: Int, most: Int) throws {
        var settings = ControllerSettings()
        settings.readySeconds = 2
        var cluster = Cluster(settings)
        try cluster.deploy(
            replicas: replicas,
            spec: [
                "minReadySeconds": 5,
                "strategy": [
                    "type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": unavailable, "maxSurge": surge],
                ],
            ])
        cluster.advance(30)
        try cluster.setImage("app:2")
        var seen = (fewest: replicas, most: 0)
        cluster.advance(200) { cluster in
            let available = cluster.readyPods.filter { $0.isAvailable(minReadySeconds: 5, now: cluster.now) }
            seen = (min(seen.fewest, available.count), max(seen.most, cluster.pods.count))
        }
        #expect(seen.fewest >= fewest)
        #expect(seen.most <= most)
        #expect(cluster.pods.count == replicas)
        #expect(cluster.pods.allSatisfy { cluster.image(of: $0) == "app:2" })
    }

    @Test("undoing a rollout uses the old ReplicaSet again, with a new revision and its history")
    func undo() throws {
        var cluster = Cluster()
        try cluster.deploy()
        cluster.settle()
        let first = try #require(cluster.replicaSets.first)
        try cluster.setImage("app:2")
        cluster.advance(1)
        #expect(try cluster.deployment().annotations[Revision.annotation] == "2")
        // As kubectl does it: the old template, without the hash, and with the null that Go writes.
        try cluster.change { deployment in
            var template = first.spec["template"] ?? .null
            template.set(nil, at: "metadata", "labels", PodTemplate.hashLabel)
            template.set(.null, at: "metadata", "creationTimestamp")
            deployment.json.set(template, at: "spec", "template")
        }
        cluster.advance(1)
        #expect(cluster.replicaSets.count == 2)
        let again = try #require(cluster.replicaSets.last)
        #expect(again.uid == first.uid)
        #expect(again.replicas == 3)
        #expect(again.annotations[Revision.annotation] == "3")
        #expect(again.annotations[Revision.history] == "1")
        #expect(try cluster.deployment().annotations[Revision.annotation] == "3")
        #expect(cluster.pods.allSatisfy { cluster.image(of: $0) == "app:1" })
        try cluster.setImage("app:2")
        cluster.advance(1)
        try cluster.setImage("app:1")
        cluster.advance(1)
        #expect(cluster.replicaSets.last?.annotations[Revision.history] == "1,3")
    }

    @Test("a release whose pods never get ready stalls within its bounds and exceeds its deadline; undoing it heals")
    func badRelease() throws {
        var cluster = Cluster()
        try cluster.deploy(replicas: 4, spec: ["progressDeadlineSeconds": 30])
        cluster.settle()
        try cluster.setImage("app:2-fake-notready")
        cluster.advance(29)
        var deployment = try cluster.deployment()
        #expect(deployment.condition("Progressing")?.reason == "ReplicaSetUpdated")
        #expect(cluster.readyPods.count == 3)
        #expect(cluster.pods.count == 5)
        cluster.advance(3)
        deployment = try cluster.deployment()
        #expect(deployment.condition("Progressing")?.status == "False")
        #expect(deployment.condition("Progressing")?.reason == "ProgressDeadlineExceeded")
        #expect(deployment.condition("Available")?.isTrue == true)
        #expect(cluster.controllers.nextDeadline(cluster.store, now: cluster.now).map { $0 - cluster.now > 60 } ?? true)
        try cluster.setImage("app:1")
        cluster.advance(1)
        deployment = try cluster.deployment()
        #expect(deployment.condition("Progressing")?.reason == "NewReplicaSetAvailable")
        #expect(cluster.readyPods.count == 4)
        #expect(cluster.pods.count == 4)
    }

    @Test("Recreate starts no new pod before the last old one is gone")
    func recreate() throws {
        var settings = ControllerSettings()
        (settings.readySeconds, settings.terminationSeconds) = (2, 4)
        var cluster = Cluster(settings)
        try cluster.deploy(spec: ["strategy": ["type": "Recreate"]])
        cluster.advance(10)
        try cluster.setImage("app:2")
        var mixed = false
        cluster.advance(30) { cluster in
            mixed = mixed || Set(cluster.pods.map { cluster.image(of: $0) }).count > 1
        }
        #expect(!mixed)
        #expect(cluster.readyPods.count == 3)
        #expect(cluster.readyPods.allSatisfy { cluster.image(of: $0) == "app:2" })
    }

    @Test("a paused Deployment scales but does not roll out, and goes on when resumed")
    func paused() throws {
        var cluster = Cluster()
        try cluster.deploy()
        cluster.settle()
        try cluster.change { $0.json.set(true, at: "spec", "paused") }
        try cluster.setImage("app:2")
        try cluster.setReplicas(5)
        cluster.advance(5)
        #expect(cluster.readyPods.count == 5)
        #expect(cluster.pods.allSatisfy { cluster.image(of: $0) == "app:1" })
        #expect(try cluster.deployment().condition("Progressing")?.reason == "DeploymentPaused")
        try cluster.change { $0.json.set(false, at: "spec", "paused") }
        cluster.advance(5)
        #expect(cluster.readyPods.count == 5)
        #expect(cluster.pods.allSatisfy { cluster.image(of: $0) == "app:2" })
    }

    @Test("only as many old revisions are kept as the limit says, the newest ones")
    func historyLimit() throws {
        var cluster = Cluster()
        try cluster.deploy(spec: ["revisionHistoryLimit": 2])
        cluster.settle()
        for version in 2...6 {
            try cluster.setImage("app:\(version)")
            cluster.advance(5)
        }
        #expect(cluster.replicaSets.map { Revision.number(of: $0) } == [4, 5, 6])
    }

    @Test("scaling in the middle of a rollout keeps the proportions")
    func proportionalScaling() throws {
        var cluster = Cluster()
        try cluster.deploy(
            replicas: 10, spec: ["strategy": ["rollingUpdate": ["maxSurge": 3, "maxUnavailable": 2]]])
        cluster.settle()
        try cluster.setImage("app:2-fake-notready")
        cluster.advance(5)
        #expect(cluster.replicaSets.map(\.replicas) == [8, 5])
        try cluster.setReplicas(15)
        cluster.advance(5)
        #expect(cluster.replicaSets.map(\.replicas) == [11, 7])
    }

    @Test("scaling is told by events, and repeated reconciling tells nothing new")
    func events() throws {
        var cluster = Cluster()
        try cluster.deploy()
        cluster.settle()
        let hash = try #require(cluster.replicaSets.first).name
        #expect(
            cluster.events("ScalingReplicaSet").map { $0.json["note"]?.stringValue }
                == ["Scaled up replica set \(hash) from 0 to 3"])
        let revision = cluster.store.revision
        cluster.advance(600)
        #expect(cluster.store.revision == revision)
    }

    @Test("the same inputs give the same objects")
    func deterministic() throws {
        func run() throws -> [String] {
            var settings = ControllerSettings()
            settings.readySeconds = 1.5
            var cluster = Cluster(settings)
            try cluster.deploy(replicas: 7)
            try cluster.deploy("api", replicas: 4, image: "fake-crash:1")
            cluster.advance(40)
            try cluster.setImage("app:2")
            cluster.advance(40)
            return try cluster.store.changes(since: 0).map { $0.object.json.serializedString }
        }
        #expect(try run() == run())
    }
}
