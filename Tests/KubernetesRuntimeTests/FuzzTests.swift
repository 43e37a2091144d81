import FuzzSupport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@testable import KubernetesRuntime

@Suite("Strange leases and ends of watches") struct FuzzTests {
    private static let lease: JSON = [
        "kind": "Lease", "metadata": ["name": "evenkeel", "resourceVersion": "7"],
        "spec": [
            "holderIdentity": "other", "leaseDurationSeconds": 15, "leaseTransitions": 3,
            "acquireTime": "2026-11-20T03:04:00.000000Z", "renewTime": "2026-11-20T03:04:00.000000Z",
        ],
    ]

    @Test("a lease of any content is waited for an hour at most, and its successor has the higher token")
    func leases() throws {
        try Fuzzing("leases", rounds: 300).run { seed in
            let generator = InputGenerator(documents: [Self.lease])
            var machine = LeaseMachine(
                configuration: LeaderElectionConfiguration(namespace: "a", name: "b", identity: "me"))
            for step in 0..<4 {
                let record = LeaseRecord(KubernetesObject(generator.document(seed: seed &+ UInt64(step) << 32)))
                guard try JSON(parsing: record.json.serialized) == record.json else { throw Broken("unwritable") }
                let now = Duration.seconds(step)
                switch machine.step(lease: record, now: now, wall: Timestamp(secondsSince1970: 1_800_000_000)) {
                case .wait(let until):
                    guard until <= now + .seconds(3600) else { throw Broken("a wait until \(until)") }
                case .update(let new):
                    guard record.holder == "me" || new.transitions > record.transitions else {
                        throw Broken("no new token")
                    }
                case .create: throw Broken("there is a lease")
                }
            }
        }
    }

    private static let status: JSON = [
        "kind": "Status", "code": 410, "reason": "Expired", "message": "m", "details": ["retryAfterSeconds": 1],
    ]

    @Test("an error event of any content is followed by a wait of an hour at most, and by a list or a watch")
    func errors() throws {
        let generator = InputGenerator(documents: [Self.status])
        try Fuzzing("errors", rounds: 300).run { seed in
            guard let status = Status(generator.document(seed: seed)) else { return }
            var machine = WatcherStateMachine()
            _ = machine.start()
            _ = machine.received(pageWith: nil, resourceVersion: "1")
            machine.watchStarted(now: .zero)
            let actions = machine.received(error: status, now: .seconds(1), random: 0.5)
            guard !actions.isEmpty else { throw Broken("the watcher stops") }
            for case .wait(let duration) in actions where duration > .seconds(3600) {
                throw Broken("waits \(duration)")
            }
            _ = KubernetesError(.status(status), operation: .init(verb: "watch", resource: "pods")).description
        }
    }
}
