import ArgumentParser

@main
struct Evenkeel: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "evenkeel",
        abstract: "Keeps Kubernetes workloads on an even keel.",
        discussion: """
            Evenkeel watches policies, judges error rates, anomalies and what the Kubernetes API says, and makes \
            reversible changes - or, in shadow mode, only says which it would have made.

            Exit codes: 0 done, 1 the answer is no, 2 usage or configuration, 3 the cluster or a source cannot be reached.
            """,
        version: version,
        subcommands: [
            RunCommand.self, CheckCommand.self, DetectCommand.self, BacktestCommand.self, CRDsCommand.self,
            AdmissionCommand.self, ApproveCommand.self, RejectCommand.self, UndoCommand.self, SandboxCommand.self,
            DemoCommand.self, CanICommand.self, SimulateCommand.self, AuditCommand.self, ExplainCommand.self,
        ])
}
