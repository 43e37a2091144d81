import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine
@testable import EvenkeelSimulation

@Suite("Canaries beside the stable release are taken away, and brought back where that did not help")
struct CanaryStoryTests {
    /// Errors as long as the condition holds.
    private static func failing(_ isBad: @escaping @Sendable (World) -> Bool) -> @Sendable (inout World) -> Void {
        { world in
            let reading = Reading.rate(isBad(world) ? 0.2 : 0.001)
            if world.metrics.reading("errors", at: world.now) != reading { world.measure("errors", reading) }
        }
    }

    private static func canary(_ world: World) -> Int { world.cluster[.deployment("web-canary")]?.replicas ?? 0 }

    private static func weight(_ world: World) -> Int? {
        world.cluster[.route("web")]?.json["spec"]?["rules"]?[0]?["backendRefs"]?[1]?["weight"]?.integerValue
    }

    private static func abort(_ world: World) -> Bool {
        world.cluster[.rollout("web")]?.json.at("status", "abort")?.boolValue ?? false
    }

    private func deployment() -> World {
        World.healthy(.about().errorRate().rollback(Canary(deployment: "web-canary"))) {
            $0.add(.deployment("web-canary", replicas: 2, image: "web:2"))
        }
    }

    private func route() -> World {
        World.healthy(.about().errorRate().rollback(Canary(httpRoute: CanaryRoute(name: "web", backend: "web-canary"))))
        { $0.add(.route()) }
    }

    private func rollout() -> World {
        World.healthy(.about().aboutRollout().errorRate().rollback()) { world in
            world.replaceDeployment(with: .rollout())
            for number in 0..<3 { world.add(.rolloutPod(number, of: "old")) }
        }
    }

    @Test("a bad canary Deployment goes to zero, and its stable side is not touched")
    func deploymentStory() {
        var world = deployment()
        world.reaction = Self.failing { Self.canary($0) > 0 }
        world.run(for: 900)
        #expect(world.phase == .succeeded, "\(world.story)")
        #expect(Self.canary(world) == 0)
        #expect(world.deployment?.replicas == 4)
        #expect(world.violations == [])
    }

    @Test("an approval for one canary is none for the next one, although it has as many replicas")
    func anotherCanary() throws {
        var world = World.healthy(.about().errorRate().rollback(Canary(deployment: "web-canary")).mode(.suggest)) {
            $0.add(.deployment("web-canary", replicas: 2, image: "web:2"))
        }
        world.reaction = Self.failing { Self.canary($0) > 0 }
        world.run(until: { $0.phase == .awaitingApproval })
        let old = try #require(world.latest())
        world.release("web:3", of: "web-canary")
        world.run(until: { $0.remediations.count == 2 && $0.phase == .awaitingApproval })
        world.approve(world.latest(), digest: old.spec.plan.shortDigest)
        world.run(for: 120)
        #expect(Self.canary(world) == 2)
        #expect(world.phases == [.superseded, .awaitingApproval], "\(world.story)")
        world.approve(world.latest())
        world.run(for: 120)
        #expect(Self.canary(world) == 0, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test(
        "a canary that was sent to zero and comes back unchanged is left to whoever brought it back, and an Event says so"
    )
    func again() {
        var world = deployment()
        world.reaction = Self.failing { Self.canary($0) > 0 }
        world.run(for: 900)
        world.scale("web-canary", to: 2)
        world.run(for: 3600)
        #expect(Self.canary(world) == 2, "\(world.story)")
        #expect(world.ledger.count(.change) == 1)
        #expect(
            world.ledger.events.contains { $0.reason == "Refused" && $0.message.contains("applied again unchanged") })
    }

    @Test("GitOps put the problem back: a rolled-back release that is applied again is not fought over")
    func revertedByGitOps() {
        var world = World.badRelease()
        world.run(until: { $0.phase == .succeeded })
        world.release("web:2")
        world.run(for: 3600)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.deployment?.image == "web:2")
        #expect(
            world.ledger.events.contains { $0.reason == "Refused" && $0.message.contains("applied again unchanged") })
    }

    @Test("a canary's weight goes to zero, and back where the errors go on without it")
    func routeStory() {
        var world = route()
        world.reaction = Self.failing { (Self.weight($0) ?? 0) > 0 }
        world.run(for: 900)
        #expect(world.phase == .succeeded, "\(world.story)")
        #expect(Self.weight(world) == 0)
        var innocent = route()
        innocent.measure("errors", .rate(0.2))
        innocent.run(for: 1800)
        #expect(innocent.phase == .undone, "\(innocent.story)")
        #expect(Self.weight(innocent) == 20)
        #expect(world.violations + innocent.violations == [])
    }

    @Test("a Rollout is aborted once, whatever becomes of the answer, although its status carries no mark")
    func lostAnswer() {
        for fault in [Fault.lostAfter, .lostBefore, .crashAfter, .crashBefore, .unanswered] {
            var world = rollout()
            world.faults.planned[.change] = [(1...1, fault)]
            world.reaction = Self.failing { !Self.abort($0) }
            world.runReviving(for: 1200)
            #expect(world.phase == .succeeded, "\(fault): \(world.story)")
            #expect(Self.abort(world))
            #expect(world.ledger.count(.change) == 1, "\(fault)")
            #expect(world.violations == [], "\(fault)")
        }
    }

    @Test("an abort that did not help is undone, which retries the release")
    func retry() {
        var world = rollout()
        world.measure("errors", .rate(0.2))
        world.run(for: 1800)
        #expect(world.phase == .undone, "\(world.story)")
        #expect(!Self.abort(world))
        #expect(world.violations == [])
    }

    @Test("an undo leaves alone what belongs to a newer release")
    func newer() {
        var world = rollout()
        world.reaction = { world in
            if Self.abort(world) {
                world.edit(.rollout("web")) { $0.json.set("newer", at: "status", "currentPodHash") }
            }
        }
        world.measure("errors", .rate(0.2))
        world.run(for: 1800)
        #expect(world.phase == .failed, "\(world.story)")
        #expect(Self.abort(world))
    }
}
