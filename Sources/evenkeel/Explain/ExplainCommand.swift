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
        commandName: "explain", abstract: "Say why a policy or a remediation does what it does, or does not.",
        discussion: """
            What was seen and how long ago, how sure it is, what each gate says, what would have to change, and when it is \
            evaluated again. With --replay every recorded decision about the object is made again from what the audit log \
            holds, and has to come out the same; the command exits with 1 where one does not.
            """)

    @Argument(help: ArgumentHelp("rem/NAME or rpol/NAME.", valueName: "object"))
    var object: String?

    @Option(
        name: .customShort("f"),
        help: ArgumentHelp("Read the object from a file instead; - is standard input.", valueName: "file"))
    var file: String?

    @Option(name: .shortAndLong, help: "Namespace of the object. Default: that of the context.")
    var namespace: String?

    @OptionGroup var cluster: ClusterOptions

    @Flag(help: "Make the recorded decisions again and compare.")
    var replay = false

    @Option(help: ArgumentHelp("The audit log that --replay reads; - is standard input.", valueName: "file"))
    var audit: String?

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: OutputFormat = .table

    func validate() throws {
        guard (object == nil) != (file == nil) else { throw ValidationError("name an object, or a file with -f") }
        if let object, ExplainedObject(object) == nil {
            throw ValidationError("\"\(object)\" is neither rem/NAME nor rpol/NAME")
        }
        guard replay == (audit != nil) else {
            throw ValidationError("--replay needs the decisions' records: name the audit log with --audit FILE")
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
            // One after the other, as they are read: a document each.
            case .yaml: print("---\n" + YAML.write(entry.json), terminator: "")
            }
        }
        if output == .table { print(replay.summary) }
        guard replay.isSame else { throw ExitCode.no }
    }
}

/// What there is to explain.
struct ExplainedSubject {
    var explanation: Explanation
    var filter: Replay.Filter
}

/// An object as people name it: `rem/NAME`.
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
            // Without its policy a Remediation explains itself all the same.
            let policyKey = ObjectKey(namespace: key.namespace, name: name)
            return (json, try? await client.get(RemediationPolicy.resourceType, policyKey).json)
        } catch  where error.isNotFound {
            throw CommandFailure(
                "there is no \(object.isPolicy ? "RemediationPolicy" : "Remediation") \(key); "
                    + "see kubectl get rpol,rem --all-namespaces, and name its namespace with -n", code: .misconfigured)
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
                "\(file ?? ""): there are \(documents.count) documents; one Remediation or RemediationPolicy is needed",
                code: .misconfigured)
        }
        return document.json
    }
}
