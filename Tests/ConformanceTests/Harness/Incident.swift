import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import JSONValue
import KubernetesTypes

/// One application in a namespace of its own, a policy for it, and a trouble that the policy's one rule is made for.
struct Incident: Sendable {
    enum Action: String, Sendable, CaseIterable {
        case scale, rollback, restart
    }

    let cluster: ClusterUnderTest
    let metrics: MetricsStandIn
    let metricsAddress: String
    let namespace: String
    let action: Action
    var mode = "Automatic"
    /// How long an approval may take.
    var expiresAfter = "30m"

    static let good = "registry.k8s.io/pause:3.9"
    static let bad = "registry.k8s.io/pause:3.10"

    /// The application in good health, and the policy.
    func prepare() async throws {
        try await OperatorAccount.prepare(cluster, in: namespace)
        try await cluster.apply(foundation)
        try await cluster.apply(deployment(image: Self.good))
        try await cluster.waitUntilReady("app", in: namespace)
        try await cluster.apply(policy)
    }

    /// Until the operator has seen enough to know what good health is.
    func waitUntilTrusted() async throws {
        try await eventually("the policy is seen to be healthy", within: .seconds(90)) {
            guard let status = try await cluster.policy("app", in: namespace).status else { return false }
            return status.health == .healthy && (action != .rollback || !status.revisions.isEmpty)
        }
    }

    /// The trouble begins.
    func strike() async throws {
        switch action {
        case .scale: metrics.setFailing(true, in: namespace)
        case .rollback:
            try await cluster.apply(deployment(image: Self.bad))
            try await cluster.waitUntilReady("app", in: namespace)
            metrics.setFailing(true, in: namespace)
        case .restart:
            let pods = try await cluster.say("get pods -n \(namespace) -o name").split(separator: "\n")
            try await cluster.say("annotate -n \(namespace) \(pods.first ?? "") fake/crash=true")
        }
    }

    /// What the action is good for: without the change nothing would get better.
    func heal() { metrics.setFailing(false, in: namespace) }

    /// The state of the cluster after exactly one change.
    func isChanged() async throws -> Bool {
        let object = try await cluster.deployment("app", in: namespace)
        switch action {
        case .scale: return object.json.at("spec", "replicas")?.integerValue == 6
        case .rollback: return image(object) == Self.good
        case .restart: return true
        }
    }

    /// The state as it was when the trouble had begun.
    func isAsBefore() async throws -> Bool {
        let object = try await cluster.deployment("app", in: namespace)
        switch action {
        case .scale: return object.json.at("spec", "replicas")?.integerValue == 3
        case .rollback: return image(object) == Self.bad
        case .restart: return true
        }
    }

    private func image(_ deployment: KubernetesObject) -> String? {
        deployment.json.at("spec", "template", "spec")?["containers"]?[0]?["image"]?.stringValue
    }
}

extension Incident {
    private var foundation: String {
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: remediator, namespace: \(namespace)}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: remediator, namespace: \(namespace)}
        rules:
          - {apiGroups: [apps], resources: [deployments, statefulsets], verbs: [get, patch]}
          - {apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, patch]}
          - {apiGroups: [gateway.networking.k8s.io], resources: [httproutes], verbs: [get, patch]}
          - {apiGroups: [argoproj.io], resources: [rollouts, rollouts/status], verbs: [get, patch]}
          - {apiGroups: [""], resources: [pods/eviction], verbs: [create]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: remediator, namespace: \(namespace)}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: remediator}
        subjects:
          - {kind: ServiceAccount, name: remediator, namespace: \(namespace)}
        ---
        apiVersion: evenkeel.dev/v1alpha1
        kind: MetricSource
        metadata: {name: \(namespace)}
        spec:
          prometheus: {address: "\(metricsAddress)", timeout: 5s}
          allowedNamespaces: [\(namespace)]
        """
    }

    private func deployment(image: String) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app, namespace: \(namespace)}
        spec:
          replicas: 3
          selector: {matchLabels: {app: app}}
          template:
            metadata: {labels: {app: app}}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: app, image: "\(image)"}]
        """
    }

    private var policy: String {
        """
        apiVersion: evenkeel.dev/v1alpha1
        kind: RemediationPolicy
        metadata: {name: app, namespace: \(namespace)}
        spec:
          mode: \(mode)
          owner: conformance
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
          serviceAccountName: remediator
          interval: 1s
          signals:
            - \(signal)
          rules:
            - name: rule
              when: {any: [trouble]}
              consecutive: 2
              minimumConfidence: 90%
              action: \(actionText)
              approval: {expiresAfter: \(expiresAfter)}
              verify: {within: 15s, recovered: 2}
              cooldown: 10m
        """
    }

    private var signal: String {
        switch action {
        case .restart: "{name: trouble, workload: {condition: CrashLooping, for: 1s}}"
        case .scale, .rollback:
            """
            {name: trouble, errorRate: {source: \(namespace), errors: 'errors:increase1s{namespace="\(namespace)"}', \
            requests: 'requests:increase1s{namespace="\(namespace)"}', limit: 5%}}
            """
        }
    }

    private var actionText: String {
        switch action {
        case .scale: "{scale: {by: 100%, maximum: 8, revertAfter: 30m}}"
        case .rollback: "{rollback: {to: LastHealthy}}"
        case .restart: "{restart: {pods: Unhealthy, maximumUnavailable: 1}}"
        }
    }
}
