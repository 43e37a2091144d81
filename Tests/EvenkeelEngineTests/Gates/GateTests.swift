import Detection
import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Gates") struct GateTests {
    @Test("in a good situation every gate passes, and all of them are asked")
    func good() {
        let gates = Gate.evaluate(.good())
        #expect(gates.allSatisfy { $0.verdict == .pass }, "\(gates)")
        #expect(
            gates.map(\.name) == [
                .mode, .suspension, .freeze, .circuitBreaker, .dataQuality, .confidence, .persistence,
                .cooldown, .budget, .singleFlight, .rolloutInProgress, .plan, .replicaOwner, .gitOpsOwner,
                .disruptionBudget, .minimumReady, .previousAttempt, .dryRun, .approval,
            ])
    }

    @Test("several that hold are all told, not only the first")
    func all() {
        let situation = Situation.good {
            $0.policy.spec.suspend = true
            $0.policy.spec.mode = .shadow
            $0.memory = RuleMemory()
        }
        let held = Gate.evaluate(situation).filter { $0.verdict != .pass }.map(\.name)
        #expect(held == [.mode, .suspension, .dataQuality, .confidence, .persistence])
    }
}

@Suite("The mode gate") struct ModeGateTests {
    @Test("Observe refuses, Shadow holds, Suggest and Automatic pass")
    func modes() {
        #expect(modeGate(.good { $0.policy.spec.mode = .observe }).isRefusal)
        #expect(modeGate(.good { $0.policy.spec.mode = .shadow }).isHold)
        #expect(modeGate(.good { $0.policy.spec.mode = .suggest }).isPass)
        #expect(modeGate(.good { $0.policy.spec.mode = .automatic }).isPass)
    }
}

@Suite("The suspension gate") struct SuspensionGateTests {
    static let key = "evenkeel.dev/remediation"

    @Test("everybody who may pause is heard")
    func pauses() {
        #expect(suspensionGate(.good { $0.policy.spec.suspend = true }).isHold)
        #expect(
            suspensionGate(.good { $0.guardrails = [.named("stop") { $0.paused = true }] }).message.contains("stop"))
        #expect(holds(suspensionGate(.good { $0.target.workload?.annotations[Self.key] = "Disabled" })))
        #expect(suspensionGate(.good { $0.target.namespaceAnnotations[Self.key] = "Disabled" }).isHold)
        #expect(suspensionGate(.good { $0.problem = "spec.rules: too many" }).isHold)
    }

    @Test(
        "a word that nobody knows holds, the known ones do what they say",
        arguments: [
            ("Enabled", true), ("RequireApproval", true), ("Disabled", false), ("disabled", false), ("", false),
        ])
    func words(_ word: String, _ passes: Bool) {
        #expect(suspensionGate(.good { $0.target.workload?.annotations[Self.key] = word }).isPass == passes)
    }

    @Test("where the workload cannot be seen, nobody knows whether its owner paused it")
    func unseen() { #expect(suspensionGate(.good { $0.target = .unavailable("the watch is behind") }).isHold) }

    @Test("a guardrail that is not paused holds nothing")
    func unpaused() { #expect(suspensionGate(.good { $0.guardrails = [.named("calm") { _ in }] }).isPass) }
}

@Suite("The data quality gate") struct DataQualityGateTests {
    @Test("every quality but Ok holds, with its name", arguments: Quality.allCases.filter { $0 != .ok })
    func qualities(_ quality: Quality) {
        let verdict = dataQualityGate(.good { $0.memory.finding = .bad(confidence: 1, quality: quality) })
        #expect(verdict.isHold)
        #expect(verdict.message.contains(quality.rawValue))
    }

    @Test("a target that is missing or cannot be read holds")
    func target() {
        #expect(dataQualityGate(.good { $0.target = TargetSnapshot(availability: .targetNotFound) }).isHold)
        #expect(dataQualityGate(.good { $0.target = .unavailable("no answer") }).message == "no answer")
    }

    @Test("an evaluation of 89 seconds ago counts at an interval of 30, one of 91 does not")
    func age() {
        #expect(dataQualityGate(.good { $0.evaluatedAt = Situation.now - 89 }).isPass)
        #expect(dataQualityGate(.good { $0.evaluatedAt = Situation.now - 91 }).isHold)
        #expect(dataQualityGate(.good { $0.evaluatedAt = nil }).isHold)
    }

    @Test("where one of any signals is bad and another has no data, the bad one is enough")
    func partly() {
        let findings = ["a": SignalFinding.unusable("a", .empty, at: Situation.now, "nothing"), "b": .isBad("b")]
        #expect(
            dataQualityGate(.good { $0.memory.finding = RuleFinding(When(any: ["a", "b"]), findings: findings) }).isPass
        )
        #expect(
            dataQualityGate(.good { $0.memory.finding = RuleFinding(When(all: ["a", "b"]), findings: findings) }).isHold
        )
    }
}

extension SignalFinding {
    static func isBad(_ name: String, _ confidence: Double = 1, fresh: Bool = true) -> SignalFinding {
        SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: confidence), isBad: true,
                observedAt: Situation.now, explanation: "bad"), isFresh: fresh)
    }

    static func isGood(_ name: String, fresh: Bool = true) -> SignalFinding {
        SignalFinding(
            evidence: Evidence(signal: name, quality: .ok, observedAt: Situation.now, explanation: "good"),
            isFresh: fresh)
    }
}

@Suite("The confidence and the persistence gate") struct ConfidenceGateTests {
    @Test(
        "99.8 % of 99.9 % holds, 99.9 % passes", arguments: [(0.998, false), (0.999, true), (0.9999, true), (0, false)])
    func confidence(_ confidence: Double, _ passes: Bool) {
        #expect(confidenceGate(.good { $0.memory.finding = .bad(confidence: confidence) }).isPass == passes)
    }

    @Test("one evaluation of two holds, two pass")
    func persistence() {
        #expect(persistenceGate(.good { $0.memory.streak = 1 }).isHold)
        #expect(persistenceGate(.good { $0.memory.streak = 2 }).isPass)
    }
}

@Suite("What a decision looks at") struct SurroundingsTests {
    @Test("remediations of other namespaces count only where one guardrail covers both")
    func otherNamespaces() {
        var far = Situation.good { _ in }.other(.executing)
        far.metadata.namespace = "pay"
        let near = Situation.good { _ in }.other(.executing)
        let all = Guardrail(metadata: ObjectMeta(name: "all"), spec: GuardrailSpec())
        #expect([near, far].concerning("shop", under: [], labels: [:]) == [near])
        #expect([near, far].concerning("shop", under: [all], labels: ["pay": [:], "shop": [:]]) == [near, far])
    }
}

@Suite("The cooldown gate") struct CooldownGateTests {
    private func situation(endedAgo seconds: Double, _ change: (inout Remediation) -> Void = { _ in }) -> Situation {
        .good { situation in
            situation.rule.cooldown = .minutes(60)
            situation.others = [
                situation.other(.succeeded) { other in
                    other.status?.changedAt = Situation.now - seconds - 60
                    other.status?.endedAt = Situation.now - seconds
                    change(&other)
                }
            ]
        }
    }

    @Test("59 minutes after the last change of 60 it holds until the 60th, after 61 it passes")
    func twins() {
        let early = cooldownGate(situation(endedAgo: 59 * 60))
        #expect(early.isHold)
        #expect(early.until == Situation.now + 60)
        #expect(cooldownGate(situation(endedAgo: 61 * 60)).isPass)
    }

    @Test("what changed nothing, what is of another rule, and what is still under way cool nothing")
    func others() {
        #expect(passes(cooldownGate(situation(endedAgo: 60) { $0.status?.changedAt = nil })))
        #expect(cooldownGate(situation(endedAgo: 60) { $0.spec.rule = "another" }).isPass)
        #expect(cooldownGate(situation(endedAgo: 60) { $0.spec.policyRef.uid = "another" }).isPass)
        #expect(passes(cooldownGate(situation(endedAgo: 60) { $0.status?.phase = .verifying })))
        let shadowed = situation(endedAgo: 60) {
            $0.status?.phase = .shadowed
            $0.status?.changedAt = nil
        }
        #expect(cooldownGate(shadowed).isPass)
    }
}

@Suite("The budget gate") struct BudgetGateTests {
    private func situation(_ budgets: Budgets, begunAgo: [Double], _ change: (inout Remediation) -> Void = { _ in })
        -> Situation
    {
        .good { situation in
            situation.guardrails = [
                .named("few") {
                    $0.budgets = budgets; $0.namespaceSelector = .init(matchLabels: ["team": "a"])
                }
            ]
            situation.others = begunAgo.map { ago in
                situation.other(.succeeded) { other in
                    other.status?.intents = [Intent(purpose: .change, at: Situation.now - ago, outcome: .done)]
                    change(&other)
                }
            }
        }
    }

    @Test("a remediation begun 59 minutes ago counts, one begun 61 minutes ago does not")
    func hour() {
        let early = budgetGate(situation(Budgets(perHour: 1), begunAgo: [59 * 60]))
        #expect(early.isHold)
        #expect(early.until == Situation.now + 60)
        #expect(budgetGate(situation(Budgets(perHour: 1), begunAgo: [61 * 60])).isPass)
        #expect(budgetGate(situation(Budgets(perHour: 2), begunAgo: [59 * 60])).isPass)
        #expect(budgetGate(situation(Budgets(perHour: 2), begunAgo: [10, 1800])).until == Situation.now + 1800)
    }

    @Test("what was put off before it was sent, and what was only undone, was not begun")
    func begun() {
        let put = situation(Budgets(perHour: 1), begunAgo: [60]) { $0.status?.intents[0].outcome = .notDone }
        #expect(budgetGate(put).isPass)
        let undo = situation(Budgets(perHour: 1), begunAgo: [60]) { $0.status?.intents[0].purpose = .undo }
        #expect(budgetGate(undo).isPass)
    }

    @Test("a namespace that the guardrail does not cover uses up none of its budget; an unknown one does")
    func namespaces() {
        let elsewhere = situation(Budgets(perHour: 1), begunAgo: [60]) { $0.metadata.namespace = "other" }
        #expect(budgetGate(elsewhere).isHold)
        #expect(budgetGate(elsewhere.with { $0.namespaceLabels["other"] = ["team": "b"] }).isPass)
    }

    @Test("each phase that may be changing or watching counts as concurrent", arguments: Phase.allCases)
    func concurrent(_ phase: Phase) {
        let situation = situation(Budgets(concurrent: 1), begunAgo: [60]) { $0.status?.phase = phase }
        #expect(budgetGate(situation).isHold == [.executing, .verifying, .undoing].contains(phase))
    }
}

@Suite("The single flight gate") struct SingleFlightGateTests {
    private func situation(_ change: (inout Remediation) -> Void) -> Situation {
        .good { situation in
            situation.others = [
                situation.other(.verifying) {
                    $0.spec.policyRef.uid = "another"; change(&$0)
                }
            ]
        }
    }

    @Test("another policy's remediation on the same target holds, on another target it does not")
    func target() {
        #expect(singleFlightGate(situation { _ in }).isHold)
        #expect(singleFlightGate(situation { $0.spec.targetRef.name = "api" }).isPass)
        #expect(singleFlightGate(situation { $0.spec.targetRef.kind = .statefulSet }).isPass)
        #expect(singleFlightGate(situation { $0.metadata.namespace = "elsewhere" }).isPass)
    }

    @Test("a scheduled revert that is due is in flight")
    func returning() {
        let returning = situation {
            $0.status?.phase = .succeeded
            $0.status?.intents = [Intent(purpose: .undo, at: Situation.now)]
        }
        #expect(singleFlightGate(returning).isHold)
    }

    @Test("a scheduled revert keeps others off the field that it holds, and off no other")
    func scheduledRevert() {
        let held = situation {
            $0.status?.phase = .succeeded
            $0.status?.revert = ScheduledRevert(at: Situation.now + 600)
        }
        #expect(singleFlightGate(held).until == Situation.now + 600)
        #expect(passes(singleFlightGate(held.with { $0.others[0].status?.revert?.state = .reverted })))
        #expect(singleFlightGate(held.with { $0.others[0].spec.plan.changes[0].path = "/spec/template" }).isPass)
    }
}

@Suite("The rollout, plan and dry run gates") struct WorldGateTests {
    @Test("a rollout holds everything but a rollback, which is there to end it")
    func rollout() {
        let rolling = Situation.good { $0.target.workload?.updatedReplicas = 2 }
        #expect(rolloutInProgressGate(rolling).isHold)
        #expect(rolloutInProgressGate(rolling.with { $0.rule.action = Action(.rollback(RollbackAction())) }).isPass)
        #expect(holds(rolloutInProgressGate(.good { $0.target.workload?.generation = 4 })))
        #expect(rolloutInProgressGate(.good { $0.target.workload = nil }).isHold)
    }

    @Test("a rule without a plan is refused with the planner's reason")
    func plan() {
        let refused = planGate(.good { $0.plan = .failure(PlanRefusal(.noEarlierRevision, "nothing to return to")) })
        #expect(refused == .refuse(.noEarlierRevision, "nothing to return to"))
    }

    @Test("a refused dry run holds with the API server's words")
    func dryRun() {
        func verdict(_ dryRun: DryRun?) -> GateVerdict {
            dryRunGate(.good { $0.remediation = $0.other(.proposed) { $0.status?.dryRun = dryRun } })
        }
        #expect(verdict(nil).isPass)
        #expect(verdict(DryRun(accepted: true, message: "")).isPass)
        #expect(verdict(DryRun(accepted: false, message: "quota")) == .hold(.dryRunRefused, "quota"))
    }
}

@Suite("The previous attempt gate") struct PreviousAttemptGateTests {
    @Test(
        "what has ended, but for Superseded and what was only shown, refuses the same again until the incident is over",
        arguments: Phase.allCases)
    func phases(_ phase: Phase) {
        let open = Situation.good { $0.others = [$0.other(phase)] }
        #expect(
            previousAttemptGate(open).isRefusal == (phase.isFinal && phase != .superseded && phase != .shadowed))
        let shown = Situation.good {
            $0.policy.spec.mode = .shadow
            $0.others = [$0.other(phase)]
        }
        #expect(previousAttemptGate(shown).isRefusal == (phase.isFinal && phase != .superseded))
        let over = Situation.good { $0.others = [$0.other(phase) { $0.status?.incidentEndedAt = Situation.now - 1 }] }
        #expect(previousAttemptGate(over).isPass)
    }

    @Test("another rule's attempt, and one on an object that is gone, refuse nothing")
    func others() {
        #expect(previousAttemptGate(.good { $0.others = [$0.other(.failed) { $0.spec.rule = "other" }] }).isPass)
        #expect(previousAttemptGate(.good { $0.others = [$0.other(.failed) { $0.spec.targetRef.uid = "old" }] }).isPass)
    }

    @Test("what another rule or policy has tried for this very trouble is not tried again; another action may be")
    func siblings() {
        func verdict(_ phase: Phase, after seconds: Double, _ action: ActionName = .scale) -> GateVerdict {
            previousAttemptGate(
                .good { situation in
                    let began = situation.memory.incidentStartedAt ?? Situation.now
                    situation.others = [
                        situation.other(phase) { other in
                            other.spec.policyRef.uid = "policy-2"
                            other.spec.plan.action = action
                            other.status?.changedAt = began + seconds
                        }
                    ]
                })
        }
        #expect(verdict(.undone, after: 10).message.contains("has done the same for this incident already"))
        #expect(verdict(.failed, after: 10).isRefusal)
        #expect(verdict(.succeeded, after: 10).isPass)
        #expect(verdict(.undone, after: -10).isPass)
        // In the same second, as which times are stored.
        #expect(verdict(.undone, after: -0.9).isRefusal)
        #expect(verdict(.undone, after: -1).isPass)
        #expect(verdict(.undone, after: 10, .restart).isPass)
    }
}

@Suite("The previous attempt gate, about releases") struct RestoredReleaseTests {
    /// A rollback of release `bad`, after an earlier one.
    private func situation(_ change: (inout Remediation) -> Void = { _ in }) -> Situation {
        .good { situation in
            var plan = try? situation.plan.get()
            plan?.action = .rollback
            plan?.rolledBackFrom = "bad"
            if let plan { situation.plan = .success(plan) }
            situation.others = [
                situation.other(.succeeded) { other in
                    other.status?.changedAt = Situation.now - 7200
                    other.status?.incidentEndedAt = Situation.now - 7000
                    change(&other)
                }
            ]
        }
    }

    @Test("a release that was rolled back and is applied again unchanged is not fought over")
    func again() {
        #expect(previousAttemptGate(situation()).isRefusal)
        #expect(previousAttemptGate(situation()).message.contains("applied again unchanged"))
        #expect(passes(previousAttemptGate(situation { $0.spec.plan.rolledBackFrom = "another" })))
    }

    @Test("nor is one that a person brought back through Evenkeel")
    func person() {
        let taken = situation { $0.status?.intents = [Intent(purpose: .undo, at: Situation.now - 60, outcome: .done)] }
        #expect(previousAttemptGate(taken).message.contains("a person took that back"))
    }

    @Test("a rollback that was only shown, or that did not help and was undone, says nothing of a later incident")
    func undone() {
        #expect(passes(previousAttemptGate(situation { $0.status?.phase = .undone })))
        let shown = situation {
            $0.status?.phase = .shadowed
            $0.status?.changedAt = nil
        }
        #expect(previousAttemptGate(shown).isPass)
    }
}

@Suite("The approval gate") struct ApprovalGateTests {
    private func situation(
        _ text: String?, by name: String? = "anna", ago: Double = 60, _ change: (inout Situation) -> Void = { _ in }
    ) -> Situation {
        .good { situation in
            situation.policy.spec.mode = .suggest
            situation.remediation = situation.other(.awaitingApproval) { remediation in
                remediation.metadata.creationTimestamp = Situation.now - ago
                remediation.metadata.annotations = [:]
                remediation.metadata.annotations?["evenkeel.dev/approve"] = text
                remediation.metadata.annotations?["evenkeel.dev/approved-by"] = name
            }
            change(&situation)
        }
    }

    private static let digest = "0123456789ab"

    @Test("the plan's digest approves, with or without its algorithm and in any length from eight digits")
    func digest() {
        for text in ["01234567", Self.digest, "sha256:" + Self.digest, String(repeating: "0123456789abcdef", count: 4)]
        {
            #expect(approvalGate(situation(text)).isPass, "\(text)")
        }
    }

    @Test(
        "what is shorter, another, empty or longer than the digest approves nothing",
        arguments: [
            "", "0123456", "sha256:", "sha256:0123456", "yes", "true", "11234567", "01234568", "SHA256:01234567",
            String(repeating: "0123456789abcdef", count: 5),
        ])
    func wrong(_ text: String) {
        #expect(approvalGate(situation(text)).isHold)
        #expect(approvalGate(situation(text)).message.contains("the plan is 0123456789ab"))
    }

    @Test("an approval after 29 minutes of 30 counts, after 31 it is too late")
    func late() {
        #expect(approvalGate(situation(Self.digest, ago: 29 * 60)).isPass)
        #expect(approvalGate(situation(Self.digest, ago: 31 * 60)).isRefusal)
        #expect(approvalGate(situation(Self.digest, ago: 31 * 60)).message.contains("came too late"))
        #expect(approvalGate(situation(nil, by: nil, ago: 60)).until == Situation.now + 29 * 60)
    }

    @Test("who approved is told, and when that was first seen")
    func name() {
        #expect(approvalGate(situation(Self.digest)).message == "approved by anna at \(Situation.now)")
        let earlier = situation(Self.digest) {
            $0.remediation?.status?.approval = Approval(by: "anna", at: Situation.now - 30)
        }
        #expect(approvalGate(earlier).message == "approved by anna at \(Situation.now - 30)")
        let other = situation(Self.digest, by: "bert") {
            $0.remediation?.status?.approval = Approval(by: "anna", at: Situation.now - 30)
        }
        #expect(approvalGate(other).message == "approved by bert at \(Situation.now)")
    }

    @Test("an approval under nobody's name does not count", arguments: [nil, ""])
    func nameless(_ name: String?) {
        #expect(approvalGate(situation(Self.digest, by: name)).isHold)
        #expect(approvalGate(situation(Self.digest, by: name)).message.contains("approved-by is missing"))
    }

    @Test("the digest of an older plan for the same target is called stale, by the name of that Remediation")
    func stale() {
        let gate = approvalGate(
            situation("aaaaaaaa") { situation in
                let older = situation.other(.superseded) {
                    $0.metadata.name = "web-older"
                    $0.spec.plan.digest = "sha256:" + String(repeating: "a", count: 64)
                }
                situation.others = [older]
            })
        #expect(gate.isHold)
        #expect(gate.message.contains("stale: it is for the plan of web-older"))
    }

    @Test(
        "who clicked approve: where the API server does not vouch, nothing is approved, and it says what to do"
    )
    func unvouched() {
        let problem = "there is no policy; install it"
        let approved = situation(Self.digest) { $0.approvals = .unvouched(.approvalPolicyMissing, problem) }
        #expect(approvalGate(approved).isHold)
        #expect(approvalGate(approved).message == "the approval does not count: \(problem)")
        // Nobody should have to try in order to learn it.
        let waiting = situation(nil, by: nil) { $0.approvals = .unvouched(.approvalPolicyMissing, problem) }
        #expect(approvalGate(waiting).message.contains("which cannot count yet: \(problem)"))
        // What needs no approval goes on.
        #expect(approvalGate(.good { $0.approvals = .unvouched(.approvalPolicyMissing, problem) }).isPass)
    }

    @Test("what was written before the API server vouched for names could be anybody's")
    func beforeVouching() {
        let older = situation(Self.digest) { $0.approvals = .vouched(since: Situation.now - 59) }
        #expect(approvalGate(older).isHold)
        #expect(approvalGate(older).message.contains("delete it, and it is proposed anew"))
        #expect(approvalGate(situation(Self.digest) { $0.approvals = .vouched(since: Situation.now - 60) }).isPass)
    }

    @Test("the mode, the rule and the owner may each ask for approval")
    func reasons() {
        #expect(approvalGate(.good()).isPass)
        #expect(approvalGate(.good { $0.policy.spec.mode = .suggest }).isHold)
        #expect(approvalGate(.good { $0.rule.approval.mode = .always }).isHold)
        #expect(
            holds(
                approvalGate(
                    .good { $0.target.workload?.annotations["evenkeel.dev/remediation"] = "RequireApproval" })))
        #expect(
            approvalGate(.good { $0.target.namespaceAnnotations["evenkeel.dev/remediation"] = "RequireApproval" })
                .isHold)
    }

    @Test("below the rule's confidence a person is asked, above it nobody is")
    func confidence() {
        func verdict(_ confidence: Double) -> GateVerdict {
            approvalGate(
                .good {
                    $0.rule.approval = ApprovalRequirement(
                        mode: .belowConfidence, confidence: Percentage(fraction: 0.999))
                    $0.memory.finding = .bad(confidence: confidence)
                })
        }
        #expect(verdict(0.998).isHold)
        #expect(verdict(0.999).isPass)
    }
}
