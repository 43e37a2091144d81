import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import KubernetesClient
import KubernetesTypes
import Testing

extension Conformance {
    /// What may happen around an operator: it neither ends nor spins nor swells, it says what is wrong, it goes on by itself
    /// when that is over, and the work is done once.
    @Suite("An operator in trouble", .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(10)))
    struct FailureTests {
        struct Case: Sendable {
            var name: String
            var begins: @Sendable (Stage) async throws -> Void
            /// Seen while it lasts.
            var isSeen: @Sendable (Stage) async throws -> Bool
            var ends: @Sendable (Stage) async throws -> Void
            /// Whether the application's own trouble comes while this one lasts, so that nothing can be done about it yet.
            var strikesMeanwhile = true
        }

        /// One application with its operator, and the doors to all that it talks to.
        struct Stage: Sendable {
            var incident: Incident
            var api: WatchedAPI
            var process: OperatorProcess

            var cluster: ClusterUnderTest { incident.cluster }
            var namespace: String { incident.namespace }
            var changes: Int { api.writes(in: namespace).count { $0.isChange(in: namespace) } }

            func condition(_ type: String) async throws -> Condition? {
                try await cluster.policy("app", in: namespace).status?.conditions.first { $0.type == type }
            }
        }

        @Test("holds still, says why, and does its work once when it is over", arguments: ClusterUnderTest.kinds)
        func trouble(_ kind: ClusterUnderTest.Kind) async throws {
            try await ClusterUnderTest.run(kind) { cluster in
                try await MetricsStandIn.run { metrics, address in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for (index, trouble) in Self.cases.enumerated() {
                            if index >= 4 { try await group.next() }
                            group.addTask {
                                try await cluster.withNamespace("trouble") { namespace in
                                    let incident = Incident(
                                        cluster: cluster, metrics: metrics, metricsAddress: address,
                                        namespace: namespace,
                                        action: .scale)
                                    try await play(trouble, incident)
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                }
            }
        }

        private func play(_ trouble: Case, _ incident: Incident) async throws {
            try await incident.prepare()
            try await WatchedAPI.run(before: incident.cluster) { api, port in
                try await OperatorProcess.run(
                    "only", in: incident.namespace, port: port, folder: incident.cluster.folder
                ) {
                    process in
                    let stage = Stage(incident: incident, api: api, process: process)
                    do {
                        try await incident.waitUntilTrusted()
                        try await endure(trouble, stage)
                        try await recover(stage)
                    } catch {
                        Issue.record("\(trouble.name): \(error)\n\(process.said.suffix(2500))")
                    }
                }
            }
        }

        private func endure(_ trouble: Case, _ stage: Stage) async throws {
            let before = stage.process.residentSize
            try await trouble.begins(stage)
            if trouble.strikesMeanwhile { try await stage.incident.strike() }
            let asked = stage.api.count
            try await eventually("it is seen", within: .seconds(60)) { try await trouble.isSeen(stage) }
            try await Task.sleep(for: .seconds(5))
            #expect(stage.changes == 0, "\(trouble.name)")
            #expect(stage.process.isRunning, "\(trouble.name)")
            // Fifteen collections are watched: each may ask again, but none in a circle.
            #expect(stage.api.count - asked < 400, "\(trouble.name): it asks in circles")
            #expect(stage.process.residentSize < max(before, 40 << 20) * 2, "\(trouble.name): it swells")
            try await trouble.ends(stage)
            if !trouble.strikesMeanwhile { try await stage.incident.strike() }
        }

        private func recover(_ stage: Stage) async throws {
            let (incident, cluster) = (stage.incident, stage.cluster)
            try await eventually("the change is made", within: .seconds(90)) {
                try await incident.isChanged()
            }
            incident.heal()
            try await eventually("the remediation succeeds", within: .seconds(60)) {
                try await cluster.remediations(in: incident.namespace).contains { $0.status?.phase == .succeeded }
            }
            #expect(stage.changes == 1)
            #expect(stage.process.isRunning)
        }
    }
}

extension Conformance.FailureTests {
    static let cases: [Case] =
        metrics + [
            Case(
                name: "the API server is gone", begins: { $0.api.set(.gone) },
                isSeen: { $0.process.said.contains("cannot be read") }, ends: { $0.api.set(nil) }),
            Case(
                name: "the API server has too much to do", begins: { $0.api.set(.throttling) },
                isSeen: { $0.process.said.contains("too many requests") }, ends: { $0.api.set(nil) }),
            Case(
                name: "the API server is slow", begins: { $0.api.set(.slow(.seconds(4))) },
                isSeen: { $0.api.count > 0 && $0.process.isRunning }, ends: { $0.api.set(nil) }),
            Case(
                name: "etcd is full", begins: { $0.api.set(.full) },
                isSeen: { $0.process.said.contains("database space exceeded") }, ends: { $0.api.set(nil) }),
            Case(
                name: "Evenkeel's definitions are gone", begins: { $0.api.set(.undefined) },
                isSeen: { $0.process.said.contains("evenkeel crds | kubectl apply --server-side -f -") },
                ends: { $0.api.set(nil) }),
            Case(
                name: "the token is too old, and renewed",
                begins: { stage in
                    let path = OperatorAccount.tokenFile(stage.cluster.folder, stage.namespace)
                    let old = try String(contentsOfFile: path, encoding: .utf8)
                    // A token's seconds are in it: one of the same second would be the same.
                    try await Task.sleep(for: .seconds(1))
                    stage.api.set(.expired(token: old.filter { !$0.isWhitespace }))
                },
                isSeen: { $0.process.said.contains("Unauthorized") },
                ends: { try await OperatorAccount.renewToken($0.cluster, in: $0.namespace) }),
        ]

    private static let metrics: [Case] = [
        ("Prometheus refuses", MetricsStandIn.Answer.refusal(503), "Unavailable"),
        ("Prometheus answers with an error that is no error", .error, "Unavailable"),
        ("Prometheus breaks off in the middle of an answer", .halfBody, "Unavailable"),
        ("Prometheus answers too late", .late(.seconds(30)), "Unavailable"),
        ("Prometheus knows nothing", .nothing, "Empty"),
        ("Prometheus answers NaN", .notANumber, "NotFinite"),
    ].map { name, answer, quality in
        Case(
            name: name, begins: { $0.incident.metrics.set(answer, in: $0.namespace) },
            isSeen: { stage in
                let status = try await stage.cluster.policy("app", in: stage.namespace).status
                let blind = status?.conditions.first { $0.type == ConditionType.signalsReadable }
                return status?.signals.first?.quality.rawValue == quality && blind?.status == .isFalse
            },
            ends: { $0.incident.metrics.set(.good, in: $0.namespace) }, strikesMeanwhile: false)
    }
}
