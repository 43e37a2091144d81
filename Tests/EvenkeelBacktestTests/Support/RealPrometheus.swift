import CommandTestSupport
import EvenkeelBacktest
import FoundationEssentials
import HTTPTransport
import KubernetesTypes
import PrometheusClient
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A real Prometheus whose past was made with promtool.
enum RealPrometheus {
    static let executable = find("prometheus")
    static let tool = find("promtool")
    static var isThere: Bool { executable != nil && tool != nil }

    private static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Serves the series (OpenMetrics text) for as long as the body takes.
    static func serving<Value: Sendable>(
        _ openMetrics: String, _ body: @escaping @Sendable (PrometheusClient, String) async throws -> Value
    ) async throws -> Value {
        let folder = try Folder()
        try folder.write("past.txt", openMetrics)
        try folder.write("prometheus.yml", "global: {}\n")
        let tool = try #require(tool)
        let made = try await Subprocess.run(
            .path(FilePath(tool)),
            arguments: ["tsdb", "create-blocks-from", "openmetrics", "\(folder.path)/past.txt", "\(folder.path)/data"],
            output: .discarded, error: .string(limit: 65_536))
        try #require(made.terminationStatus.isSuccess, "\(made.standardError)")
        let address = "http://127.0.0.1:\(try freePort())"
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await serve(folder, address)
                return nil
            }
            group.addTask {
                let client = PrometheusClient(
                    endpoint: PrometheusEndpoint(address: address), transport: try CurlTransport())
                try await waitUntilReady(client)
                return try await body(client, address)
            }
            defer { group.cancelAll() }
            while let value = try await group.next() { if let value { return value } }
            throw CancellationError()
        }
    }

    private static func serve(_ folder: Folder, _ address: String) async throws {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let result = try await Subprocess.run(
            .path(FilePath(try #require(executable))),
            arguments: [
                "--config.file=\(folder.path)/prometheus.yml", "--storage.tsdb.path=\(folder.path)/data",
                "--web.listen-address=\(address.dropFirst("http://".count))", "--storage.tsdb.retention.time=10y",
                "--log.level=error",
            ], platformOptions: options, output: .discarded, error: .string(limit: 65_536))
        if !Task.isCancelled { Issue.record("prometheus ended: \(result.standardError)") }
    }

    private static func waitUntilReady(_ client: PrometheusClient) async throws {
        for _ in 0..<300 {
            if let result = try? await client.query("vector(1)"), !result.series.isEmpty { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("prometheus did not come up")
    }
}

extension Shop {
    /// Counters of two instances, the latency, a weight that has two series during the second hour, and an alert that fires
    /// while more than a tenth fails.
    var openMetrics: String {
        var requests = "# TYPE shop_requests counter\n"
        var errors = "# TYPE shop_errors counter\n"
        var latency = "# TYPE shop_latency_seconds gauge\n"
        var weight = "# TYPE shop_weight gauge\n"
        var alerts = "# TYPE ALERTS gauge\n"
        var (allRequests, allErrors) = (0.0, 0.0)
        var second = (requests: "", errors: "")
        for minute in minutes {
            // A sample holds what came since the one before it.
            allRequests += minute.requests * step / 60
            allErrors += minute.errors * step / 60
            let time = Int(minute.time)
            requests += "shop_requests_total{instance=\"a\"} \(allRequests) \(time)\n"
            second.requests += "shop_requests_total{instance=\"b\"} \(allRequests / 2) \(time)\n"
            errors += "shop_errors_total{instance=\"a\"} \(allErrors) \(time)\n"
            second.errors += "shop_errors_total{instance=\"b\"} \(allErrors / 2) \(time)\n"
            latency += "shop_latency_seconds \(minute.latency) \(time)\n"
            weight += "shop_weight{zone=\"a\"} 1 \(time)\n"
            if minute.errors > minute.requests / 10 {
                alerts += "ALERTS{alertname=\"ShopFails\",alertstate=\"firing\",severity=\"page\"} 1 \(time)\n"
            }
        }
        let start = Self.beginning.secondsSince1970
        for minute in minutes where minute.time >= start + 3600 && minute.time < start + 5400 {
            weight += "shop_weight{zone=\"b\"} 1 \(Int(minute.time))\n"
        }
        return requests + second.requests + errors + second.errors + latency + weight + alerts + "# EOF\n"
    }
}
