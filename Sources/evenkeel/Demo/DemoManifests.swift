/// Everything that the demo applies, as a user would write it.
struct DemoManifests {
    var namespace: String
    var prometheus: String

    static let good = "registry.k8s.io/pause:3.9"
    static let bad = "registry.k8s.io/pause:3.10"

    /// The account that changes are made as, with no more than the three actions need.
    var foundation: String {
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: \(namespace)}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: remediator, namespace: \(namespace)}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: remediator, namespace: \(namespace)}
        rules:
          - {apiGroups: [apps], resources: [deployments], verbs: [get, patch]}
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
          prometheus: {address: "\(prometheus)", timeout: 5s}
          staleAfter: 15s
          allowedNamespaces: [\(namespace)]
        """
    }

    /// - Parameters:
    ///   - load: requests per second on the application.
    ///   - errorRatio: the share of requests that this version fails.
    func deployment(
        _ name: String, replicas: Int?, load: Int, image: String = good, errorRatio: Double = 0
    ) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: \(name)
          namespace: \(namespace)
          annotations: {workload.evenkeel.dev/requests-per-second: "\(load)"}
        spec:
          \(replicas.map { "replicas: \($0)" } ?? "")
          selector: {matchLabels: {app: \(name)}}
          template:
            metadata:
              labels: {app: \(name)}
              annotations:
                workload.evenkeel.dev/capacity: "100"
                workload.evenkeel.dev/error-ratio: "\(errorRatio)"
            spec:
              terminationGracePeriodSeconds: 1
              containers:
                - {name: app, image: "\(image)"}
        """
    }

    /// Pods that crash as soon as one is annotated `fake/crash: "true"`: a sandbox's kubelet reads the annotation itself,
    /// a real one runs the loop.
    func crashingDeployment(_ name: String, replicas: Int) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: \(name)
          namespace: \(namespace)
          annotations: {workload.evenkeel.dev/requests-per-second: "100"}
        spec:
          replicas: \(replicas)
          selector: {matchLabels: {app: \(name)}}
          template:
            metadata:
              labels: {app: \(name)}
              annotations: {fake/ready-seconds: "2"}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
                - name: app
                  image: busybox:1.36
                  command: [sh, -c, "while ! grep -q fake/crash /etc/podinfo/annotations; do sleep 1; done; exit 1"]
                  volumeMounts: [{name: podinfo, mountPath: /etc/podinfo}]
              volumes:
                - name: podinfo
                  downwardAPI:
                    items: [{path: annotations, fieldRef: {fieldPath: metadata.annotations}}]
        """
    }

    func budget(_ name: String, minAvailable: Int) -> String {
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          minAvailable: \(minAvailable)
          selector: {matchLabels: {app: \(name)}}
        """
    }

    /// What the policies have in common.
    private func policyHead(_ name: String, mode: String = "Automatic") -> String {
        """
        apiVersion: evenkeel.dev/v1alpha1
        kind: RemediationPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          mode: \(mode)
          owner: demo
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: \(name)}
          serviceAccountName: remediator
          interval: 2s
        """
    }

    func releasePolicy(_ name: String, mode: String) -> String {
        policyHead(name, mode: mode) + """

              signals:
                - name: errors
                  errorRate:
                    source: \(namespace)
                    errors: http_requests_total{namespace="\(namespace)",app="\(name)",code=~"5.."}
                    requests: http_requests_total{namespace="\(namespace)",app="\(name)"}
                    limit: 5%
                    minimumRequests: 100
              rules:
                - name: undo-bad-release
                  when: {any: [errors]}
                  consecutive: 2
                  minimumConfidence: 99%
                  action: {rollback: {to: LastHealthy}}
                  verify: {within: 1m, recovered: 2}
                  cooldown: 1m
            """
    }

    func overloadPolicy(_ name: String) -> String {
        policyHead(name) + """

              signals:
                - name: latency
                  anomaly:
                    source: \(namespace)
                    query: |
                      sum(rate(http_request_duration_seconds_sum{namespace="\(namespace)",app="\(name)"}[4s]))
                        / sum(rate(http_request_duration_seconds_count{namespace="\(namespace)",app="\(name)"}[4s]))
                    detector: MedianAbsoluteDeviation
                    direction: Above
                    baseline: 5m
                    step: 1s
                    minimumPoints: 15
                    minimumDeviation: 50%
              rules:
                - name: absorb-load
                  when: {all: [latency]}
                  consecutive: 2
                  minimumConfidence: 99%
                  action: {scale: {by: 100%, maximum: 8, revertAfter: 15s}}
                  verify: {within: 1m, recovered: 2}
                  cooldown: 1m
            """
    }

    func crashPolicy(_ name: String) -> String {
        policyHead(name) + """

              signals:
                - name: crashes
                  workload: {condition: CrashLooping, for: 4s}
              rules:
                - name: restart-stuck-pods
                  when: {all: [crashes]}
                  minimumConfidence: 90%
                  action: {restart: {pods: Unhealthy, maximumUnavailable: 1}}
                  verify: {within: 1m, recovered: 2}
                  cooldown: 1m
            """
    }
}
