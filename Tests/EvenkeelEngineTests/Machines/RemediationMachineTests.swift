import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

/// Every state meets every event. A cell of the table is handled, or it is ignored by name; the switch has no default.
@Suite("The machine of a Remediation") struct RemediationMachineTests {
    private static let now = Timestamp(secondsSince1970: 1_772_625_600)

    enum StateName: CaseIterable, Sendable { case idle, writing, reading, tryingDryRun, changing, readingTarget }

    enum EventName: CaseIterable, Sendable {
        case stored, evaluated, contextChanged, timePassed, clockSetBack, statusWritten, remediationRead,
            dryRunAnswered, changeAnswered, targetRead
    }

    /// What each state does with each event: `true` if it is handled.
    private static let table: [StateName: Set<EventName>] = [
        .idle: [.stored, .evaluated, .contextChanged, .timePassed, .clockSetBack],
        .writing: [.stored, .evaluated, .statusWritten],
        .reading: [.stored, .evaluated, .remediationRead],
        .tryingDryRun: [.stored, .evaluated, .dryRunAnswered],
        .changing: [.stored, .evaluated, .changeAnswered],
        .readingTarget: [.stored, .evaluated, .targetRead],
    ]

    /// A scale whose change is recorded and was not sent, of a policy that is gone.
    private static var remediation: Remediation {
        var metadata = ObjectMeta(name: "web-scale-1", namespace: "shop")
        (metadata.uid, metadata.resourceVersion) = ("uid-1", "7")
        var status = RemediationStatus(phase: .executing)
        status.intents = [Intent(purpose: .change, at: now - 5)]
        return Remediation(
            metadata: metadata,
            spec: RemediationSpec(
                policyRef: PolicyReference(name: "web", uid: "policy-1"), rule: "scale", mode: .automatic, owner: nil,
                serviceAccountName: nil, targetRef: TargetReference(name: "web"), incidentStartedAt: now - 60,
                confidence: Percentage(fraction: 0.99), evidence: [],
                plan: Plan(
                    action: .scale, summary: "scale web from 4 to 6 replicas",
                    object: ChangedObject(apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "uid-web"),
                    changes: [FieldChange(path: "/spec/replicas", from: 4, to: 6)],
                    undo: Undo(summary: "scale web back to 4 replicas"), digest: "sha256:0123456789abcdef")),
            status: status)
    }

    private static func state(_ name: StateName) -> RemediationMachine.State {
        let write = RemediationMachine.StatusWrite(
            draft: RemediationStatus(phase: .verifying), before: remediation.status, hasNewIntent: false)
        return switch name {
        case .idle: .idle(.time(now))
        case .writing: .writing(write)
        case .reading: .reading(.afterWrite(write, retryAt: nil))
        case .tryingDryRun: .tryingDryRun(.event)
        case .changing: .changing
        case .readingTarget: .readingTarget
        }
    }

    private static func machine(_ state: StateName) -> RemediationMachine {
        var machine = RemediationMachine(remediation, isWatched: true, now: now)
        machine.knowledge = .unsent
        machine.state = Self.state(state)
        return machine
    }

    private static func event(_ name: EventName) -> RemediationEvent {
        var newer = remediation
        newer.metadata.resourceVersion = "8"
        newer.metadata.annotations = [EvenkeelAPIGroup.Annotation.reject: "not now"]
        let refused = Outcome.refused(Status(code: 500, reason: "InternalError", message: "no storage"))
        var policy = RemediationPolicy(
            metadata: ObjectMeta(name: "web", namespace: "shop"),
            spec: RemediationPolicySpec(
                mode: .automatic, targetRef: TargetReference(name: "web"), signals: [],
                rules: [
                    Rule(
                        name: "scale", when: When(any: ["errors"]),
                        action: Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 6))))
                ]))
        policy.metadata.uid = "policy-1"
        return switch name {
        case .stored: .stored(newer, isWatched: true)
        case .evaluated:
            .evaluated(
                Evaluation(
                    policy: policy.key, at: now, target: TargetSnapshot(availability: .known), answers: []),
                PolicyMachine(policy, now: now))
        case .contextChanged: .contextChanged
        case .timePassed: .timePassed
        case .clockSetBack: .clockSetBack
        case .statusWritten: .statusWritten(refused)
        case .remediationRead: .remediationRead(refused)
        case .dryRunAnswered: .dryRunAnswered(refused)
        case .changeAnswered: .changeAnswered(refused)
        case .targetRead: .targetRead(refused)
        }
    }

    private static var context: RemediationContext {
        var engine = Engine()
        _ = engine.step(.started, now: now)
        return RemediationContext(engine, now: now + 1)
    }

    @Test("ignores by name what it does not wait for, and nothing else", arguments: StateName.allCases)
    func table(_ state: StateName) throws {
        let handled = try #require(Self.table[state])
        for event in EventName.allCases {
            var machine = Self.machine(state)
            let before = machine.state
            let actions = machine.handle(Self.event(event), Self.context)
            if handled.contains(event) { continue }
            #expect(machine.state == before, "\(state) changes with \(event)")
            #expect(actions == [], "\(state) acts on \(event)")
        }
    }

    @Test("takes the answer that it waits for", arguments: StateName.allCases)
    func answers(_ state: StateName) throws {
        let own = Set(try #require(Self.table[state])).subtracting([.stored, .evaluated])
        for event in own {
            var machine = Self.machine(state)
            let before = machine.state
            let actions = machine.handle(Self.event(event), Self.context)
            #expect(machine.state != before || actions != [], "\(state) does nothing with \(event)")
        }
    }

    @Test("keeps what it waits for, whatever the watch shows meanwhile", arguments: StateName.allCases)
    func watched(_ state: StateName) {
        guard state != .idle else { return }
        var machine = Self.machine(state)
        let actions = machine.handle(Self.event(.stored), Self.context)
        #expect(machine.state == Self.state(state))
        #expect(machine.remediation.metadata.resourceVersion == "8")
        // The person's annotation is audited; nothing is begun.
        #expect(actions.count == 1)
    }

    @Test("sends nothing before the record is stored, and reads before it sends again what may have happened")
    func mustRead() {
        var machine = Self.machine(.changing)
        machine.knowledge = .mustRead
        let actions = machine.handle(.changeAnswered(.unknown("the connection was closed")), Self.context)
        #expect(machine.state == .idle(.time(Self.now + 2)))
        #expect(!actions.contains { if case .change = $0 { true } else { false } })
        let later = Self.context
        machine.state = .idle(.event)
        let next = machine.handle(.contextChanged, later)
        #expect(machine.state == .readingTarget)
        #expect(next.contains { if case .readTarget = $0 { true } else { false } })
    }
}
