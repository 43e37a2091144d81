import ArgumentParser
import EvenkeelAPI

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve the plan of a Remediation.",
        discussion: """
            Shows the plan, its digest and the evidence, asks, and approves exactly what was shown, under your own name. \
            It needs the verb approve on remediations (ClusterRole evenkeel-approver) and, in the cluster, the policies \
            that evenkeel admission prints.

            Exits with 1 where it cannot be approved: its time is over, it was decided already, the digest is another one, \
            or you may not. With --wait, 0 means that the change was made and verified.
            """)

    @OptionGroup var options: VerbOptions

    @Option(help: "Approve only a plan whose digest begins so: 8 digits or more.", transform: Self.digits)
    var digest: String?

    func run() async throws { try await VerbCommand(word: .approve, options: options, digest: digest).run() }

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
        discussion: "The same is not proposed again until the signals have recovered. The reason is kept.")

    @OptionGroup var options: VerbOptions

    @Option(help: "Why; it is kept with the Remediation.", transform: RejectCommand.reason)
    var reason: String

    func run() async throws { try await VerbCommand(word: .reject(reason: reason), options: options).run() }

    static func reason(_ text: String) throws -> String {
        guard (1...1000).contains(text.count), text.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("a reason has 1 to 1000 characters")
        }
        return text
    }
}

struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take the change of a Remediation back.",
        discussion: "Nothing is undone where somebody else changed the field since. The reason is kept.")

    @OptionGroup var options: VerbOptions

    @Option(help: "Why; it is kept with the Remediation.", transform: RejectCommand.reason)
    var reason: String

    func run() async throws { try await VerbCommand(word: .undo(reason: reason), options: options).run() }
}
