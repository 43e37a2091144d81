import EvenkeelAPI
import FuzzSupport
import JSONValue
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

@Suite("Strange worlds at the engine's door") struct FuzzTests {
    private static let world: World = {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.run(for: 200)
        return world
    }()

    private static let inputs: [DecisionInputs] = {
        var scaled = World.overload()
        scaled.run(for: 900)
        var stuck = World.stuckPods()
        stuck.run(for: 300)
        return [world, scaled, stuck].flatMap { $0.ledger.audit.compactMap(\.record).suffix(4).map(\.inputs) }
    }()

    private static func records() throws -> [JSON] { try inputs.map { try DecisionRecord($0).json() } }

    @Test("a record of any content is decided again, or refused in words")
    func records() throws {
        let generator = InputGenerator(documents: try Self.records())
        try Fuzzing("records", rounds: 60).run(generator) { input in
            guard let record = try? DecisionRecord(json: JSON(parsing: input)) else { return }
            _ = try? record.differences()
            _ = try? record.json()
        }
    }

    private static let objects: [JSON] =
        [ResourceType.deployments, .pods, .replicaSets].flatMap { world.cluster.all($0) }.map(\.json) + [
            KubernetesObject.budget().minAvailable("50%").json, KubernetesObject.autoscaler().json,
            KubernetesObject.scaledObject().json,
            KubernetesObject.deployment().annotated(EvenkeelAPIGroup.Annotation.remediation, "RequireApproval")
                .written(by: "argocd-controller", ["replicas"], applying: true).json,
            [
                "apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout",
                "metadata": ["name": "web", "namespace": "shop", "uid": "uid-web"],
                "spec": ["replicas": 4, "strategy": ["canary": ["maxUnavailable": "25%"]]],
                "status": ["stableRS": "a", "currentPodHash": "b", "abort": false],
            ],
            [
                "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": ["name": "web"],
                "spec": ["rules": [["backendRefs": [["name": "a", "weight": 9], ["name": "b", "weight": 1]]]]],
            ],
        ]

    @Test("objects of any content are read, and every decision about them is made")
    func objects() throws {
        let generator = InputGenerator(documents: Self.objects)
        try Fuzzing("objects", rounds: 60).run { seed in
            let object = KubernetesObject(generator.document(seed: seed))
            var inputs = Self.inputs[Int(seed % UInt64(Self.inputs.count))]
            inputs.situation.target.exchange(for: object)
            inputs.situation.memory.streak = 5
            for stage in [DecisionInputs.Stage.rule, .waiting, .sending] {
                inputs.stage = stage
                let record = DecisionRecord(inputs)
                guard let json = try? record.json(), let again = try? DecisionRecord(json: json) else { continue }
                guard try again.differences() == [] else { throw Broken("\(try again.differences())") }
            }
        }
    }

    private static let annotations = InputGenerator(
        ["sha256:0123456789abcdef", "system:serviceaccount:shop:web", "Disabled", "RequireApproval", "because"])

    @Test("annotations of any text make no change that was not approved")
    func annotations() throws {
        let keys = [
            EvenkeelAPIGroup.Annotation.approve, EvenkeelAPIGroup.Annotation.reject, EvenkeelAPIGroup.Annotation.undo,
            "evenkeel.dev/approved-by",
        ]
        try Fuzzing("annotations", rounds: 60).run { seed in
            var world = Self.world
            let text = String(decoding: Self.annotations.input(seed: seed), as: UTF8.self)
            world.annotate(world.latest(), keys[Int(seed % 4)], text)
            world.annotate(.namespace, EvenkeelAPIGroup.Annotation.remediation, text)
            world.run(for: 40)
            guard world.violations.isEmpty else { throw Broken("\(world.violations)") }
            let isApproved = (world.latest()?.spec.plan.digest ?? "").contains(text) && text.utf8.count >= 8
            guard world.ledger.count(.change) == 0 || isApproved else { throw Broken("a change was made") }
        }
    }

    /// Every kind of signal that asks a source.
    private static let policy = RemediationPolicy.about().errorRate().anomaly().alert()
        .signal(
            Signal(
                name: "disk",
                Quantity("10Gi").map { .forecast(ForecastSignal(source: "main", query: "x", limit: $0)) })
        )
        .signal(
            Signal(
                name: "canary",
                .canary(
                    CanarySignal(
                        source: "main", errors: "e", requests: "r", canarySelector: ["pod": "web-0"],
                        stableSelector: ["pod": "web-1"],
                        latency: CanaryLatency(query: "l"))))
        )
        .signal(Signal(name: "odd", .outlier(OutlierSignal(source: "main", query: "x"))))
        .rule("all", any: ["errors", "latency", "disk", "odd", "canary"], Action(.rollback(RollbackAction())))

    @Test("samples of any time and value crash nothing, and what is no number is no evidence")
    func samples() throws {
        try Fuzzing("samples", rounds: 60).run { seed in
            var world = World.healthy(Self.policy, for: 90)
            for name in ["errors", "latency", "alert", "disk", "odd", "canary"] {
                world.metrics.made[name] = { query, now in .series(Self.series(seed, query, now)) }
            }
            world.run(for: 300)
            guard world.violations.isEmpty else { throw Broken("\(world.violations)") }
            for evidence in world.policy("web")?.status?.signals ?? [] where evidence.quality == .ok {
                let fraction = evidence.confidence.fraction
                guard fraction >= 0, fraction <= 1 else { throw Broken("confidence \(fraction) of \(evidence.signal)") }
            }
        }
    }

    private static func series(_ seed: UInt64, _ query: Query, _ now: Timestamp) -> [Series] {
        var random = SplitMix(
            seed: seed ^ UInt64(bitPattern: now.microsecondsSince1970) ^ UInt64(query.signal.utf8.count))
        let strange: [Double] = [
            .nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, .leastNonzeroMagnitude, 1e15, 9.3e18, 1e300, -1,
            1e-300, 0.5, 1e11,
        ]
        let number = now.secondsSince1970
        return (0..<random.below(4)).map { index in
            let samples = (0..<random.below(random.oneIn(9) ? 400 : 40)).map { position in
                let usual = number - 600 + Double(position) * 15
                return Sample(
                    time: random.oneIn(6) ? strange[random.below(strange.count)] : usual,
                    value: random.oneIn(3) ? strange[random.below(strange.count)] : Double(random.below(1000)))
            }
            let last = random.oneIn(5) ? [] : [Sample(time: number, value: strange[random.below(strange.count)])]
            return Series(labels: random.oneIn(3) ? [:] : ["pod": "web-\(index)"], samples: samples + last)
        }
    }
}

extension TargetSnapshot {
    /// Takes the place of what it is.
    fileprivate mutating func exchange(for object: KubernetesObject) {
        if let workload = Workload(object) { self.workload = workload }
        if let pod = Pod(object) { pods = [pod] + pods.dropFirst() }
        if let revision = Revision(object) { revisions = [revision] + revisions.dropFirst() }
        if let budget = DisruptionBudget(object) { budgets = [budget] }
        if let autoscaler = Autoscaler(object) { autoscalers = [autoscaler] }
        if let scaled = ScaledObject(object) { scaledObjects = [scaled] }
        if let route = HTTPRoute(object) { routes = [route] }
    }
}
