import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// A cluster, its metrics, its people and Evenkeel in virtual time, from a seed.
///
/// Event-driven: time goes from one event to the next, so that a calm night costs next to nothing. Confined to the task
/// that runs it; the same seed gives the same world.
final class World {
    static let beginning = Timestamp(secondsSince1970: 1_772_625_600)
    static let namespace = "shop"

    enum Work {
        case begin(Effect, Operator)
        case arrive(Effect, Operator, answer: ArrivalAnswer)
        case observe(Observation, EvaluationTruth?, Operator)
        case poll(Operator)
        case thaw(Operator)
        case elect
        case happen(SimulationEvent)
        case person(PersonalAct)
        case sync(String)
    }

    enum ArrivalAnswer { case prompt, after(Double), lost, never }

    let seed: UInt64
    let scenario: Scenario
    let end: Timestamp
    var now = World.beginning
    var cluster: ClusterModel
    var agenda = Agenda<Work>()
    var faultInjector: FaultInjector
    var prometheus: Prometheus
    var story: SeededRandom
    var people: SeededRandom
    var applications: [String: Application] = [:]
    var operators: [Operator] = []
    var election = Election()
    var ledger = Ledger()
    var tally = Tally()
    var trace = Trace()
    var breaches: [Breach] = []
    /// The share of all requests, of every application, that fails.
    var sharedOutage = 0.0
    private var seenRevision: UInt64 = 0
    private var hourBegan = World.beginning
    private var stepsOfHour = 0

    init(seed: UInt64, hours: Double) {
        self.seed = seed
        scenario = Scenario(seed: seed)
        end = Self.beginning + hours * 3600
        faultInjector = FaultInjector(seed: seed)
        prometheus = Prometheus(seed: seed)
        story = SeededRandom(seed: seed, "story")
        people = SeededRandom(seed: seed, "people")
        cluster = Self.emptyCluster
        setUp()
    }

    /// Until the end, or until a promise is broken.
    func run() {
        while breaches.isEmpty, let next = nextMoment(), next <= end {
            step(to: next)
            checkPace()
        }
        if breaches.isEmpty {
            now = max(now, end)
            checkEnd()
        }
    }

    /// Whoever turns in circles would never let the hour end.
    private func checkPace() {
        if now - hourBegan >= 3600 { (hourBegan, stepsOfHour) = (now, 0) }
        stepsOfHour += 1
        if stepsOfHour > 50_000 { breach(.live, "pace", "50,000 steps within one hour") }
    }

    func step(to time: Timestamp) {
        now = max(now, time)
        settle()
        // One by one: each may plan others, and after each the cluster settles.
        while breaches.isEmpty, let work = agenda.take(by: now) {
            perform(work)
            settle()
            stepsOfHour += 1
        }
        for process in operators where breaches.isEmpty && isAwake(process) {
            if let deadline = process.deadline, deadline <= now { observe(.timePassed, by: process) }
        }
        operators.removeAll(where: \.isDead)
    }

    func isAwake(_ process: Operator) -> Bool { !process.isDead && process.hasStarted && !process.isFrozen(now) }

    private func nextMoment() -> Timestamp? {
        var next = agenda.next
        if let deadline = cluster.nextDeadline { next = next.map { min($0, deadline) } ?? deadline }
        for process in operators where isAwake(process) {
            // Deadlines that have passed already are met at the next tick, as by the live shell.
            if let deadline = process.deadline.map({ $0 > now ? $0 : now + 0.2 }) {
                next = next.map { min($0, deadline) } ?? deadline
            }
        }
        return next
    }

    /// Controllers do what they have to, and everybody who watches will hear of it.
    func settle() {
        if let deadline = cluster.nextDeadline, deadline <= now { cluster.advance(to: now) }
        guard cluster.store.revision != seenRevision else { return }
        noteChanges()
        seenRevision = cluster.store.revision
        for process in operators where !process.isDead { planPoll(process) }
    }

    private func noteChanges() {
        let changes = (try? cluster.store.changes(since: seenRevision)) ?? []
        var touchesPods = false
        for change in changes {
            if change.resource == .pods || change.resource == .deployments { touchesPods = true }
            note(change)
        }
        if touchesPods { updateTraffic() }
    }

    func plan(_ work: Work, after seconds: Double) { agenda.plan(work, at: now + max(0, seconds)) }

    func breach(_ promise: Promise, _ checker: String, _ message: @autoclosure () -> String) {
        guard breaches.isEmpty else { return }
        breaches.append(Breach(promise: promise, checker: checker, at: now - Self.beginning, message: message()))
    }

    private func perform(_ work: Work) {
        switch work {
        case .begin(let effect, let process): begin(effect, by: process)
        case .arrive(let effect, let process, let answer): arrive(effect, from: process, answer)
        case .observe(let observation, let evaluation, let process):
            guard !process.isDead else { return }
            if process.isFrozen(now), let until = process.frozenUntil {
                return agenda.plan(work, at: until + 0.001)
            }
            observe(observation, evaluation, by: process)
        case .poll(let process): poll(process)
        case .thaw(let process): thaw(process)
        case .elect: elect()
        case .happen(let event): happen(event)
        case .person(let act): perform(act)
        case .sync(let application): synchronise(application)
        }
    }
}
