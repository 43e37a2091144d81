import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("The machine of a Guardrail") struct GuardrailMachineTests {
    private static let now = Timestamp(secondsSince1970: 1_772_625_600)

    enum StateName: CaseIterable, Sendable {
        case idle, writing

        init(_ state: GuardrailMachine.State) {
            switch state {
            case .idle: self = .idle
            case .writing: self = .writing
            }
        }
    }

    enum EventName: CaseIterable, Sendable {
        case stored, counted, reported, statusWritten, statusRefused

        init(_ event: GuardrailMachine.Event) {
            switch event {
            case .stored: self = .stored
            case .counted: self = .counted
            case .reported: self = .reported
            case .statusWritten(.done): self = .statusWritten
            case .statusWritten(.refused), .statusWritten(.notSent), .statusWritten(.unknown): self = .statusRefused
            }
        }
    }

    enum ActionName: Sendable {
        case decideAgain, circuitBreakerOpened, write

        init(_ action: GuardrailMachine.Action) {
            switch action {
            case .decideAgain: self = .decideAgain
            case .circuitBreakerOpened: self = .circuitBreakerOpened
            case .write: self = .write
            }
        }
    }

    private static func cell(_ state: StateName, _ event: EventName) -> Cell<StateName, ActionName> {
        switch (state, event) {
        case (.idle, .stored): .becomes(.idle, .decideAgain)
        case (.idle, .counted): .becomes(.idle, .circuitBreakerOpened)
        case (.idle, .reported): .becomes(.writing, .write)
        case (.idle, .statusWritten), (.idle, .statusRefused): .ignored
        case (.writing, .stored): .becomes(.writing, .decideAgain)
        case (.writing, .counted): .becomes(.writing, .circuitBreakerOpened)
        case (.writing, .reported): .ignored
        case (.writing, .statusWritten), (.writing, .statusRefused): .becomes(.idle)
        }
    }

    private static var guardrail: Guardrail {
        var guardrail = Guardrail.named("production") {
            $0.circuitBreaker = CircuitBreaker(
                unhealthyTargets: Percentage(fraction: 0.3), minimumTargets: 5, resetAfter: .minutes(1))
        }
        (guardrail.metadata.uid, guardrail.metadata.resourceVersion) = ("uid-1", "7")
        return guardrail
    }

    private static let status = GuardrailStatus(observedGeneration: 1)

    private static func machine(_ state: StateName) -> GuardrailMachine {
        var machine = GuardrailMachine(guardrail)
        switch state {
        case .idle: break
        case .writing: _ = machine.handle(.reported(status), now: now)
        }
        return machine
    }

    private static func event(_ name: EventName) -> GuardrailMachine.Event {
        var newer = guardrail
        newer.metadata.resourceVersion = "8"
        newer.spec.paused = true
        return switch name {
        case .stored: .stored(newer)
        case .counted: .counted(unhealthy: 4, of: 5)
        case .reported: .reported(GuardrailStatus(observedGeneration: 2))
        case .statusWritten: .statusWritten(.done(nil))
        case .statusRefused: .statusWritten(.unknown("the connection was closed"))
        }
    }

    @Test("does with each event what the table says", arguments: StateName.allCases, EventName.allCases)
    func table(_ state: StateName, _ name: EventName) {
        var machine = Self.machine(state)
        let (before, event) = (machine.state, Self.event(name))
        #expect(StateName(before) == state)
        #expect(EventName(event) == name)
        let actions = machine.handle(event, now: Self.now)
        switch Self.cell(state, name) {
        case .ignored:
            #expect(machine.state == before)
            #expect(actions == [])
        case .becomes(let next, let action):
            #expect(StateName(machine.state) == next)
            #expect(actions.map(ActionName.init) == [action].compactMap(\.self))
        }
    }

    @Test("keeps a status as stored only once it is stored", arguments: [EventName.statusWritten, .statusRefused])
    func written(_ answer: EventName) {
        var machine = Self.machine(.writing)
        _ = machine.handle(Self.event(answer), now: Self.now)
        let again = machine.handle(.reported(Self.status), now: Self.now)
        #expect(again.isEmpty == (answer == .statusWritten))
    }

    @Test("an older version than the one that is known changes nothing", arguments: StateName.allCases)
    func older(_ state: StateName) {
        var machine = Self.machine(state)
        var older = Self.guardrail
        older.metadata.resourceVersion = "6"
        older.spec.paused = true
        #expect(machine.handle(.stored(older), now: Self.now) == [])
        #expect(machine.guardrail == Self.guardrail)
    }

    @Test("a circuit breaker that is open already does not open again", arguments: StateName.allCases)
    func isOpen(_ state: StateName) {
        var machine = Self.machine(state)
        _ = machine.handle(Self.event(.counted), now: Self.now)
        #expect(machine.handle(Self.event(.counted), now: Self.now + 59) == [])
        #expect(machine.openCircuitBreaker(at: Self.now + 118) != nil)
        #expect(machine.openCircuitBreaker(at: Self.now + 119) == nil)
    }
}
