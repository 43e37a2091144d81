import ArgumentParser
import EvenkeelAPI
import EvenkeelRecords
import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import YAML

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show the status of a policy or a Remediation, with the reasons.",
        discussion: HelpText.discussion(
            """
            Shows the signals, the confidence, the gates, the required changes and the next evaluation. With --replay the \
            command recomputes each recorded decision about the object from the audit log and compares the results.
            """,
            examples: [
                "evenkeel explain rpol/checkout -n shop", "evenkeel explain rem/checkout-restart-1a2b3c4d -n shop",
                "evenkeel explain rpol/checkout -n shop --replay --audit audit.jsonl",
            ],
            exitCodes: [
                .done: "The status is printed. With --replay: all decisions are the same.",
                .no: "With --replay: a decision is different, or the log contains none.",
                .misconfigured: "The usage is wrong, or the object does not exist.",
                .unreachable: "The cluster is unreachable.",
            ]))

    @Argument(help: ArgumentHelp("Object: rem/NAME or rpol/NAME.", valueName: "object"))
    var object: String?

    @Option(
        name: .customShort("f"),
        help: ArgumentHelp("Read the object from a file; - is standard input.", valueName: "file"))
    var file: String?

    @Option(name: .shortAndLong, help: "Namespace of the object. Default: the namespace of the context.")
    var namespace: String?

    @OptionGroup var cluster: ClusterOptions

    @Flag(help: "Recompute the recorded decisions and compare the results.")
    var replay = false

    @Option(help: ArgumentHelp("Audit log for --replay; - is standard input.", valueName: "file"))
    var audit: String?

    @Option(name: .shortAndLong, help: "Output format: table, json or yaml.")
    var output: OutputFormat = .table

    func validate() throws {
        guard (object == nil) != (file == nil) else { throw ValidationError("set an object, or a file with -f") }
        if let object, ExplainedObject(object) == nil {
            throw ValidationError("\"\(object)\" is neither rem/NAME nor rpol/NAME")
        }
        guard replay == (audit != nil) else {
            throw ValidationError("--replay needs the audit log: use --audit FILE")
        }
        if audit == "-", file == "-" { throw ValidationError("only one of -f and --audit can be standard input") }
    }

    func run() async throws {
        try await reporting {
            let subject = try await subject()
            if replay { return try replayed(subject) }
            switch output {
            case .table: print(subject.explanation.text(hasColour: Terminal.hasColour))
            case .json: print(subject.explanation.json.prettyPrinted)
            case .yaml: print(YAML.write(subject.explanation.json), terminator: "")
            }
        }
    }

    private func replayed(_ subject: ExplainedSubject) throws {
        var lines = try AuditLines(audit ?? "-")
        var replay = Replay(of: subject.filter)
        while let line = try lines.next() {
            guard let entry = replay.take(line) else { continue }
            switch output {
            case .table: print(entry.text)
            case .json: print(entry.json.serializedString)
            // One document for each decision.
            case .yaml: print("---\n" + YAML.write(entry.json), terminator: "")
            }
        }
        if output == .table { print(replay.summary) }
        guard replay.isSame else { throw ExitCode.no }
    }
}

/// The explained object.
struct ExplainedSubject {
    var explanation: Explanation
    var filter: Replay.Filter
}

/// The name of an object, such as `rem/NAME`.
struct ExplainedObject {
    var isPolicy: Bool
    var name: String

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        switch parts[0].lowercased() {
        case "rem", "remediation", "remediations": isPolicy = false
        case "rpol", "remediationpolicy", "remediationpolicies": isPolicy = true
        default: return nil
        }
        name = String(parts[1])
    }
}

extension ExplainCommand {
    private func subject() async throws -> ExplainedSubject {
        let now = Timestamp(Date())
        guard let object = object.flatMap({ ExplainedObject($0) }) else {
            return try Self.read(document(), nil, now: now)
        }
        let transport = try CurlTransport(
            configuration: CurlTransportConfiguration(userAgent: Release.userAgent))
        let configuration = try cluster.configuration()
        let client = KubernetesClient(
            configuration: configuration, transport: transport, userAgent: Release.userAgent)
        let key = ObjectKey(namespace: namespace ?? configuration.defaultNamespace, name: object.name)
        let (json, policy) = try await objects(client, object, key)
        await transport.shutdown()
        return try Self.read(json, policy, now: now)
    }

    private func objects(
        _ client: KubernetesClient, _ object: ExplainedObject, _ key: ObjectKey
    ) async throws -> (JSON, policy: JSON?) {
        do throws(KubernetesError) {
            let type = object.isPolicy ? RemediationPolicy.resourceType : Remediation.resourceType
            let json = try await client.get(type, key).json
            guard !object.isPolicy, let name = json.at("spec", "policyRef", "name")?.stringValue else {
                return (json, nil)
            }
            // A Remediation can be explained without its policy.
            let policyKey = ObjectKey(namespace: key.namespace, name: name)
            return (json, try? await client.get(RemediationPolicy.resourceType, policyKey).json)
        } catch  where error.isNotFound {
            throw CommandFailure(
                "there is no \(object.isPolicy ? "RemediationPolicy" : "Remediation") \(key); "
                    + "list them with kubectl get rpol,rem --all-namespaces, and set the namespace with -n",
                code: .misconfigured)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func read(_ json: JSON, _ policy: JSON?, now: Timestamp) throws -> ExplainedSubject {
        do throws(InvalidDocument) {
            if json["kind"]?.stringValue == RemediationPolicy.kind {
                let policy = try RemediationPolicy(json: json)
                return ExplainedSubject(explanation: Explanation(policy, now: now), filter: .policy(policy.key))
            }
            let remediation = try Remediation(json: json)
            let policy = policy.flatMap { try? RemediationPolicy(json: $0) }
            return ExplainedSubject(
                explanation: Explanation(remediation, policy: policy, now: now), filter: .remediation(remediation.key))
        } catch {
            throw CommandFailure("\(error)", code: .misconfigured)
        }
    }

    private func document() throws -> JSON {
        let bytes = try InputFile.read(file ?? "-")
        let documents: [YAMLDocument]
        do throws(YAMLError) {
            documents = try YAML.parse(bytes)
        } catch {
            throw CommandFailure("\(file ?? ""): \(error)", code: .misconfigured)
        }
        guard let document = documents.first, documents.count == 1 else {
            throw CommandFailure(
                "\(file ?? ""): the file contains \(documents.count) documents; exactly one Remediation or RemediationPolicy is required",
                code: .misconfigured)
        }
        return document.json
    }
}
