import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// Crash-looping pods with a disruption budget: Evenkeel explains a budget without allowed disruptions, and keeps one
/// with some.
struct StuckPodsStory: Story {
    let number = 3
    let title = "stuck pods behind a disruption budget, Automatic"
    let policies = ["payments"]

    func prepare(_ world: DemoWorld) async throws {
        try await world.kubectl.apply(world.manifests.crashingDeployment("payments", replicas: 4))
        try await world.kubectl.apply(world.manifests.budget("payments", minAvailable: 4))
        try await world.kubectl.apply(world.manifests.crashPolicy("payments"))
    }

    func play(_ world: DemoWorld) async throws {
        try await world.waitUntilReady("payments")
        let stuck = try await world.pods("payments").prefix(2).map(\.key)
        say(world, "two of four payments pods start to crash; the disruption budget requires 4 of 4", .alarm)
        for pod in stuck { try await world.kubectl.annotate(.pods, pod, "fake/crash", "true") }
        try await explainedBudget(world)
        say(world, "the disruption budget is lowered to 2 of 4", .seen)
        try await world.kubectl.apply(world.manifests.budget("payments", minAvailable: 2))
        try await evictions(world, stuck)
    }

    private func explainedBudget(_ world: DemoWorld) async throws {
        let gate = try await world.eventually("the budget is explained") {
            let rules = try await world.policy("payments").status?.rules ?? []
            return rules.flatMap(\.gates).first { $0.name == .disruptionBudget && $0.verdict == .refuse }
        }
        say(world, "no pod is evicted: \(gate.message)", .held)
        try check(world, gate.reason == .budgetNeverAllows, "the message explains the disruption budget")
        let remaining = try await world.remediations("payments")
        try check(world, remaining.isEmpty, "no remediation was created")
    }

    private func evictions(_ world: DemoWorld, _ stuck: [ObjectKey]) async throws {
        var fewestReady = 4
        var mostAtOnce = 0
        let remediation = try await world.eventually("the stuck pods are replaced", within: 90) {
            let pods = try await world.pods("payments")
            let ready = pods.filter(Self.isReady).count
            fewestReady = min(fewestReady, ready)
            let status = try await world.remediations("payments").first?.status
            mostAtOnce = max(mostAtOnce, status?.intents.count { $0.outcome == .pending } ?? 0)
            return try await world.remediations("payments").first { $0.status?.phase == .succeeded }
        }
        let evicted = remediation.status?.intents.compactMap(\.pod?.name) ?? []
        try check(world, Set(evicted) == Set(stuck.map(\.name)), "exactly the two stuck pods were evicted")
        try check(world, mostAtOnce <= 1, "one pod at a time was evicted")
        try check(world, fewestReady >= 2, "at least 2 pods were always ready: the disruption budget was kept")
        try await world.waitUntilReady("payments")
        try check(world, true, "all four payments pods are ready")
    }

    private static func isReady(_ pod: KubernetesObject) -> Bool {
        pod.json.at("status", "conditions")?.arrayValue?.contains {
            $0["type"] == "Ready" && $0["status"] == "True"
        } ?? false
    }
}
