import ArgumentParser

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Look into the log of decisions and changes.",
        subcommands: [AuditVerifyCommand.self])
}
