import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// Deployments, autoscalers and budgets do what their controllers would.
extension Cluster {
    mutating func settle(now: Timestamp) {
        guard version != settledVersion || readyAt.values.contains(where: { $0 <= now }) else { return }
        for autoscaler in all("HorizontalPodAutoscaler") { settle(autoscaler: autoscaler) }
        for deployment in all("Deployment") { settle(deployment: deployment, now: now) }
        for budget in all("PodDisruptionBudget") { settle(budget: budget) }
        settledVersion = version
    }

    /// When a controller has something to do next.
    func nextChange(after now: Timestamp) -> Timestamp? { readyAt.values.filter { $0 > now }.min() }

    private mutating func settle(autoscaler object: KubernetesObject) {
        guard let autoscaler = Autoscaler(object) else { return }
        let wanted = max(autoscaler.minimum ?? 1, autoscalerWants[autoscaler.name] ?? 1)
        edit(.deployment(autoscaler.targetName)) { $0.json.set(JSON(wanted), at: "spec", "replicas") }
        edit(.autoscaler(autoscaler.name)) { $0.json.set(JSON(wanted), at: "status", "desiredReplicas") }
    }

    private mutating func settle(deployment object: KubernetesObject, now: Timestamp) {
        let replicaSet = replicaSet(of: object, now: now)
        settlePods(of: object, replicaSet, now: now)
        let pods = all("Pod").filter { $0.controller?.uid == replicaSet.uid }
        let ready = pods.filter { Pod($0)?.isReady == true }.count
        edit(ObjectReference(object)) { object in
            object.json.set(JSON(object.generation), at: "status", "observedGeneration")
            object.json.set(JSON(pods.count), at: "status", "replicas")
            object.json.set(JSON(pods.count), at: "status", "updatedReplicas")
            object.json.set(JSON(ready), at: "status", "readyReplicas")
        }
    }

    /// The ReplicaSet of the Deployment's present template, which is its newest revision.
    private mutating func replicaSet(of deployment: KubernetesObject, now: Timestamp) -> KubernetesObject {
        let template = deployment.json.at("spec", "template") ?? [:]
        let hash = Self.hash(template)
        let all = all("ReplicaSet").filter { $0.controller?.uid == deployment.uid }
        let newest = all.map { Self.revision($0) }.max() ?? 0
        if let same = all.first(where: { $0.labels["pod-template-hash"] == hash }) {
            guard Self.revision(same) < newest else { return same }
            edit(ObjectReference(same)) { $0.annotations[Self.revisionKey] = "\(newest + 1)" }
            edit(ObjectReference(deployment)) { $0.annotations[Self.revisionKey] = "\(newest + 1)" }
            return objects[ObjectReference(same)] ?? same
        }
        edit(ObjectReference(deployment)) { $0.annotations[Self.revisionKey] = "\(newest + 1)" }
        return create(Self.replicaSet(deployment, template, hash, revision: newest + 1), now: now)
    }

    static let revisionKey = "deployment.kubernetes.io/revision"

    private static func revision(_ object: KubernetesObject) -> Int { Int(object.annotations[revisionKey] ?? "") ?? 0 }

    private static func replicaSet(
        _ deployment: KubernetesObject, _ template: JSON, _ hash: String, revision: Int
    ) -> KubernetesObject {
        var template = template
        template.set(.string(hash), at: "metadata", "labels", "pod-template-hash")
        let owner = OwnerReference(
            apiVersion: "apps/v1", kind: "Deployment", name: deployment.name, uid: deployment.uid, isController: true)
        return KubernetesObject([
            "apiVersion": "apps/v1", "kind": "ReplicaSet",
            "metadata": [
                "name": .string("\(deployment.name)-\(hash)"), "namespace": .string(deployment.namespace ?? ""),
                "labels": template.at("metadata", "labels") ?? [:],
                "annotations": [revisionKey: .string("\(revision)")], "ownerReferences": .array([owner.json]),
            ],
            "spec": ["template": template],
        ])
    }

    /// FNV-1a, so that the same template has the same name in every run.
    private static func hash(_ template: JSON) -> String {
        var value: UInt32 = 2_166_136_261
        for byte in template.serialized { value = (value ^ UInt32(byte)) &* 16_777_619 }
        return String(value, radix: 16)
    }

    private mutating func settlePods(of deployment: KubernetesObject, _ replicaSet: KubernetesObject, now: Timestamp) {
        let replicas = deployment.json.at("spec", "replicas")?.integerValue ?? 1
        for pod in all("Pod") where pod.labels["app"] == deployment.labels["app"] {
            let isOwn = pod.controller?.uid == replicaSet.uid
            if !isOwn && pod.controller != nil { remove(ObjectReference(pod)) }
        }
        var pods = all("Pod").filter { $0.controller?.uid == replicaSet.uid }
        while pods.count > replicas, let last = pods.popLast() { remove(ObjectReference(last)) }
        for _ in pods.count..<max(pods.count, replicas) { createPod(of: replicaSet, now: now) }
        for pod in all("Pod") {
            guard let at = readyAt[pod.uid], at <= now else { continue }
            readyAt[pod.uid] = nil
            edit(ObjectReference(pod)) { $0.setReady(true, at: now) }
        }
    }

    private mutating func createPod(of replicaSet: KubernetesObject, now: Timestamp) {
        podsMade += 1
        let template = replicaSet.json.at("spec", "template") ?? [:]
        let image = template.at("spec", "containers")?[0]?["image"]?.stringValue ?? ""
        let owner = OwnerReference(
            apiVersion: "apps/v1", kind: "ReplicaSet", name: replicaSet.name, uid: replicaSet.uid, isController: true)
        var pod = KubernetesObject([
            "apiVersion": "v1", "kind": "Pod",
            "metadata": [
                "name": .string("\(replicaSet.name)-\(podsMade)"), "namespace": .string(replicaSet.namespace ?? ""),
                "labels": template.at("metadata", "labels") ?? [:], "ownerReferences": .array([owner.json]),
            ],
            "spec": [:], "status": ["phase": "Running"],
        ])
        pod.setReady(false, at: now)
        let made = create(pod, now: now)
        if brokenImages.contains(image) {
            edit(ObjectReference(made)) { $0.crash(at: now) }
        } else {
            readyAt[made.uid] = now + startup
        }
    }

    private mutating func settle(budget object: KubernetesObject) {
        guard let budget = DisruptionBudget(object) else { return }
        let covered = all("Pod").compactMap { Pod($0) }.filter { budget.selector.matches($0.labels) }
        let healthy = covered.filter(\.isReady).count
        let desired =
            budget.minAvailable?.resolved(of: covered.count, roundingUp: true)
            ?? covered.count - (budget.maxUnavailable?.resolved(of: covered.count, roundingUp: true) ?? 1)
        edit(ObjectReference(object)) { object in
            object.json["status"] = [
                "observedGeneration": JSON(object.generation), "expectedPods": JSON(covered.count),
                "currentHealthy": JSON(healthy), "desiredHealthy": JSON(desired),
                "disruptionsAllowed": JSON(max(0, healthy - desired)),
            ]
        }
    }
}

extension KubernetesObject {
    mutating func setReady(_ isReady: Bool, at now: Timestamp) {
        json.set(
            [
                [
                    "type": "Ready", "status": isReady ? "True" : "False", "lastTransitionTime": .string("\(now)"),
                ]
            ], at: "status", "conditions")
        json.set([["name": "main", "ready": .bool(isReady), "restartCount": 0]], at: "status", "containerStatuses")
    }

    mutating func crash(at now: Timestamp) {
        setReady(false, at: now)
        json.set(
            [
                [
                    "name": "main", "ready": false, "restartCount": 7,
                    "state": ["waiting": ["reason": "CrashLoopBackOff"]],
                    "lastState": [
                        "terminated": ["reason": "Error", "exitCode": 1, "finishedAt": .string("\(now)")]
                    ],
                ]
            ], at: "status", "containerStatuses")
    }
}
