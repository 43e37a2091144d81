import KubernetesTypes

extension RemediationStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Progress of the remediation.", example: RemediationStatus(phase: .proposed), required: ["phase"],
            [
                "phase": FieldDocumentation(
                    "Current phase: Proposed, Held, AwaitingApproval, Executing, Verifying or Undoing. Final phases: "
                        + "Succeeded; Undone; Failed; Shadowed (the mode does not permit the change); Rejected; "
                        + "Expired (not approved in time); Recovered (the signals recovered before the change); "
                        + "Superseded (the plan no longer applies, a new Remediation may follow)."),
                "decision": FieldDocumentation(
                    "ID of the last decision, 16 hexadecimal digits: the same as in the audit log and in the "
                        + "annotation evenkeel.dev/decision of Events."
                ) { $0.length(0...64) },
                "gates": StatusDocumentation.gates("Verdict of each gate at the last evaluation."),
                "timeline": FieldDocumentation("History of the remediation, oldest first; at most 50 entries.") {
                    $0.count(0...50)
                },
                "approval": FieldDocumentation("The approval of the plan."),
                "dryRun": FieldDocumentation("Result of the server-side dry run of the change."),
                "intents": FieldDocumentation("Writes to the cluster. Each write is stored before it is sent.") {
                    $0.count(0...2000)
                },
                "changedAt": FieldDocumentation("Time of the change."),
                "verifyUntil": FieldDocumentation("The signals must recover before this time."),
                "revert": FieldDocumentation("Scheduled revert of a scale action."),
                "incidentEndedAt": FieldDocumentation(
                    "Time at which the signals of the incident recovered. Before it Evenkeel does not repeat the "
                        + "action."
                ),
                "endedAt": FieldDocumentation("Time at which the final phase was reached."),
                "grade": FieldDocumentation(
                    "Grade of the decision in hindsight: Remedied (the signals recovered after the change and stayed "
                        + "healthy for gradeWithin), SelfHealed (recovered without a change), Persisted (stayed "
                        + "unhealthy), Worsened, PersonDidTheSame (a person made the planned change) or "
                        + "PersonDidOther (a different one)."),
                "conditions": StatusDocumentation.conditions,
            ])
    }
}

extension TimelineEntry: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Entry of the history.",
            example: TimelineEntry(at: Timestamp(microsecondsSince1970: 0), phase: .proposed, message: ""),
            required: ["at", "phase", "message"],
            [
                "at": FieldDocumentation("Time of the entry."),
                "phase": FieldDocumentation("Phase after the entry."),
                "reason": FieldDocumentation("Machine-readable reason for the entry, in UpperCamelCase."),
                "message": FieldDocumentation("Description of the entry."),
            ])
    }
}

extension Approval: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Approval of the plan.", example: Approval(by: "", at: Timestamp(microsecondsSince1970: 0)),
            required: ["by", "at"],
            [
                "by": FieldDocumentation("User who approved, as authenticated by the API server."),
                "at": FieldDocumentation("Time at which Evenkeel observed the approval."),
            ])
    }
}

extension DryRun: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Result of the server-side dry run.", example: DryRun(accepted: false, message: ""),
            required: ["accepted", "message"],
            [
                "accepted": FieldDocumentation("True if the API server accepts the change."),
                "message": FieldDocumentation("Answer of the API server."),
            ])
    }
}

extension Intent: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A write to the cluster.", example: Intent(purpose: .change, at: Timestamp(microsecondsSince1970: 0)),
            required: ["purpose", "at"],
            [
                "purpose": FieldDocumentation("Purpose of the write."),
                "pod": FieldDocumentation("The evicted pod. Set for purpose Evict."),
                "at": FieldDocumentation(
                    "Time at which the write was stored, before it is sent. A new leader that continues the write "
                        + "updates it."
                ),
                "outcome": FieldDocumentation(
                    "Pending until the result is known. Done: the write was made. NotDone: the write was certainly "
                        + "not made."
                ),
                "message": FieldDocumentation("Answer of the API server."),
            ])
    }
}

extension ScheduledRevert: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Scheduled revert of a temporary change.",
            example: ScheduledRevert(at: Timestamp(microsecondsSince1970: 0)), required: ["at"],
            [
                "at": FieldDocumentation("Time at which the recorded value is restored."),
                "state": FieldDocumentation(
                    "Scheduled; Reverted (the recorded value is restored); KeptByOthers (another client changed the "
                        + "field, so Evenkeel does not restore it); Failed (the API server refused the revert, "
                        + "restore the value manually)."
                ),
            ])
    }
}
