import EvenkeelAPI
import EvenkeelRecords
import KubernetesTypes

/// Errors increase after a release; Evenkeel rolls back, and the errors end.
struct BadReleaseStory: Story {
    let number = 1
    let title = "a bad release, Automatic"
    let policies = ["checkout"]

    func prepare(_ world: DemoWorld) async throws {
        try await world.kubectl.apply(world.manifests.deployment("checkout", replicas: 4, load: 200))
        try await world.kubectl.apply(world.manifests.releasePolicy("checkout", mode: "Automatic"))
    }

    func play(_ world: DemoWorld) async throws {
        try await world.waitUntilReady("checkout")
        try await world.waitUntilTrusted("checkout")
        say(world, "release 2 of checkout is deployed; 30 % of its requests fail", .alarm)
        try await world.kubectl.apply(
            world.manifests.deployment(
                "checkout", replicas: 4, load: 200, image: DemoManifests.bad, errorRatio: 0.3))
        let remediation = try await remediation(world, of: "checkout", reaching: .succeeded)
        try await world.waitUntilReady("checkout")
        try check(
            world, try await world.image("checkout") == DemoManifests.good, "checkout runs its first release again")
        let mark = try await world.deployment("checkout").annotations[EvenkeelAPIGroup.Annotation.lastRemediation]
        try check(world, mark == remediation.metadata.uid, "the change carries the remediation's uid")
        _ = try await world.eventually("the policy is healthy again") {
            try await world.policy("checkout").status?.health == .healthy ? true : nil
        }
        say(world, "checked: the policy is healthy again", .done)
        let times = try await world.eventually("the incident has ended") {
            let ended = try await world.remediations("checkout").first { $0.status?.incidentEndedAt != nil }
            return ended.map { ReactionTimes($0) }
        }
        say(world, times.words ?? "", .done)
    }
}
