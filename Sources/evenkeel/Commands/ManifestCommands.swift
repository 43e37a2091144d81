import ArgumentParser
import EvenkeelAPI
import JSONValue
import YAML

struct CRDsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crds", abstract: "Print the CustomResourceDefinitions.",
        discussion: HelpText.discussion(
            "Prints the definitions of all resources of Evenkeel as YAML.",
            examples: ["evenkeel crds | kubectl apply -f -"],
            exitCodes: [.done: "The definitions are printed.", .no: "The definitions cannot be generated."]))

    func run() async throws {
        try await reporting {
            do {
                print(YAML.write(try CustomResourceDefinitions.all()), terminator: "")
            } catch {
                throw CommandFailure("cannot generate the custom resource definitions: \(error)", code: .no)
            }
        }
    }
}

struct AdmissionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admission",
        abstract: "Print the admission policies and the ClusterRole for approvals.",
        discussion: HelpText.discussion(
            """
            With these policies the API server rejects an approval if its name is not the authenticated user, or if the \
            user does not have the verb approve on remediations. They require Kubernetes 1.30 or later.
            """,
            examples: ["evenkeel admission | kubectl apply -f -"], exitCodes: [.done: "The objects are printed."]))

    @Flag(
        help: """
            Also print the policy that sets the name of the approver, so that users can approve with kubectl annotate. \
            It requires Kubernetes 1.36 or later.
            """)
    var stamp = false

    func run() async throws {
        let stamps = stamp ? [ApprovalStamp.policy, ApprovalStamp.binding] : []
        print(
            YAML.write([ApprovalPolicy.policy, ApprovalPolicy.binding, ApproverRole.role] + stamps), terminator: "")
    }
}
