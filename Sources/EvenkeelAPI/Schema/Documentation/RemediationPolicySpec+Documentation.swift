import KubernetesTypes

extension RemediationPolicySpec: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The watched workload, its signals, and the rules with their actions.",
            example: RemediationPolicySpec(targetRef: TargetReference(name: ""), signals: [], rules: []),
            required: ["targetRef", "signals", "rules"],
            rules: [ownerAnswers, accountActs, rulesNameSignals],
            [
                "mode": FieldDocumentation(
                    "Actions that Evenkeel may take. Observe: evaluates the signals and reports them in the status. "
                        + "Shadow: also makes plans, validates each change with a server-side dry run and grades the "
                        + "plan in hindsight. Suggest: also makes the change after an approval. Automatic: makes the "
                        + "change, with an approval only if the rule requires one."),
                "suspend": FieldDocumentation("If true, Evenkeel sends no changes for this policy."),
                "owner": FieldDocumentation(
                    "Person or team that is responsible for the policy. Required in mode Suggest and Automatic."
                ) {
                    $0.length(1...253)
                },
                "targetRef": FieldDocumentation(
                    "The watched workload, in the namespace of the policy."),
                "serviceAccountName": FieldDocumentation(
                    "Service account in the namespace of the policy that Evenkeel impersonates for changes. A policy "
                        + "has no other permissions than this account. Required in mode Suggest and Automatic."
                ) { $0.subdomain() },
                "interval": FieldDocumentation("Time between two evaluations of the signals, 1s to 1h.") {
                    $0.rule(.duration(.seconds(1)...(.hours(1))))
                },
                "minimumReady": FieldDocumentation(
                    "Minimum number of pods of the target that stay ready during an action, 0 to 10000. It applies "
                        + "only to actions that remove ready pods. A pod counts as ready after the minReadySeconds of "
                        + "its workload."
                ) { $0.range(0...10_000) },
                "signals": FieldDocumentation("The evaluated signals, 1 to 32.") {
                    $0.count(1...32).keyed(by: "name")
                },
                "rules": FieldDocumentation("The rules, at most 16. A policy without rules only evaluates its signals.")
                {
                    $0.count(0...16).keyed(by: "name")
                },
                "gradeWithin": FieldDocumentation(
                    "Evenkeel grades a decision by the state of the signals within this time after it."
                ) {
                    $0.rule(.lasting)
                },
                "history": FieldDocumentation(
                    "Retention of the finished Remediations of the policy."),
            ])
    }

    private static let acting = "self.mode in ['Suggest', 'Automatic']"

    private var mayAct: Bool { mode == .suggest || mode == .automatic }

    private static let ownerAnswers = MeaningRule(
        RemediationPolicySpec.self, cel: "!(\(acting)) || has(self.owner)",
        message: "owner is required in mode Suggest and Automatic: it names who is responsible for the changes"
    ) { !$0.mayAct || $0.owner != nil }

    private static let accountActs = MeaningRule(
        RemediationPolicySpec.self, cel: "!(\(acting)) || has(self.serviceAccountName)",
        message: "serviceAccountName is required in mode Suggest and Automatic: Evenkeel makes changes as this account"
    ) { !$0.mayAct || $0.serviceAccountName != nil }

    /// CEL expression: the rule `r` contains a signal name `n` that does not exist.
    private static let namesNoSignal =
        "(has(r.when.all) ? r.when.all : has(r.when.any) ? r.when.any : [])"
        + ".exists(n, !self.signals.exists(s, s.name == n))"

    private static let rulesNameSignals = MeaningRule(
        RemediationPolicySpec.self, cel: "!self.rules.exists(r, \(namesNoSignal))",
        message: "every name in the when of a rule must be a signal of this policy"
    ) { spec in
        let known = spec.signals.map(\.name)
        return spec.rules.enumerated().flatMap { index, rule in
            [("all", rule.when.all ?? []), ("any", rule.when.any ?? [])].flatMap { member, names in
                names.enumerated().filter { !known.contains($0.element) }.map { position, name in
                    MeaningRule.Breach(
                        path: ["rules", "\(index)", "when", member, "\(position)"],
                        message: "rule \(rule.name) contains a signal that this policy does not have",
                        advice: Spelling.suggestion(for: name, among: known))
                }
            }
        }
    }
}

extension TargetReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Reference to a workload.", example: TargetReference(name: ""), required: ["name"],
            rules: [
                MeaningRule(
                    TargetReference.self,
                    cel: "self.apiVersion == (self.kind == 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1')",
                    message: "apiVersion must be argoproj.io/v1alpha1 for kind Rollout, and apps/v1 for the other kinds"
                ) { $0.apiVersion == $0.kind.resourceType.apiVersion }
            ],
            [
                "apiVersion": FieldDocumentation(
                    "API version of the workload: apps/v1, or argoproj.io/v1alpha1 for a Rollout."
                ) {
                    $0.choice(["apps/v1", "argoproj.io/v1alpha1"])
                },
                "kind": FieldDocumentation("Kind of the workload."),
                "name": FieldDocumentation("Name of the workload.") { $0.subdomain() },
                "uid": FieldDocumentation(
                    "UID of the workload. Evenkeel sets it in a Remediation; do not set it in a policy."
                ) {
                    $0.length(0...64)
                },
            ])
    }
}

extension History: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Retention of finished Remediations. Remediations in progress are always kept.", example: History(),
            [
                "limit": FieldDocumentation("Maximum number of finished Remediations, 1 to 100.") { $0.range(1...100) },
                "keepFor": FieldDocumentation("Evenkeel deletes a finished Remediation after this time.") {
                    $0.rule(.lasting)
                },
            ])
    }
}
