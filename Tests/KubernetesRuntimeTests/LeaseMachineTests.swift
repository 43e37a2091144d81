import JSONValue
import KubernetesTypes
import Testing

@testable import KubernetesRuntime

@Suite struct LeaseMachineTests {
    let wall = Timestamp(secondsSince1970: 1_800_000_000)
    let configuration = LeaderElectionConfiguration(namespace: "ops", name: "evenkeel", identity: "me")

    private func foreign(_ renewed: Double, transitions: Int = 4) -> LeaseRecord {
        LeaseRecord(
            holder: "other", duration: .seconds(15), acquiredAt: wall, renewedAt: wall + renewed,
            transitions: transitions)
    }

    private func isUpdate(_ step: LeaseMachine.Step, token: Int) -> Bool {
        if case .update(let record) = step { record.holder == "me" && record.transitions == token } else { false }
    }

    @Test("a lease with as many transitions as an integer holds is taken over all the same")
    func manyTransitions() {
        for transitions in [JSON.integer(.max), .integer(.min), 1e300] {
            let lease = LeaseRecord(KubernetesObject(["spec": ["leaseTransitions": transitions]]))
            var machine = LeaseMachine(configuration: configuration)
            guard case .update(let record) = machine.step(lease: lease, now: .seconds(1), wall: wall) else {
                Issue.record("it must be taken")
                continue
            }
            #expect(record.transitions == lease.transitions + 1)
        }
    }

    @Test("a lease that does not exist is created, and leads for ten seconds from when the request began")
    func created() {
        var machine = LeaseMachine(configuration: configuration)
        guard case .create(let record) = machine.step(lease: nil, now: .seconds(100), wall: wall) else {
            Issue.record("it must be created")
            return
        }
        #expect(machine.leadership(now: .seconds(100)) == nil)
        machine.wrote(record, requestedAt: .seconds(100))
        #expect(machine.leadership(now: .seconds(109.999))?.fencingToken == 1)
        #expect(machine.leadership(now: .seconds(110)) == nil)
    }

    @Test("a foreign lease is waited for until it has been unchanged for its duration by our own clock")
    func foreignLease() {
        var machine = LeaseMachine(configuration: configuration)
        // Its times are an hour old by our clock, which proves nothing: the clocks may differ.
        #expect(machine.step(lease: foreign(-3600), now: .seconds(5), wall: wall) == .wait(until: .seconds(20)))
        #expect(machine.step(lease: foreign(-3598), now: .seconds(10), wall: wall) == .wait(until: .seconds(25)))
        #expect(machine.step(lease: foreign(-3598), now: .seconds(24.9), wall: wall) == .wait(until: .seconds(25)))
        #expect(isUpdate(machine.step(lease: foreign(-3598), now: .seconds(25), wall: wall), token: 5))
    }

    @Test("a released lease is taken at once with the next token")
    func released() {
        var machine = LeaseMachine(configuration: configuration)
        var lease = foreign(0)
        lease.holder = nil
        #expect(isUpdate(machine.step(lease: lease, now: .zero, wall: wall), token: 5))
    }

    @Test("renewing keeps the token and the time of acquisition")
    func renewed() {
        var machine = LeaseMachine(configuration: configuration)
        let mine = LeaseRecord(
            holder: "me", duration: .seconds(15), acquiredAt: wall - 60, renewedAt: wall - 2, transitions: 7)
        let step = machine.step(lease: mine, now: .seconds(3), wall: wall)
        guard case .update(let record) = step else {
            Issue.record("it must be renewed")
            return
        }
        #expect(record.transitions == 7 && record.acquiredAt == wall - 60 && record.renewedAt == wall)
    }

    @Test("a lease that somebody else took ends the leadership at once, whatever the clock says")
    func taken() {
        var machine = LeaseMachine(configuration: configuration)
        if case .create(let record) = machine.step(lease: nil, now: .zero, wall: wall) {
            machine.wrote(record, requestedAt: .zero)
        }
        #expect(machine.leadership(now: .seconds(1)) != nil)
        _ = machine.step(lease: foreign(0), now: .seconds(1), wall: wall)
        #expect(machine.leadership(now: .seconds(1)) == nil)
    }

    @Test("a lease that was deleted comes back with a higher token")
    func deleted() {
        var machine = LeaseMachine(configuration: configuration)
        _ = machine.step(lease: foreign(0, transitions: 8), now: .zero, wall: wall)
        guard case .create(let record) = machine.step(lease: nil, now: .seconds(1), wall: wall) else {
            Issue.record("it must be created")
            return
        }
        #expect(record.transitions == 9)
    }

    @Test("a nonsensical duration locks nobody out for ever", arguments: [(-5, 1), (0, 1), (999_999, 3600)])
    func duration(seconds: Int, expected: Int) {
        let lease = KubernetesObject([
            "spec": ["holderIdentity": "x", "leaseDurationSeconds": .integer(Int64(seconds))]
        ])
        #expect(LeaseRecord(lease).duration == .seconds(expected))
    }

    @Test("the deadline to renew is always shorter than the lease")
    func deadlines() {
        let odd = LeaderElectionConfiguration(
            namespace: "n", name: "n", identity: "i", leaseDuration: .seconds(5), renewDeadline: .seconds(60),
            retryPeriod: .seconds(60))
        #expect(odd.renewDeadline < odd.leaseDuration)
        #expect(odd.retryPeriod < odd.renewDeadline)
    }
}
