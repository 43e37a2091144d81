import ArgumentParser
import EvenkeelAPI

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve the plan of a Remediation.",
        discussion: HelpText.discussion(
            """
            Shows the plan, its digest and the evidence, asks for confirmation, and approves exactly this plan under your \
            own name. You need the verb approve on remediations (ClusterRole evenkeel-approver), and the cluster needs \
            the policies that evenkeel admission prints.
            """,
            examples: [
                "evenkeel approve rem/checkout-restart-1a2b3c4d -n shop",
                "evenkeel approve rem/checkout-restart-1a2b3c4d -n shop --digest 8f3a1c20 --yes --wait",
            ],
            exitCodes: [
                .done: "The plan is approved. With --wait: the change is made and verified.",
                .no:
                    "The approval expired, the plan is already decided, the digest does not match, or you are not authorized. With --wait: the remediation did not succeed in time.",
                .misconfigured: "The usage or the configuration is wrong.", .unreachable: "The cluster is unreachable.",
            ]))

    @OptionGroup var options: VerbOptions

    @Option(help: "Required digest of the plan, or at least its first 8 digits.", transform: Self.digits)
    var digest: String?

    func run() async throws { try await VerbCommand(verb: .approve, options: options, digest: digest).run() }

    private static func digits(_ text: String) throws -> String {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst("sha256:".count) : text[...]
        guard (8...64).contains(digits.count), digits.allSatisfy({ "0123456789abcdef".contains($0) }) else {
            throw ValidationError("\"\(text)\" is not 8 to 64 hexadecimal digits of a digest")
        }
        return text
    }
}

struct RejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Reject the plan of a Remediation.",
        discussion: HelpText.discussion(
            """
            Evenkeel does not propose the same plan again until the signals recover. The reason is stored in the \
            Remediation. You need the verb approve on remediations.
            """,
            examples: ["evenkeel reject rem/checkout-restart-1a2b3c4d -n shop --reason 'maintenance'"],
            exitCodes: [
                .done: "The plan is rejected.",
                .no: "The plan is already decided, or you are not authorized.",
                .misconfigured: "The usage or the configuration is wrong.", .unreachable: "The cluster is unreachable.",
            ]))

    @OptionGroup var options: VerbOptions

    @Option(help: "Reason, 1 to 1000 characters. It is stored in the Remediation.", transform: RejectCommand.reason)
    var reason: String

    func run() async throws { try await VerbCommand(verb: .reject(reason: reason), options: options).run() }

    static func reason(_ text: String) throws -> String {
        guard (1...1000).contains(text.count), text.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("a reason must have 1 to 1000 characters")
        }
        return text
    }
}

struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Undo the change of a Remediation.",
        discussion: HelpText.discussion(
            """
            Evenkeel does not undo a field that another client changed since. The reason is stored in the Remediation. \
            You need the verb approve on remediations.
            """,
            examples: ["evenkeel undo rem/checkout-restart-1a2b3c4d -n shop --reason 'wrong action' --wait"],
            exitCodes: [
                .done: "The undo is requested. With --wait: the change is undone.",
                .no:
                    "There is nothing to undo, or you are not authorized. With --wait: the change was not undone in time.",
                .misconfigured: "The usage or the configuration is wrong.", .unreachable: "The cluster is unreachable.",
            ]))

    @OptionGroup var options: VerbOptions

    @Option(help: "Reason, 1 to 1000 characters. It is stored in the Remediation.", transform: RejectCommand.reason)
    var reason: String

    func run() async throws { try await VerbCommand(verb: .undo(reason: reason), options: options).run() }
}
