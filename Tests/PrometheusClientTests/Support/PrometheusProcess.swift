import CommandTestSupport
import Foundation
import HTTPTransport
import PrometheusClient

/// A real Prometheus on a free loopback port with a folder of its own, which scrapes itself.
final class PrometheusProcess: Sendable {
    static let isAvailable = ChildProcess.find("prometheus") != nil

    let client: PrometheusClient
    private let folder: URL
    private let process: ChildProcess

    init(transport: any HTTPTransport) async throws {
        let port = try freePort()
        folder = FileManager.default.temporaryDirectory.appending(path: "evenkeel-prometheus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Self.configuration(port).utf8).write(to: folder.appending(path: "prometheus.yml"))
        guard let program = ChildProcess.find("prometheus") else {
            throw ChildProcess.Failure(description: "no prometheus")
        }
        process = try ChildProcess([
            program, "--config.file=\(folder.path())/prometheus.yml", "--storage.tsdb.path=\(folder.path())/data",
            "--web.listen-address=127.0.0.1:\(port)",
        ])
        client = PrometheusClient(
            endpoint: PrometheusEndpoint(address: "http://127.0.0.1:\(port)", proxy: .none), transport: transport)
        try await wait { try await !$0.query("up").series.isEmpty }
    }

    deinit {
        process.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func wait(_ isReady: (PrometheusClient) async throws -> Bool) async throws {
        for _ in 0..<600 {
            if (try? await isReady(client)) == true { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ChildProcess.Failure(description: "Prometheus is not ready after 30 seconds")
    }

    private static func configuration(_ port: UInt16) -> String {
        """
        global: { scrape_interval: 200ms, evaluation_interval: 200ms, scrape_timeout: 200ms }
        scrape_configs: [{ job_name: self, static_configs: [{ targets: ["127.0.0.1:\(port)"] }] }]
        """
    }
}
