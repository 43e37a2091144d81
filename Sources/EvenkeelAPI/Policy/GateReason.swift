/// The gates, in the order in which they are evaluated and shown. Part of the public API.
public enum GateName: String, Sendable, Hashable, Codable, CaseIterable {
    case mode = "Mode"
    case suspension = "Suspension"
    case freeze = "Freeze"
    case circuitBreaker = "CircuitBreaker"
    case dataQuality = "DataQuality"
    case confidence = "Confidence"
    case persistence = "Persistence"
    case cooldown = "Cooldown"
    case budget = "Budget"
    case singleFlight = "SingleFlight"
    case rolloutInProgress = "RolloutInProgress"
    case plan = "Plan"
    case replicaOwner = "ReplicaOwner"
    case gitOpsOwner = "GitOpsOwner"
    case disruptionBudget = "DisruptionBudget"
    case minimumReady = "MinimumReady"
    case previousAttempt = "PreviousAttempt"
    case dryRun = "DryRun"
    case approval = "Approval"
}

extension GateName: CustomStringConvertible {
    public var description: String { rawValue }
}

/// Why a gate holds or refuses. Part of the public API: programs read the reason, people read the message.
public enum GateReason: String, Sendable, Hashable, Codable, CaseIterable {
    // Mode.
    case observeOnly = "ObserveOnly"
    case shadowOnly = "ShadowOnly"
    // Suspension.
    case policyInvalid = "PolicyInvalid"
    case policySuspended = "PolicySuspended"
    case guardrailPaused = "GuardrailPaused"
    case disabledByAnnotation = "DisabledByAnnotation"
    case unknownAnnotationValue = "UnknownAnnotationValue"
    // Freeze.
    case freezeWindowOpen = "FreezeWindowOpen"
    case freezeWindowUnreadable = "FreezeWindowUnreadable"
    case silenced = "Silenced"
    case silencesUnavailable = "SilencesUnavailable"
    case silencesNotAsked = "SilencesNotAsked"
    // Circuit breaker.
    case circuitBreakerOpen = "CircuitBreakerOpen"
    case fleetNotEvaluated = "FleetNotEvaluated"
    // Data quality, and whatever else needs the target.
    case targetNotFound = "TargetNotFound"
    case targetUnavailable = "TargetUnavailable"
    case notEvaluated = "NotEvaluated"
    case evaluationTooOld = "EvaluationTooOld"
    case dataUnusable = "DataUnusable"
    // Confidence, persistence, cooldown, budget.
    case confidenceTooLow = "ConfidenceTooLow"
    case tooFewEvaluations = "TooFewEvaluations"
    case coolingDown = "CoolingDown"
    case concurrencyLimitReached = "ConcurrencyLimitReached"
    case hourlyLimitReached = "HourlyLimitReached"
    // Single flight.
    case remediationInProgress = "RemediationInProgress"
    case revertScheduled = "RevertScheduled"
    // Rollout in progress.
    case rolloutInProgress = "RolloutInProgress"
    // Plan.
    case notPlanned = "NotPlanned"
    case planNotEncodable = "PlanNotEncodable"
    case unknownAction = "UnknownAction"
    case noReplicas = "NoReplicas"
    case boundReached = "BoundReached"
    case loweringNotSupported = "LoweringNotSupported"
    case autoscalerAtMaximum = "AutoscalerAtMaximum"
    case orderedRestartRequired = "OrderedRestartRequired"
    case noOutlierSignal = "NoOutlierSignal"
    case noPodSelected = "NoPodSelected"
    case podsWithoutController = "PodsWithoutController"
    case rolloutPaused = "RolloutPaused"
    case onDeleteStrategy = "OnDeleteStrategy"
    case noRevisions = "NoRevisions"
    case revisionNotObserved = "RevisionNotObserved"
    case incidentBeforeRelease = "IncidentBeforeRelease"
    case sameRelease = "SameRelease"
    case rollbackForbidden = "RollbackForbidden"
    case noEarlierRevision = "NoEarlierRevision"
    case noHealthyRevision = "NoHealthyRevision"
    case nothingToRollBack = "NothingToRollBack"
    case stableNotReady = "StableNotReady"
    case canaryIsTarget = "CanaryIsTarget"
    case canaryNotFound = "CanaryNotFound"
    case routeNotFound = "RouteNotFound"
    case routeUnavailable = "RouteUnavailable"
    case backendNotFound = "BackendNotFound"
    // Replica owner.
    case replicaOwnerUnavailable = "ReplicaOwnerUnavailable"
    case severalReplicaOwners = "SeveralReplicaOwners"
    case autoscalingPaused = "AutoscalingPaused"
    case replicasOwnedByController = "ReplicasOwnedByController"
    case replicasOwnedByFieldManager = "ReplicasOwnedByFieldManager"
    // GitOps owner.
    case revertedByGitOps = "RevertedByGitOps"
    // Disruption budget, minimum ready.
    case severalBudgets = "SeveralBudgets"
    case budgetNotObserved = "BudgetNotObserved"
    case budgetExhausted = "BudgetExhausted"
    case budgetNeverAllows = "BudgetNeverAllows"
    case tooFewReadyPods = "TooFewReadyPods"
    // Previous attempt.
    case releaseReappliedAfterRollback = "ReleaseReappliedAfterRollback"
    case rollbackUndone = "RollbackUndone"
    case triedByAnotherRule = "TriedByAnotherRule"
    case alreadyShadowed = "AlreadyShadowed"
    case alreadyRejected = "AlreadyRejected"
    case alreadyExpired = "AlreadyExpired"
    case alreadyTried = "AlreadyTried"
    // Dry run.
    case dryRunRefused = "DryRunRefused"
    // Approval.
    case approvalRequired = "ApprovalRequired"
    case approvalForAnotherPlan = "ApprovalForAnotherPlan"
    case approverMissing = "ApproverMissing"
    case approvalPolicyMissing = "ApprovalPolicyMissing"
    case approvalPolicyUnavailable = "ApprovalPolicyUnavailable"
    case approvalNotAuthenticated = "ApprovalNotAuthenticated"
    case approvalTooLate = "ApprovalTooLate"
    case nothingToApprove = "NothingToApprove"
}

extension GateReason: CustomStringConvertible {
    public var description: String { rawValue }
}
