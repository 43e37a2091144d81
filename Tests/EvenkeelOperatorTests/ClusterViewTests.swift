import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesClient
import KubernetesTestSupport
import KubernetesTypes
import Logging
import Testing

@testable import EvenkeelOperator
@testable import KubernetesRuntime

@Suite struct ClusterViewTests {
    private static func object(
        _ kind: String, _ name: String, _ namespace: String = "shop", labels: [String: String] = [:],
        owner: (kind: String, uid: String)? = nil, rest: [String: JSON] = [:]
    ) -> KubernetesObject {
        var json: JSON = [
            "kind": .string(kind),
            "metadata": [
                "name": .string(name), "namespace": .string(namespace), "uid": .string("uid-\(namespace)-\(name)"),
                "labels": JSON(labels),
            ],
        ]
        if let owner {
            let reference = OwnerReference(
                apiVersion: "apps/v1", kind: owner.kind, name: "owner", uid: owner.uid, isController: true)
            json.set([reference.json], at: "metadata", "ownerReferences")
        }
        for (key, value) in rest { json[key] = value }
        return KubernetesObject(json)
    }

    private static func selector(_ app: String) -> JSON { ["matchLabels": ["app": .string(app)]] }

    private static func pod(
        _ name: String, app: String, _ namespace: String = "shop", owner: (kind: String, uid: String)? = nil
    ) -> KubernetesObject {
        object(
            "Pod", name, namespace, labels: ["app": app], owner: owner ?? ("ReplicaSet", "uid-\(namespace)-\(app)-1"),
            rest: [
                "status": [
                    "phase": "Running",
                    "containerStatuses": [["name": "a-container-with-a-long-name", "ready": true, "restartCount": 0]],
                ]
            ])
    }

    /// A namespace with two applications, and another with a namesake of one.
    private func view(with more: [KubernetesObject] = [], hasSelectors: Bool = true) -> ClusterView {
        let time = ManualTimeSource()
        let view = ClusterView(time: time, watchHealth: WatchHealth(logger: Logger(label: "test")))
        // Longer than anybody waits for kinds that may not be served.
        time.advance(by: .seconds(11))
        func set<Value>(_ store: Store<Value>, _ objects: [KubernetesObject]) {
            store.replace(with: objects.compactMap(store.entry), scope: nil, now: time.uptime)
        }
        set(
            view.workloads,
            ["web", "api"].map {
                Self.object("Deployment", $0, rest: ["spec": hasSelectors ? ["selector": Self.selector($0)] : [:]])
            })
        set(
            view.pods,
            [
                Self.pod("web-2", app: "web"), Self.pod("web-1", app: "web"), Self.pod("api-1", app: "api"),
                Self.pod("web-3", app: "web", "other"),
            ] + more)
        set(
            view.revisions,
            ["web", "api"].map { name in
                Self.object("ReplicaSet", "\(name)-1", owner: ("Deployment", "uid-shop-\(name)"))
            })
        set(
            view.budgets,
            ["web", "api"].map {
                Self.object("PodDisruptionBudget", "\($0)-budget", rest: ["spec": ["selector": Self.selector($0)]])
            })
        set(
            view.autoscalers,
            ["web", "api"].map { name in
                Self.object(
                    "HorizontalPodAutoscaler", "\(name)-scaler",
                    rest: [
                        "spec": ["maxReplicas": 5, "scaleTargetRef": ["kind": "Deployment", "name": .string(name)]]
                    ])
            })
        set(view.statefulSets, [])
        set(view.namespaces, [])
        return view
    }

    @Test("of a cluster with much else a policy sees its target's own pods, revisions, budgets and autoscalers")
    func ownOnly() {
        let seen = view().snapshot(of: TargetReference(name: "web"), in: "shop")
        #expect(seen.availability == .known)
        #expect(seen.workload?.name == "web")
        #expect(seen.pods.map(\.name) == ["web-1", "web-2"])
        #expect(seen.revisions.map(\.name) == ["web-1"])
        #expect(seen.budgets.map(\.name) == ["web-budget"])
        #expect(seen.autoscalers.map(\.name) == ["web-scaler"])
    }

    @Test("pods that others control are not the target's, though they carry its labels; one that nobody does may be")
    func labelsOfOthers() {
        let others = [
            Self.pod("a-job", app: "web", owner: ("Job", "uid-of-a-job")),
            Self.pod("canary", app: "web", owner: ("ReplicaSet", "uid-shop-canary-1")), Self.object("Pod", "bare"),
            Self.object("Pod", "bare-web", labels: ["app": "web"], rest: ["status": ["phase": "Running"]]),
        ]
        let seen = view(with: others).snapshot(of: TargetReference(name: "web"), in: "shop")
        #expect(seen.pods.map(\.name) == ["bare-web", "web-1", "web-2"])
    }

    @Test("without a selector no pod is the target's")
    func noSelector() {
        let seen = view(hasSelectors: false).snapshot(of: TargetReference(name: "web"), in: "shop")
        #expect(seen.workload?.name == "web")
        #expect(seen.pods == [])
    }

    @Test("pods that are alike share what is alike, and stay what they are")
    func siblings() {
        let pods = view().pods.values(in: "shop").sorted { $0.name < $1.name }
        #expect(pods.map(\.name) == ["api-1", "web-1", "web-2"])
        let alone = [("api-1", "api"), ("web-1", "web"), ("web-2", "web")]
        #expect(pods == alone.compactMap { Pod(Self.pod($0, app: $1)) })
        func storage(_ pod: Pod) -> UnsafeRawPointer? {
            pod.containers.withUnsafeBytes(\.baseAddress)
        }
        #expect(storage(pods[1]) == storage(pods[2]))
        #expect(storage(pods[0]) != storage(pods[1]))
    }
}
