import ArgumentParser
import FoundationEssentials
import HTTPTransport
import PrometheusClient

/// Where the Prometheus is that has the past, and how to get in: the same that a MetricSource can say. Secrets come from
/// files or the environment, because everybody on a machine sees its command lines.
struct PrometheusOptions: ParsableArguments {
    static let tokenVariable = "EVENKEEL_PROMETHEUS_TOKEN"

    @Option(help: "Address of the Prometheus that has the past.")
    var prometheus: String?

    @Option(
        help: ArgumentHelp(
            "File with a token for it, sent as \"Authorization: Bearer\". Default: \(tokenVariable), if that is set.",
            valueName: "file"), completion: .file())
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "File with headers for it, one \"Name: value\" a line, such as X-Scope-OrgID.", valueName: "file"),
        completion: .file())
    var headerFile: String?

    @Option(
        help: ArgumentHelp(
            "PEM file with the certificate authorities to trust instead of the system's.", valueName: "file"),
        completion: .file())
    var certificateAuthority: String?

    @Flag(help: "Accept any certificate of it. Whoever sits in between can then lie, and read the token.")
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
        // A range of thousands of evaluations takes longer than one evaluation.
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
            throw CommandFailure("\(file): a token is needed there, and nothing else", code: .misconfigured)
        }
        return token
    }

    /// Errors name the line, never what stands in it.
    private static func headers(in file: String) throws -> HTTPHeaders {
        let text = String(decoding: try InputFile.read(file), as: UTF8.self)
        var headers = HTTPHeaders()
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = parts.first.map({ trimmed($0) }), !name.isEmpty,
                !name.contains(where: \.isWhitespace)
            else {
                throw CommandFailure("\(file):\(index + 1): a header is \"Name: value\"", code: .misconfigured)
            }
            headers.add(name, trimmed(parts[1]))
        }
        return headers
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
