import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes

/// Who leads, and who is to lead next.
struct Election: Sendable {
    static let identities = ["evenkeel-a", "evenkeel-b"]
    static let lease = ObjectKey(namespace: "evenkeel", name: "evenkeel")
    /// Seconds that a lease is honoured after its last renewal; its holder gives up a little earlier.
    static let duration = 15.0
    static let renewDeadline = 10.0

    /// The number of the process that holds the lease.
    var holder: Int?
    var processes = 0
    /// Who comes next, and whether as the same holder: a process that is started again within the lease.
    var next: (identity: String, continues: Bool)?
}

// Processes come and go.
extension World {
    var lease: LeaseRecord? { stored(.leases, Election.lease).map(LeaseRecord.init) }
    var leader: Operator? { operators.last { $0.number == election.holder && !$0.isDead } }

    func elect() {
        guard leader == nil, let next = election.next else { return }
        election.next = nil
        let old = lease?.transitions ?? 0
        let token = next.continues && lease?.holder == next.identity ? old : old + 1
        merge(
            .leases, Election.lease,
            ["spec": ["holderIdentity": .string(next.identity), "leaseTransitions": JSON(token)]], by: .evenkeel)
        election.processes += 1
        election.holder = election.processes
        let process = Operator(number: election.processes, identity: next.identity, token: token)
        if seed.isMultiple(of: 4) { process.twin = Engine() }
        process.clockError = scenario.clockErrors[next.identity] ?? 0
        operators.append(process)
        tally.counts["elections", default: 0] += 1
        trace.note(.text("[\(process.number)] \(next.identity) leads with token \(token)"), at: now)
        process.isPollPlanned = true
        plan(.poll(process), after: 0.1)
    }

    private func planElection(_ identity: String, continues: Bool, after seconds: Double) {
        election.holder = nil
        election.next = (identity, continues)
        plan(.elect, after: seconds)
    }

    private func other(than identity: String) -> String {
        Election.identities.first { $0 != identity } ?? identity
    }

    /// Whoever supervises it starts it again; where that takes too long, the other replica leads.
    func crash(_ process: Operator) {
        guard !process.isDead else { return }
        tally.counts["crashes", default: 0] += 1
        trace.note(.text("[\(process.number)] dies"), at: now)
        process.isDead = true
        guard election.holder == process.number else { return }
        let delay = faultInjector.restartDelay()
        if delay < Election.duration {
            planElection(process.identity, continues: true, after: delay)
        } else {
            planElection(other(than: process.identity), continues: false, after: Election.duration + 1)
        }
    }

    /// - Parameter isAsleep: its machine stands still with its clock, so that it does not notice.
    func freeze(_ process: Operator, for seconds: Double, isAsleep: Bool) {
        guard !process.isDead, !process.isFrozen(now) else { return }
        trace.note(.text("[\(process.number)] stands still for \(Int(seconds)) s"), at: now)
        process.frozenUntil = now + seconds
        process.knowsItIsLate = !isAsleep && seconds > Election.renewDeadline
        plan(.thaw(process), after: seconds)
        if seconds > Election.duration, election.holder == process.number {
            planElection(other(than: process.identity), continues: false, after: Election.duration + 1)
        }
    }

    /// It goes on where it was, and finds out about the lease within two seconds.
    func thaw(_ process: Operator) {
        guard !process.isDead, !process.isFrozen(now) else { return }
        process.frozenUntil = nil
        if election.holder == process.number {
            process.knowsItIsLate = false
            planPoll(process)
        } else {
            trace.note(.text("[\(process.number)] goes on as an old leader"), at: now)
            tally.counts["old leaders", default: 0] += 1
            planPoll(process)
            plan(.happen(.retire(process)), after: 1.5)
        }
    }

    func retire(_ process: Operator) {
        guard !process.isDead, election.holder != process.number else { return }
        process.isDead = true
        trace.note(.text("[\(process.number)] stops, as it does not lead"), at: now)
    }

    func cutOff(_ process: Operator, for seconds: Double) {
        process.cutOffUntil = now + seconds
        for index in process.view.informers.indices {
            process.view.informers[index].silence(until: now + seconds, now: now)
        }
        guard seconds > Election.renewDeadline, election.holder == process.number else { return planPoll(process) }
        planElection(other(than: process.identity), continues: false, after: Election.duration + 1)
        plan(.happen(.retire(process)), after: Election.renewDeadline)
    }

    func fence(_ effect: Effect, _ process: Operator) -> String? {
        guard effect.authority != .anyReplica else { return nil }
        return process.objection(process.isCutOff(now) ? nil : lease)
    }

    // MARK: Watching

    func planPoll(_ process: Operator) {
        guard !process.isPollPlanned else { return }
        process.isPollPlanned = true
        plan(.poll(process), after: faultInjector.watchDelay())
    }

    func poll(_ process: Operator) {
        guard !process.isDead else { return }
        if process.isFrozen(now), let until = process.frozenUntil { return agenda.plan(.poll(process), at: until) }
        process.isPollPlanned = false
        let relists = process.view.informers.reduce(0) { $0 + $1.relists }
        let news = process.view.poll(&cluster, now: now)
        tally.faults["410 of a watch", default: 0] +=
            process.view.informers.reduce(0) { $0 + $1.relists } - relists
        if let silent = process.view.informers.compactMap(\.silentUntil).min() {
            process.isPollPlanned = true
            agenda.plan(.poll(process), at: max(silent, now + 0.001))
        }
        guard process.hasStarted else { return start(process) }
        for (kind, keys) in news {
            for key in keys { observe(observation(kind, key, process), by: process) }
        }
    }

    /// Everything that is stored, as the live shell sends it, and then the beginning.
    private func start(_ process: Operator) {
        guard process.view.informers.allSatisfy(\.isSynced) else { return }
        process.hasStarted = true
        for kind in OwnKind.allCases {
            for object in process.view.objects(of: kind.type) {
                observe(observation(kind, object.key, process), by: process)
            }
        }
        observe(.started, by: process)
    }

    private func observation(_ kind: OwnKind, _ key: ObjectKey, _ process: Operator) -> Observation {
        guard let object = process.view[kind.type, key] else { return kind.deletion(of: key) }
        guard kind == .policy else { return kind.observation(of: object) }
        return .reading(policy: object) { object throws(InvalidDocument) in try process.policies.read(object) }
    }
}
