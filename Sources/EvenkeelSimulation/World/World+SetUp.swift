import ClusterModel
import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension World {
    /// With Evenkeel's own kinds: made once, since reading their schemas takes longer than a calm day.
    static let emptyCluster: ClusterModel = {
        var settings = ControllerSettings()
        settings.nodes = 2
        settings.startSeconds = 2
        settings.readySeconds = 8
        settings.terminationSeconds = 5
        settings.autoscalerPeriod = 60
        settings.eventSeconds = 600
        settings.maximumEvents = 100
        var cluster = ClusterModel(now: beginning - 3600, settings: settings, logCapacity: 500)
        // A test makes sure that all definitions can be generated.
        for definition in (try? CustomResourceDefinitions.all()) ?? [] {
            let request = APIRequest(
                method: "POST", path: ResourceType.customResourceDefinitions.path(namespace: nil),
                body: definition.serialized)
            _ = cluster.handle(request, now: beginning - 3600)
        }
        cluster.advance(to: beginning - 3600)
        return cluster
    }()

    func setUp() {
        for name in [Self.namespace, "evenkeel"] {
            create(.namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]])
        }
        create(
            .leases,
            [
                "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                "metadata": ["name": "evenkeel", "namespace": "evenkeel"],
                "spec": ["holderIdentity": "", "leaseTransitions": 0, "leaseDurationSeconds": 15],
            ])
        let source = MetricSource(
            metadata: ObjectMeta(name: "main"),
            spec: MetricSourceSpec(prometheus: .init(address: "http://prometheus.example"), allowedNamespaces: ["*"]))
        create(source)
        for guardrail in scenario.guardrails { create(guardrail) }
        for application in scenario.applications { deploy(application) }
        settle()
        for policy in scenario.policies { apply(policy) }
        prometheus.metricFaultRate = scenario.metricFaultRate
        election.next = (Election.identities[0], false)
        plan(.elect, after: 60)
        planEvent()
    }

    func create(_ resource: some EvenkeelResource) {
        let type = type(of: resource).resourceType
        guard let json = try? JSON(encoding: resource) else { return }
        let answer = create(type, json)
        if !answer.isDone { trace.note(.text("refused: \(answer.body["message"]?.stringValue ?? "")"), at: now) }
    }

    func deploy(_ application: Application) {
        applications[application.name] = application
        // As if it had served well before the world began.
        let level = Traffic.Level(load: application.load, ready: application.usualProfiles)
        applications[application.name]?.traffic.set(level, at: now - 60)
        create(.deployments, application.deployment)
        if let least = application.minAvailable { create(.podDisruptionBudgets, application.budget(least)) }
        if application.hasAutoscaler { create(.horizontalPodAutoscalers, application.autoscaler) }
    }

    /// As `kubectl apply` does it: the status stays.
    func apply(_ policy: RemediationPolicy) {
        var policy = policy
        let questions = policy.spec.ask(about: policy.spec.targetRef.name)
        prometheus.questions.merge(questions) { $1 }
        policy.metadata.uid = nil
        policy.metadata.resourceVersion = nil
        policy.status = nil
        guard stored(RemediationPolicy.resourceType, policy.key) != nil else { return create(policy) }
        guard let spec = try? JSON(encoding: policy.spec) else { return }
        merge(RemediationPolicy.resourceType, policy.key, ["spec": spec])
    }
}
