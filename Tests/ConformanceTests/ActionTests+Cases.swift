import EvenkeelAPI
import JSONValue

extension Conformance.ActionTests {
    static let cases: [Case] = [
        Case(
            name: "scale a Deployment", action: .scale, isChanged: { try await $0.isChanged() },
            isBack: { try await $0.isAsBefore() }),
        Case(
            name: "scale for a while", action: .scale,
            given: { incident in
                try await incident.patchPolicy([
                    ["op": "replace", "path": "/spec/rules/0/action/scale/revertAfter", "value": "1m"]
                ])
            }, isChanged: { try await $0.isChanged() }, isBack: { try await $0.isAsBefore() }, isLeased: true),
        Case(
            name: "scale what an autoscaler owns", action: .scale,
            given: { try await $0.cluster.apply(autoscaler($0.namespace)) },
            isChanged: { try await $0.field(".spec.minReplicas", of: "hpa/app") == "6" },
            isBack: { try await $0.field(".spec.minReplicas", of: "hpa/app") == "3" }),
        Case(
            name: "scale a StatefulSet", action: .scale,
            given: { incident in
                try await incident.cluster.apply(statefulSet(incident.namespace))
                try await incident.patchPolicy([["op": "replace", "path": "/spec/targetRef", "value": stateful]])
            },
            isChanged: { try await $0.field(".spec.replicas", of: "statefulset/db") == "4" },
            isBack: { try await $0.field(".spec.replicas", of: "statefulset/db") == "2" }),
        Case(
            name: "roll a Deployment back", action: .rollback, isChanged: { try await $0.isChanged() },
            isBack: { try await $0.isAsBefore() }),
        Case(
            name: "send a canary Deployment to zero", action: .scale,
            given: { incident in
                try await incident.cluster.apply(canary(incident.namespace))
                try await incident.acts(["rollback": ["canary": ["deployment": "app-canary"]]])
            },
            isChanged: { try await $0.field(".spec.replicas", of: "deployment/app-canary") == "0" },
            isBack: { try await $0.field(".spec.replicas", of: "deployment/app-canary") == "2" }),
        Case(
            name: "send a canary's weight to zero", action: .scale,
            given: { incident in
                try await incident.cluster.apply(route(incident.namespace))
                try await incident.acts([
                    "rollback": ["canary": ["httpRoute": ["name": "app", "backend": "app-canary"]]]
                ])
            },
            isChanged: { try await $0.field(".spec.rules[0].backendRefs[*].weight", of: "httproute/app") == "90 0" },
            isBack: { try await $0.field(".spec.rules[0].backendRefs[*].weight", of: "httproute/app") == "90 10" }),
        Case(
            name: "restart the pod that is stuck", action: .restart,
            isChanged: { incident in
                try await incident.field(".items[*].metadata.annotations.fake/crash", of: "pods").isEmpty
            }),
        Case(
            name: "restart all pods", action: .scale,
            given: { try await $0.acts(["restart": ["pods": "All"]]) },
            isChanged: { incident in
                try await !incident.field(".spec.template.metadata.annotations", of: "deployment/app").isEmpty
            }),
    ]

    private static let stateful: JSON = ["apiVersion": "apps/v1", "kind": "StatefulSet", "name": "db"]

    private static func autoscaler(_ namespace: String) -> String {
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: app, namespace: \(namespace)}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
          minReplicas: 3
          maxReplicas: 10
          metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
        """
    }

    private static func statefulSet(_ namespace: String) -> String {
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: \(namespace)}
        spec:
          replicas: 2
          serviceName: db
          podManagementPolicy: Parallel
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: db, image: "\(Incident.good)"}]
        """
    }

    private static func canary(_ namespace: String) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app-canary, namespace: \(namespace)}
        spec:
          replicas: 2
          selector: {matchLabels: {app: app-canary}}
          template:
            metadata: {labels: {app: app-canary}}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: app, image: "\(Incident.bad)"}]
        """
    }

    private static func route(_ namespace: String) -> String {
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: app, namespace: \(namespace)}
        spec:
          rules:
            - backendRefs:
                - {name: app, port: 80, weight: 90}
                - {name: app-canary, port: 80, weight: 10}
        """
    }
}

extension Incident {
    /// What the policy's rule does instead.
    fileprivate func acts(_ action: JSON) async throws {
        try await patchPolicy([["op": "replace", "path": "/spec/rules/0/action", "value": action]])
    }
}
