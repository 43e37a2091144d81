import ArgumentParser
import EvenkeelAPI
import EvenkeelEngine
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import YAML

/// Runs approve, reject and undo, which differ only in the verb.
struct VerbCommand: Sendable {
    let verb: RemediationVerb
    let options: VerbOptions
    var digest: String?

    func run() async throws {
        try await reporting {
            let transport = try CurlTransport(
                configuration: CurlTransportConfiguration(userAgent: Release.userAgent))
            let configuration = try options.cluster.configuration()
            let client = KubernetesClient(
                configuration: configuration, transport: transport, userAgent: Release.userAgent)
            let sender = VerbSender(
                client: client,
                key: ObjectKey(namespace: options.namespace ?? configuration.defaultNamespace, name: options.name),
                verb: verb, digest: digest, confirms: !options.yes, output: options.output)
            let sent = try await sender.send()
            if options.output == .table { print("\(verb.done) \(sender.key.name) as \(sent.by)") }
            let end =
                options.wait
                ? try await EffectWait(sender: sender, limit: options.timeout).run(after: sent.remediation)
                : sent.remediation
            report(end, by: sent.by)
            await transport.shutdown()
        }
    }

    private func report(_ remediation: Remediation, by user: String) {
        let result: JSON = [
            "remediation": .string(options.name), "namespace": .string(remediation.metadata.namespace ?? ""),
            "verb": .string(verb.name), "by": .string(user), "digest": .string(remediation.spec.plan.digest),
            "phase": .string(remediation.phase.rawValue),
        ]
        switch options.output {
        case .table: break
        case .json: print(result.serializedString)
        case .yaml: print(YAML.write([result]), terminator: "")
        }
    }
}

/// The options of approve, reject and undo.
struct VerbOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Remediation: NAME or rem/NAME.", valueName: "remediation"),
        transform: Self.remediationName)
    var name: String

    @OptionGroup var cluster: ClusterOptions

    @Option(name: .shortAndLong, help: "Namespace of the Remediation. Default: the namespace of the context.")
    var namespace: String?

    @Flag(name: .shortAndLong, help: "Do not ask for confirmation. Required if standard input is not a terminal.")
    var yes = false

    @Flag(help: "Wait for the result, and exit with 1 if it is not the requested one.")
    var wait = false

    @Option(help: "Timeout of --wait. Default: 10m.", transform: Self.span)
    var timeout = TimeSpan.minutes(10)

    @Option(name: .shortAndLong, help: "Output format: table, json or yaml.")
    var output: OutputFormat = .table

    /// The name in the forms of kubectl, with any name of the kind before a slash.
    static func remediationName(_ text: String) throws -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let kinds = ["rem", "remediation", "remediations", "remediation.evenkeel.dev", "remediations.evenkeel.dev"]
        switch parts.count {
        case 1 where !text.isEmpty: return text
        case 2 where kinds.contains(parts[0].lowercased()) && !parts[1].isEmpty: return parts[1]
        default: throw ValidationError("\"\(text)\" is not the name of a Remediation; write NAME or rem/NAME")
        }
    }

    private static func span(_ text: String) throws -> TimeSpan {
        guard let span = TimeSpan(text) else { throw ValidationError("\"\(text)\" is not a duration such as 5m") }
        return span
    }
}
