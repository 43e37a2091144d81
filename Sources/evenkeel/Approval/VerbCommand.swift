import EvenkeelAPI
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
                configuration: CurlTransportConfiguration(userAgent: "evenkeel/\(Evenkeel.version)"))
            let configuration = try options.cluster.configuration()
            let client = KubernetesClient(
                configuration: configuration, transport: transport, userAgent: "evenkeel/\(Evenkeel.version)")
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
