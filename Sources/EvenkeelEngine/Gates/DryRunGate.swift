import EvenkeelAPI

/// The very change, tried as a server-side dry run as the account that would make it.
func dryRunGate(_ situation: Situation) -> GateVerdict {
    guard let dryRun = situation.remediation?.status?.dryRun else { return .pass("not tried yet") }
    return dryRun.accepted ? .pass("the API server would accept the change") : .hold(.dryRunRefused, dryRun.message)
}
