import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import JSONValue
import KubernetesTypes
import Testing

private enum Endurance {
    static let minutes = ProcessInfo.processInfo.environment["EVENKEEL_ENDURANCE_MINUTES"].flatMap(Double.init)
}

extension Conformance {
    /// One trouble after the other for as long as `EVENKEEL_ENDURANCE_MINUTES` says; without it nothing is run.
    ///
    /// Several applications, each with an operator of its own, have one incident after the other while their API server and
    /// their Prometheus fail in every known way. Every incident is to end, with one change each, and memory is to stay flat.
    @Suite("A day of trouble", .enabled(if: Program.find("kubectl") != nil && Endurance.minutes != nil))
    struct EnduranceTests {
        private static let outages: [Outage?] = [
            .gone, .throttling, .slow(.seconds(2)), .full, .undefined, nil, nil, nil,
        ]
        private static let answers: [MetricsStandIn.Answer?] = [
            .refusal(503), .error, .halfBody, .late(.seconds(12)), .nothing, .notANumber, nil, nil, nil,
        ]

        @Test(
            "ends with flat memory, and no change that is missing or made twice",
            arguments: ClusterUnderTest.kinds.suffix(1))
        func endures(_ kind: ClusterUnderTest.Kind) async throws {
            let end = ContinuousClock.now + .seconds((Endurance.minutes ?? 0) * 60)
            try await ClusterUnderTest.run(kind) { cluster in
                try await MetricsStandIn.run { metrics, address in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 1...4 {
                            group.addTask {
                                try await cluster.withNamespace("endures") { namespace in
                                    let incident = Incident(
                                        cluster: cluster, metrics: metrics, metricsAddress: address,
                                        namespace: namespace,
                                        action: number == 4 ? .restart : .scale)
                                    try await endure(incident, until: end)
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                }
            }
        }

        private func endure(_ incident: Incident, until end: ContinuousClock.Instant) async throws {
            try await incident.prepare()
            // The next incident is another one, and needs no rest from the last; and no trouble here is as long as the
            // verification, so that a change that helps is seen to help.
            try await incident.patchPolicy([
                ["op": "replace", "path": "/spec/rules/0/cooldown", "value": "1s"],
                ["op": "replace", "path": "/spec/rules/0/verify/within", "value": "2m"],
            ])
            try await WatchedAPI.run(before: incident.cluster) { api, port in
                try await OperatorProcess.run(
                    "only", in: incident.namespace, port: port, folder: incident.cluster.folder
                ) {
                    process in
                    try await incident.waitUntilTrusted()
                    var (rounds, sizes, troubles): (Int, [Int], [String: Int]) = (0, [], [:])
                    do {
                        while ContinuousClock.now < end {
                            try await round(incident, api, &troubles)
                            rounds += 1
                            sizes.append(process.residentSize >> 10)
                        }
                    } catch {
                        let seen = try? await incident.field(".status", of: "rpol/app")
                        Issue.record("round \(rounds + 1): \(error)\n\(seen ?? "")\n\(process.said.suffix(3000))")
                    }
                    let changes = api.writes(in: incident.namespace).count { $0.isChange(in: incident.namespace) }
                    #expect(changes == rounds)
                    #expect(process.isRunning)
                    // What a process holds after its first rounds is what it needs.
                    let early = sizes.prefix(sizes.count / 2).max() ?? 0
                    let late = sizes.suffix(sizes.count / 2).max() ?? 0
                    #expect(late < early * 5 / 4 + 4096, "KiB after each round: \(sizes)")
                    print(
                        "\(incident.namespace): \(rounds) incidents, \(changes) changes, \(api.count) requests, "
                            + "KiB in memory \(sizes.first ?? 0) at first, \(early) early, \(late) late; "
                            + troubles.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(
                                separator: ", "))
                }
            }
        }

        /// One incident among troubles, until all is as it was.
        private func round(_ incident: Incident, _ api: WatchedAPI, _ troubles: inout [String: Int]) async throws {
            let (cluster, namespace) = (incident.cluster, incident.namespace)
            let before = api.writes(in: namespace).count { $0.isChange(in: namespace) }
            try await incident.strike()
            for _ in 1...3 {
                let (outage, answer) = (Self.outages.randomElement() ?? nil, Self.answers.randomElement() ?? nil)
                for word in [outage.map { "\($0)" }, answer.map { "\($0)" }].compactMap(\.self) {
                    troubles[word, default: 0] += 1
                }
                api.set(outage)
                if let answer { incident.metrics.set(answer, in: namespace) }
                try await Task.sleep(for: .seconds(Double.random(in: 1...8)))
                api.set(nil)
                incident.metrics.setFailing(try await !isChanged(incident, api, before), in: namespace)
            }
            try await eventually("the change is made", within: .seconds(180)) {
                try await isChanged(incident, api, before)
            }
            incident.heal()
            try await eventually("all has come to its end", within: .seconds(120)) {
                let all = try await cluster.remediations(in: namespace)
                let open = all.filter { $0.status?.phase.isFinal != true }
                return open.isEmpty && all.contains { $0.status?.phase == .succeeded }
            }
            try await restore(incident)
        }

        private func isChanged(_ incident: Incident, _ api: WatchedAPI, _ before: Int) async throws -> Bool {
            api.writes(in: incident.namespace).count { $0.isChange(in: incident.namespace) } > before
        }

        /// A person takes the change back, and a scheduled revert ends with that.
        private func restore(_ incident: Incident) async throws {
            let (cluster, namespace) = (incident.cluster, incident.namespace)
            try await cluster.say("delete rem --all -n \(namespace)")
            if incident.action == .scale { try await cluster.say("scale deployment/app -n \(namespace) --replicas=3") }
            try await cluster.waitUntilReady("app", in: namespace)
            try await incident.waitUntilTrusted()
        }
    }
}
