public import EvenkeelAPI
import EvenkeelEngine
import JSONValue
public import KubernetesTypes

/// The cluster, whose past nobody recorded: what the given documents say, and a healthy stand-in for the rest.
public struct StandIn: Sendable {
    /// Deployments, StatefulSets, autoscalers, disruption budgets and namespaces, as they are given beside the policies.
    public var objects: [KubernetesObject]
    /// A namespace that no document describes carries the labels that the guardrails ask for, so that they hold.
    private let guardedLabels: [String: String]

    public init(objects: [KubernetesObject], guardrails: [Guardrail]) {
        self.objects = objects
        guardedLabels = guardrails.reduce(into: [:]) { labels, guardrail in
            labels.merge(guardrail.spec.namespaceSelector?.matchLabels ?? [:]) { old, _ in old }
        }
    }

    static let kinds: Set = [
        "Deployment", "StatefulSet", "HorizontalPodAutoscaler", "ScaledObject", "PodDisruptionBudget", "Namespace",
    ]
    static let replicas = 4
    /// The revision that the stand-in was at before the present one, and healthily so.
    static let earlier = RevisionName(number: 1, hash: "stand-in-1")
    static let current = RevisionName(number: 2, hash: "stand-in-2")

    struct RevisionName {
        var number: Int
        var hash: String
    }

    /// What a policy's status would say of the earlier revision.
    static func evidence(until end: Timestamp) -> RevisionEvidence {
        RevisionEvidence(
            revision: earlier.number, templateHash: earlier.hash, healthySince: end - 86_400, healthyUntil: end)
    }

    func isGiven(_ target: TargetReference, in namespace: String) -> Bool { given(target, namespace) != nil }

    private func given(_ target: TargetReference, _ namespace: String) -> KubernetesObject? {
        objects.first { $0.kind == target.kind.rawValue && $0.name == target.name && isIn($0, namespace) }
    }

    private func isIn(_ object: KubernetesObject, _ namespace: String) -> Bool {
        (object.namespace ?? "default") == namespace
    }

    /// Healthy, complete and at rest.
    func snapshot(of target: TargetReference, in namespace: String) -> TargetSnapshot {
        let object = workload(given(target, namespace) ?? Self.workload(target), target, namespace)
        guard let workload = Workload(object) else { return TargetSnapshot(availability: .targetNotFound) }
        let surroundings = objects.first { $0.kind == "Namespace" && $0.name == namespace }
        let revisions = target.kind == .deployment ? revisions(object) : []
        return TargetSnapshot(
            availability: .known, workload: workload, pods: pods(workload), revisions: revisions,
            budgets: all("PodDisruptionBudget", namespace).compactMap { DisruptionBudget(healthy($0, workload)) }
                .filter { $0.selector.matches(Self.labels(workload)) },
            autoscalers: all("HorizontalPodAutoscaler", namespace).compactMap { Autoscaler($0) }
                .filter { $0.targetKind == target.kind.rawValue && $0.targetName == target.name },
            scaledObjects: all("ScaledObject", namespace).compactMap { ScaledObject($0) }
                .filter { $0.targetKind == target.kind.rawValue && $0.targetName == target.name },
            namespaceLabels: surroundings?.labels ?? guardedLabels,
            namespaceAnnotations: surroundings?.annotations ?? [:])
    }

    private func all(_ kind: String, _ namespace: String) -> [KubernetesObject] {
        objects.filter { $0.kind == kind && isIn($0, namespace) }
    }
}

extension StandIn {
    private static func workload(_ target: TargetReference) -> KubernetesObject {
        let labels: JSON = ["app": .string(target.name)]
        return KubernetesObject([
            "apiVersion": .string(target.apiVersion), "kind": .string(target.kind.rawValue),
            "metadata": ["name": .string(target.name)],
            "spec": [
                "replicas": JSON(replicas), "selector": ["matchLabels": labels],
                "template": ["metadata": ["labels": labels], "spec": ["containers": []]],
            ],
        ])
    }

    /// With a status that says that all is well, and the annotations that controllers set.
    private func workload(_ object: KubernetesObject, _ target: TargetReference, _ namespace: String)
        -> KubernetesObject
    {
        var object = object
        let replicas = JSON(object.json.at("spec", "replicas")?.integerValue ?? Self.replicas)
        object.json.set(.string(namespace), at: "metadata", "namespace")
        object.json.set(.string("stand-in-\(namespace)-\(target.name)"), at: "metadata", "uid")
        object.json.set("1", at: "metadata", "resourceVersion")
        object.json.set(1, at: "metadata", "generation")
        object.json.set(replicas, at: "spec", "replicas")
        if target.kind == .deployment {
            object.annotations["deployment.kubernetes.io/revision"] = "\(Self.current.number)"
        }
        object.json["status"] = [
            "observedGeneration": 1, "replicas": replicas, "updatedReplicas": replicas, "readyReplicas": replicas,
        ]
        return object
    }

    private func revisions(_ workload: KubernetesObject) -> [Revision] {
        [Self.earlier, Self.current].compactMap { revision in
            var template = workload.json.at("spec", "template") ?? [:]
            if revision.number == Self.earlier.number {
                template.set("earlier", at: "metadata", "annotations", "backtest.evenkeel.dev/revision")
            }
            return Revision(
                KubernetesObject([
                    "apiVersion": "apps/v1", "kind": "ReplicaSet",
                    "metadata": [
                        "name": .string("\(workload.name)-\(revision.hash)"),
                        "annotations": ["deployment.kubernetes.io/revision": .string("\(revision.number)")],
                        "labels": ["pod-template-hash": .string(revision.hash)],
                        "ownerReferences": [
                            OwnerReference(
                                apiVersion: "apps/v1", kind: "Deployment", name: workload.name, uid: workload.uid,
                                isController: true
                            ).json
                        ],
                    ],
                    "spec": ["template": template],
                ]))
        }
    }

    private static func labels(_ workload: Workload) -> [String: String] {
        workload.template.at("metadata", "labels")?.stringDictionary ?? [:]
    }

    private func pods(_ workload: Workload) -> [Pod] {
        (0..<max(0, min(workload.replicas, 1000))).compactMap { index in
            Pod(
                KubernetesObject([
                    "kind": "Pod",
                    "metadata": [
                        "name": .string("\(workload.name)-\(index)"), "namespace": .string(workload.namespace),
                        "uid": .string("\(workload.uid)-\(index)"), "labels": JSON(Self.labels(workload)),
                        "ownerReferences": [
                            OwnerReference(
                                apiVersion: "apps/v1",
                                kind: workload.kind == .deployment ? "ReplicaSet" : workload.kind.rawValue,
                                name: workload.name, uid: "\(workload.uid)-owner", isController: true
                            ).json
                        ],
                    ],
                    "status": ["phase": "Running", "conditions": [["type": "Ready", "status": "True"]]],
                ]))
        }
    }

    /// A disruption budget with the numbers that its controller would write while all pods are ready.
    private func healthy(_ budget: KubernetesObject, _ workload: Workload) -> KubernetesObject {
        var budget = budget
        let pods = workload.replicas
        func count(_ member: String) -> Int? {
            budget.json.at("spec", member).flatMap { IntOrString($0) }?.resolved(of: pods, roundingUp: true)
        }
        let unavailable = count("maxUnavailable") ?? pods - (count("minAvailable") ?? 0)
        budget.json["status"] = [
            "observedGeneration": JSON(budget.generation), "expectedPods": JSON(pods), "currentHealthy": JSON(pods),
            "desiredHealthy": JSON(max(0, pods - unavailable)),
            "disruptionsAllowed": JSON(max(0, min(pods, unavailable))),
        ]
        return budget
    }
}
