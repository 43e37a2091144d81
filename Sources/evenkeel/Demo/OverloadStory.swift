import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// Latency leaves its baseline, and Evenkeel scales the Deployment up. The scheduled revert restores the count.
struct OverloadStory: Story {
    let number = 2
    let title = "overload, Automatic"
    let policies = ["search"]

    func prepare(_ world: DemoWorld) async throws {
        try await world.kubectl.apply(world.manifests.deployment("search", replicas: 3, load: 120))
        try await world.kubectl.apply(world.manifests.overloadPolicy("search"))
    }

    func play(_ world: DemoWorld) async throws {
        try await world.waitUntilReady("search")
        _ = try await world.eventually("the latency of search has a baseline") {
            try await world.policy("search").status?.health == .healthy ? true : nil
        }
        say(world, "the load on search rises from 120 to 290 requests per second; three pods can serve 300", .alarm)
        try await setLoad(world, 290)
        let remediation = try await remediation(world, of: "search", reaching: .succeeded)
        let scaled = try await replicas(world)
        try check(world, scaled == 6, "search has 6 replicas until the scheduled revert")
        say(world, "the load falls back to 120 requests per second", .seen)
        try await setLoad(world, 120)
        _ = try await world.eventually("the scheduled revert") {
            try await world.remediations("search").first { $0.metadata.uid == remediation.metadata.uid }?
                .status?.revert?.state == .reverted ? true : nil
        }
        try check(world, try await replicas(world) == 3, "the change is reverted: search has 3 replicas again")
    }

    private func setLoad(_ world: DemoWorld, _ load: Int) async throws {
        try await world.kubectl.annotate(
            .deployments, world.key("search"), "workload.evenkeel.dev/requests-per-second", "\(load)")
    }

    private func replicas(_ world: DemoWorld) async throws -> Int? {
        try await world.deployment("search").json.at("spec", "replicas")?.integerValue
    }
}
