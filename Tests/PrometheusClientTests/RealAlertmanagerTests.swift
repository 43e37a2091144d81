import HTTPTransport
import PrometheusClient
import Testing

@Suite(
    "Against a real Alertmanager",
    .enabled(if: AlertmanagerProcess.isAvailable, "no prometheus-alertmanager is installed"), .timeLimit(.minutes(2)))
struct RealAlertmanagerTests {
    @Test("alerts are found by their labels, silenced ones too, and silences with all their matchers")
    func everything() async throws {
        let server = try await AlertmanagerProcess(transport: try CurlTransport())
        try await server.post(
            "/api/v2/alerts",
            """
            [{"labels": {"alertname": "Slow", "namespace": "shop", "path": "a\\"b\\\\c"}},
             {"labels": {"alertname": "Down", "namespace": "shop"}}]
            """)
        try await server.wait { try await $0.alerts(matching: [:]).count == 2 }
        let client = server.client
        #expect(try await client.alerts(matching: ["alertname": "Slow"]).map(\.labels["namespace"]) == ["shop"])
        #expect(try await client.alerts(matching: ["path": "a\"b\\c"]).count == 1)
        #expect(try await client.alerts(matching: ["alertname": "Slow", "namespace": "other"]).isEmpty)
        try await silence(server)
        try await refusal(client)
    }

    private func silence(_ server: AlertmanagerProcess) async throws {
        try await server.post(
            "/api/v2/silences",
            """
            {"matchers": [{"name": "alertname", "value": "Slow", "isRegex": false},
                          {"name": "namespace", "value": "sh.*", "isRegex": true, "isEqual": true}],
             "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2099-01-01T00:00:00Z",
             "createdBy": "anna", "comment": "known"}
            """)
        try await server.wait { try await $0.alerts(matching: ["alertname": "Slow"]).first?.isSuppressed == true }
        let silences = try await server.client.activeSilences()
        #expect(silences.map(\.createdBy) == ["anna"])
        #expect(silences.first?.comment == "known")
        #expect(silences.first?.endsAt == 4_070_908_800)
        #expect(
            silences.first?.matchers.sorted { $0.name < $1.name } == [
                .init(name: "alertname", value: "Slow"), .init(name: "namespace", value: "sh.*", isRegex: true),
            ])
    }

    private func refusal(_ client: AlertmanagerClient) async throws {
        let error = await failure { () async throws(PrometheusError) in
            try await client.alerts(matching: ["not a name!": "x"])
        }
        #expect(error?.kind == .badData)
        #expect(error?.description.hasPrefix("Alertmanager at http://127.0.0.1") == true)
    }
}
