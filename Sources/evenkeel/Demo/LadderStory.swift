import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// The same bad release: Shadow changes nothing and reports what it would have done; Suggest waits for an approval.
struct LadderStory: Story {
    let number = 4
    let title = "the same bad release, Shadow and Suggest"
    let policies = ["cart", "basket"]

    func prepare(_ world: DemoWorld) async throws {
        for (name, mode) in [("cart", "Shadow"), ("basket", "Suggest")] {
            try await world.kubectl.apply(world.manifests.deployment(name, replicas: 3, load: 200))
            try await world.kubectl.apply(world.manifests.releasePolicy(name, mode: mode))
        }
    }

    func play(_ world: DemoWorld) async throws {
        for name in policies {
            try await world.waitUntilReady(name)
            try await world.waitUntilTrusted(name)
        }
        say(world, "the bad release is deployed twice: as cart in mode Shadow, and as basket in mode Suggest", .alarm)
        for name in policies {
            try await world.kubectl.apply(
                world.manifests.deployment(name, replicas: 3, load: 200, image: DemoManifests.bad, errorRatio: 0.3))
        }
        try await world.waitUntilReady("cart")
        let before = try await world.deployment("cart")
        try await shadow(world, before)
        try await suggest(world)
    }

    private func shadow(_ world: DemoWorld, _ before: KubernetesObject) async throws {
        let remediation = try await remediation(world, of: "cart", reaching: .shadowed)
        let last = remediation.status?.timeline.last?.message ?? ""
        let blocking = (remediation.status?.gates ?? []).filter { $0.verdict != .pass }
        try check(world, blocking.map(\.reason) == [.shadowOnly], "Shadow reports: \(last)")
        let after = try await world.deployment("cart")
        try check(
            world, after.json["spec"] == before.json["spec"] && after.annotations == before.annotations,
            "cart is not changed")
    }

    private func suggest(_ world: DemoWorld) async throws {
        let waiting = try await remediation(world, of: "basket", reaching: .awaitingApproval)
        try check(
            world, try await world.image("basket") == DemoManifests.bad, "Suggest waits: basket is not changed")
        say(world, "a user runs: evenkeel approve rem/\(waiting.metadata.name ?? "") --yes", .seen)
        let sender = VerbSender(
            client: world.client, key: waiting.key, verb: .approve, digest: waiting.spec.plan.shortDigest,
            confirms: false,
            output: .json)
        let name = try await sender.send().by
        let done = try await remediation(world, of: "basket", reaching: .succeeded)
        try check(world, done.status?.approval?.by == name, "the Remediation contains the approval of \(name)")
        try await world.waitUntilReady("basket")
        try check(world, try await world.image("basket") == DemoManifests.good, "basket runs its first release again")
    }
}
