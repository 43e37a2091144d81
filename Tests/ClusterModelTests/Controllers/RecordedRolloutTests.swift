import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

/// What a Kubernetes 1.36.2 control plane was seen to do, with the same fake kubelet: three replicas whose pods take a
/// second to become ready.
@Suite struct RecordedRolloutTests {
    private static func cluster(strategy: JSON? = nil) throws -> Cluster {
        var cluster = Cluster()
        try cluster.deploy(
            replicas: 3, annotations: ["fake/ready-seconds": "1"], spec: strategy.map { ["strategy": $0] } ?? [:])
        cluster.advance(3)
        return cluster
    }

    /// `replicas/updated/ready/available/unavailable reason`, whenever it changes.
    private static func statuses(_ cluster: Cluster, since revision: UInt64) throws -> [String] {
        var lines: [String] = []
        for change in try cluster.store.changes(since: revision) where change.resource == .deployments {
            let deployment = change.object
            guard deployment.observedGeneration == deployment.generation else { continue }
            let counts = ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas"]
            let line =
                counts.map { "\(deployment.count($0))" }.joined(separator: "/") + " "
                + (deployment.condition("Available")?.status ?? "") + " "
                + (deployment.condition("Progressing")?.reason ?? "")
            if lines.last != line { lines.append(line) }
        }
        return lines
    }

    /// The sizes that ReplicaSets were given.
    private static func scalings(_ cluster: Cluster, since revision: UInt64) throws -> [String] {
        let revisions = Dictionary(uniqueKeysWithValues: cluster.replicaSets.map { ($0.name, Revision.number(of: $0)) })
        return try cluster.store.changes(since: revision).compactMap { change in
            guard change.kind == .added, change.object.json["reason"] == "ScalingReplicaSet" else { return nil }
            let words = (change.object.json["note"]?.stringValue ?? "").split(separator: " ")
            return words.count == 9
                ? "\(words[1]) \(revisions[String(words[4])] ?? 0): \(words[6])-\(words[8])" : nil
        }
    }

    @Test("create")
    func create() throws {
        let cluster = try Self.cluster()
        #expect(
            try Self.statuses(cluster, since: 0) == [
                "0/0/0/0/3 False NewReplicaSetCreated", "3/3/0/0/3 False ReplicaSetUpdated",
                "3/3/3/3/0 True NewReplicaSetAvailable",
            ])
    }

    @Test("update of the image")
    func update() throws {
        var cluster = try Self.cluster()
        let revision = cluster.store.revision
        try cluster.setImage("app:2")
        cluster.advance(5)
        #expect(
            try Self.scalings(cluster, since: revision) == [
                "up 2: 0-1", "down 1: 3-2", "up 2: 1-2", "down 1: 2-1", "up 2: 2-3", "down 1: 1-0",
            ])
        #expect(
            try Self.statuses(cluster, since: revision) == [
                "3/0/3/3/1 True NewReplicaSetCreated", "4/1/3/3/1 True ReplicaSetUpdated",
                "4/1/4/4/0 True ReplicaSetUpdated", "3/1/3/3/1 True ReplicaSetUpdated",
                "4/2/3/3/1 True ReplicaSetUpdated", "4/2/4/4/0 True ReplicaSetUpdated",
                "3/2/3/3/1 True ReplicaSetUpdated", "4/3/3/3/1 True ReplicaSetUpdated",
                "4/3/4/4/0 True ReplicaSetUpdated", "3/3/3/3/0 True NewReplicaSetAvailable",
            ])
    }

    @Test("scaling up and down")
    func scaling() throws {
        var cluster = try Self.cluster()
        var revision = cluster.store.revision
        try cluster.setReplicas(5)
        cluster.advance(3)
        let up = try Self.statuses(cluster, since: revision)
        #expect(up.prefix(2) == ["3/3/3/3/2 False NewReplicaSetAvailable", "5/5/3/3/2 False NewReplicaSetAvailable"])
        #expect(up.last == "5/5/5/5/0 True NewReplicaSetAvailable")
        revision = cluster.store.revision
        try cluster.setReplicas(3)
        cluster.advance(3)
        #expect(
            try Self.statuses(cluster, since: revision) == [
                "5/5/5/5/0 True NewReplicaSetAvailable", "3/3/3/3/0 True NewReplicaSetAvailable",
            ])
    }

    @Test("an image that cannot be pulled, until its deadline of five seconds, and its undoing")
    func badImage() throws {
        var cluster = try Self.cluster()
        var revision = cluster.store.revision
        try cluster.change { $0.json.set(5, at: "spec", "progressDeadlineSeconds") }
        try cluster.setImage("app:fake-nopull")
        cluster.advance(10)
        #expect(
            try Self.statuses(cluster, since: revision) == [
                "3/0/3/3/1 True NewReplicaSetCreated", "4/1/3/3/1 True ReplicaSetUpdated",
                "4/1/3/3/1 True ProgressDeadlineExceeded",
            ])
        revision = cluster.store.revision
        try cluster.setImage("app:1")
        cluster.advance(5)
        #expect(
            try Self.statuses(cluster, since: revision) == [
                "4/3/3/3/0 True ReplicaSetUpdated", "3/3/3/3/0 True NewReplicaSetAvailable",
            ])
        #expect(try Self.scalings(cluster, since: revision) == ["down 2: 1-0"])
        #expect(cluster.replicaSets.last?.annotations[Revision.history] == "1")
    }

    @Test("Recreate")
    func recreate() throws {
        var cluster = try Self.cluster(strategy: ["type": "Recreate"])
        let revision = cluster.store.revision
        try cluster.setImage("app:2")
        cluster.advance(5)
        #expect(try Self.scalings(cluster, since: revision) == ["down 1: 3-0", "up 2: 0-3"])
        // The recorded cluster also showed the moment between the last old pod and the new ReplicaSet.
        let statuses = try Self.statuses(cluster, since: revision)
        #expect(statuses.first == "3/0/3/3/0 True NewReplicaSetAvailable")
        #expect(statuses.suffix(2) == ["3/3/0/0/3 False ReplicaSetUpdated", "3/3/3/3/0 True NewReplicaSetAvailable"])
    }

    @Test("one pod deleted: missing, replaced, ready")
    func deletedPod() throws {
        var cluster = try Self.cluster()
        let revision = cluster.store.revision
        try cluster.store.delete(.pods, cluster.pods[0].key, gracePeriodSeconds: 30, now: cluster.now)
        cluster.advance(3)
        #expect(
            try Self.statuses(cluster, since: revision) == [
                "2/2/2/2/1 False NewReplicaSetAvailable", "3/3/2/2/1 False NewReplicaSetAvailable",
                "3/3/3/3/0 True NewReplicaSetAvailable",
            ])
    }
}
