import KubernetesTypes

extension RemediationStatus: Noted {
    static var notes: Notes {
        Notes(
            "The life of the remediation so far.", example: RemediationStatus(phase: .proposed), required: ["phase"],
            [
                "phase": Note(
                    "Where it is: Proposed, Held, AwaitingApproval, Executing, Verifying, Undoing, or how it ended: "
                        + "Succeeded, Undone, Failed, Shadowed, Rejected, Expired, Recovered, Superseded."),
                "decision": Note(
                    "The decision that led here, as the audit log and the Events' annotation evenkeel.dev/decision "
                        + "name it."
                ) { $0.length(0...64) },
                "gates": StatusNotes.gates("What each gate said when it was last asked."),
                "timeline": Note("What happened, oldest first; at most 50 entries.") { $0.count(0...50) },
                "approval": Note("Who approved the plan, and when."),
                "dryRun": Note("What the server-side dry run of the very change said."),
                "intents": Note("Each single write to the cluster, stored before it is sent.") { $0.count(0...2000) },
                "changedAt": Note("When the change was made."),
                "verifyUntil": Note("Until when the signals may take to recover."),
                "lease": Note("Until when the change is kept, for a scale."),
                "incidentEndedAt": Note(
                    "When the incident's signals had recovered; until then the same action is not tried again."),
                "endedAt": Note("When the last phase was reached."),
                "grade": Note(
                    "How the decision looks in hindsight: Remedied (by Evenkeel's change), SelfHealed, Persisted, "
                        + "Worsened, PersonDidTheSame (as the plan) or PersonDidOther."),
                "conditions": StatusNotes.conditions,
            ])
    }
}

extension TimelineEntry: Noted {
    static var notes: Notes {
        Notes(
            "One thing that happened.",
            example: TimelineEntry(at: Timestamp(microsecondsSince1970: 0), phase: .proposed, message: ""),
            required: ["at", "phase", "message"],
            [
                "at": Note("When."),
                "phase": Note("The phase that it led to or happened in."),
                "message": Note("What, for people."),
            ])
    }
}

extension Approval: Noted {
    static var notes: Notes {
        Notes(
            "Who approved the plan.", example: Approval(by: "", at: Timestamp(microsecondsSince1970: 0)),
            required: ["by", "at"],
            ["by": Note("The user's name, vouched for by the API server."), "at": Note("When it was seen.")])
    }
}

extension DryRun: Noted {
    static var notes: Notes {
        Notes(
            "What the server-side dry run said.", example: DryRun(accepted: false, message: ""),
            required: ["accepted", "message"],
            ["accepted": Note("Whether the API server would take the change."), "message": Note("Its answer.")])
    }
}

extension Intent: Noted {
    static var notes: Notes {
        Notes(
            "One write to the cluster.", example: Intent(purpose: .change, at: Timestamp(microsecondsSince1970: 0)),
            required: ["purpose", "at"],
            [
                "purpose": Note("What the write is for."),
                "pod": Note("The pod, for Evict."),
                "at": Note("When it was decided, or taken over by another process, before it was sent."),
                "outcome": Note("Pending until it is known; NotDone where it is certain that nothing was changed."),
                "message": Note("What the API server answered."),
            ])
    }
}

extension Lease: Noted {
    static var notes: Notes {
        Notes(
            "A change that is kept for a while and then taken back.",
            example: Lease(until: Timestamp(microsecondsSince1970: 0)), required: ["until"],
            [
                "until": Note("When the recorded value is restored."),
                "state": Note(
                    "Active, Returned (the recorded value is back), KeptByOthers (somebody changed the field meanwhile, "
                        + "so it was left alone), or NotReturned (it was not permitted; a person is needed)."),
            ])
    }
}
