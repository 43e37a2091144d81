public import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
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
        let surroundings = objects.first { $0.kind == "Namespace" && $0.name == namespace }
        let revisions = target.kind == .deployment ? revisions(object) : []
        let cluster = StandInCluster(
            objects: objects.filter { isIn($0, namespace) }, workload: Workload(object), revisions: revisions,
            surroundings: surroundings.map { NamespaceMetadata($0) } ?? NamespaceMetadata(labels: guardedLabels))
        return TargetSnapshot(of: target, in: namespace, from: cluster)
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
        if object.json.at("spec", "selector") == nil,
            let labels = object.json.at("spec", "template", "metadata", "labels")
        {
            object.json.set(labels, at: "spec", "selector", "matchLabels")
        }
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
                        "uid": .string("\(workload.uid)-\(revision.hash)"),
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
}
