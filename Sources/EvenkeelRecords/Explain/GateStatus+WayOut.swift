import EvenkeelAPI

// What is waited for and what is never to be are left in different ways, and so are some reasons that one gate has.
// Where neither its name nor its verdict tells them apart, its sentence does, by words that it always has.
extension GateStatus {
    /// What has to change for the gate to pass.
    var wayOut: String {
        switch name {
        case "Mode": "set the policy's spec.mode to Suggest or Automatic"
        case "Suspension": wayOutOfSuspension
        case "Freeze": wayOutOfFreeze
        case "CircuitBreaker": "find what so many targets have in common; the circuit breaker closes by itself"
        case "DataQuality":
            message == "the target does not exist"
                ? "make the target, or mend the policy's targetRef" : "the signal needs good data again"
        case "Confidence": "more data has to say so, or the rule's minimumConfidence has to be lower"
        case "Persistence": "the signals have to be bad for more evaluations"
        case "Cooldown", "Budget": "wait, or change the rule's cooldown or the guardrail's budget"
        case "SingleFlight": "the other remediation has to end"
        case "RolloutInProgress": "the rollout has to end"
        case "Plan": "what it names has to change, or the rule needs another action: a person has to help"
        case "ReplicaOwner": wayOutOfOwnedReplicas
        case "GitOpsOwner":
            "change it in the repository; or take the field out of it, and annotate the object that is named "
                + "\(EvenkeelAPIGroup.Annotation.gitOps): Ignored"
        case "DisruptionBudget": wayOutOfBudget
        case "MinimumReady": "more pods have to be ready, or the policy's minimumReady has to be lower"
        case "PreviousAttempt": wayOutOfPreviousAttempt
        case "DryRun": "the API server has to accept the change: look at the permissions of the service account"
        case "Approval": wayOutOfApproval
        default: "see what it says"
        }
    }

    private var wayOutOfSuspension: String {
        if message.hasPrefix("the policy as it is now cannot be used") { return "mend the policy" }
        if message == "the policy is suspended" { return "set the policy's spec.suspend to false" }
        if message.hasPrefix("guardrail ") { return "set the guardrail's spec.paused to false" }
        if message.contains(" is annotated ") { return "its owner has to change or remove the annotation" }
        return "the target has to be seen again"
    }

    private var wayOutOfFreeze: String {
        if message.contains(" silenced this workload until ") { return "the silence has to end" }
        if message.hasPrefix("whether a silence is in force") {
            return "the Alertmanager that the guardrail names has to answer"
        }
        if message.contains(" cannot be told: ") { return "mend the schedule or the time zone of the window" }
        return "wait for the end of the window, or let the window allow the action"
    }

    private var wayOutOfOwnedReplicas: String {
        if message.contains(" cannot be seen: ") { return "Evenkeel has to be able to read it again" }
        return "change the count where its owner keeps it, or leave it one owner whose lower bound can be changed"
    }

    private var wayOutOfBudget: String {
        guard verdict == .refuse else { return "more pods have to be ready, or the budget has to allow more" }
        if message.contains(" disruption budgets cover ") { return "make the selectors of the budgets disjoint" }
        return "change the budget or the replica count: pods that get ready do not help"
    }

    private var wayOutOfPreviousAttempt: String {
        if message.contains("it was applied again unchanged") || message.contains("a person took that back") {
            return "whoever applied the release decides about it; a new build is judged anew"
        }
        if message.contains(" shows already what would be done") {
            return "this incident is only shown; set the policy's spec.mode to Suggest or Automatic for the next"
        }
        if message.contains(" was rejected for this incident") || message.contains(" was not approved in time") {
            return "it may be proposed again after the signals have recovered"
        }
        return "a person has to help; after the signals have recovered it may be tried again"
    }

    private var wayOutOfApproval: String {
        // Too late for this plan, which is given up.
        if verdict == .refuse { return "it may be proposed again after the signals have recovered" }
        if message.contains("evenkeel admission | kubectl apply") {
            return "install the admission policies, then approve"
        }
        if message.contains("ValidatingAdmissionPolicy") { return "the admission policies have to be readable" }
        if message.contains("was made before the API server vouched") {
            return "delete the Remediation; it is proposed anew, and can then be approved"
        }
        if message.hasPrefix("the approval ") { return "approve the plan as it is now, by evenkeel approve" }
        if message == "there is no plan to approve" { return "there has to be a plan first" }
        return "a person has to approve this very plan"
    }
}
