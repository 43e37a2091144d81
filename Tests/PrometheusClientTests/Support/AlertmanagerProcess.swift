import CommandTestSupport
import Foundation
import HTTPTransport
import PrometheusClient

/// A real Alertmanager on a free loopback port with a folder of its own, which tells nobody.
final class AlertmanagerProcess: Sendable {
    static let program = ["prometheus-alertmanager", "alertmanager"].lazy.compactMap { ChildProcess.find($0) }.first
    static let isAvailable = program != nil

    let client: AlertmanagerClient
    private let address: String
    private let transport: any HTTPTransport
    private let folder: URL
    private let process: ChildProcess

    init(transport: any HTTPTransport) async throws {
        self.transport = transport
        let port = try freePort()
        address = "http://127.0.0.1:\(port)"
        folder = FileManager.default.temporaryDirectory.appending(path: "evenkeel-alertmanager-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let configuration = "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n"
        try Data(configuration.utf8).write(to: folder.appending(path: "alertmanager.yml"))
        guard let program = Self.program else { throw ChildProcess.Failure(description: "no alertmanager") }
        process = try ChildProcess([
            program, "--config.file=\(folder.path())/alertmanager.yml", "--storage.path=\(folder.path())/data",
            "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
        ])
        client = AlertmanagerClient(
            endpoint: PrometheusEndpoint(address: address, proxy: .none), transport: transport)
        try await wait { try await $0.activeSilences().isEmpty }
    }

    deinit {
        process.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Until the condition holds.
    func wait(_ condition: (AlertmanagerClient) async throws -> Bool) async throws {
        for _ in 0..<600 {
            if (try? await condition(client)) == true { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ChildProcess.Failure(description: "Alertmanager did not get there within 30 seconds")
    }

    func post(_ path: String, _ json: String) async throws {
        var request = HTTPRequest(
            method: .post, url: address + path, headers: ["Content-Type": "application/json"], body: Array(json.utf8))
        request.proxy = .none
        let response = try await transport.send(request, maximumBodyBytes: 10_000)
        guard response.status == 200 else {
            throw ChildProcess.Failure(description: String(decoding: response.body, as: UTF8.self))
        }
    }
}
