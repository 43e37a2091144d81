import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

/// The schedule of evaluations and the write of the status are two states side by side, each with its own table.
@Suite("The machine of a policy") struct PolicyMachineTests {
    private static let now = Timestamp(secondsSince1970: 1_772_625_600)
    private static let timeout = 20.0

    enum ScheduleName: CaseIterable, Sendable {
        case unusable, due, evaluating

        init(_ schedule: PolicyMachine.Schedule) {
            switch schedule {
            case .unusable: self = .unusable
            case .due: self = .due
            case .evaluating: self = .evaluating
            }
        }
    }

    enum WriteName: CaseIterable, Sendable {
        case idle, writing

        init(_ write: PolicyMachine.StatusWrite) {
            switch write {
            case .idle: self = .idle
            case .writing: self = .writing
            }
        }
    }

    enum EventName: CaseIterable, Sendable {
        case stored, unreadable, turn, evaluationWanted, evaluated, reported, statusWritten, statusRefused, clockSetBack

        init(_ event: PolicyMachine.Event) {
            switch event {
            case .stored: self = .stored
            case .unreadable: self = .unreadable
            case .turn: self = .turn
            case .evaluationWanted: self = .evaluationWanted
            case .evaluated: self = .evaluated
            case .reported: self = .reported
            case .statusWritten(.done): self = .statusWritten
            case .statusWritten(.refused), .statusWritten(.notSent), .statusWritten(.unknown): self = .statusRefused
            case .clockSetBack: self = .clockSetBack
            }
        }
    }

    enum ActionName: Sendable {
        case evaluate, decideAgain, write

        init(_ action: PolicyMachine.Action) {
            switch action {
            case .evaluate: self = .evaluate
            case .decideAgain: self = .decideAgain
            case .write: self = .write
            }
        }
    }

    private static func cell(_ schedule: ScheduleName, _ event: EventName) -> Cell<ScheduleName, ActionName> {
        switch (schedule, event) {
        case (.unusable, .stored): .becomes(.due, .decideAgain)
        case (.due, .stored): .becomes(.due, .decideAgain)
        case (.evaluating, .stored): .becomes(.evaluating, .decideAgain)
        case (.unusable, .unreadable), (.due, .unreadable), (.evaluating, .unreadable):
            .becomes(.unusable, .decideAgain)
        case (.due, .turn): .becomes(.evaluating, .evaluate)
        case (.due, .evaluationWanted): .becomes(.due)
        case (.evaluating, .evaluated): .becomes(.due)
        case (.due, .clockSetBack): .becomes(.due)
        case (.evaluating, .clockSetBack): .becomes(.evaluating)
        // Nothing is evaluated until the object can be used again.
        case (.unusable, .turn), (.unusable, .evaluationWanted), (.unusable, .evaluated), (.unusable, .clockSetBack):
            .ignored
        // One evaluation at a time; nobody waits for an answer while none is asked for.
        case (.evaluating, .turn), (.evaluating, .evaluationWanted), (.due, .evaluated): .ignored
        // The status is not the schedule's affair.
        case (.unusable, .reported), (.due, .reported), (.evaluating, .reported): .ignored
        case (.unusable, .statusWritten), (.due, .statusWritten), (.evaluating, .statusWritten): .ignored
        case (.unusable, .statusRefused), (.due, .statusRefused), (.evaluating, .statusRefused): .ignored
        }
    }

    private static func cell(_ write: WriteName, _ event: EventName) -> Cell<WriteName, ActionName> {
        switch (write, event) {
        // Whoever reports waits for the answer first; a later report replaces what was not answered.
        case (.idle, .reported), (.writing, .reported): .becomes(.writing, .write)
        case (.writing, .statusWritten), (.writing, .statusRefused): .becomes(.idle)
        case (.idle, .statusWritten), (.idle, .statusRefused): .ignored
        // The schedule is not the status' affair.
        case (.idle, .stored), (.idle, .unreadable), (.idle, .turn), (.idle, .evaluationWanted), (.idle, .evaluated),
            (.idle, .clockSetBack):
            .ignored
        case (.writing, .stored), (.writing, .unreadable), (.writing, .turn), (.writing, .evaluationWanted),
            (.writing, .evaluated), (.writing, .clockSetBack):
            .ignored
        }
    }

    private static var policy: RemediationPolicy {
        var policy = RemediationPolicy.about().errorRate().rollback()
        policy.metadata.uid = "policy-1"
        return policy
    }

    private static func event(_ name: EventName) -> PolicyMachine.Event {
        let directory = SourceDirectory(sources: [:])
        return switch name {
        case .stored: .stored(policy.mode(.suggest), remediations: [])
        case .unreadable: .unreadable(["spec.rules[0].consecutive: 0 is not 1 to 100"])
        case .turn: .turn(next: now + 30, directory, silences: [], timeout: timeout)
        case .evaluationWanted: .evaluationWanted
        case .evaluated: .evaluated(evaluation(at: now), directory)
        case .reported: .reported(RemediationPolicyStatus(observedGeneration: 1))
        case .statusWritten: .statusWritten(.done(nil))
        case .statusRefused: .statusWritten(.unknown("the connection was closed"))
        case .clockSetBack: .clockSetBack(timeout: timeout)
        }
    }

    private static func evaluation(at time: Timestamp) -> Evaluation {
        Evaluation(policy: policy.key, at: time, target: TargetSnapshot(availability: .known), answers: [])
    }

    private static func machine(_ schedule: ScheduleName, _ write: WriteName = .idle) -> PolicyMachine {
        var machine = PolicyMachine(policy, now: now)
        switch schedule {
        case .unusable: _ = machine.handle(event(.unreadable), now: now)
        case .due: break
        case .evaluating: _ = machine.handle(event(.turn), now: now)
        }
        switch write {
        case .idle: break
        case .writing: _ = machine.handle(event(.reported), now: now)
        }
        return machine
    }

    @Test(
        "schedules evaluations with each event as the table says", arguments: ScheduleName.allCases, EventName.allCases)
    func schedule(_ schedule: ScheduleName, _ name: EventName) {
        var machine = Self.machine(schedule)
        let (before, event) = (machine.schedule, Self.event(name))
        #expect(ScheduleName(before) == schedule)
        #expect(EventName(event) == name)
        let actions = machine.handle(event, now: Self.now + 1).map(ActionName.init).filter { $0 != .write }
        switch Self.cell(schedule, name) {
        case .ignored:
            #expect(machine.schedule == before)
            #expect(actions == [])
        case .becomes(let next, let action):
            #expect(ScheduleName(machine.schedule) == next)
            #expect(actions == [action].compactMap(\.self))
        }
    }

    @Test("writes the status with each event as the table says", arguments: WriteName.allCases, EventName.allCases)
    func write(_ write: WriteName, _ name: EventName) {
        for schedule in ScheduleName.allCases {
            var machine = Self.machine(schedule, write)
            let before = machine.statusWrite
            #expect(WriteName(before) == write)
            let actions = machine.handle(Self.event(name), now: Self.now + 1).map(ActionName.init)
            switch Self.cell(write, name) {
            case .ignored: #expect(machine.statusWrite == before && !actions.contains(.write))
            case .becomes(let next, let action):
                #expect(WriteName(machine.statusWrite) == next)
                #expect(actions == [action].compactMap(\.self))
            }
        }
    }

    @Test("takes the answer to its own question and none to an earlier one", arguments: [-0.001, 0])
    func earlier(_ seconds: Double) {
        var machine = Self.machine(.evaluating)
        let answer = Self.evaluation(at: Self.now + seconds)
        _ = machine.handle(.evaluated(answer, SourceDirectory(sources: [:])), now: Self.now + 1)
        #expect(ScheduleName(machine.schedule) == (seconds < 0 ? .evaluating : .due))
    }

    @Test("an edit of the signals makes the answer that is on its way an answer to nobody's question")
    func edited() {
        var machine = Self.machine(.evaluating)
        _ = machine.handle(.stored(Self.policy.errorRate("other"), remediations: []), now: Self.now + 1)
        #expect(machine.schedule == .due(at: Self.now + 1))
    }

    @Test("somebody who needs an evaluation brings it forward")
    func wanted() {
        var machine = Self.machine(.evaluating)
        _ = machine.handle(Self.event(.evaluated), now: Self.now + 1)
        #expect(machine.schedule == .due(at: Self.now + 30))
        _ = machine.handle(.evaluationWanted, now: Self.now + 2)
        #expect(machine.schedule == .due(at: Self.now + 2))
    }

    @Test("a clock that was set back does not delay an evaluation by more than its interval")
    func clock() {
        var machine = Self.machine(.evaluating)
        _ = machine.handle(Self.event(.clockSetBack), now: Self.now - 3600)
        let progress = EvaluationInProgress(at: Self.now, until: Self.now - 3600 + Self.timeout)
        #expect(machine.schedule == .evaluating(progress, next: Self.now - 3600 + Self.policy.spec.interval.seconds))
    }
}
