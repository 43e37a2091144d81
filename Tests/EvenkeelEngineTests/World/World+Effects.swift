import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// What the API server does with an effect.
extension World {
    mutating func perform(_ effect: Effect) -> Outcome {
        let outcome: Outcome
        switch effect {
        case .evaluate, .audit: return .done(nil)
        case .createRemediation(_, let remediation, _): outcome = create(remediation)
        case .writeRemediationStatus(_, let remediation): outcome = writeStatus(remediation)
        case .deleteRemediation(let key, let uid):
            if remediation(key.name)?.metadata.uid == uid { remove(.remediation(key)) }
            outcome = .done(nil)
        case .writePolicyStatus(_, let key, let uid, let status): outcome = writeStatus(key, uid, status)
        case .writeMetricSourceStatus(_, let name, _, let status):
            sources[name]?.status = status
            if let source = sources[name] { later(.metricSourceChanged(source), after: 0.05) }
            outcome = .done(nil)
        case .writeGuardrailStatus(_, let name, _, let status): outcome = writeStatus(name, status)
        case .change(_, let change): outcome = perform(change)
        case .read(_, let reference): outcome = cluster.read(reference)
        case .recordEvent(let event):
            ledger.events.append(event)
            outcome = .done(nil)
        }
        cluster.settle(now: now)
        reaction(&self)
        return outcome
    }

    private mutating func create(_ remediation: Remediation) -> Outcome {
        guard cluster[.remediation(remediation.key)] == nil else {
            return Cluster.refusal(409, "AlreadyExists", "\(remediation.key) exists")
        }
        guard let json = try? JSON(encoding: remediation) else { return .notSent("cannot be written") }
        let made = cluster.create(KubernetesObject(json), now: now)
        watched(.remediation(remediation.key))
        return .done(made)
    }

    private mutating func writeStatus(_ remediation: Remediation) -> Outcome {
        let reference = ObjectReference.remediation(remediation.key)
        guard let stored = cluster[reference], stored.uid == remediation.metadata.uid else {
            return Cluster.refusal(404, "NotFound", "\(remediation.key) not found")
        }
        guard stored.resourceVersion == remediation.metadata.resourceVersion else {
            return Cluster.refusal(409, "Conflict", "the object has been modified")
        }
        let status = try? JSON(encoding: remediation.status)
        cluster.edit(reference) { $0.json["status"] = status }
        watched(reference)
        return cluster.read(reference)
    }

    private mutating func writeStatus(_ key: ObjectKey, _ uid: String, _ status: RemediationPolicyStatus) -> Outcome {
        let reference = ObjectReference.policy(key)
        guard cluster[reference]?.uid == uid else { return Cluster.refusal(404, "NotFound", "\(key) not found") }
        let json = try? JSON(encoding: status)
        cluster.edit(reference) { $0.json["status"] = json }
        watched(reference)
        return cluster.read(reference)
    }

    private mutating func writeStatus(_ guardrail: String, _ status: GuardrailStatus) -> Outcome {
        guard guardrails[guardrail] != nil else { return Cluster.refusal(404, "NotFound", "\(guardrail) not found") }
        guardrails[guardrail]?.status = status
        if let changed = guardrails[guardrail] { later(.guardrailChanged(changed), after: 0.05) }
        return .done(nil)
    }

    private mutating func perform(_ change: ClusterChange) -> Outcome {
        let outcome: Outcome
        switch change.write {
        case .patch(let reference, let patch), .patchStatus(let reference, let patch):
            outcome = cluster.apply(patch, to: reference, isDryRun: change.isDryRun)
        case .evict(let key, let uid): outcome = cluster.evict(key, uid: uid, isDryRun: change.isDryRun)
        case .create(let reference, let json):
            outcome = cluster.create(json, as: reference, isDryRun: change.isDryRun, now: now)
        case .delete(let reference, let uid):
            outcome = cluster.delete(reference, uid: uid, isDryRun: change.isDryRun)
        }
        if change.isDryRun { ledger.dryRuns.append(change) } else if case .done = outcome { tookPlace(change) }
        return outcome
    }

    /// What an evaluation finds now.
    func evaluation(_ request: EvaluationRequest) -> Evaluation {
        let target = apiServerFailure.map { TargetSnapshot.unavailable($0) } ?? staleTarget ?? snapshot(request)
        return Evaluation(
            policy: request.policy, at: request.at, target: target,
            answers: request.queries.compactMap { metrics.answer($0, at: request.at) })
    }

    private func snapshot(_ request: EvaluationRequest) -> TargetSnapshot {
        var target = snapshot(request.target)
        target.canaries = request.canaries.compactMap(\.deployment).compactMap { name in
            cluster[.deployment(name)].flatMap { Workload($0) }
        }
        target.routes = request.canaries.compactMap(\.httpRoute?.name).compactMap { name in
            cluster[.route(name)].flatMap { HTTPRoute($0) }
        }
        return target
    }

    func snapshot(_ target: TargetReference) -> TargetSnapshot {
        let reference = ObjectReference(
            apiVersion: target.apiVersion, kind: target.kind.rawValue,
            key: ObjectKey(namespace: "shop", name: target.name))
        guard let workload = cluster[reference].flatMap({ Workload($0) }) else {
            return TargetSnapshot(
                availability: .targetNotFound, namespaceLabels: namespaceLabels,
                namespaceAnnotations: namespaceAnnotations)
        }
        let pods = cluster.all("Pod").compactMap { Pod($0) }.filter { workload.selector.matches($0.labels) }
        return TargetSnapshot(
            availability: .known, workload: workload, pods: pods,
            revisions: cluster.all("ReplicaSet").compactMap { Revision($0) }.filter { $0.ownerUID == workload.uid },
            budgets: cluster.all("PodDisruptionBudget").compactMap { DisruptionBudget($0) }
                .filter { budget in pods.contains { budget.selector.matches($0.labels) } },
            autoscalers: cluster.all("HorizontalPodAutoscaler").compactMap { Autoscaler($0) }
                .filter { $0.targetName == target.name },
            scaledObjects: cluster.all("ScaledObject").compactMap { ScaledObject($0) }
                .filter { $0.targetName == target.name },
            namespaceLabels: namespaceLabels, namespaceAnnotations: namespaceAnnotations)
    }

    /// A watch tells of a change a little later.
    mutating func watched(_ reference: ObjectReference) {
        guard !withholdWatch, let object = cluster[reference] else { return }
        if let observation = observation(object) { later(observation, after: 0.05) }
    }

    func observation(_ object: KubernetesObject) -> Observation? {
        switch object.kind {
        case Remediation.kind:
            return (try? object.json.decoded(as: Remediation.self)).map { .remediationChanged($0) }
        case RemediationPolicy.kind where unreadable[object.key] != nil:
            return .policyInvalid(
                object.key, uid: object.uid, generation: object.generation,
                status: object.json["status"].flatMap { try? $0.decoded() }, reasons: unreadable[object.key] ?? [])
        case RemediationPolicy.kind:
            return (try? object.json.decoded(as: RemediationPolicy.self)).map { .policyChanged($0) }
        default: return nil
        }
    }
}

extension ObjectReference {
    static func remediation(_ key: ObjectKey) -> ObjectReference {
        ObjectReference(apiVersion: Remediation.apiVersion, kind: Remediation.kind, key: key)
    }

    static func policy(_ key: ObjectKey) -> ObjectReference {
        ObjectReference(apiVersion: RemediationPolicy.apiVersion, kind: RemediationPolicy.kind, key: key)
    }
}
