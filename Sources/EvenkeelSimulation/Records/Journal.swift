import EvenkeelEngine
import KubernetesTypes

/// What took place in a world: its last events, its counts, and the promise that was broken.
final class Journal {
    private let clock: SimulationClock
    private(set) var trace = Trace()
    private(set) var tally = Tally()
    private(set) var breaches: [Breach] = []

    init(clock: SimulationClock) { self.clock = clock }

    /// Whether no promise was broken.
    var isIntact: Bool { breaches.isEmpty }

    func note(_ entry: Trace.Entry) { trace.note(entry, at: clock.now) }
    func note(_ text: String) { trace.note(.text(text), at: clock.now) }

    func count(_ name: String) { tally.counts[name, default: 0] += 1 }
    func countFault(_ name: String, times: Int = 1) { tally.faults[name, default: 0] += times }
    func countOutcome(_ name: String) { tally.outcomes[name, default: 0] += 1 }
    func countEvent(_ name: String) { tally.events[name, default: 0] += 1 }

    /// Only the first counts: what comes after it may be its consequence.
    func breach(_ promise: Promise, _ checker: String, _ message: @autoclosure () -> String) {
        guard breaches.isEmpty else { return }
        breaches.append(Breach(promise: promise, checker: checker, at: clock.age, message: message()))
    }
}
