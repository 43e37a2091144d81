import ArgumentParser
import EvenkeelAPI
import EvenkeelOperator
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import YAML

struct CanICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "can-i", abstract: "List the missing permissions of a policy.",
        discussion: HelpText.discussion(
            """
            Checks the permissions of the operator and of the service account of the policy with the API server, and \
            prints the commands that grant the missing ones. With --print it does not use a cluster: it prints the roles \
            and bindings for the policies, or, without a policy, the roles that Evenkeel ships.
            """,
            examples: ["evenkeel can-i -f policy.yaml", "evenkeel can-i -f policy.yaml --print | kubectl apply -f -"],
            exitCodes: [
                .done: "No permission is missing.", .no: "A permission is missing.",
                .misconfigured: "The usage is wrong, a file is not valid, or you may not check permissions.",
                .unreachable: "The cluster is unreachable.",
            ]))

    @OptionGroup var cluster: ClusterOptions

    @Option(
        name: [.customShort("f"), .long], help: "YAML file with policies; repeat for several. - is standard input."
    )
    var file: [String] = []

    @Option(help: "Service account of the operator: NAMESPACE/NAME.")
    var `operator` = "evenkeel/evenkeel"

    @Flag(help: "Print the roles and bindings. It does not use a cluster.")
    var print = false

    @Option(name: .shortAndLong, help: "Output format: table, json or yaml.")
    var output: OutputFormat = .table

    func run() async throws {
        try await reporting {
            let account = try operatorAccount()
            let policies = try file.flatMap { try PolicyFile.policies($0) }
            guard !print else { return printDocuments(policies, account) }
            guard !policies.isEmpty else {
                throw CommandFailure(
                    "set the file of a policy with -f, or print the shipped roles with --print", code: .misconfigured)
            }
            let reports = try await reports(policies, account)
            show(reports)
            if reports.contains(where: { !$0.missing.isEmpty || $0.lacksAccount }) { throw ExitCode.no }
        }
    }

    private func operatorAccount() throws -> ServiceAccountName {
        let parts = self.operator.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts.contains("") else {
            throw CommandFailure(
                "--operator needs NAMESPACE/NAME, such as evenkeel/evenkeel, not \(self.operator)", code: .misconfigured
            )
        }
        return ServiceAccountName(namespace: parts[0], name: parts[1])
    }

    private func printDocuments(_ policies: [RemediationPolicy], _ account: ServiceAccountName) {
        let documents =
            policies.isEmpty
            ? ShippedRole.allCases.map { $0.document(ownNamespace: account.namespace) }
            : policies.flatMap { Grant.documents(for: $0, operator: account) }
        switch output {
        case .json: Swift.print(JSON.array(documents).prettyPrinted)
        case .table, .yaml: Swift.print(YAML.write(documents), terminator: "")
        }
    }

    private func reports(
        _ policies: [RemediationPolicy], _ account: ServiceAccountName
    ) async throws -> [AccessReport] {
        let transport = try CurlTransport(
            configuration: CurlTransportConfiguration(userAgent: Release.userAgent))
        let client = KubernetesClient(
            configuration: try cluster.configuration(), transport: transport,
            userAgent: Release.userAgent)
        try await client.requireCluster()
        let reviewer = AccessReviewer(client: client, operator: account)
        var reports: [AccessReport] = []
        for policy in policies { reports.append(try await reviewer.report(policy)) }
        await transport.shutdown()
        return reports
    }

    private func show(_ reports: [AccessReport]) {
        switch output {
        case .table: for report in reports { Swift.print(report.text) }
        case .json: Swift.print(JSON.array(reports.map(\.json)).prettyPrinted)
        case .yaml: Swift.print(YAML.write(JSON.array(reports.map(\.json))), terminator: "")
        }
    }
}

/// The policies of a file, checked as `evenkeel check` does.
enum PolicyFile {
    static func policies(_ path: String) throws -> [RemediationPolicy] {
        let bytes = try InputFile.read(path)
        let documents: [JSON]
        do throws(YAMLError) {
            documents = try YAML.parse(bytes).map(\.json)
        } catch {
            throw CommandFailure("\(path): \(error)", code: .misconfigured)
        }
        let policies = documents.filter { $0["kind"]?.stringValue == RemediationPolicy.kind }
        guard !policies.isEmpty else {
            throw CommandFailure("\(path): the file contains no RemediationPolicy", code: .misconfigured)
        }
        return try policies.map { json in
            do throws(InvalidDocument) {
                return try RemediationPolicy(json: json)
            } catch {
                throw CommandFailure("\(path): \(error); evenkeel check \(path) shows the line", code: .misconfigured)
            }
        }
    }
}
