import CommandTestSupport
import EvenkeelAPI
import Testing

extension Conformance {
    /// The leader's process is stopped (SIGSTOP) past its lease and continued when another replica has done its work: the most
    /// dangerous thing that a cluster does to an operator, since the one that wakes believes that it leads.
    @Suite("A leader that was stopped", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)))
    struct LeaderTests {
        /// What the leader has just heard, or said, when it is stopped.
        enum Moment: String, Sendable, CaseIterable {
            /// Its intent is stored: what follows is the change.
            case intentStored
            /// The lease was read before the change, by the fence or by the election beside it, and was its own.
            case leaseRead
            /// The change is on its way and arrives only after the other replica's.
            case changeOnItsWay

            func matches(_ passage: WatchedAPI.Passage, after earlier: [WatchedAPI.Passage], in namespace: String)
                -> Bool
            {
                switch self {
                case .intentStored: passage.isStatus(.executing, in: namespace)
                case .leaseRead:
                    passage.method == "GET" && passage.path.contains("/leases/")
                        && earlier.contains { $0.isStatus(.executing, in: namespace) }
                case .changeOnItsWay: passage.isChangeRequest(in: namespace)
                }
            }
        }

        @Test(
            "changes nothing when it wakes: the work was done once, by its successor", arguments: ClusterUnderTest.kinds
        )
        func stopped(_ kind: ClusterUnderTest.Kind) async throws {
            try await ClusterUnderTest.run(kind) { cluster in
                try await MetricsStandIn.run { metrics, address in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for moment in Moment.allCases {
                            for action in [Incident.Action.scale, .rollback] {
                                group.addTask {
                                    try await cluster.withNamespace("leader") { namespace in
                                        let incident = Incident(
                                            cluster: cluster, metrics: metrics, metricsAddress: address,
                                            namespace: namespace, action: action)
                                        try await play(moment, incident)
                                    }
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                }
            }
        }

        /// Each replica has a door of its own, so that it is known who asked for what.
        private func play(_ moment: Moment, _ incident: Incident) async throws {
            try await incident.prepare()
            try await WatchedAPI.run(before: incident.cluster) { old, oldPort in
                try await WatchedAPI.run(before: incident.cluster) { new, newPort in
                    try await replica("old", incident, oldPort) { leader in
                        try await incident.waitUntilTrusted()
                        try await replica("new", incident, newPort) { successor in
                            try await play(moment, incident, (leader, old), (successor, new))
                        }
                    }
                }
            }
        }

        private typealias Replica = (process: OperatorProcess, door: WatchedAPI)

        private func play(_ moment: Moment, _ incident: Incident, _ leader: Replica, _ successor: Replica) async throws
        {
            func changes(_ replica: Replica) -> [WatchedAPI.Passage] {
                replica.door.writes(in: incident.namespace).filter { $0.isChange(in: incident.namespace) }
            }
            let (isStopped, isOver) = (Flag(), Flag())
            let (process, namespace) = (leader.process, incident.namespace)
            var said = 0
            leader.door.set(
                .init(
                    moment: moment == .changeOnItsWay ? .before : .after,
                    matches: { moment.matches($0, after: $1, in: namespace) },
                    spring: {
                        guard (try? await process.stop()) != nil else { return }
                        isStopped.raise()
                        guard moment == .changeOnItsWay else { return }
                        try? await eventually("the successor is done", within: .seconds(150)) { isOver.isRaised }
                    }, isSevered: false))
            do {
                try await incident.strike()
                try await eventually("the leader is stopped", within: .seconds(60)) { isStopped.isRaised }
                try await eventually("the successor has done the work", within: .seconds(120)) {
                    if !changes(successor).isEmpty || !changes(leader).isEmpty {
                        incident.heal()
                    }
                    let all = try await incident.cluster.remediations(in: namespace)
                    return !all.isEmpty && all.allSatisfy { $0.status?.phase == .succeeded }
                }
                isOver.raise()
                said = leader.door.writes(in: namespace).count { $0.isOfRemediation(in: namespace) }
                process.resume()
                try await eventually("the old leader knows that it has lost the lease", within: .seconds(60)) {
                    process.said.contains("was lost")
                }
                if moment == .changeOnItsWay {
                    try await eventually("the late change has arrived", within: .seconds(60)) {
                        leader.door.writes(in: namespace).contains { $0.isChangeRequest(in: namespace) }
                    }
                }
            } catch {
                throw NeverHappened(
                    description: """
                        \(moment) of \(incident.action): \(error)
                        old:
                        \(process.said.suffix(1500))
                        new:
                        \(successor.process.said.suffix(1500))
                        """)
            }
            let asked = leader.door.writes(in: namespace).filter { $0.isChangeRequest(in: namespace) }
            #expect(asked.count == (moment == .changeOnItsWay ? 1 : 0), "\(moment) of \(incident.action): \(asked)")
            #expect(changes(leader).isEmpty, "\(moment) of \(incident.action): \(asked)")
            let late = leader.door.writes(in: namespace).filter { $0.isOfRemediation(in: namespace) }.dropFirst(said)
            #expect(late.isEmpty, "\(moment) of \(incident.action): it writes of what its successor did: \(late)")
            #expect(changes(successor).count == 1, "\(moment) of \(incident.action)")
            #expect(try await incident.isChanged(), "\(moment) of \(incident.action)")
            #expect(try await incident.cluster.remediations(in: namespace).count == 1)
        }

        private func replica<Value: Sendable>(
            _ name: String, _ incident: Incident, _ port: Int,
            _ body: @escaping @Sendable (OperatorProcess) async throws -> Value
        ) async throws -> Value {
            try await OperatorProcess.run(
                name, in: incident.namespace, port: port, folder: incident.cluster.folder, elects: true, body)
        }
    }
}
