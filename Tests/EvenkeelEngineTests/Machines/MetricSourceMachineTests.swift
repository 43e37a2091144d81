import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

/// Whether a source answers and the write of its status are two states side by side, each with its own table.
@Suite("The machine of a MetricSource") struct MetricSourceMachineTests {
    private static let now = Timestamp(secondsSince1970: 1_772_625_600)
    private static let policy = ObjectKey(namespace: "shop", name: "web")

    enum ReachabilityName: CaseIterable, Sendable {
        case notAsked, reachable, failing, unreachable, answering

        init(_ reachability: MetricSourceMachine.Reachability) {
            switch reachability {
            case .notAsked: self = .notAsked
            case .reachable(nil): self = .reachable
            case .reachable(.some): self = .failing
            case .unreachable(nil): self = .unreachable
            case .unreachable(.some): self = .answering
            }
        }
    }

    enum StateName: CaseIterable, Sendable {
        case idle, writing

        init(_ state: MetricSourceMachine.State) {
            switch state {
            case .idle: self = .idle
            case .writing: self = .writing
            }
        }
    }

    enum EventName: CaseIterable, Sendable {
        case stored, answered, failed, forgotten, statusWritten, statusRefused

        init(_ event: MetricSourceMachine.Event) {
            switch event {
            case .stored: self = .stored
            case .answered: self = .answered
            case .failed: self = .failed
            case .forgotten: self = .forgotten
            case .statusWritten(.done): self = .statusWritten
            case .statusWritten(.refused), .statusWritten(.notSent), .statusWritten(.unknown): self = .statusRefused
            }
        }
    }

    enum ActionName: Sendable {
        case write, outageBegan, outageEnded

        init(_ action: MetricSourceMachine.Action) {
            switch action {
            case .write: self = .write
            case .outageBegan: self = .outageBegan
            case .outageEnded: self = .outageEnded
            }
        }
    }

    /// The event comes when what began with the state has lasted for longer than the machine's patience.
    private static func cell(
        _ reachability: ReachabilityName, _ event: EventName
    ) -> Cell<ReachabilityName, ActionName> {
        switch (reachability, event) {
        case (.notAsked, .answered): .becomes(.reachable)
        case (.notAsked, .failed): .becomes(.failing)
        case (.reachable, .answered): .ignored
        case (.reachable, .failed): .becomes(.failing)
        case (.failing, .answered): .becomes(.reachable)
        case (.failing, .failed): .becomes(.unreachable, .outageBegan)
        case (.unreachable, .answered): .becomes(.answering)
        case (.unreachable, .failed): .ignored
        case (.answering, .answered): .becomes(.reachable, .outageEnded)
        case (.answering, .failed): .becomes(.unreachable)
        // Another address may be another server: times are counted anew.
        case (.failing, .stored): .becomes(.reachable)
        case (.answering, .stored): .becomes(.unreachable)
        case (.notAsked, .stored), (.reachable, .stored), (.unreachable, .stored): .ignored
        // Only answers tell.
        case (.notAsked, .forgotten), (.reachable, .forgotten), (.failing, .forgotten), (.unreachable, .forgotten),
            (.answering, .forgotten):
            .ignored
        case (.notAsked, .statusWritten), (.reachable, .statusWritten), (.failing, .statusWritten),
            (.unreachable, .statusWritten), (.answering, .statusWritten):
            .ignored
        case (.notAsked, .statusRefused), (.reachable, .statusRefused), (.failing, .statusRefused),
            (.unreachable, .statusRefused), (.answering, .statusRefused):
            .ignored
        }
    }

    private static func cell(_ state: StateName, _ event: EventName) -> Cell<StateName, ActionName> {
        switch (state, event) {
        case (.idle, .answered), (.idle, .failed): .becomes(.writing, .write)
        case (.idle, .stored), (.idle, .forgotten): .ignored
        case (.idle, .statusWritten), (.idle, .statusRefused): .ignored
        // One write at a time; the next answer compares again.
        case (.writing, .answered), (.writing, .failed): .ignored
        case (.writing, .stored), (.writing, .forgotten): .ignored
        case (.writing, .statusWritten), (.writing, .statusRefused): .becomes(.idle)
        }
    }

    private static var source: MetricSource {
        var source = MetricSource.named()
        (source.metadata.uid, source.metadata.generation) = ("uid-1", 1)
        return source
    }

    private static func event(_ name: EventName) -> MetricSourceMachine.Event {
        var newer = source
        newer.metadata.generation = 2
        newer.spec.kind = .prometheus(.init(address: "http://other.example"))
        return switch name {
        case .stored: .stored(newer)
        case .answered: .answered(policy)
        case .failed: .failed(policy, "connection refused")
        case .forgotten: .forgotten(policy)
        case .statusWritten: .statusWritten(.done(nil))
        case .statusRefused: .statusWritten(.notSent("connection refused"))
        }
    }

    private static func machine(_ reachability: ReachabilityName) -> MetricSourceMachine {
        var machine = MetricSourceMachine(source, now: now)
        let events: [(EventName, seconds: Double)] =
            switch reachability {
            case .notAsked: []
            case .reachable: [(.answered, 0)]
            case .failing: [(.failed, 0)]
            case .unreachable: [(.failed, -30), (.failed, 0)]
            case .answering: [(.failed, -30), (.failed, 0), (.answered, 0)]
            }
        for (event, seconds) in events { _ = machine.handle(self.event(event), now: now + seconds) }
        return machine
    }

    private static func machine(_ state: StateName) -> MetricSourceMachine {
        var machine = MetricSourceMachine(source, now: now)
        switch state {
        case .idle: break
        case .writing: _ = machine.handle(event(.answered), now: now)
        }
        return machine
    }

    @Test(
        "concludes from each event what the table says about the source", arguments: ReachabilityName.allCases,
        EventName.allCases)
    func reachability(_ reachability: ReachabilityName, _ name: EventName) {
        var machine = Self.machine(reachability)
        let (before, event) = (machine.reachability, Self.event(name))
        #expect(ReachabilityName(before) == reachability)
        #expect(EventName(event) == name)
        let actions = machine.handle(event, now: Self.now + 31).map(ActionName.init).filter { $0 != .write }
        switch Self.cell(reachability, name) {
        case .ignored:
            #expect(machine.reachability == before)
            #expect(actions == [])
        case .becomes(let next, let action):
            #expect(ReachabilityName(machine.reachability) == next)
            #expect(actions == [action].compactMap(\.self))
        }
    }

    @Test(
        "writes the status with each event as the table says", arguments: StateName.allCases, EventName.allCases)
    func write(_ state: StateName, _ name: EventName) {
        var machine = Self.machine(state)
        let before = machine.state
        #expect(StateName(before) == state)
        let actions = machine.handle(Self.event(name), now: Self.now + 31).map(ActionName.init)
        switch Self.cell(state, name) {
        case .ignored:
            #expect(machine.state == before)
            #expect(actions == [])
        case .becomes(let next, let action):
            #expect(StateName(machine.state) == next)
            #expect(actions == [action].compactMap(\.self))
        }
    }

    @Test(
        "waits for thirty seconds before it calls a source unreachable or back",
        arguments: [(ReachabilityName.failing, EventName.failed), (.answering, .answered)])
    func patience(_ reachability: ReachabilityName, _ event: EventName) {
        var early = Self.machine(reachability)
        _ = early.handle(Self.event(event), now: Self.now + 29)
        #expect(ReachabilityName(early.reachability) == reachability)
        var late = Self.machine(reachability)
        _ = late.handle(Self.event(event), now: Self.now + 30)
        #expect(ReachabilityName(late.reachability) != reachability)
    }

    @Test("a failure among the answers of other replicas does not lengthen the outage")
    func replicas() {
        var machine = Self.machine(.answering)
        _ = machine.handle(Self.event(.failed), now: Self.now + 29)
        #expect(ReachabilityName(machine.reachability) == .answering)
        #expect(machine.handle(Self.event(.answered), now: Self.now + 30).map(ActionName.init).contains(.outageEnded))
    }

    @Test("does not count a policy as blind that is answered or that asks no more", arguments: EventName.allCases)
    func blind(_ event: EventName) {
        var machine = Self.machine(.failing)
        _ = machine.handle(Self.event(event), now: Self.now + 1)
        let isBlind: Bool =
            switch event {
            case .answered, .forgotten: false
            case .stored, .failed, .statusWritten, .statusRefused: true
            }
        #expect(machine.blind == (isBlind ? [Self.policy] : []))
    }

    @Test("tries a write that did not take place again after a minute", arguments: [59.0, 60])
    func retry(_ seconds: Double) {
        var machine = Self.machine(.writing)
        _ = machine.handle(Self.event(.statusRefused), now: Self.now)
        let actions = machine.handle(Self.event(.answered), now: Self.now + seconds)
        #expect(actions.map(ActionName.init) == (seconds < 60 ? [] : [.write]))
    }
}
