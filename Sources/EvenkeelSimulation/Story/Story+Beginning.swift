import EvenkeelAPI
import JSONValue
import KubernetesTypes

// How a world begins.
extension Story {
    /// - Parameter seconds: after which the world comes to its calm end.
    func begin(calmAfter seconds: Double) {
        prepareCluster()
        for guardrail in scenario.guardrails { people.create(guardrail) }
        for application in scenario.applications { fleet.deploy(application) }
        cluster.settle()
        for policy in scenario.policies { people.apply(policy) }
        metrics.setFaultRate(scenario.metricFaultRate)
        pool.begin(after: 60)
        planNext()
        plan(.calm, after: seconds)
    }

    private func prepareCluster() {
        for name in [ClusterHarness.namespace, "evenkeel"] {
            cluster.create(
                .namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]])
        }
        cluster.create(
            .leases,
            [
                "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                "metadata": ["name": "evenkeel", "namespace": "evenkeel"],
                "spec": ["holderIdentity": "", "leaseTransitions": 0, "leaseDurationSeconds": 15],
            ])
        let source = MetricSource(
            metadata: ObjectMeta(name: "main"),
            spec: MetricSourceSpec(.prometheus(.init(address: "http://prometheus.example")), allowedNamespaces: ["*"]))
        people.create(source)
    }
}
