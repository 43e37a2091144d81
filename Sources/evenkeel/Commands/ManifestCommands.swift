import ArgumentParser
import EvenkeelAPI
import JSONValue
import YAML

struct CRDsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crds", abstract: "Print the custom resource definitions.",
        discussion: "evenkeel crds | kubectl apply -f -")

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
        abstract: "Print the admission policies that approvals need, and the approver's role.",
        discussion: """
            evenkeel admission | kubectl apply -f -

            The API server then refuses an approval under another name than the user's own, and from users who lack the \
            verb approve on remediations. It needs Kubernetes 1.30 or later.
            """)

    @Flag(
        help: """
            Also print the policy that fills in the approver's name, so that kubectl annotate is enough. It needs \
            Kubernetes 1.36 or later.
            """)
    var stamp = false

    func run() async throws {
        let stamps = stamp ? [ApprovalStamp.policy, ApprovalStamp.binding] : []
        print(
            YAML.write([ApprovalPolicy.policy, ApprovalPolicy.binding, ApproverRole.role] + stamps), terminator: "")
    }
}
