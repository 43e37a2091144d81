import EvenkeelAPI
import JSONValue
import KubernetesTypes

// What is stored: seen, written, and read again if that is not certain.
extension RemediationMachine {
    mutating func stored(_ newer: Remediation, isWatched: Bool, _ context: RemediationContext) {
        if isWatched { presence = .watched }
        // A watch may deliver what is known to be outdated.
        if !newer.metadata.isOlder(than: remediation.metadata) {
            let before = remediation.metadata.annotations
            take(newer)
            auditPerson(before: before, context)
            reportUnreported(context)
        }
        advance(context)
    }

    /// An intent that is not known here may have been sent by somebody else.
    private mutating func take(_ newer: Remediation) {
        let (known, stored) = (status.intents.last, newer.status?.intents.last)
        let isKnown = known?.outcome == .pending && known?.purpose == stored?.purpose && known?.pod == stored?.pod
        if stored?.outcome == .pending, !isKnown {
            knowledge = .inherited
            failures = 0
        }
        replace(newer)
    }

    /// A write whose answer was lost, and which could not be read either, is reported when it is seen.
    private mutating func reportUnreported(_ context: RemediationContext) {
        guard let write = unreported, write.draft.decision == status.decision else { return }
        unreported = nil
        reportTransition(write, context)
    }

    /// Begins to write the status. Unless `then` says so, what was waited for before does not delay what comes next.
    mutating func write(_ draft: RemediationStatus, then: Wait = .event, _ context: RemediationContext) {
        var draft = draft
        draft.timeline = draft.timeline.suffix(context.timelineLength)
        draft.forgetIntents(beyond: context.timelineLength)
        let hasNewIntent = draft.intents.last?.outcome == .pending && draft.intents.last != status.intents.last
        state = .writing(
            StatusWrite(draft: draft, before: remediation.status, hasNewIntent: hasNewIntent, then: then))
        unreported = nil
        var written = remediation
        written.status = draft
        actions.append(.write(written))
    }

    mutating func written(_ write: StatusWrite, _ outcome: Outcome, _ context: RemediationContext) {
        switch outcome {
        case .done(let object):
            adopt(write.draft, object)
            writeFailures = 0
            // An intent that this process has just stored was certainly not sent before.
            if write.hasNewIntent { (knowledge, failures) = (.unsent, 0) }
            if write.draft.isInFlight != (write.before?.isInFlight ?? false) { actions.append(.reportGuardrails) }
            state = .idle(write.then)
            reportTransition(write, context)
            advance(context)
        case .refused(let status) where status.saysNotFound: actions.append(.forget)
        default:
            // A conflict, or a lost answer: what is stored decides.
            state = .reading(.afterWrite(write, retryAt: retryTime(outcome, context.now)))
            actions.append(.readRemediation)
        }
    }

    /// What was written is what is stored, unless the watch has shown something newer already.
    private mutating func adopt(_ draft: RemediationStatus, _ object: KubernetesObject?) {
        var stored = remediation
        stored.status = draft
        if let object {
            stored.metadata.resourceVersion = object.resourceVersion
            stored.metadata.annotations = object.annotations
        }
        if !stored.metadata.isOlder(than: remediation.metadata) { replace(stored) }
    }

    /// A conflict is retried at once, at first; everything else after 1, 2, 4 ... up to 60 seconds.
    private mutating func retryTime(_ outcome: Outcome, _ now: Timestamp) -> Timestamp? {
        writeFailures += 1
        if case .refused(let status) = outcome, status.code == 409, writeFailures <= 3 { return nil }
        return now + min(60, Self.backoff(after: writeFailures - 1))
    }

    /// 1, 2, 4 ... seconds.
    static func backoff(after failures: Int) -> Double { Double(1 << min(max(0, failures), 6)) }

    mutating func read(_ reading: Reading, _ outcome: Outcome, _ context: RemediationContext) {
        if case .done(let object?) = outcome, let stored = try? object.json.decoded(as: Remediation.self) {
            state = .idle(reading.waitAfterwards)
            if case .afterWrite(let write, _) = reading, write.draft.phase == stored.phase {
                reportTransition(write, context)
            }
            // Another object of the same name is another Remediation.
            if stored.metadata.uid != remediation.metadata.uid { return actions.append(.replace(stored)) }
            self.stored(stored, isWatched: false, context)
        } else if case .refused(let status) = outcome, status.saysNotFound {
            actions.append(.forget)
        } else {
            if case .afterWrite(let write, _) = reading { unreported = write }
            state = .idle(reading.waitAfterwards == .event ? .time(context.now + 5) : reading.waitAfterwards)
            reportUnreported(context)
        }
    }

    /// Audits the phase that is stored now, and tells people.
    private mutating func reportTransition(_ write: StatusWrite, _ context: RemediationContext) {
        let status = write.draft
        guard status.phase != write.before?.phase, let entry = status.timeline.last else { return }
        audit(
            .stored, entry.message, decision: status.decision, details: ["phase": .string(status.phase.rawValue)],
            context)
        let target = remediation.spec.targetRef
        actions.append(
            .record(
                EventRecord(
                    kind: status.phase.needsAttention ? .warning : .normal, reason: status.phase.rawValue,
                    message: "\(remediation.spec.plan.summary): \(entry.message)",
                    action: remediation.spec.plan.action.rawValue, regarding: .remediation(key), regardingUID: uid,
                    related: ObjectReference(
                        apiVersion: target.apiVersion, kind: target.kind.rawValue,
                        key: ObjectKey(namespace: remediation.metadata.namespace, name: target.name)),
                    decision: status.decision)))
    }
}

extension RemediationMachine.Reading {
    fileprivate var waitAfterwards: RemediationMachine.Wait {
        switch self {
        case .afterWrite(let write, let retryAt?): .retryWrite(at: max(retryAt, write.then.time ?? retryAt))
        case .afterWrite(let write, nil): write.then
        case .presence: .event
        }
    }
}

extension Phase {
    /// People should look at what came of it.
    fileprivate var needsAttention: Bool { self == .failed || self == .undone || self == .expired }
}

extension RemediationStatus {
    /// The oldest of those that were not made go, if there are too many: each pause may leave one.
    mutating func forgetIntents(beyond limit: Int) {
        while intents.count > limit, let index = intents.firstIndex(where: { $0.outcome == .notDone }) {
            intents.remove(at: index)
        }
    }

    /// The change took place, also if it had been taken for lost.
    mutating func settleChange() {
        guard let index = intents.lastIndex(where: { $0.purpose == .change }) else { return }
        intents[index].outcome = .done
        intents[index].message = nil
    }

    mutating func settleLastIntent(_ outcome: Intent.Outcome, _ message: String? = nil) {
        guard let index = intents.indices.last, intents[index].outcome == .pending else { return }
        intents[index].outcome = outcome
        intents[index].message = message
    }
}
