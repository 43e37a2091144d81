import ArgumentParser
import FoundationEssentials
import HTTPTransport
import PrometheusClient

/// The connection to the Prometheus with historical metrics, as in a MetricSource. Secrets come from files or the
/// environment, because all users of a machine can see command lines.
struct PrometheusOptions: ParsableArguments {
    static let tokenVariable = "EVENKEEL_PROMETHEUS_TOKEN"

    @Option(help: "Base URL of the Prometheus with historical metrics.")
    var prometheus: String?

    @Option(
        help: ArgumentHelp(
            "File with the bearer token for Prometheus. Default: the environment variable \(tokenVariable).",
            valueName: "file"), completion: .file())
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "File with request headers for Prometheus, one \"Name: value\" for each line.", valueName: "file"),
        completion: .file())
    var headerFile: String?

    @Option(
        help: ArgumentHelp(
            "PEM file with the trusted certificate authorities, instead of those of the system.", valueName: "file"),
        completion: .file())
    var certificateAuthority: String?

    @Flag(
        help: "Accept any certificate of Prometheus. An attacker on the network can forge metrics and read the token.")
    var insecureSkipTLSVerify = false

    func validate() throws {
        let named = [
            ("--token-file", tokenFile != nil), ("--header-file", headerFile != nil),
            ("--certificate-authority", certificateAuthority != nil),
            ("--insecure-skip-tls-verify", insecureSkipTLSVerify),
        ].filter(\.1).map(\.0)
        guard prometheus != nil || named.isEmpty else {
            throw ValidationError("\(named.joined(separator: ", ")) needs --prometheus")
        }
    }

    func client() throws -> PrometheusClient {
        var headers = try headerFile.map { try Self.headers(in: $0) } ?? [:]
        if let token = try token() { headers.set("Authorization", "Bearer \(token)") }
        var tls = TLSConfiguration(skipsVerification: insecureSkipTLSVerify)
        tls.certificateAuthority = try certificateAuthority.map { try InputFile.read($0) }
        // A query over thousands of evaluations takes longer than one evaluation.
        let endpoint = PrometheusEndpoint(
            address: prometheus ?? "", headers: headers, tls: tls, timeout: .seconds(60))
        return PrometheusClient(endpoint: endpoint, transport: try CurlTransport())
    }

    private func token() throws -> String? {
        guard let file = tokenFile else {
            let token = ProcessInfo.processInfo.environment[Self.tokenVariable].map { Self.trimmed($0) }
            return token?.isEmpty == false ? token : nil
        }
        let token = Self.trimmed(String(decoding: try InputFile.read(file), as: UTF8.self))
        guard !token.isEmpty, !token.contains(where: \.isWhitespace) else {
            throw CommandFailure("\(file): the file must contain exactly one token", code: .misconfigured)
        }
        return token
    }

    /// Errors contain the number of the line, never its text.
    private static func headers(in file: String) throws -> HTTPHeaders {
        let text = String(decoding: try InputFile.read(file), as: UTF8.self)
        var headers = HTTPHeaders()
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = parts.first.map({ trimmed($0) }), !name.isEmpty,
                !name.contains(where: \.isWhitespace)
            else {
                throw CommandFailure("\(file):\(index + 1): a header must be \"Name: value\"", code: .misconfigured)
            }
            headers.add(name, trimmed(parts[1]))
        }
        return headers
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
