/// Where scenarios play: a cluster, a Prometheus that a scenario governs, and somebody at the door of the API.
struct Scene: Sendable {
    let cluster: ClusterUnderTest
    let metrics: MetricsStandIn
    let metricsAddress: String
    /// The door that operators come through, and its port.
    let api: WatchedAPI
    let port: Int

    static func run(
        _ kind: ClusterUnderTest.Kind, _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        try await ClusterUnderTest.run(kind) { cluster in
            try await MetricsStandIn.run { metrics, address in
                try await WatchedAPI.run(before: cluster) { api, port in
                    try await body(
                        Scene(cluster: cluster, metrics: metrics, metricsAddress: address, api: api, port: port))
                }
            }
        }
    }

    /// An application with its trouble, in a namespace that is gone afterwards.
    func withIncident(
        _ prefix: String, _ action: Incident.Action, mode: String = "Automatic", expiresAfter: String = "30m",
        _ body: (Incident) async throws -> Void
    ) async throws {
        try await cluster.withNamespace(prefix) { namespace in
            try await body(
                Incident(
                    cluster: cluster, metrics: metrics, metricsAddress: metricsAddress, namespace: namespace,
                    action: action, mode: mode, expiresAfter: expiresAfter))
        }
    }

    /// Each case beside a few others: every one has an operator of its own.
    static func play<Case: Sendable>(
        _ cases: [Case], atOnce limit: Int, _ body: @escaping @Sendable (Case) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, one) in cases.enumerated() {
                if index >= limit { try await group.next() }
                group.addTask { try await body(one) }
            }
            try await group.waitForAll()
        }
    }
}
