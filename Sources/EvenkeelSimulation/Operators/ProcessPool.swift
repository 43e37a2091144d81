import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes

/// Evenkeel's processes, from the election of each to its end.
final class ProcessPool {
    private let clock: SimulationClock
    private let cluster: ClusterHarness
    private let faults: FaultInjector
    private let journal: Journal
    /// By identity, in seconds.
    private let clockErrors: [String: Double]
    /// Whether each process has a twin that has to want the same.
    private let hasTwins: Bool
    private(set) var processes: [Operator] = []
    private var election = Election()
    /// Is called for each process that has to take what its watches have for it.
    var onPoll: (Operator) -> Void = { _ in }

    init(
        clock: SimulationClock, cluster: ClusterHarness, faults: FaultInjector, journal: Journal,
        clockErrors: [String: Double], hasTwins: Bool
    ) {
        self.clock = clock
        self.cluster = cluster
        self.faults = faults
        self.journal = journal
        self.clockErrors = clockErrors
        self.hasTwins = hasTwins
    }

    var leader: Operator? { processes.last { $0.number == election.holder && !$0.isDead } }

    var lease: LeaseRecord? { cluster.stored(.leases, Election.lease).map(LeaseRecord.init) }

    func isAwake(_ process: Operator) -> Bool { !process.isDead && process.hasStarted && !process.isFrozen(clock.now) }

    /// When the first process has to do something without being asked.
    var nextDeadline: Timestamp? {
        var next: Timestamp?
        for process in processes where isAwake(process) {
            // Deadlines that have passed already are met at the next tick, as by the live shell.
            if let deadline = process.deadline.map({ $0 > clock.now ? $0 : clock.now + 0.2 }) {
                next = next.map { min($0, deadline) } ?? deadline
            }
        }
        return next
    }

    func forgetTheDead() { processes.removeAll(where: \.isDead) }

    /// Why the process may not carry the effect out; `nil` if it may.
    func objection(to effect: Effect, by process: Operator) -> String? {
        guard effect.authority != .anyReplica else { return nil }
        return process.objection(process.isCutOff(clock.now) ? nil : lease)
    }

    // MARK: Watching

    /// Something was stored.
    func hearOfChanges() { for process in processes where !process.isDead { planPoll(process) } }

    func planPoll(_ process: Operator) {
        guard !process.isPollPlanned else { return }
        process.isPollPlanned = true
        clock.plan(after: faults.watchDelay()) { self.onPoll(process) }
    }

    func planPoll(_ process: Operator, at time: Timestamp) {
        process.isPollPlanned = true
        clock.plan(at: time) { self.onPoll(process) }
    }

    /// - Parameter watches: the numbers of those that report nothing for so many seconds.
    func silence(_ watches: [Int], of process: Operator, for seconds: Double) {
        for index in watches { process.view.informers[index].silence(until: clock.now + seconds, now: clock.now) }
        planPoll(process)
    }

    /// - Parameter seconds: by which its clock is ahead.
    func setClock(of process: Operator, ahead seconds: Double) {
        process.clockError = seconds
        process.deadline = process.engine.nextDeadline.map(process.time)
    }
}

// Processes come and go.
extension ProcessPool {
    /// The first process begins after so many seconds.
    func begin(after seconds: Double) { planElection(Election.identities[0], continues: false, after: seconds) }

    private func planElection(_ identity: String, continues: Bool, after seconds: Double) {
        election.holder = nil
        election.next = (identity, continues)
        clock.plan(after: seconds) { self.elect() }
    }

    private func elect() {
        guard leader == nil, let next = election.next else { return }
        election.next = nil
        let old = lease?.transitions ?? 0
        let token = next.continues && lease?.holder == next.identity ? old : old + 1
        cluster.merge(
            .leases, Election.lease,
            ["spec": ["holderIdentity": .string(next.identity), "leaseTransitions": JSON(token)]], by: .evenkeel)
        election.processes += 1
        election.holder = election.processes
        start(Operator(number: election.processes, identity: next.identity, token: token))
    }

    private func start(_ process: Operator) {
        if hasTwins { process.twin = Engine() }
        process.clockError = clockErrors[process.identity] ?? 0
        processes.append(process)
        journal.count("elections")
        journal.note("[\(process.number)] \(process.identity) leads with token \(process.token)")
        planPoll(process, at: clock.now + 0.1)
    }

    /// Whoever supervises it starts it again; if that takes too long, the other replica leads.
    func crash(_ process: Operator) {
        guard !process.isDead else { return }
        journal.count("crashes")
        journal.note("[\(process.number)] dies")
        process.isDead = true
        guard election.holder == process.number else { return }
        let delay = faults.restartDelay()
        if delay < Election.duration {
            planElection(process.identity, continues: true, after: delay)
        } else {
            planElectionOfOther(than: process)
        }
    }

    private func planElectionOfOther(than process: Operator) {
        planElection(Election.other(than: process.identity), continues: false, after: Election.duration + 1)
    }

    /// - Parameter isAsleep: its machine stands still with its clock, so that it does not notice.
    func freeze(_ process: Operator, for seconds: Double, isAsleep: Bool) {
        guard !process.isDead, !process.isFrozen(clock.now) else { return }
        journal.note("[\(process.number)] stands still for \(Int(seconds)) s")
        process.frozenUntil = clock.now + seconds
        process.knowsItIsLate = !isAsleep && seconds > Election.renewDeadline
        clock.plan(after: seconds) { self.thaw(process) }
        if seconds > Election.duration, election.holder == process.number { planElectionOfOther(than: process) }
    }

    /// It goes on where it was, and finds out about the lease within two seconds.
    private func thaw(_ process: Operator) {
        guard !process.isDead, !process.isFrozen(clock.now) else { return }
        process.frozenUntil = nil
        if election.holder == process.number {
            process.knowsItIsLate = false
            planPoll(process)
        } else {
            journal.note("[\(process.number)] goes on as an old leader")
            journal.count("old leaders")
            planPoll(process)
            clock.plan(after: 1.5) { self.retire(process) }
        }
    }

    private func retire(_ process: Operator) {
        guard !process.isDead, election.holder != process.number else { return }
        process.isDead = true
        journal.note("[\(process.number)] stops, as it does not lead")
    }

    func cutOff(_ process: Operator, for seconds: Double) {
        process.cutOffUntil = clock.now + seconds
        for index in process.view.informers.indices {
            process.view.informers[index].silence(until: clock.now + seconds, now: clock.now)
        }
        guard seconds > Election.renewDeadline, election.holder == process.number else { return planPoll(process) }
        planElectionOfOther(than: process)
        clock.plan(after: Election.renewDeadline) { self.retire(process) }
    }
}
