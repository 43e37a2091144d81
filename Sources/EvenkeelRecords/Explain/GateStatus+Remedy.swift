import EvenkeelAPI

extension GateStatus {
    /// What has to change for the gate to pass.
    var remedy: String { reason?.remedy ?? "see its message" }
}

extension GateReason {
    /// What has to change, and who can change it. The switch is exhaustive: a new reason needs an answer here.
    var remedy: String {
        switch self {
        case .observeOnly, .shadowOnly: "set the policy's spec.mode to Suggest or Automatic"
        case .policyInvalid: "correct the policy"
        case .policySuspended: "set the policy's spec.suspend to false"
        case .guardrailPaused: "set the guardrail's spec.paused to false"
        case .disabledByAnnotation, .unknownAnnotationValue: "its owner has to change or remove the annotation"
        case .freezeWindowOpen: "wait for the end of the window, or let the window allow the action"
        case .freezeWindowUnreadable: "correct the schedule or the time zone of the window"
        case .silenced: "the silence has to end"
        case .silencesUnavailable, .silencesNotAsked: "the Alertmanager that the guardrail names has to answer"
        case .circuitBreakerOpen, .fleetNotEvaluated:
            "find what so many targets have in common; the circuit breaker closes by itself"
        case .targetNotFound: "create the target, or correct the policy's targetRef"
        case .targetUnavailable: "Evenkeel has to be able to read the target again"
        case .notEvaluated, .evaluationTooOld: "wait for the next evaluation"
        case .dataUnusable: "the signal needs good data again"
        case .confidenceTooLow: "more data has to confirm it, or the rule's minimumConfidence has to be lower"
        case .tooFewEvaluations: "the signals have to be bad for more evaluations"
        case .coolingDown: "wait, or shorten the rule's cooldown"
        case .concurrencyLimitReached, .hourlyLimitReached: "wait, or raise the guardrail's budget"
        case .remediationInProgress, .revertScheduled: "the other remediation has to end"
        case .rolloutInProgress: "the rollout has to end"
        case .replicaOwnerUnavailable: "Evenkeel has to be able to read it again"
        case .severalReplicaOwners, .autoscalingPaused, .replicasOwnedByController, .replicasOwnedByFieldManager:
            "change the count where its owner keeps it, or leave it one owner whose lower bound can be changed"
        case .revertedByGitOps:
            "change it in the repository; or take the field out of it, and annotate the named object "
                + "\(EvenkeelAPIGroup.Annotation.gitOps): Ignored"
        case .severalBudgets: "make the selectors of the budgets disjoint"
        case .budgetNotObserved, .budgetExhausted: "more pods have to be ready, or the budget has to allow more"
        case .budgetNeverAllows: "change the budget or the replica count: pods that become ready do not help"
        case .tooFewReadyPods: "more pods have to be ready, or the policy's minimumReady has to be lower"
        case .dryRunRefused: "the API server has to accept the change: check the permissions of the service account"
        case .notPlanned, .planNotEncodable, .unknownAction, .noReplicas, .boundReached, .loweringNotSupported,
            .autoscalerAtMaximum, .orderedRestartRequired, .noOutlierSignal, .noPodSelected, .podsWithoutController,
            .rolloutPaused, .onDeleteStrategy, .noRevisions, .revisionNotObserved, .incidentBeforeRelease, .sameRelease,
            .rollbackForbidden, .noEarlierRevision, .noHealthyRevision, .nothingToRollBack, .stableNotReady,
            .canaryIsTarget, .canaryNotFound, .routeNotFound, .routeUnavailable, .backendNotFound:
            "what it names has to change, or the rule needs another action: a person has to help"
        case .releaseReappliedAfterRollback, .rollbackUndone:
            "whoever applied the release decides about it; a new build is judged anew"
        case .alreadyShadowed:
            "this incident is only shown; set the policy's spec.mode to Suggest or Automatic, which proposes at once"
        // Too late is too late for this plan, which ends.
        case .alreadyRejected, .alreadyExpired, .approvalTooLate:
            "it may be proposed again after the signals have recovered"
        case .triedByAnotherRule, .alreadyTried:
            "a person has to help; after the signals have recovered it may be tried again"
        case .approvalPolicyMissing: "install the admission policies, then approve"
        case .approvalPolicyUnavailable: "the admission policies have to be readable"
        case .approvalNotAuthenticated: "delete the Remediation; it is proposed anew, and can then be approved"
        case .approvalForAnotherPlan, .approverMissing: "approve the plan as it is now, by evenkeel approve"
        case .nothingToApprove: "there has to be a plan first"
        case .approvalRequired: "a person has to approve this very plan"
        }
    }
}
