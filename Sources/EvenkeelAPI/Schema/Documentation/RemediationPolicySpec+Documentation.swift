import KubernetesTypes

extension RemediationPolicySpec: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What the policy watches, when it acts, and how far it may go.",
            example: RemediationPolicySpec(targetRef: TargetReference(name: ""), signals: [], rules: []),
            required: ["targetRef", "signals", "rules"],
            rules: [ownerAnswers, accountActs, rulesNameSignals],
            [
                "mode": FieldDocumentation(
                    "How far Evenkeel may go. Observe: judge the signals. Shadow: also plan, try the change as a "
                        + "server-side dry run and grade what it would have done. Suggest: also act, after a person "
                        + "approved the plan. Automatic: act where the rule's approval lets it."),
                "suspend": FieldDocumentation("true stops every change of this policy that was not yet sent."),
                "owner": FieldDocumentation(
                    "Who answers for the policy, such as a team; required in mode Suggest and Automatic."
                ) {
                    $0.length(1...253)
                },
                "targetRef": FieldDocumentation(
                    "The workload that is watched and changed, in the policy's own namespace."),
                "serviceAccountName": FieldDocumentation(
                    "The service account in the policy's namespace that changes are made as, so that a policy can do no "
                        + "more than this account may; required in mode Suggest and Automatic."
                ) { $0.subdomain() },
                "interval": FieldDocumentation("Time between two looks at the signals, 1s to 1h.") {
                    $0.rule(.duration(.seconds(1)...(.hours(1))))
                },
                "minimumReady": FieldDocumentation(
                    "Pods of the target that must stay ready while an action takes ready pods away, 0 to 10000; what takes "
                        + "none away is not held. A pod counts after its workload's minReadySeconds."
                ) { $0.range(0...10_000) },
                "signals": FieldDocumentation("What is evaluated and judged; 1 to 32.") {
                    $0.count(1...32).keyed(by: "name")
                },
                "rules": FieldDocumentation("When the signals say so, which action; at most 16. Empty watches only.") {
                    $0.count(0...16).keyed(by: "name")
                },
                "gradeWithin": FieldDocumentation("Time after a decision within which its outcome is graded.") {
                    $0.rule(.lasting)
                },
                "history": FieldDocumentation(
                    "How many finished Remediations of the policy are kept, and for how long."),
            ])
    }

    private static let acting = "self.mode in ['Suggest', 'Automatic']"

    private var mayAct: Bool { mode == .suggest || mode == .automatic }

    private static let ownerAnswers = MeaningRule(
        RemediationPolicySpec.self, cel: "!(\(acting)) || has(self.owner)",
        message: "owner is required in mode Suggest and Automatic: somebody answers for the changes"
    ) { !$0.mayAct || $0.owner != nil }

    private static let accountActs = MeaningRule(
        RemediationPolicySpec.self, cel: "!(\(acting)) || has(self.serviceAccountName)",
        message: "serviceAccountName is required in mode Suggest and Automatic: changes are made as this account"
    ) { !$0.mayAct || $0.serviceAccountName != nil }

    /// CEL that says whether the rule `r` names a signal `n` that is not there.
    private static let namesNoSignal =
        "(has(r.when.all) ? r.when.all : has(r.when.any) ? r.when.any : [])"
        + ".exists(n, !self.signals.exists(s, s.name == n))"

    private static let rulesNameSignals = MeaningRule(
        RemediationPolicySpec.self, cel: "!self.rules.exists(r, \(namesNoSignal))",
        message: "every name in a rule's when must be a signal of this policy"
    ) { spec in
        let known = spec.signals.map(\.name)
        return spec.rules.enumerated().flatMap { index, rule in
            [("all", rule.when.all ?? []), ("any", rule.when.any ?? [])].flatMap { member, names in
                names.enumerated().filter { !known.contains($0.element) }.map { position, name in
                    MeaningRule.Breach(
                        path: ["rules", "\(index)", "when", member, "\(position)"],
                        message: "rule \(rule.name) names a signal that this policy does not have",
                        advice: Spelling.suggestion(for: name, among: known))
                }
            }
        }
    }
}

extension TargetReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A workload.", example: TargetReference(name: ""), required: ["name"],
            rules: [
                MeaningRule(
                    TargetReference.self,
                    cel: "self.apiVersion == (self.kind == 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1')",
                    message: "apiVersion must be argoproj.io/v1alpha1 for kind Rollout, and apps/v1 for the others"
                ) { $0.apiVersion == $0.kind.resourceType.apiVersion }
            ],
            [
                "apiVersion": FieldDocumentation("apps/v1, or argoproj.io/v1alpha1 for a Rollout.") {
                    $0.choice(["apps/v1", "argoproj.io/v1alpha1"])
                },
                "kind": FieldDocumentation("The workload's kind."),
                "name": FieldDocumentation("The workload's name.") { $0.subdomain() },
                "uid": FieldDocumentation("The workload's uid; Evenkeel sets it in a Remediation, a policy needs none.")
                {
                    $0.length(0...64)
                },
            ])
    }
}

extension History: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What is kept of finished Remediations; those in flight are always kept.", example: History(),
            [
                "limit": FieldDocumentation("Finished Remediations kept, 1 to 100.") { $0.range(1...100) },
                "keepFor": FieldDocumentation("How long a finished Remediation is kept.") { $0.rule(.lasting) },
            ])
    }
}
