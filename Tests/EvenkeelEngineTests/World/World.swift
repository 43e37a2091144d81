import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesTypes

@testable import EvenkeelSimulation

/// An engine, a cluster and a Prometheus in virtual time: effects are carried out, observations are fed back, and after
/// each step the promises are checked. The same calls give the same story.
struct World: Sendable {
    static let beginning = Timestamp(secondsSince1970: 1_772_625_600)

    var now = World.beginning
    var engine: Engine
    var cluster = Cluster()
    var metrics = Metrics()
    var faults = FaultPlan()
    /// What looks see instead of the cluster, while set: a cache that lags behind.
    var staleTarget: TargetSnapshot?
    /// Evaluations see no target, while set.
    var apiServerFailure: String?
    /// What the world does in answer to the cluster's state, after each effect and at each step.
    var reaction: @Sendable (inout World) -> Void = { _ in }
    /// Watches tell nothing, while set; then they list again.
    var withholdWatch = false
    private var mustList = false
    var effects: [Effect] = []
    var violations: [String] = []
    var ledger = Ledger()
    var limits = Engine.Limits()
    private(set) var isUp = true
    private var queue: [Delivery] = []
    private var sequence = 0
    private var process = 0

    private struct Delivery: Sendable {
        var at: Timestamp
        var sequence: Int
        var process: Int
        var work: Work
    }

    private enum Work: Sendable {
        case observe(Observation)
        case carryOut(Effect)
    }

    init(limits: Engine.Limits = .init()) {
        self.limits = limits
        engine = Engine(limits: limits)
        set(.named())
    }

    /// Lets time pass, with everything that happens meanwhile.
    mutating func run(for seconds: Double) {
        let end = now + seconds
        settle()
        while let next = nextMoment(), next <= end, violations.count < 20 {
            now = max(now, next)
            settle()
            deliverDue()
            if isUp, let deadline = engine.nextDeadline, deadline <= now { observe(.timePassed) }
        }
        now = end
        settle()
    }

    /// Runs until the condition holds; `false` if it does not within the time.
    @discardableResult
    mutating func run(until condition: (World) -> Bool, within seconds: Double = 3600) -> Bool {
        let end = now + seconds
        settle()
        while !condition(self) {
            guard let next = nextMoment(), next <= end, violations.count < 20 else { return false }
            now = max(now, next)
            settle()
            if let index = nextDue() {
                deliver(queue.remove(at: index))
            } else if isUp, let deadline = engine.nextDeadline, deadline <= now {
                observe(.timePassed)
            }
        }
        return true
    }

    private func nextMoment() -> Timestamp? {
        let deadline = isUp ? engine.nextDeadline.map { $0 > now ? $0 : now + 0.001 } : nil
        return [queue.map(\.at).min(), deadline, cluster.nextChange].compactMap(\.self).min()
    }

    /// The cluster's controllers do what they have to, and the world answers.
    mutating func settle() {
        cluster.advance(to: now)
        reaction(&self)
    }

    private mutating func deliverDue() {
        while let index = nextDue() { deliver(queue.remove(at: index)) }
    }

    private mutating func deliver(_ delivery: Delivery) {
        guard delivery.process == process, isUp else { return }
        switch delivery.work {
        case .observe(let observation): observe(observation)
        case .carryOut(let effect): carryOut(effect)
        }
    }

    private func nextDue() -> Int? {
        queue.indices.filter { queue[$0].at <= now }.min {
            (queue[$0].at, queue[$0].sequence) < (queue[$1].at, queue[$1].sequence)
        }
    }

    /// Gives the engine an observation and carries out what it wants.
    mutating func observe(_ observation: Observation) {
        guard isUp else { return }
        let made = engine.step(observation, now: now)
        for effect in made {
            // Audit lines are no effects on the world: no fault meets them, and no count of effects counts them.
            if case .audit(let entry) = effect {
                ledger.audit.append(entry)
                continue
            }
            effects.append(effect)
            checkPromises(effect)
            begin(effect)
            guard isUp else { return }
        }
    }

    mutating func later(_ observation: Observation, after seconds: Double) { enqueue(.observe(observation), seconds) }

    private mutating func enqueue(_ work: Work, _ seconds: Double) {
        sequence += 1
        queue.append(Delivery(at: now + seconds, sequence: sequence, process: process, work: work))
    }

    private mutating func begin(_ effect: Effect) {
        if faults.swallowEvaluations, case .evaluate = effect { return }
        switch faults.next(effect) {
        case nil: enqueue(.carryOut(effect), 0.02)
        case .crashBefore: crash()
        case .crashAfter:
            _ = perform(effect)
            crash()
        case .lostBefore: answer(effect, .unknown("the answer was lost"), after: 1)
        case .lostAfter:
            _ = perform(effect)
            answer(effect, .unknown("the answer was lost"), after: 1)
        case .notSent: answer(effect, .notSent("connection refused"), after: 0.05)
        case .refused(let code): answer(effect, Self.refusal(code, of: effect), after: 0.05)
        case .slowAnswer(let seconds): answer(effect, perform(effect), after: seconds)
        case .slowRequest(let seconds): enqueue(.carryOut(effect), seconds)
        case .unanswered: _ = perform(effect)
        }
    }

    private mutating func carryOut(_ effect: Effect) { answer(effect, perform(effect), after: 0.02) }

    private mutating func answer(_ effect: Effect, _ outcome: Outcome, after seconds: Double) {
        if case .evaluate(let request) = effect { return later(.evaluated(evaluation(request)), after: seconds) }
        if let id = effect.id { later(.answered(id, outcome), after: seconds) }
    }

    private static func refusal(_ code: Int, of effect: Effect) -> Outcome {
        // A 404 without a reason is no word about the object: somebody does not know the path.
        let reasons = [
            403: "Forbidden", 404: "", 409: "Conflict", 410: "Expired", 422: "Invalid", 429: "TooManyRequests",
        ]
        let status = Status(code: code, reason: reasons[code] ?? "InternalError", message: "scripted \(code)")
        guard let request = try? effect.request() else { return .refused(status) }
        return Outcome(refusal: status, of: request)
    }
}

// What watches tell.
extension World {
    /// - Parameter seconds: after which the engine hears of it; `nil` is at once.
    mutating func hear(after seconds: Double?) {
        guard isUp else { return }
        guard !withholdWatch else {
            mustList = true
            return
        }
        let news = mustList ? cluster.listed(now: now) : cluster.changed(now: now)
        mustList = false
        for observation in news {
            if let seconds { later(observation, after: seconds) } else { observe(observation) }
        }
    }
}

// The process dies, and another one begins.
extension World {
    mutating func start() {
        isUp = true
        mustList = false
        for observation in cluster.listed(now: now) { observe(observation) }
        observe(.started)
    }

    mutating func crash() {
        process += 1
        queue.removeAll()
        isUp = false
        engine = Engine(limits: limits)
    }

    /// What was under way is lost.
    mutating func forgetQueue() { process += 1 }

    mutating func restart(after seconds: Double = 5) {
        crash()
        run(for: seconds)
        start()
    }

    /// Whoever supervises processes does it at once.
    mutating func runReviving(for seconds: Double) {
        let end = now + seconds
        while now < end {
            run(for: min(5, end - now))
            if !isUp { start() }
        }
    }

    /// Runs, reviving the process, until all has ended that was begun, and five minutes more; at most so long.
    mutating func runToEnd(within seconds: Double) {
        let end = now + seconds
        while now < end, !hasEnded { runReviving(for: 60) }
        runReviving(for: 300)
    }

    private var hasEnded: Bool {
        let all = remediations
        return isUp && engineIsIdle && !all.isEmpty
            && all.allSatisfy { $0.phase.isFinal && $0.status?.revert?.state != .scheduled }
    }
}
