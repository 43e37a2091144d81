import KubernetesTypes

extension RemediationStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The life of the remediation so far.", example: RemediationStatus(phase: .proposed), required: ["phase"],
            [
                "phase": FieldDocumentation(
                    "Where it is: Proposed, Held, AwaitingApproval, Executing, Verifying, Undoing, or how it ended: "
                        + "Succeeded, Undone, Failed, Shadowed, Rejected, Expired, Recovered, Superseded."),
                "decision": FieldDocumentation(
                    "The decision that led here, as the audit log and the Events' annotation evenkeel.dev/decision "
                        + "name it."
                ) { $0.length(0...64) },
                "gates": StatusDocumentation.gates("What each gate said when it was last asked."),
                "timeline": FieldDocumentation("What happened, oldest first; at most 50 entries.") { $0.count(0...50) },
                "approval": FieldDocumentation("Who approved the plan, and when."),
                "dryRun": FieldDocumentation("What the server-side dry run of the very change said."),
                "intents": FieldDocumentation("Each single write to the cluster, stored before it is sent.") {
                    $0.count(0...2000)
                },
                "changedAt": FieldDocumentation("When the change was made."),
                "verifyUntil": FieldDocumentation("Until when the signals may take to recover."),
                "revert": FieldDocumentation("Until when the change is kept, for a scale."),
                "incidentEndedAt": FieldDocumentation(
                    "When the incident's signals had recovered; until then the same action is not tried again."),
                "endedAt": FieldDocumentation("When the last phase was reached."),
                "grade": FieldDocumentation(
                    "How the decision looks in hindsight: Remedied (by Evenkeel's change), SelfHealed, Persisted, "
                        + "Worsened, PersonDidTheSame (as the plan) or PersonDidOther."),
                "conditions": StatusDocumentation.conditions,
            ])
    }
}

extension TimelineEntry: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "One thing that happened.",
            example: TimelineEntry(at: Timestamp(microsecondsSince1970: 0), phase: .proposed, message: ""),
            required: ["at", "phase", "message"],
            [
                "at": FieldDocumentation("When."),
                "phase": FieldDocumentation("The phase that it led to or happened in."),
                "message": FieldDocumentation("What, for people."),
            ])
    }
}

extension Approval: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Who approved the plan.", example: Approval(by: "", at: Timestamp(microsecondsSince1970: 0)),
            required: ["by", "at"],
            [
                "by": FieldDocumentation("The user's name, vouched for by the API server."),
                "at": FieldDocumentation("When it was seen."),
            ])
    }
}

extension DryRun: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What the server-side dry run said.", example: DryRun(accepted: false, message: ""),
            required: ["accepted", "message"],
            [
                "accepted": FieldDocumentation("Whether the API server would take the change."),
                "message": FieldDocumentation("Its answer."),
            ])
    }
}

extension Intent: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "One write to the cluster.", example: Intent(purpose: .change, at: Timestamp(microsecondsSince1970: 0)),
            required: ["purpose", "at"],
            [
                "purpose": FieldDocumentation("What the write is for."),
                "pod": FieldDocumentation("The pod, for Evict."),
                "at": FieldDocumentation("When it was decided, or taken over by another process, before it was sent."),
                "outcome": FieldDocumentation(
                    "Pending until it is known; NotDone where it is certain that nothing was changed."),
                "message": FieldDocumentation("What the API server answered."),
            ])
    }
}

extension ScheduledRevert: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A change that is kept for a while and then undone.",
            example: ScheduledRevert(at: Timestamp(microsecondsSince1970: 0)), required: ["at"],
            [
                "at": FieldDocumentation("When the recorded value is restored."),
                "state": FieldDocumentation(
                    "Scheduled, Reverted (the recorded value is restored), KeptByOthers (somebody changed the field "
                        + "meanwhile, so it was left alone), or Failed (the revert was not permitted; a person is needed)."
                ),
            ])
    }
}
