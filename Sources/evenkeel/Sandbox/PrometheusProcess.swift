import FoundationEssentials
import Subprocess
import SystemPackage

/// A real Prometheus on a loopback port, with everything in a temporary folder.
struct PrometheusProcess: Sendable {
    let executable: String
    let folder: String
    let port: Int
    let target: String

    var address: String { "http://127.0.0.1:\(port)" }

    /// Runs until cancelled; then the process is ended.
    func run() async throws {
        let configuration = """
            global: {scrape_interval: 1s, scrape_timeout: 900ms}
            scrape_configs:
              - job_name: workloads
                honor_labels: true
                static_configs: [{targets: ["\(target)"]}]
            """
        let file = "\(folder)/prometheus.yml"
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let result = try await Subprocess.run(
            .path(FilePath(executable)),
            arguments: [
                "--config.file=\(file)", "--storage.tsdb.path=\(folder)/data", "--web.listen-address=127.0.0.1:\(port)",
                "--log.level=error", "--storage.tsdb.retention.time=2h",
            ], platformOptions: options, input: .none, output: .discarded, error: .string(limit: 65_536))
        guard !Task.isCancelled else { return }
        throw CommandFailure(
            "prometheus ended: \(result.standardError.suffix(600)); check that port \(port) is free", code: .unreachable
        )
    }
}

extension PrometheusProcess {
    /// The binary that an option names, or the one on the PATH.
    ///
    /// - Throws: `CommandFailure`, before anything is started.
    static func executable(named path: String?, option: String) throws -> String {
        guard let path else { return try find(in: ProcessInfo.processInfo.environment["PATH"] ?? "", option: option) }
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw CommandFailure(
                "\(path) is not a program; correct \(option), or omit it to use prometheus in the PATH",
                code: .misconfigured)
        }
        return path
    }

    private static func find(in path: String, option: String) throws -> String {
        let found = path.split(separator: ":").map { "\($0)/prometheus" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else {
            throw CommandFailure(
                "prometheus is not in the PATH; install it (apt-get install prometheus), or set its path with \(option)",
                code: .misconfigured)
        }
        return found
    }
}
