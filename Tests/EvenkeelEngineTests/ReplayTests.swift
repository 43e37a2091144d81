import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Every decision can be made again from its record") struct ReplayTests {
    private func records(_ world: World) -> [DecisionRecord] { world.ledger.audit.compactMap(\.record) }

    /// By way of the log: what is written is read, and decided again.
    private func check(_ world: World, atLeast count: Int) throws {
        let records = records(world)
        #expect(records.count >= count)
        for record in records {
            let json = try JSON(parsing: try record.json().serialized)
            let again = try DecisionRecord(json: json)
            #expect(try again.differences() == [], "\(record.choice)")
        }
    }

    private static let stories: [@Sendable () -> World] = [
        { .badRelease() }, { .overload() }, { .stuckPods() },
        { .badRelease(.about().errorRate().rollback().mode(.shadow)) },
        { .badRelease(.about().errorRate().rollback().mode(.suggest)) },
        { .badRelease(.about().errorRate().rollback().mode(.observe)) },
    ]

    @Test("why it acted, or did not, is replayed from what was recorded, in every story and mode", arguments: 0..<6)
    func stories(_ index: Int) throws {
        var world = Self.stories[index]()
        world.run(for: 1500)
        try check(world, atLeast: 2)
    }

    @Test("a pause, a freeze, missing data, an approval and a person's change leave records that replay as well")
    func turns() throws {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.run(until: { $0.phase == .awaitingApproval })
        world.pause()
        world.run(for: 90)
        world.measure("errors", .failed)
        world.run(for: 90)
        world.pause(false)
        world.reaction = { _ in }
        world.measure("errors", .rate(0.2))
        world.run(for: 90)
        let digest = world.latest()?.spec.plan.digest ?? ""
        world.annotate(world.latest(), EvenkeelAPIGroup.Annotation.approve, digest)
        world.run(for: 30)
        world.release("web:3")
        world.run(for: 900)
        try check(world, atLeast: 6)
        #expect(world.ledger.audit.contains { $0.event == .personSaid })
    }

    @Test("generated situations decide the same again", arguments: 0..<12)
    func generated(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let modes: [Mode] = [.observe, .shadow, .suggest, .automatic]
        var policy = RemediationPolicy.about().errorRate(limit: Double.random(in: 0.01...0.3, using: &random))
            .trouble().mode(modes[Int.random(in: 0..<4, using: &random)])
        policy = Bool.random(using: &random) ? policy.rollback() : policy.scale(by: 0.37).restart()
        var world = World.healthy(policy, for: 200)
        for _ in 0..<6 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: world.release("web:\(Int.random(in: 1...4, using: &random))")
            case 1: world.measure("errors", .rate(Double.random(in: 0...0.5, using: &random)))
            case 2:
                world.measure(
                    "errors", [.empty, .number(.nan), .stale(900), .partial].randomElement(using: &random) ?? .empty)
            case 3: world.crashPods(2)
            case 4: world.pause(Bool.random(using: &random))
            case 5: world.scale(to: Int.random(in: 1...9, using: &random))
            case 6: world.add(.budget("b\(Int.random(in: 0..<99, using: &random))").minAvailable("50%"))
            default: world.restart()
            }
            world.run(for: Double.random(in: 20...200, using: &random))
        }
        try check(world, atLeast: 1)
    }

    /// The choices that were recorded, in their order, after all of them were made again.
    private func choices(_ world: World) throws -> [String] {
        try check(world, atLeast: 2)
        return records(world).map(\.choice)
    }

    @Test("that a change helped, and that it is reverted as scheduled, is decided again from the records")
    func scheduledRevert() throws {
        var world = World.overload()
        world.run(for: 3600)
        #expect(world.latest()?.status?.revert?.state == .reverted, "\(world.story)")
        let choices = try choices(world)
        let ofChange = choices.filter { ["Execute", "Send", "Succeed", "Revert"].contains($0) }
        #expect(ofChange == ["Execute", "Send", "Succeed", "Revert", "Send"], "\(choices)")
        #expect(world.violations == [])
    }

    @Test(
        "an undo because nothing got better, or because a person asks for it, is decided again",
        arguments: [true, false])
    func undo(_ isAsked: Bool) throws {
        var world = World.healthy()
        world.releaseBadly()
        world.reaction = { _ in }
        world.measure("errors", .rate(0.2))
        world.run(until: { $0.phase == .verifying })
        if isAsked { world.annotate(world.latest(), EvenkeelAPIGroup.Annotation.undo, "too dear") }
        world.run(for: 900)
        #expect(world.phase == .undone, "\(world.story)")
        let choices = try choices(world)
        #expect(choices.contains("Undo"), "\(choices)")
        let undo = try #require(world.ledger.audit.last { $0.record?.choice == "Undo" })
        #expect(
            undo.message.contains(isAsked ? "a person asked for it: too dear" : "the signals did not recover within"))
        let sent = try #require(world.ledger.audit.last { $0.event == .sent })
        #expect(sent.record?.choice == "Send" && sent.details["purpose"] == "Undo")
    }

    @Test("an undo that waits for the end of a pause or a freeze, and one that stands down, are decided again")
    func obstacles() throws {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        world.set(
            .named("freeze") {
                $0.freezeWindows = [
                    FreezeWindow(name: "all", schedule: "* * * * *", duration: .hours(1), timeZone: "UTC")
                ]
            })
        world.run(for: 1800)
        #expect(try choices(world).contains("Keep"))
        world.set(.named("freeze") { _ in })
        world.scale(to: 8)
        world.run(for: 600)
        #expect(world.latest()?.status?.revert?.state == .keptByOthers, "\(world.story)")
        let left = try #require(world.ledger.audit.last { $0.record?.choice == "Leave" })
        #expect(left.message == "somebody else changed the target since; it is left as it is")
        // Whoever says that nobody had changed it is found out.
        var json = try #require(try left.record?.json())
        json.set(["/spec/replicas": 6], at: "inputs", "found", "fields")
        #expect(try DecisionRecord(json: json).differences().first == "choice: Leave, now Send")
    }

    @Test("that nobody can say whether it helped is decided again")
    func blind() throws {
        var world = World.badRelease()
        world.run(until: { $0.phase == .verifying })
        world.reaction = { _ in }
        world.measure("errors", .failed)
        world.run(for: 1500)
        #expect(world.phase == .failed, "\(world.story)")
        #expect(try choices(world).last == "Fail")
    }

    @Test("a record that was altered does not replay, and says in what")
    func altered() throws {
        var world = World.badRelease()
        world.run(for: 300)
        let record = try #require(records(world).first { $0.choice == "Propose" })
        var json = try record.json()
        json.set("Suggest", at: "inputs", "situation", "policy", "spec", "mode")
        #expect(try DecisionRecord(json: json).differences().contains { $0.hasPrefix("gate Mode") })
        json = try record.json()
        json.set(0, at: "inputs", "situation", "memory", "streak")
        #expect(try DecisionRecord(json: json).differences().first == "choice: Propose, now Watch")
    }

    @Test(
        "values of environment variables and arguments are in no record, and what was decided from them is decided again"
    )
    func secrets() throws {
        var world = World.healthy()
        let env: JSON = [["name": "PASSWORD", "value": "hunter2-old"]]
        world.edit(.deployment("web")) {
            $0 = $0.with(
                [["name": "main", "image": "web:1", "env": env, "args": ["--token=hunter2-old"]]], at: "spec",
                "template", "spec", "containers")
        }
        world.run(for: 300)
        world.edit(.deployment("web")) {
            let env: JSON = [["name": "PASSWORD", "value": "hunter2-new"]]
            $0 = $0.with(
                [["name": "main", "image": "web:2", "env": env, "command": ["serve", "hunter2-new"]]], at: "spec",
                "template", "spec", "containers")
        }
        world.measure("errors", .rate(0.2))
        world.run(for: 300)
        #expect(world.ledger.count(.change) >= 1, "\(world.story)")
        for entry in world.ledger.audit { #expect(!entry.json.serializedString.contains("hunter2")) }
        try check(world, atLeast: 2)
    }

    @Test("each change is accounted for: proposed, decided, sent and answered under one decision")
    func accounted() {
        var world = World.badRelease()
        world.run(for: 600)
        let events = world.ledger.audit.map(\.event)
        for event in [AuditEntry.Event.judged, .proposed, .tried, .decided, .sent, .answered, .stored] {
            #expect(events.contains(event), "\(event)")
        }
        let sent = world.ledger.audit.filter { $0.event == .sent }
        #expect(sent.count == 1)
        let executing = world.ledger.audit.first { $0.details["phase"] == "Executing" }
        #expect(sent.first?.decision == executing?.decision)
        #expect(world.ledger.events.contains { $0.decision == executing?.decision })
        #expect(world.latest()?.status?.decision == world.ledger.audit.last { $0.event == .stored }?.decision)
    }
}

/// The same numbers from the same seed, everywhere.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
