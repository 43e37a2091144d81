import ArgumentParser
import EvenkeelAPI
import EvenkeelEngine
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import YAML

/// Runs approve, reject and undo, which differ in the word only.
struct VerbCommand: Sendable {
    let word: RemediationVerb
    let options: VerbOptions
    var digest: String?

    func run() async throws {
        try await reporting {
            let transport = try CurlTransport(
                configuration: CurlTransportConfiguration(userAgent: Release.userAgent))
            let configuration = try options.cluster.configuration()
            let client = KubernetesClient(
                configuration: configuration, transport: transport, userAgent: Release.userAgent)
            let giver = VerbSender(
                client: client,
                key: ObjectKey(namespace: options.namespace ?? configuration.defaultNamespace, name: options.name),
                word: word, digest: digest, confirms: !options.yes, output: options.output)
            let given = try await giver.give()
            if options.output == .table { print("\(word.done) \(giver.key.name) as \(given.by)") }
            let end =
                options.wait
                ? try await EffectWait(giver: giver, limit: options.timeout).run(after: given.remediation)
                : given.remediation
            report(end, by: given.by)
            await transport.shutdown()
        }
    }

    private func report(_ remediation: Remediation, by user: String) {
        let result: JSON = [
            "remediation": .string(options.name), "namespace": .string(remediation.metadata.namespace ?? ""),
            "word": .string(word.verb), "by": .string(user), "digest": .string(remediation.spec.plan.digest),
            "phase": .string(remediation.phase.rawValue),
        ]
        switch options.output {
        case .table: break
        case .json: print(result.serializedString)
        case .yaml: print(YAML.write([result]), terminator: "")
        }
    }
}

/// What approve, reject and undo have in common.
struct VerbOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The Remediation: NAME or rem/NAME.", valueName: "remediation"),
        transform: Self.remediationName)
    var name: String

    @OptionGroup var cluster: ClusterOptions

    @Option(name: .shortAndLong, help: "Namespace of the Remediation. Default: the kubeconfig's.")
    var namespace: String?

    @Flag(name: .shortAndLong, help: "Do not ask for confirmation; needed where standard input is no terminal.")
    var yes = false

    @Flag(help: "Wait for the effect, and exit with 1 if it is not the one that was asked for.")
    var wait = false

    @Option(help: "How long --wait waits.", transform: Self.span)
    var timeout = TimeSpan.minutes(10)

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: OutputFormat = .table

    /// As kubectl takes it, with any of the kind's names before a slash.
    static func remediationName(_ text: String) throws -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let kinds = ["rem", "remediation", "remediations", "remediation.evenkeel.dev", "remediations.evenkeel.dev"]
        switch parts.count {
        case 1 where !text.isEmpty: return text
        case 2 where kinds.contains(parts[0].lowercased()) && !parts[1].isEmpty: return parts[1]
        default: throw ValidationError("\"\(text)\" names no Remediation; write NAME or rem/NAME")
        }
    }

    private static func span(_ text: String) throws -> TimeSpan {
        guard let span = TimeSpan(text) else { throw ValidationError("\"\(text)\" is not a duration such as 5m") }
        return span
    }
}
